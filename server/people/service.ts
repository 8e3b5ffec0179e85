import { done, refused } from '../audit/rules.ts';
import type { Audit } from '../audit/service.ts';
import type { Clock } from '../kernel/clock.ts';
import { within } from '../kernel/divisions.ts';
import { Forbidden, Invalid, NotFound } from '../kernel/errors.ts';
import { DEMO_PASSWORD, areRolesCompatible, mayManageAccounts, passwordProblem, personOf, withPassword, withRights } from './rules/accounts.ts';
import type { Account, Bureau } from './rules/accounts.ts';
import type { Person } from './rules/person.ts';
import { isInScope } from './rules/person.ts';
import type { peopleStore } from './store.ts';

export type Hasher = { hash: (password: string) => Promise<string>; matches: (password: string, hash: string | null) => Promise<boolean> };
export type Tokens = { issue: (id: string, version: number, now: Date) => string; read: (token: string, now: Date) => { id: string; version: number; issuedAt: number } | null };
/** Counts tries across processes: true while more may come. */
export type Limit = { allow: (name: string, subject: string, rule: { points: number; seconds: number }) => Promise<boolean>; forget: (name: string, subject: string) => Promise<void> };

const PER_ACCOUNT = { points: 6, seconds: 15 * 60 } as const;
const PER_SOURCE = { points: 60, seconds: 15 * 60 } as const;
const RENEW_AFTER = 60;
const CACHE_MILLISECONDS = 3_000;

export type PeopleService = ReturnType<typeof peopleService>;

