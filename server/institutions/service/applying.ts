// Applying what was confirmed, piece by piece: whatever happens meanwhile, done again it goes on where it was.
import { Conflict } from '../../kernel/errors.ts';
import type { Renew } from '../../kernel/jobs.ts';
import { added, changed, nameKey } from '../rules/institution.ts';
import type { Institution } from '../rules/institution.ts';
import type { Import } from '../rules/imports.ts';
import type { InstitutionsParts, Shared } from './parts.ts';
import type { Kept } from './staging.ts';

/** Writes under way at once: they share the database's sync. */
const TOGETHER = 50;
const ADDED_TOGETHER = 200;

type Act = { at: Date; by: string; text: string };

/** Answers what applies an import. */
export function applying({ store, clock, packing }: InstitutionsParts, { soundsOf }: Shared, publish: (divisions: readonly string[]) => Promise<void>) {
  async function apply(id: string, renew: Renew): Promise<void> {
    const found = await store.findImport(id);
    if (found.state !== 'applying') return;
    let { applied, missed } = found;
    for (let n = found.appliedPieces; n < found.pieces; n += 1) {
      const { decisions } = await store.piece(id, n);
      const piece = decisions === null ? [] : (JSON.parse((await packing.unpack(decisions)).toString('utf8')) as Kept[]);
      const result = await applyPiece(found, piece);
      applied += result.applied;
      missed += result.missed;
      await store.moveImport(id, 'applying', { appliedPieces: n + 1, applied, missed });
      await renew();
    }
    await publish(found.divisions);
    await store.moveImport(id, 'applying', { state: 'done', endedAt: clock() });
    await store.dropDecisions(id);
  }

  async function applyPiece({ id, by, confirmedBy }: Import, piece: readonly Kept[]): Promise<{ applied: number; missed: number }> {
    const act = { at: clock(), by: confirmedBy ?? by, text: '' };
    await addAll(id, piece.flatMap((decision) => (decision.what === 'new' ? [decision] : [])), act);
    const changes = piece.flatMap((decision) => (decision.what === 'changed' ? [decision] : []));
    let missed = 0;
    for (let at = 0; at < changes.length; at += TOGETHER) {
      const batch = changes.slice(at, at + TOGETHER);
      const known = new Map((await store.findMany(batch.map((change) => change.id))).map((each) => [each.id, each]));
      const results = await Promise.all(batch.map((change) => applyChange(id, known.get(change.id), change, act)));
      missed += results.filter((isApplied) => !isApplied).length;
    }
    return { applied: piece.length - missed, missed };
  }

  /** Few at a time: what one write changes it holds in memory until it is synced, and others come in between. */
  async function addAll(id: string, fresh: readonly Extract<Kept, { what: 'new' }>[], act: Act): Promise<void> {
    const doubtful: Institution[] = [];
    for (let at = 0; at < fresh.length; at += ADDED_TOGETHER) {
      const rows = await Promise.all(fresh.slice(at, at + ADDED_TOGETHER).map(async ({ id: own, draft, isDoubtful }) =>
        ({ institution: added(draft, own, 'import', act, { import: id }), sounds: await soundsOf(draft), isDoubtful })));
      await store.addMany(rows);
      doubtful.push(...rows.filter(({ isDoubtful }) => isDoubtful).map(({ institution }) => institution));
    }
    await markTwins(doubtful);
  }

  /** False where somebody changed the record since it was staged: then it is left alone. */
  async function applyChange(importId: string, before: Institution | undefined, { version, draft }: Extract<Kept, { what: 'changed' }>, act: Act): Promise<boolean> {
    if (before?.events.some(({ detail }) => detail['import'] === importId)) return true;
    if (before === undefined || before.version !== version || before.mergedInto !== null) return false;
    const after = changed(before, draft, 'import', act, { import: importId });
    return store.save(after, await soundsOf(after), await store.isDoubtful(after.id)).then(() => true, (error: unknown) => {
      if (error instanceof Conflict) return false;
      throw error;
    });
  }

  async function markTwins(doubtful: readonly Institution[]): Promise<void> {
    if (doubtful.length === 0) return;
    const alike = await store.alike({ insuranceCodes: [], creditCodes: doubtful.flatMap(({ creditCode }) => creditCode ?? []), nameKeys: doubtful.map(nameKey) });
    await store.markDoubtful(alike.map(({ id }) => id), true);
  }

  return apply;
}
