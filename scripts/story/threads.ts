// A thread is one matter from its report on. This is how its steps are written down: by day, one after the other, each by one person on one thing.
import type { ActionName } from '../../server/cases/rules/actions.ts';
import { permitted } from '../../server/cases/rules/actions.ts';
import type { Inputs } from '../../server/cases/rules/perform.ts';
import type { Case } from '../../server/cases/rules/case.ts';
import type { Person } from '../../server/people/rules/person.ts';
import type { Report } from '../../server/reports/rules/report.ts';
import type { ReporterSession } from '../../server/reports/service.ts';
import type { RewardDossier } from '../../server/rewards/service.ts';
import type { NoticeAction } from '../../server/notices/rules/notice.ts';
import type { Days } from './days.ts';
import { crewOf, intakeOf } from './people.ts';
import type { Chance } from './random.ts';
import type { Entity, Step, Teller } from './timeline.ts';

export type Thread = ReturnType<typeof threadOf>;
type CaseInput<Name extends ActionName> = Inputs[Name] | ((kase: Case, teller: Teller) => Inputs[Name] | Promise<Inputs[Name]>);

export function threadOf(key: string, place: string, days: Days, chance: Chance) {
  const steps: Step[] = [];
  let now = Number.POSITIVE_INFINITY;
  let minute = 0;

  /** Later on the same day, or at the start of a later one. */
  function when(workdaysAgo: number): Date {
    minute = workdaysAgo === now ? minute + 5 + chance.below(16) : 530 + chance.below(150);
    now = workdaysAgo;
    return days.at(workdaysAgo, Math.min(minute, 1070));
  }
  const add = (workdaysAgo: number, name: string, entity: Entity | null, run: Step['run']): void => void steps.push({ at: when(workdaysAgo), thread: key, name: `${key} ${name}`, entity, run });
  const entity = (kind: Entity['kind'], reader: string, act: string): Entity => ({ kind, key: `${kind} ${key}`, reader, act });

  const reportId = (teller: Teller): string => teller.id(`report ${key}`);
  const reader = intakeOf(place);

  return {
    key, place, steps, days, chance, add,
    /** An officer's act on the report, with the version as it stands. It answers the report after it, or null where others change it too. */
    report(workdaysAgo: number, name: string, account: string, run: (teller: Teller, person: Person, report: { id: string; version: number }) => Promise<Report | null>): void {
      add(workdaysAgo, name, entity('report', reader, name), async (teller) => {
        const person = await teller.person(account);
        const id = reportId(teller);
        const version = teller.versions.get(id) ?? (await teller.services.reports.forOfficer(person, id)).report.version;
        const after = await run(teller, person, { id, version });
        if (after) teller.versions.set(id, after.version);
        else teller.versions.delete(id);
      });
    },
    /** An act of the reporter, on the report or on the reward. */
    reporter(workdaysAgo: number, name: string, on: 'report' | 'reward', run: (teller: Teller, session: ReporterSession) => Promise<unknown>): void {
      add(workdaysAgo, name, on === 'report' ? entity('report', reader, name) : entity('reward', crewOf(place).head, name), async (teller) => {
        const { report } = await teller.services.reports.forOfficer(await teller.person(reader), reportId(teller));
        teller.versions.delete(report.id);
        await run(teller, { report: report.id, codeVersion: report.codeVersion });
      });
    },
    /** An act of the case. With `isConditional` it is left out where the case does not call for it; evidence that is held is an act of another name. */
    case<Name extends ActionName>(workdaysAgo: number, name: Name, account: string, input: CaseInput<Name>, { isConditional = false, isHolding = false } = {}): void {
      const act = name === 'addEvidence' && isHolding ? 'preserveEvidence' : name;
      add(workdaysAgo, name, entity('case', crewOf(place).head, act), async (teller) => {
        const { cases } = teller.services;
        const person = await teller.person(account);
        const id = teller.id(`case ${key}`);
        const opened = isConditional || !teller.cases.has(id) ? await cases.open(person, id) : null;
        const kase = opened?.kase ?? teller.cases.get(id);
        if (!kase || (opened && isConditional && !permitted(kase, opened.situation).includes(name))) return 'skipped';
        teller.cases.delete(id);
        teller.cases.set(id, await cases.act(person, id, name, kase.version, typeof input === 'function' ? await input(kase, teller) : input));
      });
    },
    /** An officer's act on the reward. `isEvent` false: a preparation, which may be repeated. */
    reward(workdaysAgo: number, name: string, account: string, isEvent: boolean, run: (teller: Teller, person: Person, dossier: RewardDossier) => Promise<unknown>): void {
      add(workdaysAgo, name, isEvent ? entity('reward', crewOf(place).head, name) : null, async (teller) => {
        const person = await teller.person(account);
        const dossier = await teller.services.rewards.forOfficer(person, teller.id(`reward ${key}`));
        // Prepared before a break, and proposed: nothing is prepared again.
        if (!isEvent && dossier.matter.events.length > 0) return;
        await run(teller, person, dossier);
      });
    },
    notice(workdaysAgo: number, name: Exclude<NoticeAction, 'edit' | 'withdraw'>, account: string, reason = ''): void {
      add(workdaysAgo, name, entity('notice', crewOf(place).head, name), async ({ services, person, id }) => {
        const who = await person(account);
        const { notice } = await services.notices.forMaker(who, id(`notice ${key}`));
        await services.notices.act(name, who, notice.id, notice.version, reason);
      });
    },
    entity,
  };
}
