// Evidence of a reward: chosen from the case, or uploaded; handed out to who may see the reward, each time on record.
import { done } from '../../audit/rules.ts';
import { DOWNLOAD_REASONS, type Received } from '../../evidence/rules/files.ts';
import { canonicalJson, sha256 } from '../../kernel/crypto.ts';
import { Invalid, NotFound } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { exhibitKey, isKept, MOST_EXHIBITS, type Exhibit, type ExhibitFile, type Offered } from '../rules/exhibits.ts';
import type { Matter } from '../rules/matter.ts';
import type { Acting, RewardsParts } from './parts.ts';

export type Exhibits = ReturnType<typeof exhibiting>;

export function exhibiting({ cases, documents, evidence, audit }: RewardsParts, { today, load, subjectOf }: Acting) {
  const filesOf = async (ids: readonly string[]): Promise<ExhibitFile[]> => (await evidence.list(ids)).map(({ id, sha256: digest, size }) => ({ id, sha256: digest, size }));

  /** Evidence and documents of the case; which of them are kept with a reward is decided when one is chosen. */
  async function ofCase(caseId: string): Promise<Offered[]> {
    const [items, papers] = await Promise.all([cases.evidenceOf(caseId), documents.ofSubject('case', caseId)]);
    return [
      ...items.map(({ id, no, name, fileIds }): Offered => ({ id: exhibitKey('case', id), kind: 'case', label: `${no}. ${name}`, hasFile: fileIds.length > 0 })),
      ...papers.map(({ id, title, number }): Offered => ({ id: exhibitKey('document', id), kind: 'document', label: number === null ? title : `${title} ${number}`, hasFile: true })),
    ];
  }
  async function offered({ caseId, exhibits = [] }: Pick<Matter, 'caseId' | 'exhibits'>): Promise<Offered[]> {
    const now = await ofCase(caseId);
    // What was chosen stays, also where the case has it no more.
    const chosen = exhibits.filter(({ id }) => !now.some((each) => each.id === id)).map((each): Offered => ({ id: each.id, kind: each.kind, label: each.label, hasFile: isKept(each) }));
    return [...chosen, ...now];
  }

  /** As it stands now, with the hashes. @throws Invalid under `field` for what is none of this case */
  async function frozen(caseId: string, key: string, by: string, field: string): Promise<Exhibit> {
    const found = (await ofCase(caseId)).find(({ id }) => id === key);
    if (!found) throw new Invalid({ [field]: { key: 'rewardWho.error.exhibit' } });
    const id = key.slice(key.indexOf(':') + 1);
    const common = { id: found.id, kind: found.kind, label: found.label, by, on: today() };
    if (found.kind === 'document') return { ...common, files: [], sha256: sha256(canonicalJson((await documents.open(id)).content)) };
    const item = (await cases.evidenceOf(caseId)).find((each) => each.id === id);
    return { ...common, files: await filesOf(item?.fileIds ?? []), sha256: null, ...(item ? { item: { no: item.no, name: item.name, obtainedOn: item.obtainedOn } } : {}) };
  }

  /** The reward with what an answer rests on taken in. `sources`: field → what was chosen there. @throws Invalid */
  async function withSources(matter: Matter, sources: Readonly<Record<string, string | null | undefined>>, by: string): Promise<Matter> {
    const exhibits = [...(matter.exhibits ?? [])];
    for (const [field, key] of Object.entries(sources)) {
      if (key && !exhibits.some(({ id }) => id === key)) exhibits.push(await frozen(matter.caseId, key, by, field));
    }
    return { ...matter, exhibits };
  }

  /** Rows for files whose reward is about to be saved. @throws Invalid when it has too many */
  async function uploaded(id: string, before: readonly Exhibit[], received: readonly Received[], label: string, by: string): Promise<Exhibit[]> {
    if (before.length + received.length > MOST_EXHIBITS) throw new Invalid({ exhibits: { key: 'awards.error.papers', args: { most: MOST_EXHIBITS } } });
    const kept = await evidence.keep(received, { kind: 'reward', id });
    return kept.map(({ id: file, name, sha256: digest, size }) => ({ id: exhibitKey('file', file), kind: 'file', label: label === '' ? name : `${label} ${name}`, files: [{ id: file, sha256: digest, size }], sha256: null, by, on: today() }));
  }
  const attach = (id: string, exhibits: readonly Exhibit[]): Promise<void> => evidence.attach(exhibits.flatMap(({ files }) => files.map((file) => file.id)), { kind: 'reward', id });

  return {
    ofCase, offered, withSources, uploaded, attach,
    /** The original of a file that an answer of this reward rests on. @throws NotFound, Invalid without a reason */
    async open(person: Person, id: string, fileId: string, reason: string) {
      const matter = await load(person, id);
      if (!(matter.exhibits ?? []).some(({ files }) => files.some((file) => file.id === fileId))) throw new NotFound('file');
      if (!DOWNLOAD_REASONS.some((each) => each === reason)) throw new Invalid({ exhibitReason: { key: 'rewards.error.choice' } });
      const { event, name, mime, size, stream } = await evidence.download(fileId, reason);
      await audit.record(done(event.act, person.id, matter.bureau, event.subject, event.detail));
      await audit.record(done('rewards.openExhibit', person.id, matter.bureau, subjectOf(id), { reason, file: fileId }));
      return { name, mime, size, stream };
    },
  };
}
