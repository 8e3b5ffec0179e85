import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import { isDuplicate } from '../kernel/database/duplicate.ts';
import { Conflict, NotFound } from '../kernel/errors.ts';
import { isBureaus, standsAs } from '../law/rules/clocks/board.ts';
import type { ClockCount, DueItem } from '../law/rules/clocks/board.ts';
import { PAPER_KINDS } from './rules/case.ts';
import type { Case, PaperKind } from './rules/case.ts';
import { groupOf, keptIds, sortKey } from './rules/listing.ts';
import type { Group, Reach } from './rules/listing.ts';

type Row = { _id: string; bureau: string; state: Case['state']; number: string; group: Group; isOpen: boolean; sortKey: string; dueOn: string | null; running: string[]; officerIds: string[]; recusedIds: string[]; version: number; file: Omit<Case, 'id' | 'bureau' | 'state' | 'number' | 'version'> };
export type CaseFilter = { group: Group | 'open'; };
/** A line of a list: no content beyond the name. */
export type CaseLine = { id: string; number: string; name: string; party: Case['party']; state: Case['state']; dueOn: string | null; officers: string[]; filedOn: string };
/** What a wider scope sees: clocks and states. */
export type CaseClockLine = { number: string; bureau: string; state: Case['state']; dueOn: string | null };

const PAGE = 30;
/** More than anybody keeps in a calendar. */
const MOST_ITEMS = 300;
/** More than a bureau decides in years; a publisher chooses from them. */
const ESTABLISHED = 500;
const LINE = { 'file.name': 1, 'file.party': 1, 'file.officers': 1, 'file.filing.on': 1, number: 1, state: 1, dueOn: 1, sortKey: 1 } as const;

