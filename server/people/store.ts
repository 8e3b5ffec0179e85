import { Schema, Types } from 'mongoose';
import type { Connection } from 'mongoose';
import { isDuplicate } from '../kernel/database/duplicate.ts';
import { codePrefix } from '../kernel/divisions.ts';
import { Conflict, Invalid, NotFound } from '../kernel/errors.ts';
import type { Account, Bureau } from './rules/accounts.ts';

const PAGE = 100;

type BureauRow = Omit<Bureau, 'code'> & { _id: string };
type AccountRow = Omit<Account, 'id'> & { _id: Types.ObjectId };

export function peopleStore(connection: Connection) {
  const bureaus = connection.model(
    'Bureau',
    new Schema<BureauRow>(
      {
        _id: String, name: { type: String, required: true }, shortName: { type: String, required: true }, documentWord: { type: String, required: true },
        level: { type: String, required: true }, parent: { type: String, default: null },
        address: { type: String, default: '' }, phone: { type: String, default: '' }, hours: { type: String, default: '' },
        isActive: { type: Boolean, default: true }, isDemo: { type: Boolean, default: false }, version: { type: Number, default: 1 },
      },
      { collection: 'bureaus', strict: 'throw', versionKey: false },
    ).index({ parent: 1 }),
  );
  const accounts = connection.model(
    'Account',
    new Schema<AccountRow>(
      {
        account: { type: String, required: true }, name: { type: String, required: true }, bureau: { type: String, required: true }, scope: { type: String, required: true },
        roles: { type: [String], required: true }, certificate: { type: Schema.Types.Mixed, default: null }, email: { type: String, default: null },
        passwordHash: { type: String, required: true }, tokenVersion: { type: Number, default: 1 }, mustChangePassword: { type: Boolean, default: true },
        isDisabled: { type: Boolean, default: false }, isDemo: { type: Boolean, default: false }, createdAt: { type: Date, required: true }, version: { type: Number, default: 1 },
      },
      { collection: 'accounts', strict: 'throw', versionKey: false },
    )
      .index({ account: 1 }, { unique: true })
      .index({ bureau: 1, account: 1 })
      .index({ isDemo: 1, bureau: 1 })
      .index({ email: 1 }),
  );
  const bureauOf = ({ _id, ...rest }: BureauRow): Bureau => ({ ...rest, code: _id });
  const accountOf = ({ _id, ...rest }: AccountRow): Account => ({ ...rest, id: String(_id) });

  return {
    async findBureau(code: string): Promise<Bureau> {
      const row = await bureaus.findById(code).lean<BureauRow>();
      if (!row) throw new NotFound('bureau');
      return bureauOf(row);
    },
    async listBureaus(): Promise<Bureau[]> {
      return (await bureaus.find().sort({ _id: 1 }).lean<BureauRow[]>()).map(bureauOf);
    },
    async addBureau(bureau: Bureau): Promise<void> {
      const { code, ...rest } = bureau;
      try {
        await bureaus.insertMany([{ _id: code, ...rest }]);
      } catch (error) {
        if (isDuplicate(error)) throw new Invalid({ code: { key: 'people.error.bureauExists' } });
        throw error;
      }
    },
    /** @throws Conflict when the bureau changed since `bureau.version` was read. */
    async saveBureau(bureau: Bureau): Promise<void> {
      const { code, version, ...rest } = bureau;
      const result = await bureaus.updateOne({ _id: code, version }, { $set: { ...rest, version: version + 1 } });
      if (result.matchedCount === 0) throw new Conflict('bureau');
    },
    async findAccount(id: string): Promise<Account | null> {
      if (!Types.ObjectId.isValid(id)) return null;
      const row = await accounts.findById(id).lean<AccountRow>();
      return row ? accountOf(row) : null;
    },
    async findAccounts(ids: readonly string[]): Promise<Account[]> {
      return (await accounts.find({ _id: { $in: ids.filter((id) => Types.ObjectId.isValid(id)) } }).lean<AccountRow[]>()).map(accountOf);
    },
    async findByName(account: string): Promise<Account | null> {
      const row = await accounts.findOne({ account }).lean<AccountRow>();
      return row ? accountOf(row) : null;
    },
    /** Accounts of one bureau, or of all. */
    async listAccounts(bureau: string | null): Promise<Account[]> {
      return (await accounts.find(bureau ? { bureau } : {}).sort({ bureau: 1, account: 1 }).lean<AccountRow[]>()).map(accountOf);
    },
    /** Accounts that gave an address. */
    async listWithEmail(): Promise<Account[]> {
      return (await accounts.find({ email: { $gt: '' } }).sort({ email: 1 }).lean<AccountRow[]>()).map(accountOf);
    },
    /** Accounts of the trial's story. */
    async listDemo(): Promise<Account[]> {
      return (await accounts.find({ isDemo: true }).sort({ bureau: 1 }).lean<AccountRow[]>()).map(accountOf);
    },
    /** One page of the accounts below a division, by bureau and account name; `after` is the last one seen. */
    async pageAccounts(scope: string, after: { bureau: string; account: string } | null): Promise<{ accounts: Account[]; hasMore: boolean }> {
      const below = { bureau: { $gte: after?.bureau ?? codePrefix(scope).padEnd(6, '0'), $lte: codePrefix(scope).padEnd(6, '9') } };
      const rest = after ? { $or: [{ bureau: { $gt: after.bureau } }, { bureau: after.bureau, account: { $gt: after.account } }] } : {};
      const rows = await accounts.find({ ...below, ...rest }).sort({ bureau: 1, account: 1 }).limit(PAGE + 1).lean<AccountRow[]>();
      return { accounts: rows.slice(0, PAGE).map(accountOf), hasMore: rows.length > PAGE };
    },
    async addAccount(account: Omit<Account, 'id'>): Promise<string> {
      try {
        const [row] = await accounts.insertMany([account]);
        return String(row?._id);
      } catch (error) {
        if (isDuplicate(error)) throw new Invalid({ account: { key: 'people.error.accountExists' } });
        throw error;
      }
    },
    /** @throws Conflict when the account changed since `account.version` was read. */
    async saveAccount(account: Account): Promise<void> {
      const { id, version, ...rest } = account;
      const result = await accounts.updateOne({ _id: new Types.ObjectId(id), version }, { $set: { ...rest, version: version + 1 } });
      if (result.matchedCount === 0) throw new Conflict('account');
    },
  };
}
