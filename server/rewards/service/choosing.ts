// Which version of which rule set: every one that comes into question, by which day, and the officer's own pick where the dates leave it open.
import { done, refused } from '../../audit/rules.ts';
import { Conflict, Forbidden, Invalid, NotNow } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { mayRepick, pickable } from '../rules/choosing.ts';
import type { Matter, VersionDate } from '../rules/matter.ts';
import { stageKey, VERSION_DATES } from '../rules/matter.ts';
import { mayPrepare } from '../rules/readiness.ts';
import { effectiveFromOf } from '../rules/registry.ts';
import { selectRuleSet } from '../rules/select.ts';
import type { VersionChoice } from '../rules/shown-entries.ts';
import type { Acting, RewardsParts } from './parts.ts';

export type RulePick = { basis: VersionDate; rule: { id: string; version: number }; reason: string };

export function choosing({ audit }: RewardsParts, { today, subjectOf, registryFor, load, calculated, save }: Acting) {
  const dateOf = ({ report, case: kase }: Matter, basis: VersionDate): string => ({ report: report.receivedOn, verification: kase.decidedOn, award: today() })[basis];

  async function choices(matter: Matter): Promise<VersionChoice[]> {
    const registry = await registryFor(matter.bureau);
    return VERSION_DATES.map((basis) => {
      const date = dateOf(matter, basis);
      const selection = selectRuleSet(matter.bureau, date, registry);
      const chosen = selection.outcome === 'SELECTED' ? selection.ruleSet : null;
      return {
        basis, date, ruleId: chosen?.id ?? null, version: chosen?.version ?? null, reason: selection.outcome === 'REFUSED' ? selection.reason : null,
        candidates: selection.considered.map((line) => {
          const rule = registry.byId.get(line.ruleId)?.find(({ version }) => version === line.version);
          return { ...line, title: rule?.title ?? line.ruleId, since: rule ? effectiveFromOf(rule) : null, until: rule?.effectiveTo ?? null, isChosen: line.verdict === 'chosen', mayPick: pickable(line) };
        }),
      };
    });
  }

  return {
    /** For the page of the versions. @throws NotFound */
    async versions(person: Person, id: string): Promise<{ matter: Matter; choices: VersionChoice[]; mayPick: boolean }> {
      const matter = await load(person, id);
      return { matter, choices: await choices(matter), mayPick: mayPrepare(matter, person).includes('chooseRule') };
    },
    /** What the day of the choice gives now, where that is another version than the one in use; null where nothing changed. */
    async newerRule(matter: Matter): Promise<string | null> {
      const now = selectRuleSet(matter.bureau, matter.choice.date, await registryFor(matter.bureau));
      return now.outcome === 'SELECTED' && mayRepick(matter, now.ruleSet) ? `${now.ruleSet.id}@${now.ruleSet.version}` : null;
    },
    /**
     * The officer's pick: what the day gives, or one of several that the dates leave open. Recorded with the version and the day.
     * @throws Forbidden, Conflict, Invalid without the reason that anything but the day of report needs, or for a version that is not in question
     */
    async pickRule(person: Person, id: string, version: number, { basis, rule, reason }: RulePick): Promise<Matter> {
      const matter = await load(person, id);
      const refuse = async (error: Forbidden | Conflict, why: string): Promise<never> => {
        await audit.record(refused('rewards.chooseRule', person.id, matter.bureau, subjectOf(id), { reason: why }));
        throw error;
      };
      if (!mayPrepare({ ...matter, state: 'returned' }, person).includes('chooseRule')) await refuse(new Forbidden('rewards.chooseRule'), 'forbidden');
      if (matter.version !== version) await refuse(new Conflict('reward'), 'conflict');
      if (!mayPrepare(matter, person).includes('chooseRule')) await refuse(new NotNow('rewards.chooseRule', stageKey(matter)), 'notNow');
      const choice = (await choices(matter)).find((each) => each.basis === basis);
      const found = choice?.candidates.find((each) => each.ruleId === rule.id && each.version === rule.version && (each.isChosen || each.mayPick));
      if (!choice || !found) throw new Invalid({ pick: { key: 'rewardRules.error.pick' } });
      if (reason.trim() === '' && !(found.isChosen && basis === 'report')) throw new Invalid({ reason: { key: 'rewards.error.required' } });
      const considered = choice.candidates.map(({ jurisdictionCode, ruleId, version: number, verdict }) => ({ jurisdictionCode, ruleId, version: number, verdict }));
      const chosen = { jurisdiction: matter.bureau, basis, date: choice.date, reason: reason.trim(), by: person.id, on: today(), considered, ruleId: rule.id, version: rule.version, refusal: null };
      const saved = await save(matter, await calculated({ ...matter, choice: chosen }));
      await audit.record(done('rewards.chooseRule', person.id, matter.bureau, subjectOf(id), { rule: rule.id, version: rule.version, basis, date: choice.date }));
      return saved;
    },
  };
}
