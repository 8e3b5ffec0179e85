// A file in three steps: read and staged in packed pieces, looked at, confirmed. What is confirmed a job applies piece by piece and finishes after any break.
import { done } from '../../audit/rules.ts';
import { within } from '../../kernel/divisions.ts';
import { randomId } from '../../kernel/crypto.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../kernel/errors.ts';
import type { Renew } from '../../kernel/jobs.ts';
import type { Person } from '../../people/rules/person.ts';
import { added, changed, mayAdd, nameKey } from '../rules/institution.ts';
import type { Institution } from '../rules/institution.ts';
import { KEPT_DAYS, LINES_A_PIECE, PREVIEW_LINES } from '../rules/imports.ts';
import type { Counts, FaultyLine, Import, PreviewLine } from '../rules/imports.ts';
import { COLUMNS, COLUMN_NAMES, decide, identityOf, readHeadings, readLine } from '../rules/lines.ts';
import type { Column, Decision } from '../rules/lines.ts';
import type { SheetCell, SheetKind, SheetRow } from '../rules/sheets.ts';
import { institutionId } from './parts.ts';
import type { InstitutionsParts, Shared } from './parts.ts';

const APPLY = 'institutions.apply';
const GIVE_UP = 'institutions.giveUp';
const DAY = 86_400_000;
/** Writes under way at once: they share the database's sync. */
const TOGETHER = 50;
const ADDED_TOGETHER = 200;
const SAFE_MILLISECONDS = 5_000;

type Kept = Exclude<Decision, { what: 'same' | 'wrong' }>;
type Staging = { id: string; person: Person; places: Map<Column, number>; divisionOf: Map<string, string>; seen: Set<string>; counts: Counts; preview: PreviewLine[]; divisions: Set<string>; pieces: number; lines: number };

