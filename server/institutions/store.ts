// The directory at rest. `place` (division, initials, id) is the one order of every list, so that a bureau's scope is one range of it.
import { Schema } from 'mongoose';
import type { Connection, QueryFilter } from 'mongoose';
import { isDuplicate } from '../kernel/database/duplicate.ts';
import { Conflict, NotFound } from '../kernel/errors.ts';
import type { Institution, Kind, Status } from './rules/institution.ts';
import { nameKey } from './rules/institution.ts';
import { initials, keysOf } from './rules/search.ts';
import type { Sound } from './rules/search.ts';
import { importsStore } from './store/imports.ts';
import { listsStore } from './store/lists.ts';

export const PAGE = 50;
/** Above every sign that a place holds. */
const END = '~';

/** Derived from the record by its writes: the order, the keys of the search, what doubles share. `isDoubtful`: somebody should look whether it is a double. */
type Derived = { place: string; keys: string[]; nameKey: string; isDoubtful: boolean };
export type InstitutionRow = Omit<Institution, 'id'> & Derived & { _id: string };
/** What lists and hits need. */
export type Entry = Pick<Institution, 'id' | 'kind' | 'name' | 'aliases' | 'level' | 'ownership' | 'creditCode' | 'insuranceCode' | 'division' | 'status' | 'mergedInto'> & { place: string; isDoubtful: boolean };
type EntryRow = Omit<Entry, 'id'> & { _id: string };
/** A scope as a range of places, and as the divisions that lie in it: a search asks for its keys in each. */
export type Within = { prefix: string; divisions: readonly string[] };
/** Keys carry their division, so that nobody's search reads another place's records. */
const placedKey = (division: string, key: string): string => `${division}${key}`;
export type Filters = { kind: Kind | null; status: Status | null; isDoubtful: boolean };
export type Alike = { insuranceCodes: readonly string[]; creditCodes: readonly string[]; nameKeys: readonly string[] };

const FIELDS = { kind: 1, name: 1, aliases: 1, level: 1, ownership: 1, creditCode: 1, insuranceCode: 1, division: 1, status: 1, mergedInto: 1, place: 1, isDoubtful: 1 } as const;
const text = { type: String, default: '' } as const;
const needed = { type: String, required: true } as const;

/** One page of the scope; exported so that a test can ask which index is taken. */
export function entriesFilter({ prefix }: Within, { kind, status, isDoubtful }: Filters, after: string | null): QueryFilter<InstitutionRow> {
  return {
    ...(isDoubtful ? { isDoubtful: true } : {}), ...(kind ? { kind } : {}),
    place: { ...(after === null ? { $gte: prefix } : { $gt: after }), $lt: `${prefix}${END}` }, mergedInto: null, ...(status ? { status } : {}),
  };
}

/** What holds all these keys, in the order in which it was added: so a key is read from the index as it lies. Without a key all of the scope. */
export const searchFilter = ({ prefix, divisions }: Within, { kind, status, isDoubtful }: Filters, after: string | null, keys: readonly string[]): QueryFilter<InstitutionRow> => ({
  ...(keys.length > 0 ? { $and: keys.map((key) => ({ keys: { $in: divisions.map((division) => placedKey(division, key)) } })) } : { place: { $gte: prefix, $lt: `${prefix}${END}` } }),
  ...(after === null ? {} : { _id: { $gt: after } }), mergedInto: null, ...(isDoubtful ? { isDoubtful } : {}), ...(kind ? { kind } : {}), ...(status ? { status } : {}),
});

