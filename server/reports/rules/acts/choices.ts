// What the reporter chooses anew: to give a name after all, to go without the reward.
import type { Person } from '../../../people/rules/person.ts';
import { clockDue } from '../../../law/rules/clocks.ts';
import { TELL_CLOCKS } from '../actions.ts';
import { running, started } from '../clocks.ts';
import type { Setting } from '../clocks.ts';
import { dutyOf, letterAfter } from '../letters.ts';
import type { TellingAct } from '../letters.ts';
import type { Change } from '../perform.ts';
import type { Report } from '../report.ts';
import { tiesOf } from '../ties.ts';

/** Name and contact are no part of a report: they lie with the identities. */
export type ChoiceInputs = { giveName: { wantsReward: boolean }; waiveReward: Record<never, never> };

type TellCode = (typeof TELL_CLOCKS)[number];
type Duty = { code: TellCode; from: string; letter: TellingAct | null; by: string; text: string };

/** What was decided before he had a name and would have had to be told him, had he had one. */
function decidedBefore(report: Report): Duty[] {
  const { state, decidedOn, receivedOn, told, events } = report;
  const result = told.findLast(({ isResult }) => isResult === true);
  const all: Duty[] = result ? [{ code: 'TELL_RESULT', from: result.on, letter: null, by: '', text: '' }] : [];
  const { decided } = tiesOf(report);
  const duty = dutyOf(state === 'merged' ? decided?.as : state);
  const act = state === 'merged' ? { by: decided?.by ?? '', text: '' } : events.findLast(({ action }) => action === duty?.letter);
  if (duty === null || decidedOn === null || !act) return all;
  return [{ ...duty, from: duty.letter === 'notAccept' ? receivedOn : decidedOn, by: act.by, text: act.text ?? '' }, ...all];
}

/**
 * The report of somebody who has a name from today on: duties to tell him begin today, with their letter; one whose time was over before is not begun again
 * (report-handling 7).
 */
export function named(report: Report, wantsReward: boolean, setting: Setting): Partial<Report> {
  const begun = decidedBefore(report).filter(({ code, from }) => {
    const [asIfThen] = started([], code, report.bureau, from, setting);
    return running(report.clocks, code) === null && asIfThen !== undefined && clockDue(asIfThen, setting.calendar, setting.today).state !== 'late';
  });
  const after: Report = {
    ...report, identity: 'realName', wantsReward: report.wantsReward || wantsReward,
    clocks: begun.reduce((clocks, { code }) => started(clocks, code, report.bureau, setting.today, setting), report.clocks),
  };
  const letters = begun.flatMap(({ letter, by, text }) => (letter === null ? [] : (letterAfter(letter, after, text, by) ?? []))).map((letter) => ({ ...letter, isOrderedByReporter: true as const }));
  return { identity: after.identity, wantsReward: after.wantsReward, clocks: after.clocks, pending: [...report.pending, ...letters] };
}

type Performers = { [Name in keyof ChoiceInputs]: (report: Report, input: ChoiceInputs[Name], person: Person | null, setting: Setting) => Change };

export const choices: Performers = {
  giveName: (report, { wantsReward }, _person, setting) => ({ change: named(report, wantsReward, setting), detail: { was: report.identity ?? '', ...(wantsReward ? { wish: 1 } : {}) } }),
  waiveReward: () => ({ change: { wantsReward: false } }),
};

/** A part that was split off is the same reporter's: what he chose for the whole holds for it. The same object where nothing is new. */
export function asTheWhole(part: Report, whole: Pick<Report, 'identity' | 'wantsReward'>, setting: Setting): Report {
  const isSame = part.identity === whole.identity && part.wantsReward === whole.wantsReward;
  if (isSame) return part;
  const isNamed = part.identity !== 'realName' && whole.identity === 'realName';
  const event = { action: isNamed ? 'giveName' : 'waiveReward', on: setting.today, at: null, by: 'reporter', text: null, detail: {} };
  return { ...part, ...(isNamed ? named(part, false, setting) : {}), wantsReward: whole.wantsReward, events: [...part.events, event] };
}
