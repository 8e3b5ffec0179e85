// What officers enter of rule sets. Rows are never removed; a rule set in force is never changed.
import { Schema } from 'mongoose';
import type { Collection, Connection } from 'mongoose';
import { isDuplicate } from '../../kernel/database/duplicate.ts';
import { dropIndex, migrating } from '../../kernel/database/migrate.ts';
import { Conflict, NotFound } from '../../kernel/errors.ts';
import { OPEN_ENTRY_STATES } from '../rules/entry.ts';
import type { RuleEntry } from '../rules/entry.ts';
import type { RuleSet } from '../rules/rule-set.ts';

export type RuleEntryStore = ReturnType<typeof ruleEntryStore>;

/** The rule set lies as text: its keys carry dots, which not every server takes in a name. */
type Row = Omit<RuleEntry, 'id' | 'ruleSet'> & { _id: string; ruleId: string; ruleVersion: number; isOpen: boolean; content: string; sortKey: string };

const BATCH = 200;
/** Until 2026-11-22 one version number could live once in all places, drafts among them: a county's draft kept its province waiting. */
const FORMER_INDEX = 'one_live_version';

/** Rows of the former index get the field of the new one; the index goes last, so that a start that broke off does it again. */
async function openInstead(collection: Collection): Promise<void> {
  if ((await collection.findOne({ isLive: { $exists: true } })) !== null) {
    await collection.updateMany({ state: { $in: [...OPEN_ENTRY_STATES] }, isOpen: { $exists: false } }, { $set: { isOpen: true } });
    await collection.updateMany({ isOpen: { $exists: false } }, { $set: { isOpen: false } });
    await collection.updateMany({ isLive: { $exists: true } }, { $unset: { isLive: '' } });
  }
  await dropIndex(collection, FORMER_INDEX);
}

/** `checked`: the schema of rule sets, so that nothing unchecked reaches the engine on this way either. */
export function ruleEntryStore(connection: Connection, checked: (content: unknown) => RuleSet) {
  const entries = connection.model(
    'RewardRule',
    migrating(new Schema<Row>(
      {
        _id: String, version: { type: Number, required: true }, kind: { type: String, required: true }, state: { type: String, required: true }, ruleId: { type: String, required: true }, ruleVersion: { type: Number, required: true },
        isOpen: { type: Boolean, required: true }, content: { type: String, required: true }, base: { type: Schema.Types.Mixed, default: null }, place: { type: String, required: true }, bureau: { type: String, required: true },
        citation: { type: String, default: '' }, scan: { type: String, default: null }, events: { type: Schema.Types.Mixed, required: true }, sortKey: { type: String, required: true },
      },
      { collection: 'rewardRules', strict: 'throw', versionKey: false, minimize: false },
    )
      // A bureau enters one version of a rule set after the other; what another bureau is entering does not hinder it.
      .index({ ruleId: 1, bureau: 1 }, { unique: true, partialFilterExpression: { isOpen: true }, name: 'one_open_entry' })
      // The number is taken for good at the approval, once for all places: it stands in addresses and in rewards.
      .index({ ruleId: 1, ruleVersion: 1 }, { unique: true, partialFilterExpression: { state: 'inForce' }, name: 'one_version_in_force' })
      .index({ state: 1, sortKey: -1 })
      .index({ place: 1, state: 1 })
      .index({ scan: 1 }), openInstead),
  );
  const rowOf = ({ id, ruleSet, ...rest }: RuleEntry): Row => ({
    ...rest, _id: id, ruleId: ruleSet.id, ruleVersion: ruleSet.version, isOpen: OPEN_ENTRY_STATES.includes(rest.state), content: JSON.stringify(ruleSet), sortKey: `${(rest.events[0]?.at ?? new Date(0)).toISOString()} ${id}`,
  });
  const entryOf = ({ _id, version, kind, state, base, place, bureau, citation, scan, events, content }: Row): RuleEntry => ({ id: _id, version, kind, state, ruleSet: checked(JSON.parse(content)), base, place, bureau, citation, scan, events });

  async function everyIn(state: RuleEntry['state']): Promise<RuleEntry[]> {
    const found: RuleEntry[] = [];
    for (let last: string | null = null; ;) {
      const rows: Row[] = await entries.find({ state, ...(last === null ? {} : { sortKey: { $lt: last } }) }).sort({ sortKey: -1 }).limit(BATCH).lean<Row[]>();
      found.push(...rows.map(entryOf));
      last = rows.at(-1)?.sortKey ?? null;
      if (rows.length < BATCH) return found;
    }
  }

  return {
    /** 'taken': this bureau is entering a version of the rule set already. */
    async add(entry: RuleEntry): Promise<'added' | 'taken'> {
      try {
        await entries.insertMany([rowOf(entry)]);
        return 'added';
      } catch (error) {
        if (isDuplicate(error)) return 'taken';
        throw error;
      }
    },
    /** @throws NotFound */
    async find(id: string): Promise<RuleEntry> {
      const row = await entries.findById(id).lean<Row>();
      if (!row) throw new NotFound('rule entry');
      return entryOf(row);
    },
    /** State, content and history in one guarded write. @throws Conflict when somebody was faster, or the version number is taken. */
    async save(before: RuleEntry, after: RuleEntry): Promise<RuleEntry> {
      const next = { ...after, version: before.version + 1 };
      const { _id, ...change } = rowOf(next);
      const result = await entries.updateOne({ _id, version: before.version }, { $set: change }).catch((error: unknown) => {
        if (isDuplicate(error)) throw new Conflict('rule version');
        throw error;
      });
      if (result.matchedCount === 0) throw new Conflict('rule entry');
      return next;
    },
    /** Every one in these states, newest first in each, a batch at a time. */
    inStates: async (states: readonly RuleEntry['state'][]): Promise<RuleEntry[]> => (await Promise.all(states.map(everyIn))).flat(),
    countWaiting: (place: string): Promise<number> => entries.countDocuments({ place, state: 'awaitingApproval' }),
    ofScans: async (fileIds: readonly string[]): Promise<{ id: string; scan: string }[]> =>
      (await entries.find({ scan: { $in: [...fileIds] } }).select({ scan: 1 }).lean<Pick<Row, '_id' | 'scan'>[]>()).flatMap(({ _id, scan }) => (scan === null ? [] : [{ id: _id, scan }])),
  };
}
