// What a report takes over from the one that it hangs on: who handles it, the visit to the site, and whether a case was filed.
import { clocksAfter, started } from '../clocks.ts';
import type { Setting } from '../clocks.ts';
import { letterAfter } from '../letters.ts';
import type { Report } from '../report.ts';
import { leadIdOf, tied, tiesOf } from '../ties.ts';
import type { Decided } from '../ties.ts';

/** What was decided on filing, by the report itself or by what it was merged into. */
export function decisionOf(report: Pick<Report, 'state' | 'decidedOn' | 'reason' | 'events' | 'ties'>): Decided | null {
  const { state, decidedOn, reason, events } = report;
  if (state === 'merged') return tiesOf(report).decided ?? null;
  if ((state !== 'filed' && state !== 'notFiled') || decidedOn === null) return null;
  const by = events.findLast(({ action }) => action === (state === 'filed' ? 'file' : 'notFile'))?.by ?? '';
  return { as: state, on: decidedOn, reason: state === 'notFiled' ? reason : null, by };
}

/** Of several reports of one matter only the merged ones: a part that went back to its whole is told of with it. */
const isToldApart = (report: Report, lead: Pick<Report, 'id'>): boolean => report.mergedInto === lead.id && tiesOf(report).mergedAs !== 'rejoined';

/** For this report nothing was decided before it was joined: an earlier day would tell that there was another. */
function joinedOn({ events, receivedOn }: Pick<Report, 'events' | 'receivedOn'>): string {
  return events.findLast(({ action }) => action === 'merge' || action === 'repeat')?.on ?? receivedOn;
}

function decidedWith(report: Report, theirs: Decided | null, setting: Setting): Report {
  const own = tiesOf(report).decided ?? null;
  const from = joinedOn(report);
  const next = theirs && { ...theirs, on: theirs.on < from ? from : theirs.on };
  if (own?.as === next?.as && own?.on === next?.on) return report;
  const event = { action: next ? 'decidedWith' : 'reopenedWith', on: setting.today, at: null, by: 'system', text: null, detail: next ? { as: next.as } : {} };
  const after: Report = {
    ...report, decidedOn: next?.on ?? null, reason: next?.reason ?? null, ties: tied(report, { decided: next }), events: [...report.events, event],
    clocks: next && report.identity === 'realName' ? started(report.clocks, 'TELL_FILED', report.bureau, next.on, setting) : report.clocks,
  };
  const letter = next ? letterAfter(next.as === 'filed' ? 'file' : 'notFile', after, '', next.by) : null;
  const told = letter ? { ...after, pending: [...after.pending, letter] } : after;
  return { ...told, clocks: clocksAfter('decidedWith', told, setting) };
}

/** The report as the one that it hangs on leaves it; the same object where nothing is new. */
export function following(report: Report, lead: Report, setting: Setting): Report {
  if (leadIdOf(report) !== lead.id) return report;
  const assigned = lead.assigned.filter((each) => !report.recused.includes(each));
  const visitedOn = report.visitedOn ?? lead.visitedOn;
  const isSame = visitedOn === report.visitedOn && assigned.join() === report.assigned.join();
  const handled = isSame ? report : { ...report, assigned, visitedOn };
  return isToldApart(report, lead) ? decidedWith(handled, decisionOf(lead), setting) : handled;
}

/** Whether what hangs on the report must be told of the change. */
export const isFollowed = (before: Report, after: Report): boolean => {
  const [was, is] = [decisionOf(before), decisionOf(after)];
  return after.visitedOn !== before.visitedOn || after.assigned.join() !== before.assigned.join() || was?.as !== is?.as || was?.on !== is?.on;
};
