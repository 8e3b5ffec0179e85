import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';

// Random sequences of the commands and operators that the stores use, over every type of value.

export type Doc = Record<string, unknown>;
export type Step = { command: Doc };

const ids = ['507f1f77bcf86cd799439011', '507f1f77bcf86cd7994390ff', '607f1f77bcf86cd799439011'].map(hex => new ObjectId(hex));
const long = (text: string): Long => Long.fromString(text);
const bytes = (...units: number[]): Binary => new Binary(Buffer.from(units));

export const SCALARS: readonly unknown[] = [
  null, new Int32(0), new Int32(1), new Int32(5), new Int32(-7), new Double(0.5), new Double(1), new Double(-0), new Double(NaN),
  new Double(Infinity), new Double(-Infinity), new Double(5.000001), long('5'), long('9007199254740993'), new Double(9007199254740992),
  long('-9223372036854775808'), long('9223372036854775807'), Decimal128.fromString('5'), Decimal128.fromString('0.1'), new Double(0.1),
  Decimal128.fromString('9007199254740992.5'), '', 'a', 'ab', 'b', 'B', '\uFFFD', '\u{1F600}', '明鉴', '明', 'a\0b', true, false, new Date(0), new Date(-1),
  new Date(1_700_000_000_000), ...ids, bytes(), bytes(0xfe), bytes(0xff), bytes(1, 2), new Binary(Buffer.from([0xfe]), 128),
  new Timestamp({ t: 1, i: 2 }), new Timestamp({ t: 4_000_000_000, i: 1 }), new MinKey(), new MaxKey(), new BSONRegExp('^a', 'i'),
];
/** The scalars and small documents and arrays of them (no empty array: see differential.test.ts). */
export const VALUES: readonly unknown[] = [
  ...SCALARS, {}, { x: null }, { x: new Int32(1) }, { x: new Double(1), y: 'a' }, { y: new Int32(1) }, { x: 'a' }, { x: { y: true } }, { x: [new Int32(1)] }, [null], [new Int32(1)],
  [new Int32(1), new Int32(2)], [new Int32(3), 'a'], ['a', 'ab'], [[new Int32(1)]], [{ x: new Int32(1) }, { x: new Int32(7) }], [bytes(0xfe), bytes(0xff)],
];
const scalar = fc.constantFrom(...SCALARS);
/** Mostly a few plain values, so that filters and documents meet. */
const plain = fc.constantFrom<unknown>(null, new Int32(1), new Int32(2), new Int32(3), new Double(2), long('3'), 'a', 'b', 'ab', new Date(0), true);
const leaf = fc.oneof({ weight: 3, arbitrary: plain }, { weight: 2, arbitrary: scalar });
const nested = fc.oneof(
  { weight: 6, arbitrary: leaf },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('x', 'y'), leaf, { maxKeys: 2, noNullPrototype: true }) },
  { weight: 2, arbitrary: fc.array(leaf, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.dictionary(fc.constantFrom('x', 'y'), leaf, { maxKeys: 2, noNullPrototype: true }), { maxLength: 2 }) },
);
const FIELDS = ['a', 'b', 'o'];
const key = fc.integer({ min: 0, max: 9 }).map(n => new Int32(n));
const body = fc.tuple(fc.dictionary(fc.constantFrom(...FIELDS), nested, { maxKeys: 3, noNullPrototype: true }), fc.option(leaf, { nil: undefined }))
  .map(([fields, c]): Doc => ({ ...fields, ...(c !== undefined && { c }) }));
const document = fc.tuple(key, body).map(([_id, fields]): Doc => ({ _id, ...fields }));

