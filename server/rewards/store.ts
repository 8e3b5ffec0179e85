import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import { isDuplicate } from '../kernel/database/duplicate.ts';
import type { Crypto, Sealed } from '../kernel/crypto.ts';
import { Conflict, NotFound } from '../kernel/errors.ts';
import { ownFiles } from './rules/exhibits.ts';
import { boundOf } from './rules/funds.ts';
import { LATER_FIELDS, stageOf } from './rules/matter.ts';
import type { Matter, Stage } from './rules/matter.ts';
import type { ClaimData, ListGroup, RewardLine } from './rules/shown.ts';
import { CLOSED_STATES } from './rules/states.ts';
import { oldConfirmations } from './store/confirmations.ts';
import { verificationStore } from './store/verification.ts';
import { wishes } from './store/wishes.ts';

export type { Verification } from './store/verification.ts';

/** What this person may find: the bureau's, or only those of his own cases. */
export type Reach = { bureau: string; investigator: string | null };
export type RewardsStore = ReturnType<typeof rewardsStore>;

type Row = {
  _id: string; bureau: string; caseId: string; reportId: string; stage: Stage; group: ListGroup; isLive: boolean; investigators: string[]; running: string[]; sortKey: string;
  paidYear: number | null; paidFen: number; part: number; approvedYear: number | null; boundFen: number; files: string[]; waitsAt?: string | null; version: number; sealed: Sealed;
  /** A claim on its way to its own collection, under the key of identities already. */
  claim: Sealed | null;
};

const PAGE = 30;
const MOST_ACTIVE = 200;
const BATCH = 100;

