// What a report takes over from the one that it hangs on: who handles it, in which bureau, the visit to the site, and what became of it.
import { clocksAfter, running, started, stopped } from '../clocks.ts';
import type { Setting } from '../clocks.ts';
import { dutyOf, letterAfter, registrationAfter } from '../letters.ts';
import type { Report, ToldLine } from '../report.ts';
import { leadIdOf, tied, tiesOf } from '../ties.ts';
import type { Decided } from '../ties.ts';
import { goesWithIdentity } from './moves.ts';

const ACT_OF: Record<Decided['as'], string> = { filed: 'file', notFiled: 'notFile', notAccepted: 'notAccept', transferredOut: 'transfer', referredContract: 'referContract' };
const isDecided = (state: string): state is Decided['as'] => Object.hasOwn(ACT_OF, state);

/** What became of the matter, by the report itself or by what it was merged into. */
export function decisionOf(report: Pick<Report, 'state' | 'decidedOn' | 'reason' | 'events' | 'ties'>): Decided | null {
  const { state, decidedOn, reason, events } = report;
  if (state === 'merged') return tiesOf(report).decided ?? null;
  if (!isDecided(state)) return null;
  const act = events.findLast(({ action }) => action === ACT_OF[state]);
  const on = decidedOn ?? act?.on;
  return on === undefined ? null : { as: state, on, reason: state === 'notFiled' || state === 'notAccepted' ? reason : null, by: act?.by ?? '' };
}

/** Of several reports of one matter only the merged ones: a part that went back to its whole is told of with it. */
const isToldApart = (report: Report, lead: Pick<Report, 'id'>): boolean => report.mergedInto === lead.id && tiesOf(report).mergedAs !== 'rejoined';

/** For this report nothing was decided before it was joined: an earlier day would tell that there was another. */
function joinedOn({ events, receivedOn }: Pick<Report, 'events' | 'receivedOn'>): string {
  return events.findLast(({ action }) => action === 'merge' || action === 'repeat')?.on ?? receivedOn;
}
const notBefore = (from: string, on: string): string => (on < from ? from : on);

const TAKES_IN_HAND: readonly string[] = ['accept', 'transfer', 'unmerge', 'merge', 'repeat', 'takenWith'];
function takenWith(report: Report, lead: Report, { today }: Setting): Report {
  if (lead.handlingOn === null || report.handlingOn !== null) return report;
  const by = lead.events.find(({ action }) => TAKES_IN_HAND.includes(action))?.by ?? '';
  const after: Report = {
    ...report, handlingOn: notBefore(joinedOn(report), lead.handlingOn), events: [...report.events, { action: 'takenWith', on: today, at: null, by: 'system', text: null, detail: {} }],
  };
  const letter = registrationAfter(report, after, by);
  return letter ? { ...after, pending: [...after.pending, letter] } : after;
}

function decidedWith(report: Report, theirs: Decided | null, setting: Setting): Report {
  const own = tiesOf(report).decided ?? null;
  const next = theirs && { ...theirs, on: notBefore(joinedOn(report), theirs.on) };
  if (own?.as === next?.as && own?.on === next?.on) return report;
  const event = { action: next ? 'decidedWith' : 'reopenedWith', on: setting.today, at: null, by: 'system', text: null, detail: next ? { as: next.as } : {} };
  const duty = report.identity === 'realName' ? dutyOf(next?.as) : null;
  const after: Report = {
    // Handing over decides nothing: the day of a decision stays empty, as on what was handed over itself.
    ...report, decidedOn: next && next.as !== 'transferredOut' ? next.on : null, reason: next?.reason ?? null, ties: tied(report, { decided: next }), events: [...report.events, event],
    clocks: next && duty ? started(report.clocks, duty.code, report.bureau, duty.letter === 'notAccept' ? report.receivedOn : next.on, setting) : report.clocks,
  };
  const letter = next && duty ? letterAfter(duty.letter, after, '', next.by) : null;
  const told = letter ? { ...after, pending: [...after.pending, letter] } : after;
  return { ...told, clocks: clocksAfter('decidedWith', told, setting) };
}

/** What the case of the matter said to its reporters, and what came from further up. */
const linesOf = ({ state, told, caseId }: Pick<Report, 'state' | 'told' | 'caseId'>): ToldLine[] =>
  told.filter(({ ofCase, isTakenOver }) => (state === 'merged' ? isTakenOver === true : ofCase !== undefined && ofCase === caseId));

function toldWith(report: Report, lead: Report, setting: Setting): Report {
  const from = joinedOn(report);
  const lines = linesOf(lead).map(({ ofCase: _ofCase, ...line }): ToldLine => ({ ...line, on: notBefore(from, line.on), isTakenOver: true }));
  const before = report.told.filter(({ isTakenOver }) => isTakenOver);
  if (JSON.stringify(lines) === JSON.stringify(before)) return report;
  const result = lines.find(({ isResult }) => isResult);
  const wasTold = before.some(({ isResult }) => isResult);
  const begun = result && !wasTold && report.identity === 'realName' && running(report.clocks, 'TELL_RESULT') === null ? started(report.clocks, 'TELL_RESULT', report.bureau, result.on, setting) : report.clocks;
  const after: Report = { ...report, told: [...report.told.filter(({ isTakenOver }) => !isTakenOver), ...lines], clocks: result ? begun : stopped(begun, 'TELL_RESULT', setting.today, setting) };
  return { ...after, clocks: clocksAfter('toldWith', after, setting) };
}

/** To the bureau that answers for the older one now: it must tell this reporter too. */
function movedWith(report: Report, lead: Report): Report {
  const passage = tiesOf(lead).passages.at(-1);
  if (report.bureau === lead.bureau || !passage) return report;
  const withIdentity = goesWithIdentity(report);
  const event = { action: 'movedWith', on: passage.acceptedOn, at: null, by: 'system', text: null, detail: { withIdentity: withIdentity ? 1 : 0 } };
  const ties = tied(report, { passages: [...tiesOf(report).passages, { ...passage, from: report.bureau, to: lead.bureau, withIdentity }] });
  return { ...report, bureau: lead.bureau, ties, events: [...report.events, event] };
}

/** The report as the one that it hangs on leaves it; the same object where nothing is new. */
export function following(report: Report, lead: Report, setting: Setting): Report {
  if (leadIdOf(report) !== lead.id) return report;
  const assigned = lead.assigned.filter((each) => !report.recused.includes(each));
  const visitedOn = report.visitedOn ?? lead.visitedOn;
  const isSame = visitedOn === report.visitedOn && assigned.join() === report.assigned.join();
  const handled = isSame ? report : { ...report, assigned, visitedOn };
  return isToldApart(report, lead) ? toldWith(decidedWith(takenWith(movedWith(handled, lead), lead, setting), decisionOf(lead), setting), lead, setting) : handled;
}

/** What those that hang on it take over, in one word. */
const taken = (report: Report): string => {
  const decided = decisionOf(report);
  return JSON.stringify([report.visitedOn, report.assigned, report.bureau, report.handlingOn !== null, decided && [decided.as, decided.on], linesOf(report)]);
};

/** Whether what hangs on the report must be told of the change. */
export const isFollowed = (before: Report, after: Report): boolean => taken(before) !== taken(after);