const path = fc.constantFrom('a', 'b', 'c', 'o', 'o.x', 'a.x', 'a.0');
const flat = fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: nested });
const one = <T>(name: string, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Doc> => arbitrary.map(value => ({ [name]: value }));
const operators: fc.Arbitrary<unknown> = fc.oneof(
  flat,
  ...['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'].map(op => one(op, flat)),
  fc.tuple(plain, plain).map(([low, high]) => ({ $gte: low, $lt: high })),
  one('$in', fc.array(flat, { maxLength: 3 })), one('$nin', fc.array(flat, { maxLength: 3 })),
  one('$exists', fc.boolean()), one('$size', fc.integer({ min: 0, max: 3 }).map(n => new Int32(n))),
  one('$all', fc.array(leaf, { minLength: 1, maxLength: 2 })),
  one('$regex', fc.constantFrom('^a', '^ab$', 'b', '^明')),
);
const condition = fc.tuple(path, operators).map(([name, value]): Doc => ({ [name]: value }));
export const filter: fc.Arbitrary<Doc> = fc.oneof(
  { weight: 6, arbitrary: condition },
  { weight: 2, arbitrary: fc.tuple(condition, condition).map(([a, b]) => ({ ...a, ...b })) },
  { weight: 1, arbitrary: fc.array(condition, { minLength: 1, maxLength: 2 }).map($or => ({ $or })) },
  { weight: 1, arbitrary: fc.array(condition, { minLength: 1, maxLength: 2 }).map($and => ({ $and })) },
  { weight: 1, arbitrary: fc.constant({}) },
);
const way = fc.constantFrom(new Int32(1), new Int32(-1));
/** `_id` comes last, so that the order is total. */
const sort = fc.tuple(fc.option(fc.tuple(fc.constantFrom('a', 'b', 'c', 'o.x'), way), { nil: undefined }), way)
  .map(([first, last]): Doc => ({ ...(first && { [first[0]]: first[1] }), _id: last }));

const amount = fc.constantFrom<unknown>(new Int32(1), new Int32(-3), new Double(0.5), long('4'), new Int32(2147483647));
const set = fc.constantFrom('a', 'b', 'o.x', 'o.z', 'a.0', 'n', 'a.x');
const top = fc.constantFrom('a', 'b', 'n');
const modifier: fc.Arbitrary<Doc> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(set, nested).map(([name, value]) => ({ $set: { [name]: value } })) },
  fc.constantFrom('a', 'b', 'n', 'a.0').map(name => ({ $unset: { [name]: '' } })),
  fc.tuple(set, amount).map(([name, value]) => ({ $inc: { [name]: value } })),
  { weight: 2, arbitrary: fc.tuple(set, nested).map(([name, value]) => ({ $push: { [name]: value } })) },
  fc.tuple(set, nested).map(([name, value]) => ({ $addToSet: { [name]: value } })),
  fc.tuple(top, leaf.filter(value => !(value instanceof BSONRegExp))).map(([name, value]) => ({ $pull: { [name]: value } })),
  fc.tuple(set, nested).map(([name, value]) => ({ $setOnInsert: { [name]: value } })),
);
const update: fc.Arbitrary<Doc> = fc.oneof(
  { weight: 4, arbitrary: modifier },
  { weight: 1, arbitrary: fc.tuple(modifier, modifier).map(([a, b]) => ({ ...a, ...b })) },
  { weight: 1, arbitrary: body },
);
/** One document by its `_id`, guarded by what else must hold. */
const guarded = fc.tuple(key, fc.option(condition, { nil: {} })).map(([_id, more]): Doc => ({ _id, ...more }));
const projection = fc.constantFrom<Doc>({}, { a: 1 }, { a: 1, _id: 0 }, { b: 0 }, { 'o.x': 1 }, { 'o.x': 0, a: 0 }, { _id: 1 });

const groups = fc.oneof(
  fc.constantFrom('$c', null).map((_id): Doc => ({ _id, n: { $sum: 1 }, total: { $sum: '$a' }, twice: { $sum: new Int32(2) } })),
  fc.constant<Doc>({ _id: new Int32(1), n: { $sum: new Int32(1) } }),
);
const paging = fc.tuple(fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }), fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }))
  .map(([skip, limit]): Doc[] => [...(skip === undefined ? [] : [{ $skip: new Int32(skip) }]), ...(limit === undefined ? [] : [{ $limit: new Int32(limit) }])]);
/** What follows the filter; sorted, as it matters which are left out. */
const stages: fc.Arbitrary<Doc[]> = fc.tuple(paging, fc.option(groups, { nil: undefined }))
  .map(([pages, $group]) => [...(pages.length > 0 || !$group ? [{ $sort: { _id: new Int32(1) } }] : []), ...pages, ...($group ? [{ $group }] : [])]);

export const INDEXES: Doc[][] = [
  [],
  [{ key: { a: 1 }, name: 'a_1' }],
  [{ key: { a: -1, c: 1 }, name: 'a_-1_c_1' }],
  [{ key: { b: 1 }, name: 'b_1', unique: true, partialFilterExpression: { b: { $gt: '' } } }],
  [{ key: { 'o.x': 1 }, name: 'ox', unique: true, partialFilterExpression: { 'o.x': { $exists: true } } }],
];

const C = 'c';
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(fc.array(document, { minLength: 1, maxLength: 3 }), fc.boolean()).map(([documents, ordered]) => ({ command: { insert: C, documents, ordered } })) },
  { weight: 5, arbitrary: fc.tuple(filter, sort, projection, fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 2 }))
    .map(([one_, by, fields, limit, skip]) => ({ command: { find: C, filter: one_, sort: by, projection: fields, limit: new Int32(limit), skip: new Int32(skip) } })) },
  { weight: 4, arbitrary: fc.tuple(guarded, update, fc.boolean()).map(([q, u, upsert]) => ({ command: { update: C, updates: [{ q, u, upsert }] } })) },
  { weight: 2, arbitrary: fc.tuple(filter, modifier).map(([q, u]) => ({ command: { update: C, updates: [{ q, u, multi: true }] } })) },
  { weight: 1, arbitrary: fc.tuple(filter, fc.constantFrom(0, 0)).map(([q, limit]) => ({ command: { delete: C, deletes: [{ q, limit: new Int32(limit) }] } })) },
  { weight: 1, arbitrary: guarded.map(q => ({ command: { delete: C, deletes: [{ q, limit: new Int32(1) }] } })) },
  { weight: 2, arbitrary: fc.tuple(filter, sort, update, fc.boolean()).map(([query, by, change, after]) => ({ command: { findAndModify: C, query, sort: by, update: change, new: after } })) },
  { weight: 3, arbitrary: fc.tuple(filter, stages).map(([$match, rest]) => ({ command: { aggregate: C, pipeline: [{ $match }, ...rest], cursor: {} } })) },
);
