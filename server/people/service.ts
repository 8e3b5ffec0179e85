// Bureaus and the people in them. The parts: sessions (who is signed in), accounts and bureaus (what an administrator keeps); here, who is who.
import { personOf } from './rules/accounts.ts';
import type { Account } from './rules/accounts.ts';
import type { Person } from './rules/person.ts';
import { accounts } from './service/accounts.ts';
import { bureaus } from './service/bureaus.ts';
import { shared } from './service/parts.ts';
import type { PeopleParts } from './service/parts.ts';
import { sessions } from './service/sessions.ts';

export type { Hasher, Limit, Tokens } from './service/parts.ts';
export type PeopleService = ReturnType<typeof peopleService>;

export function peopleService(parts: PeopleParts) {
  const { store } = parts;
  const common = shared(parts);

  return {
    ...sessions(parts, common),
    ...accounts(parts, common),
    ...bureaus(parts),
    findBureau: store.findBureau,
    listBureaus: store.listBureaus,
    /** For the sign-in page of a trial, and for the start, which refuses them anywhere else. */
    demoAccounts: async (): Promise<Account[]> => (await store.listDemo()).filter(({ isDisabled }) => !isDisabled),
    /** The people of a bureau who may hold a duty now; names for pages of that bureau only. */
    async colleagues(bureau: string): Promise<Person[]> {
      const home = await store.findBureau(bureau);
      return (await store.listAccounts(bureau)).flatMap((account) => personOf(account, home) ?? []);
    },
    /** Names by id, for the exact record on officers' pages. */
    async names(ids: readonly string[]): Promise<Map<string, string>> {
      if (ids.length === 0) return new Map();
      return new Map((await store.findAccounts([...new Set(ids)])).map((account) => [account.id, account.name]));
    },
    /** The id behind an account name or an id; null where nobody has it. For auditors, not for sign-in. */
    async idOf(nameOrId: string): Promise<string | null> {
      return ((await store.findByName(nameOrId.toLowerCase())) ?? (await store.findAccount(nameOrId)))?.id ?? null;
    },
    async find(id: string): Promise<Person | null> {
      return (await common.load(id))?.person ?? null;
    },
  };
}
