// What the service is made of, and what its sides do alike.
import type { Audit } from '../../audit/service.ts';
import type { Clock } from '../../kernel/clock.ts';
import { DEMO_PASSWORD, personOf } from '../rules/accounts.ts';
import type { Account } from '../rules/accounts.ts';
import type { Person } from '../rules/person.ts';
import type { peopleStore } from '../store.ts';

export type Hasher = { hash: (password: string) => Promise<string>; matches: (password: string, hash: string | null) => Promise<boolean> };
export type Tokens = { issue: (id: string, version: number, now: Date) => string; read: (token: string, now: Date) => { id: string; version: number; issuedAt: number } | null };
/** Counts tries across processes: true while more may come. */
export type Limit = { allow: (name: string, subject: string, rule: { points: number; seconds: number }) => Promise<boolean>; forget: (name: string, subject: string) => Promise<void> };

export type PeopleParts = { store: ReturnType<typeof peopleStore>; audit: Audit; hasher: Hasher; tokens: Tokens; limit: Limit; clock: Clock };
export type Shared = ReturnType<typeof shared>;

const CACHE_MILLISECONDS = 3_000;

export function shared({ store, hasher, clock }: PeopleParts) {
  // Loading the person is the dearest step of an officer's page; a few seconds of memory, keyed by token version, are worth it.
  const cache = new Map<string, { person: Person; version: number; until: number }>();

  async function load(id: string): Promise<{ account: Account; person: Person | null } | null> {
    const account = await store.findAccount(id);
    if (!account) return null;
    return { account, person: personOf(account, await store.findBureau(account.bureau)) };
  }
  /** Who holds the version of the token now; null where nobody does. */
  async function holder(id: string, version: number): Promise<Person | null> {
    const now = clock().getTime();
    const known = cache.get(id);
    if (known && known.version === version && known.until > now) return known.person;
    const loaded = await load(id);
    if (!loaded?.person || loaded.account.tokenVersion !== version) return null;
    cache.set(id, { person: loaded.person, version, until: now + CACHE_MILLISECONDS });
    return loaded.person;
  }
  async function save(account: Account): Promise<void> {
    await store.saveAccount(account);
    cache.delete(account.id);
  }

  /** A demo account with its printed password: everybody who tries the program out needs it as it is printed. */
  const isPrinted = async (account: Account): Promise<boolean> => account.isDemo && (await hasher.matches(DEMO_PASSWORD, account.passwordHash));

  return { load, holder, save, isPrinted };
}
