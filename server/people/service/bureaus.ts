// Bureaus as an administrator keeps them.
import { done } from '../../audit/rules.ts';
import { within } from '../../kernel/divisions.ts';
import { Forbidden, Invalid, NotFound } from '../../kernel/errors.ts';
import { mayManageAccounts } from '../rules/accounts.ts';
import type { Bureau } from '../rules/accounts.ts';
import { isInScope } from '../rules/person.ts';
import type { Person } from '../rules/person.ts';
import type { PeopleParts } from './parts.ts';

export function bureaus({ store, audit }: PeopleParts) {
  /** @throws Invalid where the bureau above does not lie above. */
  function checkPlace({ code, parent }: Bureau): void {
    if (parent !== null && (parent === code || !within(parent, code))) throw new Invalid({ parent: { key: 'people.error.parent' } });
  }

  return {
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
  };
}
