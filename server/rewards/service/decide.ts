// Approval within the limits of the bureau and the year's budget; above the limit the head of a bureau above decides too.
import { done, refused } from '../../audit/rules.ts';
import { within } from '../../kernel/divisions.ts';
import { Conflict, Invalid, NotFound, Refused } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { perform, permitted } from '../rules/actions.ts';
import { approvalOf, boundOf, budgetOf, withinBudget, type Approval, type Budget } from '../rules/funds.ts';
import { lossOf } from '../rules/matter.ts';
import type { Matter } from '../rules/matter.ts';
import type { AboveReward } from '../rules/shown.ts';
import type { Acting, RewardsParts } from './parts.ts';

export function deciding({ store, audit, clock, overlay, bureaus }: RewardsParts, { today, order, act, recomputed, recorded, save, current, subjectOf }: Acting) {
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

  /** Only the head of a bureau above, and only while it waits for him. @throws NotFound, on record */
  async function loadAbove(person: Person, id: string): Promise<Matter> {
    const matter = await store.find(id);
    const isHis = person.roles.includes('head') && person.bureau !== matter.bureau && within(person.bureau, matter.bureau) && matter.state === 'endorsed';
    if (!isHis) {
      await audit.record(refused('rewards.readAbove', person.id, matter.bureau, subjectOf(id)));
      throw new NotFound('reward');
    }
    return current(matter);
  }
  // The answers and reasons of the input tell of the report: they stay below.
  function tracedOf({ calculation }: Matter): AboveReward['traced'] {
    if (!calculation) return null;
    const { evaluation, ruleSet, frame } = calculation;
    return { evaluation, ruleSet, frame };
  }
  const shownAbove = async (matter: Matter, person: Person): Promise<AboveReward> => ({
    id: matter.id, version: matter.version, bureau: matter.bureau, caseNumber: matter.case.number, amountFen: matter.calculation?.evaluation.amountFen ?? 0, limit: await approvalFor(matter),
    baseFen: lossOf(matter.lines), traced: tracedOf(matter), endorsedOn: matter.events.findLast(({ action }) => action === 'endorse')?.facts.today ?? '', permitted: permitted(matter, person),
  });

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
    /** The own head agrees; the bureau above decides. */
    endorse: (person: Person, id: string, version: number) =>
      act(person, id, 'endorse', version, {}, async (matter) => {
        if ((await approvalFor(matter)).way !== 'above') throw new Conflict('endorse');
        await hasMoney(matter);
        return matter;
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

    /** What waits for this head from the bureaus below, without a word of report or reporter. @throws NotFound for everybody else */
    async listAbove(person: Person): Promise<AboveReward[]> {
      if (!person.roles.includes('head')) throw new NotFound('rewards');
      const below = (await bureaus()).filter((code) => code !== person.bureau && within(person.bureau, code));
      return Promise.all((await store.atStage(below, 'endorsed')).map((matter) => shownAbove(matter, person)));
    },
    async findAbove(person: Person, id: string): Promise<AboveReward> {
      const matter = await loadAbove(person, id);
      await audit.record(done('rewards.readAbove', person.id, matter.bureau, subjectOf(id)));
      return shownAbove(matter, person);
    },
    async approveAbove(person: Person, id: string, version: number): Promise<Matter> {
      const matter = await loadAbove(person, id);
      return recorded('rewards.approveAbove', person.id, matter, async () => {
        if (matter.version !== version) throw new Conflict('reward');
        const after = perform('approveAbove', matter, person, clock(), { today: today() });
        await hasMoney(matter);
        return save(matter, frozen(after, person.id));
      });
    },
    async sendBackAbove(person: Person, id: string, version: number, reason: string): Promise<Matter> {
      const matter = await loadAbove(person, id);
      return recorded('rewards.sendBackAbove', person.id, matter, async () => {
        if (matter.version !== version) throw new Conflict('reward');
        return save(matter, perform('sendBackAbove', matter, person, clock(), { reason, today: today() }));
      });
    },
    budgetFor,
  };
}
