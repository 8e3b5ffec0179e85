// Accounts as an administrator keeps them.
import { done } from '../../audit/rules.ts';
import { within } from '../../kernel/divisions.ts';
import { Forbidden, Invalid, NotFound } from '../../kernel/errors.ts';
import { areRolesCompatible, mayManageAccounts, passwordProblem, withPassword, withRights } from '../rules/accounts.ts';
import type { Account } from '../rules/accounts.ts';
import { isInScope } from '../rules/person.ts';
import type { Person } from '../rules/person.ts';
import type { PeopleParts, Shared } from './parts.ts';

export function accounts({ store, audit, hasher, clock }: PeopleParts, { save, isPrinted }: Shared) {
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

  return {
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
  };
}