export function importing({ store, audit, clock, jobs, sheets, packing, sparingly, divisions }: InstitutionsParts, { soundsOf, attempt }: Shared, publish: (divisions: readonly string[]) => Promise<void>) {
  const record = (person: Person, act: string, id: string, detail: Record<string, number> = {}): Promise<void> =>
    audit.record(done(`institutions.${act}`, person.id, person.bureau, { kind: 'institutionImport', id }, detail));
  async function own(person: Person, id: string): Promise<Import> {
    const found = await store.findImport(id);
    if (found.bureau !== person.bureau) throw new NotFound('import');
    return found;
  }
  const keeper = (person: Person): void => {
    if (!mayAdd(person)) throw new Forbidden('institutions.import');
  };
  const divisionsUnder = (bureau: string): Map<string, string> => new Map([...divisions()].filter(([code]) => within(bureau, code)).map(([code, name]) => [name, code]));

  function start(person: Person, id: string, heading: SheetRow): Staging {
    const { places, missing } = readHeadings(heading.cells);
    if (missing.length > 0) throw new Invalid({ file: { key: 'institutions.error.columns', args: { columns: missing.join('、') } } });
    return {
      id, person, places, divisionOf: divisionsUnder(person.bureau), seen: new Set(), counts: { new: 0, changed: 0, same: 0, wrong: 0 }, preview: [], divisions: new Set(), pieces: 0, lines: 0,
    };
  }

  async function stagePiece(staging: Staging, rows: readonly SheetRow[]): Promise<void> {
    const { person: { bureau }, places, divisionOf, seen, counts, preview } = staging;
    const read = rows.map((row) => ({ row, ...readLine(row.cells, places, { bureau, divisionOf }) }));
    const drafts = read.flatMap((line) => ('draft' in line ? [line.draft] : []));
    const alike = await store.alike({
      insuranceCodes: drafts.flatMap(({ insuranceCode }) => insuranceCode ?? []), creditCodes: drafts.flatMap(({ creditCode }) => creditCode ?? []), nameKeys: drafts.map(nameKey),
    });
    const byKey = new Map<string, Institution[]>();
    for (const known of alike) for (const key of [known.insuranceCode, known.creditCode, nameKey(known)]) if (key !== null) byKey.set(key, [...(byKey.get(key) ?? []), known]);
    const given = new Set(places.keys());
    const decisions: Kept[] = [];
    const faulty: FaultyLine[] = [];
    for (const line of read) {
      const decision = judge(line);
      counts[decision.what] += 1;
      if (decision.what === 'wrong') faulty.push({ line: line.row.line, name: line.row.cells[places.get('name') ?? -1] ?? '', faults: decision.faults });
      else if (decision.what !== 'same') {
        decisions.push(decision);
        staging.divisions.add(decision.draft.division);
      }
      if (preview.length < PREVIEW_LINES) preview.push({ line: line.row.line, what: decision.what, cells: [...places.values()].map((at) => line.row.cells[at] ?? '') });
    }
    await store.addPiece({
      import: staging.id, n: staging.pieces, decisions: decisions.length > 0 ? await packing.pack(decisions) : null, faults: faulty.length > 0 ? await packing.pack(faulty) : null,
    });
    staging.pieces += 1;
    staging.lines += rows.length;

    function judge(line: (typeof read)[number]): Decision {
      if ('faults' in line) return { what: 'wrong', faults: line.faults };
      const identity = identityOf(line.draft);
      if (seen.has(identity)) return { what: 'wrong', faults: [{ column: null, fault: 'twice' }] };
      seen.add(identity);
      const { insuranceCode, creditCode } = line.draft;
      const found = new Set([insuranceCode, creditCode, nameKey(line.draft)].flatMap((key) => (key === null ? [] : (byKey.get(key) ?? []))));
      return decide(line.draft, [...found], given, bureau, () => institutionId(clock()));
    }
  }

  async function readInto(person: Person, id: string, file: Buffer, kind: SheetKind): Promise<Staging> {
    let staging: Staging | null = null;
    let rows: SheetRow[] = [];
    for await (const row of sheets.rows(file, kind)) {
      if (staging === null) {
        staging = start(person, id, row);
        continue;
      }
      rows.push(row);
      if (rows.length < LINES_A_PIECE) continue;
      await stagePiece(staging, rows);
      rows = [];
    }
    if (staging !== null && rows.length > 0) await stagePiece(staging, rows);
    if (staging === null || staging.lines === 0) throw new Invalid({ file: { key: 'institutions.sheet.empty' } });
    return staging;
  }

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
    const fresh = piece.flatMap((decision) => (decision.what === 'new' ? [decision] : []));
    const rows = await Promise.all(fresh.map(async ({ id: own, draft, isDoubtful }) => ({ institution: added(draft, own, 'import', act, { import: id }), sounds: await soundsOf(draft), isDoubtful })));
    // Few at a time: what one write changes it holds in memory until it is synced, and others come in between.
    for (let at = 0; at < rows.length; at += ADDED_TOGETHER) await store.addMany(rows.slice(at, at + ADDED_TOGETHER));
    await markTwins(rows.filter(({ isDoubtful }) => isDoubtful).map(({ institution }) => institution));
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

  /** False where somebody changed the record since it was staged: then it is left alone. */
  async function applyChange(importId: string, before: Institution | undefined, { version, draft }: Extract<Kept, { what: 'changed' }>, act: { at: Date; by: string; text: string }): Promise<boolean> {
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

  async function giveUp(id: string): Promise<void> {
    const found = await store.findImport(id);
    if (found.state !== 'reading' && found.state !== 'staged') return;
    await store.moveImport(id, found.state, { state: 'discarded', endedAt: clock() });
    await store.dropPieces(id);
  }

  jobs.handle(APPLY, (id, _payload, renew) => sparingly(() => apply(id, renew)));
  jobs.handle(GIVE_UP, giveUp);

  return {
    listImports: (person: Person): Promise<Import[]> => store.listImports(person.bureau),
    openImport: own,
    /** Reads the file and says what it would do; the directory is as before. @throws Invalid (file) */
    stage: (person: Person, file: Buffer): Promise<string> => attempt(person, 'import', null, async () => {
      keeper(person);
      const kind = sheets.kindOf(file);
      const id = randomId();
      const at = clock();
      await store.addImport({
        id, bureau: person.bureau, by: person.id, at, state: 'reading', kind, lines: 0, counts: { new: 0, changed: 0, same: 0, wrong: 0 }, preview: [], columns: [], divisions: [], pieces: 0,
        appliedPieces: 0, applied: 0, missed: 0, confirmedBy: null, endedAt: null,
      });
      await jobs.queue(GIVE_UP, id, {}, new Date(at.getTime() + KEPT_DAYS * DAY));
      try {
        const { counts, preview, places, pieces, lines, divisions: touched } = await sparingly(() => readInto(person, id, file, kind));
        await store.moveImport(id, 'reading', { state: 'staged', counts, preview, columns: [...places.keys()], pieces, lines, divisions: [...touched] });
      } catch (error) {
        await giveUp(id);
        throw error;
      }
      await record(person, 'stage', id);
      return id;
    }),
    /** From here on it is decided: the state is the intent, the job does it. */
    confirm: (person: Person, id: string): Promise<void> => attempt(person, 'import', null, async () => {
      keeper(person);
      const { state, counts } = await own(person, id);
      if (state !== 'staged') throw new Conflict('import');
      // First for the case that the process ends between the two, then in earnest.
      await jobs.queue(APPLY, id, {}, new Date(clock().getTime() + SAFE_MILLISECONDS));
      await store.moveImport(id, 'staged', { state: 'applying', confirmedBy: person.id });
      await jobs.queue(APPLY, id);
      await record(person, 'import', id, { new: counts.new, changed: counts.changed, wrong: counts.wrong });
    }),
    discard: (person: Person, id: string): Promise<void> => attempt(person, 'import', null, async () => {
      keeper(person);
      const { state } = await own(person, id);
      if (state !== 'staged') throw new Conflict('import');
      await giveUp(id);
      await record(person, 'discard', id);
    }),
    /** What was wrong, line by line, as CSV; `words` says each fault in the reader's language. */
    async faults(person: Person, id: string, heading: readonly string[], words: (faulty: FaultyLine) => string): Promise<AsyncIterable<Buffer>> {
      const { pieces } = await own(person, id);
      async function* rows(): AsyncGenerator<SheetCell[]> {
        yield [...heading];
        for (let n = 0; n < pieces; n += 1) {
          const { faults } = await store.piece(id, n);
          if (faults === null) continue;
          for (const faulty of JSON.parse((await packing.unpack(faults)).toString('utf8')) as FaultyLine[]) yield [faulty.line, faulty.name, words(faulty)];
        }
      }
      return sheets.write('csv', '', rows());
    },
    /** The columns an import knows, as an empty file to fill in. */
    template: (): AsyncIterable<Buffer> => sheets.write('xlsx', COLUMNS.name[0], [COLUMN_NAMES.map((column) => COLUMNS[column][0])]),
  };
}
