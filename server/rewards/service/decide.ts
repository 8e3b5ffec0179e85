// Approval within the limits of the bureau and the year's budget; above the limit it goes up (above.ts).
import { Invalid, NotNow, Refused } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { approvalOf, boundOf, budgetOf, withinBudget, type Approval, type Budget } from '../rules/funds.ts';
import type { Matter } from '../rules/matter.ts';
import { routing, superiors } from './above.ts';
import type { Acting, RewardsParts } from './parts.ts';

export function deciding(parts: RewardsParts, common: Acting) {
  const { store, overlay, bureaus } = parts;
  const { today, order, act, recomputed } = common;
  /** The sum that may be approved: computed, recomputed to the same, and there. */
  function approvable(matter: Matter): number {
    const { calculation } = matter;
    const fen = calculation?.evaluation.amountFen;
    if (!calculation || fen === undefined) throw new Refused(calculation?.evaluation.reason ?? 'NO_RULE', calculation?.ruleSet.title ?? '');
    if (!recomputed(calculation).isIdentical) throw new Error(`reward ${matter.id}: the stored calculation gives another result`);
    return fen;
  }
  const approvalFor = async (matter: Matter): Promise<Approval> => approvalOf(matter.bureau, approvable(matter), today(), await overlay(matter.bureau));

  /** Today's entries count, also where they were raised after the approval. */
  async function budgetFor(bureau: string, year: number): Promise<Budget> {
    const date = today().startsWith(`${year}-`) ? today() : `${year}-12-31`;
    return budgetOf(bureau, date, await store.boundIn(bureau, year), await overlay(bureau));
  }
  const hasMoney = async (matter: Matter): Promise<void> => withinBudget(await budgetFor(matter.bureau, Number(today().slice(0, 4))), approvable(matter));
  /** Freezes the sum and prints the decision. */
  const frozen = (matter: Matter, by: string): Matter => order({ ...matter, approvedFen: approvable(matter) }, by, { what: 'decision', message: '' });

  const above = routing({ overlay, bureaus }, today);

  return {
    /** `authority`: where no limit is entered, the provision under which the head approves alone. @throws Invalid without it, Refused above the limit or the budget */
    approve: (person: Person, id: string, version: number, authority = '') =>
      act(person, id, 'approve', version, authority.trim() === '' ? {} : { authority: authority.trim() }, async (matter) => {
        const { way, source, limitFen } = await approvalFor(matter);
        if (way === 'above') throw new Refused('REWARD_ABOVE_LIMIT', source, { limitFen: limitFen ?? 0 });
        if (way === 'ask' && approvable(matter) > 0 && authority.trim() === '') throw new Invalid({ authority: { key: 'awards.error.authority' } });
        await hasMoney(matter);
        return frozen(matter, person.id);
      }),
    /** The own head agrees; it goes up to the bureau whose limit suffices. @throws Refused where none does, or one is not entered */
    endorse: (person: Person, id: string, version: number) =>
      act(person, id, 'endorse', version, {}, async (matter) => {
        if ((await approvalFor(matter)).way !== 'above') throw new NotNow('rewards.endorse');
        await hasMoney(matter);
        return { ...matter, waitsAt: await above.nextAbove(matter.bureau, approvable(matter)) };
      }),
    /** The notice is printed and stands on the reporter's page; the claim time does not run before its receipt is proven. @throws Refused REWARD_OVER_BUDGET */
    notify: (person: Person, id: string, version: number) =>
      act(person, id, 'notify', version, {}, async (matter) => {
        const { year, fen } = boundOf(matter);
        // Two approvals at once may each have found the money: it is looked at again before anything is promised.
        if (year !== null && fen > 0) {
          const budget = await budgetFor(matter.bureau, year);
          withinBudget({ ...budget, boundFen: budget.boundFen - fen }, fen);
        }
        return order(matter, person.id, { what: 'notice', message: '' }, { what: 'told', message: 'rewards.told.notice' });
      }),

    ...superiors(parts, common, above, { approvable, hasMoney, frozen }),
    budgetFor,
  };
}