/** Everything but the keys of lists is sealed: evidence and profile tell of the reporter. */
export function rewardsStore(connection: Connection, crypto: Pick<Crypto, 'seal' | 'open'>) {
  const rewards = connection.model(
    'Reward',
    new Schema<Row>(
      {
        _id: String, bureau: { type: String, required: true }, caseId: { type: String, required: true }, reportId: { type: String, required: true }, stage: { type: String, required: true },
        group: { type: String, required: true }, isLive: { type: Boolean, required: true }, investigators: { type: [String], required: true }, running: { type: [String], default: [] }, sortKey: { type: String, required: true },
        paidYear: { type: Number, default: null }, paidFen: { type: Number, default: 0 }, part: { type: Number, default: 1 },
        approvedYear: { type: Number, default: null }, boundFen: { type: Number, default: 0 }, files: { type: [String], default: [] }, waitsAt: { type: String, default: null }, version: { type: Number, required: true }, sealed: { type: Schema.Types.Mixed, required: true },
        claim: { type: Schema.Types.Mixed, default: null },
      },
      { collection: 'rewards', strict: 'throw', versionKey: false, minimize: false },
    )
      .index({ caseId: 1, reportId: 1 }, { unique: true })
      // One award for a reported matter: a second one only after the first reporter was found not eligible, or as a further part for other facts.
      .index({ caseId: 1, part: 1 }, { unique: true, partialFilterExpression: { isLive: true }, name: 'one_live_part' })
      .index({ reportId: 1 })
      .index({ bureau: 1, group: 1, sortKey: -1 })
      .index({ investigators: 1, group: 1, sortKey: -1 })
      .index({ bureau: 1, stage: 1, sortKey: -1 })
      .index({ bureau: 1, sortKey: 1 })
      .index({ bureau: 1, approvedYear: 1 })
      .index({ files: 1 })
      .index({ waitsAt: 1, sortKey: -1 })
      .index({ paidYear: 1 }),
  );
  const claims = connection.model('RewardClaim', new Schema<{ _id: string; sealed: Sealed }>({ _id: String, sealed: { type: Schema.Types.Mixed, required: true } }, { collection: 'rewardClaims', strict: 'throw', versionKey: false, minimize: false }));
  function rowOf({ id, version, ...rest }: Matter): Omit<Row, 'claim' | 'running'> {
    const [stage, bound] = [stageOf(rest), boundOf(rest)];
    const paid = rest.state === 'paid' || rest.state === 'completed' ? rest.payments.findLast((payment) => payment.failed === null) : undefined;
    return {
      _id: id, bureau: rest.bureau, caseId: rest.caseId, reportId: rest.reportId, stage, group: CLOSED_STATES.includes(rest.state) ? 'closed' : 'active', isLive: rest.state !== 'notEligible',
      investigators: [...rest.investigators], sortKey: `${rest.openedOn} ${id}`, paidYear: paid ? Number(paid.on.slice(0, 4)) : null, paidFen: paid?.amountFen ?? 0, part: rest.part,
      approvedYear: bound.year, boundFen: bound.fen, files: [...rest.files, ...ownFiles(rest)], waitsAt: rest.waitsAt ?? null, version,
      sealed: crypto.seal('content', id, rest),
    };
  }
  /** Sealed values are JSON: instants come back as texts. */
  function matterOf(row: Row): Matter {
    const rest = crypto.open<Omit<Matter, 'id' | 'version'>>('content', row._id, row.sealed);
    return {
      ...LATER_FIELDS, ...rest, id: row._id, version: row.version,
      acknowledgedAt: rest.acknowledgedAt === null ? null : new Date(rest.acknowledgedAt),
      events: rest.events.map((event) => ({ ...event, at: new Date(event.at) })),
      calculation: rest.calculation === null ? null : { ...rest.calculation, at: new Date(rest.calculation.at) },
    };
  }
  const found = (row: Row | null): Matter => {
    if (!row) throw new NotFound('reward');
    return matterOf(row);
  };
  const within = ({ bureau, investigator }: Reach) => ({ bureau, ...(investigator === null ? {} : { investigators: investigator }) });

  return {
    ...wishes(connection, crypto),
    /** 'taken': the case or this report of it has its reward already. */
    async add(matter: Matter, running: readonly string[] = []): Promise<'added' | 'taken'> {
      try {
        await rewards.insertMany([{ ...rowOf(matter), running: [...running], claim: null }]);
        return 'added';
      } catch (error) {
        if (isDuplicate(error)) return 'taken';
        throw error;
      }
    },
    /** @throws NotFound */
    find: async (id: string): Promise<Matter> => found(await rewards.findById(id).lean<Row>()),
    ofCase: async (caseId: string): Promise<Matter[]> => (await rewards.find({ caseId }).lean<Row[]>()).map(matterOf),
    ofReport: async (reportId: string): Promise<Matter[]> => (await rewards.find({ reportId }).lean<Row[]>()).map(matterOf),
    /** Of these cases, those that have a living reward. */
    async withReward(caseIds: readonly string[]): Promise<Set<string>> {
      return new Set((await rewards.find({ caseId: { $in: [...caseIds] }, isLive: true }).select({ caseId: 1 }).lean<Pick<Row, 'caseId'>[]>()).map(({ caseId }) => caseId));
    },
    /** State, history, version and what is claimed in one guarded write. @throws Conflict when somebody was faster. */
    async save(before: Matter, after: Matter, claim: ClaimData | null = null, running: readonly string[] | null = null): Promise<Matter> {
      const next = { ...after, version: before.version + 1 };
      const { _id, ...change } = rowOf(next);
      const claimed = claim === null ? {} : { claim: crypto.seal('identity', _id, claim) };
      const result = await rewards.updateOne({ _id, version: before.version }, { $set: { ...change, ...claimed, ...(running === null ? {} : { running: [...running] }) } });
      if (result.matchedCount === 0) throw new Conflict('reward');
      return next;
    },
    /** The clocks of what is not closed, as they were counted last. */
    running: async (bureaus: readonly string[]): Promise<{ id: string; bureau: string; running: string[] }[]> =>
      (await rewards.find({ bureau: { $in: [...bureaus] }, group: 'active' }).select({ bureau: 1, running: 1 }).lean<Pick<Row, '_id' | 'bureau' | 'running'>[]>()).map(({ _id, bureau, running }) => ({ id: _id, bureau, running })),
    async keepRunning(id: string, running: readonly string[]): Promise<void> {
      await rewards.updateOne({ _id: id }, { $set: { running: [...running] } });
    },
    /** What is not closed, as far as one person can have to do with it. */
    active: async (reach: Reach): Promise<Matter[]> => (await rewards.find({ ...within(reach), group: 'active' }).sort({ sortKey: -1 }).limit(MOST_ACTIVE).lean<Row[]>()).map(matterOf),
    /** Newest first; `after` is the key of the last line seen. */
    async list(reach: Reach, group: ListGroup, after: string | null): Promise<{ lines: RewardLine[]; next: string | null }> {
      const rows = await rewards.find({ ...within(reach), group, ...(after ? { sortKey: { $lt: after } } : {}) }).sort({ sortKey: -1 }).limit(PAGE + 1).lean<Row[]>();
      const page = rows.slice(0, PAGE);
      return {
        lines: page.map((row) => {
          const { id, report, case: kase, approvedFen, calculation, openedOn } = matterOf(row);
          return { id, stage: row.stage, report, case: kase, amountFen: approvedFen ?? calculation?.evaluation.amountFen ?? null, openedOn };
        }),
        next: rows.length > PAGE ? (page.at(-1)?.sortKey ?? null) : null,
      };
    },
    /** What stands at one stage in these bureaus, newest first. */
    atStage: async (bureaus: readonly string[], stage: Stage): Promise<Matter[]> =>
      (await rewards.find({ bureau: { $in: [...bureaus] }, stage }).sort({ sortKey: -1 }).limit(MOST_ACTIVE).lean<Row[]>()).map(matterOf),
    /** What waits for the head of this bureau from those below, newest first. */
    waitingAt: async (bureau: string): Promise<Matter[]> => (await rewards.find({ waitsAt: bureau }).sort({ sortKey: -1 }).limit(MOST_ACTIVE).lean<Row[]>()).map(matterOf),
    countWaitingAt: (bureau: string): Promise<number> => rewards.countDocuments({ waitsAt: bureau }),
    /** Every reward of a bureau that was opened in a year, oldest first, a batch at a time; `after` is the key of the last one seen. */
    async batch(bureau: string, year: number, after: string | null): Promise<{ matters: Matter[]; next: string | null }> {
      const rows = await rewards.find({ bureau, sortKey: { ...(after === null ? { $gte: `${year}-` } : { $gt: after }), $lt: `${year + 1}-` } }).sort({ sortKey: 1 }).limit(BATCH).lean<Row[]>();
      return { matters: rows.map(matterOf), next: rows.length === BATCH ? (rows.at(-1)?.sortKey ?? null) : null };
    },
    /** All rewards of all bureaus, in the order of their ids. */
    async everyOne(after: string | null): Promise<Matter[]> {
      return (await rewards.find(after === null ? {} : { _id: { $gt: after } }).sort({ _id: 1 }).limit(BATCH).lean<Row[]>()).map(matterOf);
    },
    /** What was approved in a Beijing year and is not waived, lapsed or withdrawn, in fen. */
    async boundIn(bureau: string, year: number): Promise<number> {
      const [total] = await rewards.aggregate<{ sumFen: number }>([{ $match: { bureau, approvedYear: year } }, { $group: { _id: null, sumFen: { $sum: '$boundFen' } } }]);
      return total?.sumFen ?? 0;
    },
    /** Of these files, those that belong to a claim: the sweeper of evidence asks. */
    async refersTo(fileIds: readonly string[]): Promise<{ fileId: string; owner: { kind: string; id: string } }[]> {
      const rows = await rewards.find({ files: { $in: [...fileIds] } }).select({ files: 1 }).lean<Pick<Row, '_id' | 'files'>[]>();
      return rows.flatMap(({ _id, files }) => files.filter((file) => fileIds.includes(file)).map((fileId) => ({ fileId, owner: { kind: 'reward', id: _id } })));
    },
    countStage: (bureau: string, stage: Stage): Promise<number> => rewards.countDocuments({ bureau, stage }),
    /** Rewards paid in a Beijing year and their sum in fen. */
    async paidIn(year: number): Promise<{ count: number; sumFen: number }> {
      const [total] = await rewards.aggregate<{ count: number; sumFen: number }>([{ $match: { paidYear: year } }, { $group: { _id: null, count: { $sum: 1 }, sumFen: { $sum: '$paidFen' } } }]);
      return { count: total?.count ?? 0, sumFen: total?.sumFen ?? 0 };
    },

    /** Moves what was claimed to its own collection. May be repeated; a newer claim that came meanwhile waits for its own turn. */
    async settleClaim(rewardId: string): Promise<void> {
      const claim = (await rewards.findById(rewardId, { claim: 1 }).lean<Pick<Row, 'claim'>>())?.claim;
      if (!claim) return;
      await claims.updateOne({ _id: rewardId }, { $set: { sealed: claim } }, { upsert: true });
      await rewards.updateOne({ _id: rewardId, 'claim.data': claim.data }, { $set: { claim: null } });
    },
    async findClaim(rewardId: string): Promise<ClaimData | null> {
      const underWay = (await rewards.findById(rewardId, { claim: 1 }).lean<Pick<Row, 'claim'>>())?.claim;
      const sealed = underWay ?? (await claims.findById(rewardId).lean<{ _id: string; sealed: Sealed }>())?.sealed;
      return sealed ? crypto.open<ClaimData>('identity', rewardId, sealed) : null;
    },

    ...verificationStore(connection),
    ...oldConfirmations(connection),
  };
}