export function casesStore(connection: Connection) {
  const cases = connection.model(
    'Case',
    new Schema<Row>(
      {
        _id: String, bureau: { type: String, required: true }, state: { type: String, required: true }, number: { type: String, required: true }, group: { type: String, required: true },
        isOpen: { type: Boolean, required: true }, sortKey: { type: String, required: true }, dueOn: { type: String, default: null }, running: { type: [String], default: [] },
        officerIds: { type: [String], required: true }, recusedIds: { type: [String], required: true }, version: { type: Number, required: true }, file: { type: Schema.Types.Mixed, required: true },
      },
      { collection: 'cases', strict: 'throw', versionKey: false, minimize: false },
    )
      .index({ bureau: 1, number: 1 }, { unique: true })
      .index({ bureau: 1, isOpen: 1, sortKey: 1 })
      .index({ bureau: 1, group: 1, sortKey: 1 })
      .index({ officerIds: 1, isOpen: 1, sortKey: 1 })
      .index({ officerIds: 1, group: 1, sortKey: 1 })
      .index({ recusedIds: 1 })
      .index({ 'file.events.fileIds': 1 })
      .index({ bureau: 1, 'file.decision.kind': 1, _id: 1 })
      .index({ bureau: 1, 'file.party.institutionId': 1 })
      .index({ 'file.decision.on': 1 })
      .index({ 'file.payments.on': 1 }),
  );

  const rowOf = ({ id, bureau, state, number, version, ...file }: Case, dueOn: string | null): Row => ({
    _id: id, bureau, state, number, version, file, dueOn, group: groupOf(state), isOpen: groupOf(state) !== 'done', sortKey: sortKey(dueOn, id), running: file.clocks.flatMap(({ clock }) => standsAs(clock)),
    ...keptIds({ id, bureau, state, number, version, ...file }),
  });
  const caseOf = ({ _id, bureau, state, number, version, file }: Row): Case => ({ ...file, id: _id, bureau, state, number, version });
  const within = ({ bureau, personId, isOwnOnly }: Reach) => ({ bureau, recusedIds: { $ne: personId }, ...(isOwnOnly ? { officerIds: personId } : {}) });

  return {
    /** Adds the case once; made again it is the same case. */
    async add(kase: Case, dueOn: string | null): Promise<void> {
      try {
        await cases.insertMany([rowOf(kase, dueOn)]);
      } catch (error) {
        if (!isDuplicate(error) || !(await cases.findById(kase.id, { _id: 1 }).lean())) throw error;
      }
    },
    async exists(id: string): Promise<boolean> {
      return (await cases.findById(id, { _id: 1 }).lean()) !== null;
    },
    /** @throws NotFound also where the case exists but not for this person. */
    async find(id: string, reach: Reach): Promise<Case> {
      const row = await cases.findOne({ _id: id, ...within(reach) }).lean<Row>();
      if (!row) throw new NotFound('case');
      return caseOf(row);
    },
    /** For services of later features and for jobs, which have authorised the matter themselves. */
    async findById(id: string): Promise<Case> {
      const row = await cases.findById(id).lean<Row>();
      if (!row) throw new NotFound('case');
      return caseOf(row);
    },
    /** The cases from which this person had to withdraw. */
    async recusedFrom(personId: string): Promise<string[]> {
      return (await cases.find({ recusedIds: personId }, { _id: 1 }).lean<Pick<Row, '_id'>[]>()).map(({ _id }) => _id);
    },
    /** How many cases within reach are against one of these institutions. */
    countAbout: (reach: Reach, institutionIds: readonly string[]): Promise<number> => cases.countDocuments({ ...within(reach), 'file.party.institutionId': { $in: [...institutionIds] } }),
    /** Decided cases of a bureau whose facts were established, the newest decisions first. */
    async established(bureau: string): Promise<{ id: string; name: string; number: string; decidedOn: string }[]> {
      const rows = await cases.find({ bureau, 'file.decision.kind': { $in: ['PENALTY', 'NO_PENALTY'] } }, { number: 1, 'file.name': 1, 'file.decision.on': 1 }).limit(ESTABLISHED).lean<Row[]>();
      return rows.map(({ _id, number, file }) => ({ id: _id, number, name: file.name, decidedOn: file.decision?.on ?? '' })).sort((a, b) => b.decidedOn.localeCompare(a.decidedOn));
    },
    /** Decisions of a year that established the facts, and what came back to the fund in it, in fen. */
    async figuresOf(year: number): Promise<{ established: number; recoveredFen: number }> {
      const within = { $gte: `${year}-01-01`, $lte: `${year}-12-31` };
      const [established, paid] = await Promise.all([
        cases.countDocuments({ 'file.decision.on': within, 'file.decision.kind': { $in: ['PENALTY', 'NO_PENALTY'] } }),
        cases.find({ 'file.payments.on': within }, { 'file.payments': 1 }).lean<Pick<Row, 'file'>[]>(),
      ]);
      const refunds = paid.flatMap(({ file }) => file.payments).filter(({ kind, on }) => kind === 'REFUND' && on.startsWith(`${year}-`));
      return { established, recoveredFen: refunds.reduce((sum, { amountFen }) => sum + amountFen, 0) };
    },
    /** The parties of a bureau's cases, for who may not know of one. */
    async partiesOf(bureau: string): Promise<{ id: string; party: Pick<Case['party'], 'name' | 'institutionId'> }[]> {
      const rows = await cases.find({ bureau }, { 'file.party': 1 }).lean<Pick<Row, '_id' | 'file'>[]>();
      return rows.map(({ _id, file }) => ({ id: _id, party: file.party }));
    },
    /** State, history and version in one guarded write. @throws Conflict when somebody was faster. */
    async save(kase: Case, dueOn: string | null): Promise<void> {
      const { _id, version, ...rest } = rowOf(kase, dueOn);
      const result = await cases.updateOne({ _id, version }, { $set: { ...rest, version: version + 1 } });
      if (result.matchedCount === 0) throw new Conflict('case');
    },
    /** A document that an act ordered is printed. Papers are only ever added, so its place is stable. */
    async markIssued(id: string, at: number, kind: PaperKind): Promise<void> {
      if (!PAPER_KINDS.includes(kind)) return;
      await cases.updateOne({ _id: id }, { $set: { [`file.papers.${at}.isIssued`]: true } });
    },
    /** The service of a paper is on record. */
    async markDelivered(id: string, at: number): Promise<void> {
      await cases.updateOne({ _id: id }, { $set: { [`file.papers.${at}.delivery.isRecorded`]: true } });
    },
    /** One page by due date; `after` is the key of the last line seen. */
    async list(reach: Reach, { group }: CaseFilter, after: string | null): Promise<{ lines: CaseLine[]; next: string | null }> {
      const rows = await cases
        .find({ ...within(reach), ...(group === 'open' ? { isOpen: true } : { group }), ...(after ? { sortKey: { $gt: after } } : {}) }, LINE)
        .sort({ sortKey: 1 }).limit(PAGE + 1).lean<Pick<Row, '_id' | 'number' | 'state' | 'dueOn' | 'sortKey' | 'file'>[]>();
      const page = rows.slice(0, PAGE);
      return {
        lines: page.map(({ _id, number, state, dueOn, file }) => ({
          id: _id, number, state, dueOn, name: file.name, party: file.party, officers: file.officers.filter((officer) => officer.until === null).map((officer) => officer.name), filedOn: file.filing.on,
        })),
        next: rows.length > PAGE ? (page.at(-1)?.sortKey ?? null) : null,
      };
    },
    /** How many cases of each group this person finds; counted to a hundred. */
    async counts(reach: Reach, groups: readonly Group[]): Promise<Record<string, number>> {
      const counted = await Promise.all(groups.map(async (group) => [group, await cases.countDocuments({ ...within(reach), group }, { limit: 100 })] as const));
      return Object.fromEntries(counted);
    },
    /** Of these files, those that an event of a case names. */
    async ownersOf(fileIds: readonly string[]): Promise<{ fileId: string; caseId: string }[]> {
      const rows = await cases.find({ 'file.events.fileIds': { $in: [...fileIds] } }, { 'file.events.fileIds': 1 }).lean<Row[]>();
      return rows.flatMap(({ _id, file }) => file.events.flatMap((event) => event.fileIds.filter((id) => fileIds.includes(id)).map((fileId) => ({ fileId, caseId: _id }))));
    },
    /** Running clocks of the open cases of these bureaus, by code and due date. */
    async clockCounts(bureaus: readonly string[]): Promise<ClockCount[]> {
      const rows = await cases.find({ bureau: { $in: [...bureaus] }, isOpen: true }, { bureau: 1, running: 1 }).lean<Pick<Row, 'bureau' | 'running'>[]>();
      return rows.flatMap(({ bureau, running }) => running.map((name): ClockCount => {
        const [code = '', due = ''] = name.split(' ');
        return { bureau, matter: 'case', code, due, n: 1 };
      }));
    },
    /** What is due in the cases that this person finds, the earliest first. */
    async dueItems(reach: Reach): Promise<DueItem[]> {
      const rows = await cases.find({ ...within(reach), isOpen: true }, { number: 1, 'file.clocks': 1 }).sort({ sortKey: 1 }).limit(MOST_ITEMS).lean<Pick<Row, '_id' | 'number' | 'file'>[]>();
      return rows.flatMap(({ _id, number, file }) => file.clocks.filter(({ clock }) => clock.stoppedOn === null && clock.counted !== null && isBureaus(clock.code)).map(({ clock, subject }): DueItem => ({
        id: `case-${_id}-${clock.code}${subject === '' ? '' : `-${subject}`}`, matter: 'case', number, code: clock.code, due: clock.counted?.end.slice(0, 10) ?? '', href: `/cases/${_id}`,
      })));
    },
    /** For the job that counts clocks again. */
    openIds: async (bureau: string): Promise<string[]> => (await cases.find({ bureau, isOpen: true }, { _id: 1 }).lean<Pick<Row, '_id'>[]>()).map(({ _id }) => _id),
    /** Open cases of other bureaus: number, state, due date, nothing of their content. */
    async clocksOf(bureaus: readonly string[]): Promise<CaseClockLine[]> {
      const rows = await cases.find({ bureau: { $in: [...bureaus] }, isOpen: true }, { number: 1, bureau: 1, state: 1, dueOn: 1 }).sort({ bureau: 1, sortKey: 1 }).limit(200).lean<Row[]>();
      return rows.map(({ number, bureau, state, dueOn }) => ({ number, bureau, state, dueOn }));
    },
  };
}