export function institutionsStore(connection: Connection) {
  const institutions = connection.model(
    'Institution',
    new Schema<InstitutionRow>(
      {
        _id: String, kind: needed, name: text, aliases: { type: [String], required: true }, level: { type: String, default: null }, ownership: { type: String, default: null },
        creditCode: { type: String, default: null }, insuranceCode: { type: String, default: null }, division: text, status: needed, contact: text, phone: text, address: text,
        mergedInto: { type: String, default: null }, events: { type: Schema.Types.Mixed, required: true }, version: { type: Number, required: true },
        place: text, keys: { type: [String], required: true }, nameKey: text, isDoubtful: { type: Boolean, required: true },
      },
      { collection: 'institutions', strict: 'throw', versionKey: false, minimize: false },
    )
      .index({ place: 1 })
      .index({ keys: 1 })
      .index({ isDoubtful: 1, place: 1 }, { partialFilterExpression: { isDoubtful: true } })
      .index({ creditCode: 1 }, { partialFilterExpression: { creditCode: { $gt: '' } } })
      .index({ insuranceCode: 1 }, { partialFilterExpression: { insuranceCode: { $gt: '' } } })
      .index({ nameKey: 1 })
      .index({ mergedInto: 1 }, { partialFilterExpression: { mergedInto: { $gt: '' } } }),
  );

  /** What was merged away is found by its codes and its link, never by a search. */
  const rowOf = ({ id, ...institution }: Institution, sounds: Sound[], isDoubtful: boolean): InstitutionRow => ({
    ...institution, _id: id, place: `${institution.division} ${initials(sounds[0] ?? { syllables: [] })} ${id}`, nameKey: nameKey(institution), isDoubtful: isDoubtful && institution.mergedInto === null,
    keys: institution.mergedInto === null ? keysOf(sounds).map((key) => placedKey(institution.division, key)) : [],
  });
  const institutionOf = ({ _id, place: _place, keys: _keys, nameKey: _nameKey, isDoubtful: _isDoubtful, ...rest }: InstitutionRow): Institution => ({ ...rest, id: _id });
  const entryOf = ({ _id, ...rest }: EntryRow): Entry => ({ ...rest, id: _id });
  const byPlace = (filter: QueryFilter<InstitutionRow>, most: number) => institutions.find(filter).sort({ place: 1 }).limit(most).select(FIELDS).lean<EntryRow[]>();

  return {
    ...importsStore(connection),
    ...listsStore(connection),
    /** @throws NotFound */
    async find(id: string): Promise<Institution> {
      const row = await institutions.findById(id).lean<InstitutionRow>();
      if (!row) throw new NotFound('institution');
      return institutionOf(row);
    },
    async findMany(ids: readonly string[]): Promise<Institution[]> {
      return (await institutions.find({ _id: { $in: [...ids] } }).lean<InstitutionRow[]>()).map(institutionOf);
    },
    isDoubtful: async (id: string): Promise<boolean> => (await institutions.findById(id, { isDoubtful: 1 }).lean<Pick<InstitutionRow, 'isDoubtful'>>())?.isDoubtful ?? false,
    /** So many entries of a scope by place. */
    entries: async (within: Within, filters: Filters, after: string | null, most = PAGE + 1): Promise<Entry[]> => (await byPlace(entriesFilter(within, filters, after), most)).map(entryOf),
    /** So many that hold all these keys, by id. */
    async holding(within: Within, filters: Filters, after: string | null, keys: readonly string[], most: number): Promise<Entry[]> {
      const rows = await institutions.find(searchFilter(within, filters, after, keys)).sort({ _id: 1 }).limit(most).select(FIELDS).lean<EntryRow[]>();
      return rows.map(entryOf);
    },
    /** Those whose one or other code begins so; by code, at most a page. */
    async byCode({ prefix }: Within, code: string): Promise<Entry[]> {
      // The first says that the partial index is meant.
      const begins = { $gt: '', $gte: code, $lt: `${code}${END}` };
      const place = { $gte: prefix, $lt: `${prefix}${END}` };
      const found = await Promise.all((['insuranceCode', 'creditCode'] as const).map((field) =>
        institutions.find({ [field]: begins, place, mergedInto: null }).sort({ [field]: 1 }).limit(PAGE).select(FIELDS).lean<EntryRow[]>()));
      return [...new Map(found.flat().map((row) => [row._id, entryOf(row)])).values()].slice(0, PAGE);
    },
    /** Every record that shares a code or name and place with one of these, merged ones too. */
    async alike({ insuranceCodes, creditCodes, nameKeys }: Alike): Promise<Institution[]> {
      const [a, b, c] = await Promise.all([
        insuranceCodes.length === 0 ? [] : institutions.find({ insuranceCode: { $in: [...insuranceCodes] } }).lean<InstitutionRow[]>(),
        creditCodes.length === 0 ? [] : institutions.find({ creditCode: { $in: [...creditCodes] } }).lean<InstitutionRow[]>(),
        nameKeys.length === 0 ? [] : institutions.find({ nameKey: { $in: [...nameKeys] } }).lean<InstitutionRow[]>(),
      ]);
      return [...new Map([...a, ...b, ...c].map((row) => [row._id, institutionOf(row)])).values()];
    },
    /** Those that were merged into this one. */
    absorbedBy: async (id: string): Promise<Institution[]> => (await institutions.find({ mergedInto: id }).limit(200).lean<InstitutionRow[]>()).map(institutionOf),
    /** Adds each once; those whose id is there already stay as they are. */
    async addMany(added: readonly { institution: Institution; sounds: Sound[]; isDoubtful: boolean }[]): Promise<void> {
      try {
        await institutions.insertMany(added.map(({ institution, sounds, isDoubtful }) => rowOf(institution, sounds, isDoubtful)), { ordered: false, lean: true });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },
    /** State and history in one guarded write. @throws Conflict when somebody was faster. */
    async save(institution: Institution, sounds: Sound[], isDoubtful: boolean): Promise<void> {
      const { _id, version, ...rest } = rowOf(institution, sounds, isDoubtful);
      const result = await institutions.updateOne({ _id, version }, { $set: { ...rest, version: version + 1 } });
      if (result.matchedCount === 0) throw new Conflict('institution');
    },
    /** A remark for the list, no change of the record. */
    async markDoubtful(ids: readonly string[], isDoubtful: boolean): Promise<void> {
      if (ids.length > 0) await institutions.updateMany({ _id: { $in: [...ids] }, mergedInto: null }, { $set: { isDoubtful } });
    },
  };
}
