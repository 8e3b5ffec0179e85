// A person at the door and inside: signing in and out, the own password and address.
import { done, refused } from '../../audit/rules.ts';
import { Invalid, NotFound } from '../../kernel/errors.ts';
import { passwordProblem, personOf, withPassword } from '../rules/accounts.ts';
import type { Person } from '../rules/person.ts';
import type { PeopleParts, Shared } from './parts.ts';

const PER_ACCOUNT = { points: 6, seconds: 15 * 60 } as const;
const PER_SOURCE = { points: 60, seconds: 15 * 60 } as const;
const RENEW_AFTER = 60;

export function sessions({ store, audit, hasher, tokens, limit, clock }: PeopleParts, { holder, save, isPrinted }: Shared) {
  return {
    /** The token, or null: unknown account, wrong password, disabled and locked look alike and take the same time. */
    async signIn(account: string, password: string, source: string): Promise<{ token: string; person: Person } | null> {
      const name = account.trim().toLowerCase();
      const isOpen = await limit.allow('sign-in-source', source, PER_SOURCE);
      const isAllowed = isOpen && (await limit.allow('sign-in-account', name, PER_ACCOUNT));
      const found = await store.findByName(name);
      // Comparing is slow and done for few at a time: a source that is shut must not stand in the way of the others. That it is shut tells of no account.
      const isRight = isOpen && (await hasher.matches(password, found?.passwordHash ?? null));
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
      const renewed = now.getTime() / 1000 - claims.issuedAt >= RENEW_AFTER ? tokens.issue(claims.id, claims.version, now) : null;
      const person = await holder(claims.id, claims.version);
      return person && { person, renewed };
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
  };
}