export function peopleService({ store, audit, hasher, tokens, limit, clock }: {
  store: ReturnType<typeof peopleStore>; audit: Audit; hasher: Hasher; tokens: Tokens; limit: Limit; clock: Clock;
}) {
  // Loading the person is the dearest step of an officer's page; a few seconds of memory, keyed by token version, are worth it.
  const cache = new Map<string, { person: Person; version: number; until: number }>();

  async function load(id: string): Promise<{ account: Account; person: Person | null } | null> {
    const account = await store.findAccount(id);
    if (!account) return null;
    return { account, person: personOf(account, await store.findBureau(account.bureau)) };
  }
  async function manage(manager: Person, id: string): Promise<Account> {
    const account = await store.findAccount(id);
    if (!account || !isInScope(manager, account.bureau)) throw new NotFound('account');
    if (!mayManageAccounts(manager)) throw new Forbidden('people.manage');
    return account;
  }
  /** @throws Invalid where roles do not go together, or the scope misses the bureau or reaches beyond the manager's own. */
  function checkRights(manager: Person | null, { roles, bureau, scope }: Pick<Account, 'roles' | 'bureau' | 'scope'>): void {
    if (!areRolesCompatible(roles)) throw new Invalid({ roles: { key: 'people.error.administratorAlone' } });
    if (!within(scope, bureau) || (manager && !isInScope(manager, scope))) throw new Invalid({ scope: { key: 'people.error.scope' } });
  }
  /** @throws Invalid where the bureau above does not lie above. */
  function checkPlace({ code, parent }: Bureau): void {
    if (parent !== null && (parent === code || !within(parent, code))) throw new Invalid({ parent: { key: 'people.error.parent' } });
  }
  async function save(account: Account): Promise<void> {
    await store.saveAccount(account);
    cache.delete(account.id);
  }

  /** A demo account with its printed password: everybody who tries the program out needs it as it is printed. */
  const isPrinted = async (account: Account): Promise<boolean> => account.isDemo && (await hasher.matches(DEMO_PASSWORD, account.passwordHash));

  return {
    findBureau: store.findBureau,
    /** For the sign-in page of a trial, and for the start, which refuses them anywhere else. */
    demoAccounts: async (): Promise<Account[]> => (await store.listDemo()).filter(({ isDisabled }) => !isDisabled),
    listBureaus: store.listBureaus,

    /** The token, or null: unknown account, wrong password, disabled and locked look alike and take the same time. */
    async signIn(account: string, password: string, source: string): Promise<{ token: string; person: Person } | null> {
      const name = account.trim().toLowerCase();
      const isAllowed = (await limit.allow('sign-in-source', source, PER_SOURCE)) && (await limit.allow('sign-in-account', name, PER_ACCOUNT));
      const found = await store.findByName(name);
      const isRight = await hasher.matches(password, found?.passwordHash ?? null);
      const person = found && isRight && isAllowed ? personOf(found, await store.findBureau(found.bureau)) : null;
      if (!found || !person) {
        await audit.record(refused('people.signIn', found?.id ?? 'public', found?.bureau ?? null, null, { locked: isAllowed ? 0 : 1 }));
        return null;
      }
      await limit.forget('sign-in-account', name);
      await audit.record(done('people.signIn', person.id, person.bureau, null));
      return { token: tokens.issue(found.id, found.tokenVersion, clock()), person };
    },

    /** Who holds this token now, and a fresh token when this one is old enough to slide. */
    async resume(token: string): Promise<{ person: Person; renewed: string | null } | null> {
      const now = clock();
      const claims = tokens.read(token, now);
      if (!claims) return null;
      const known = cache.get(claims.id);
      const renewed = now.getTime() / 1000 - claims.issuedAt >= RENEW_AFTER ? tokens.issue(claims.id, claims.version, now) : null;
      if (known && known.version === claims.version && known.until > now.getTime()) return { person: known.person, renewed };
      const loaded = await load(claims.id);
      if (!loaded?.person || loaded.account.tokenVersion !== claims.version) return null;
      cache.set(claims.id, { person: loaded.person, version: claims.version, until: now.getTime() + CACHE_MILLISECONDS });
      return { person: loaded.person, renewed };
    },

    /** Ends every session of the person: the token version moves on. */
    async signOut(person: Person): Promise<void> {
      const account = await store.findAccount(person.id);
      if (account) await save({ ...account, tokenVersion: account.tokenVersion + 1 });
      await audit.record(done('people.signOut', person.id, person.bureau, null));
    },

    /** @throws Invalid for a wrong old password or a weak new one. Answers a token for the new version. */
    async changePassword(person: Person, current: string, next: string): Promise<string> {
      const account = await store.findAccount(person.id);
      // A session left open is not a place to guess the password at.
      const isAllowed = await limit.allow('password-change', person.id, PER_ACCOUNT);
      if (!account || !isAllowed || !(await hasher.matches(current, account.passwordHash))) {
        await audit.record(refused('people.changePassword', person.id, person.bureau, { kind: 'account', id: person.id }, { locked: isAllowed ? 0 : 1 }));
        throw new Invalid({ current: { key: 'people.error.wrongPassword' } });
      }
      await limit.forget('password-change', person.id);
      if (await isPrinted(account)) throw new Invalid({ next: { key: 'people.error.password.printed' } });
      const problem = passwordProblem(next, account.account);
      if (problem) throw new Invalid({ next: { key: `people.error.password.${problem}` } });
      if (next === current) throw new Invalid({ next: { key: 'people.error.password.same' } });
      const changed = withPassword(account, await hasher.hash(next), false);
      await save(changed);
      await audit.record(done('people.changePassword', person.id, person.bureau, { kind: 'account', id: person.id }));
      return tokens.issue(changed.id, changed.tokenVersion, clock());
    },

    /** Where this officer's morning mail goes. */
    emailOf: async (id: string): Promise<string | null> => (await store.findAccount(id))?.email ?? null,
    /** His own choice; null ends it. */
    async setEmail(person: Person, email: string | null): Promise<void> {
      const account = await store.findAccount(person.id);
      if (!account) throw new NotFound('account');
      await save({ ...account, email });
      await audit.record(done('people.changeEmail', person.id, person.bureau, { kind: 'account', id: person.id }));
    },
    /** Who gets a morning mail: enabled accounts with an address. */
    withEmail: async (): Promise<{ id: string; bureau: string }[]> => (await store.listWithEmail()).filter(({ isDisabled }) => !isDisabled).map(({ id, bureau }) => ({ id, bureau })),

    /** Accounts this administrator may manage: the own division and everything below it, one page. */
    async listAccounts(manager: Person, after: { bureau: string; account: string } | null): Promise<{ accounts: Account[]; hasMore: boolean }> {
      if (!mayManageAccounts(manager)) throw new Forbidden('people.manage');
      return store.pageAccounts(manager.scope, after);
    },
    findAccount: manage,

    /** `manager` null: from the command line, for the first administrator. */
    async addAccount(manager: Person | null, input: Pick<Account, 'account' | 'name' | 'bureau' | 'scope' | 'roles' | 'certificate'> & { password: string; isDemo?: boolean }): Promise<string> {
      if (manager && !mayManageAccounts(manager)) throw new Forbidden('people.manage');
      if (manager && !isInScope(manager, input.bureau)) throw new NotFound('bureau');
      const { password, isDemo = false, ...rest } = input;
      const account = rest.account.trim().toLowerCase();
      const problem = isDemo ? null : passwordProblem(password, account);
      if (problem) throw new Invalid({ password: { key: `people.error.password.${problem}` } });
      checkRights(manager, rest);
      await store.findBureau(rest.bureau);
      const id = await store.addAccount({
        ...rest, account, email: null, passwordHash: await hasher.hash(password), tokenVersion: 1, mustChangePassword: !isDemo, isDisabled: false, isDemo, createdAt: clock(), version: 1,
      });
      await audit.record(done('people.addAccount', manager?.id ?? 'system', rest.bureau, { kind: 'account', id }));
      return id;
    },

    /** Rights, certificate, name, disabling. Sessions of the account end at once. */
    async changeAccount(manager: Person, id: string, version: number, change: Partial<Pick<Account, 'name' | 'roles' | 'certificate' | 'isDisabled' | 'scope'>>): Promise<void> {
      const account = await manage(manager, id);
      checkRights(manager, { ...account, ...change });
      if (id === manager.id && change.roles && !change.roles.includes('administrator')) throw new Invalid({ roles: { key: 'people.error.notYourRole' } });
      if (change.isDisabled && id === manager.id) throw new Invalid({ isDisabled: { key: 'people.error.notYourself' } });
      await save({ ...withRights(account, change), version });
      await audit.record(done('people.changeAccount', manager.id, account.bureau, { kind: 'account', id }));
    },

    /** A first password set by the administrator: it must be changed at the next sign-in. */
    async resetPassword(manager: Person, id: string, version: number, password: string): Promise<void> {
      const account = await manage(manager, id);
      // Whoever sets the password can sign in with it: not into more than he may give.
      if (!isInScope(manager, account.scope)) throw new Forbidden('people.resetPassword');
      if (await isPrinted(account)) throw new Invalid({ password: { key: 'people.error.password.printed' } });
      const problem = passwordProblem(password, account.account);
      if (problem) throw new Invalid({ password: { key: `people.error.password.${problem}` } });
      await save({ ...withPassword(account, await hasher.hash(password), true), version });
      await audit.record(done('people.resetPassword', manager.id, account.bureau, { kind: 'account', id }));
    },

    /** Bureaus of the own division and below it, by code. */
    async manageBureaus(manager: Person): Promise<Bureau[]> {
      if (!mayManageAccounts(manager)) throw new Forbidden('people.manage');
      return (await store.listBureaus()).filter(({ code }) => isInScope(manager, code));
    },
    async addBureau(manager: Person | null, bureau: Bureau): Promise<void> {
      if (manager && !mayManageAccounts(manager)) throw new Forbidden('people.manage');
      if (manager && !isInScope(manager, bureau.code)) throw new NotFound('bureau');
      checkPlace(bureau);
      await store.addBureau(bureau);
      await audit.record(done('people.addBureau', manager?.id ?? 'system', bureau.code, { kind: 'bureau', id: bureau.code }));
    },
    async changeBureau(manager: Person, bureau: Bureau): Promise<void> {
      if (!mayManageAccounts(manager)) throw new Forbidden('people.manage');
      if (!isInScope(manager, bureau.code)) throw new NotFound('bureau');
      checkPlace(bureau);
      await store.saveBureau(bureau);
      await audit.record(done('people.changeBureau', manager.id, bureau.code, { kind: 'bureau', id: bureau.code }));
    },

    /** The people of a bureau who may hold a duty now; names for pages of that bureau only. */
    async colleagues(bureau: string): Promise<Person[]> {
      const home = await store.findBureau(bureau);
      return (await store.listAccounts(bureau)).flatMap((account) => personOf(account, home) ?? []);
    },
    /** Names by id, for the exact record on officers' pages. */
    async names(ids: readonly string[]): Promise<Map<string, string>> {
      return new Map((await store.findAccounts([...new Set(ids)])).map((account) => [account.id, account.name]));
    },
    /** The id behind an account name or an id; null where nobody has it. For auditors, not for sign-in. */
    async idOf(nameOrId: string): Promise<string | null> {
      return ((await store.findByName(nameOrId.toLowerCase())) ?? (await store.findAccount(nameOrId)))?.id ?? null;
    },
    async find(id: string): Promise<Person | null> {
      return (await load(id))?.person ?? null;
    },
  };
}
