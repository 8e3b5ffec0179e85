// The statutory dates that a reporter may see. Who sees three words sees the one date that the law gives every report.
import { clockDue, startClock } from '../../law/rules/clocks.ts';
import type { Clock, ClockView } from '../../law/rules/clocks.ts';
import { TELL_CLOCKS } from './actions.ts';
import type { Setting } from './clocks.ts';
import type { Report } from './report.ts';
import type { ReporterView } from './reporter.ts';

/** The clock of the decision on filing as this reporter may see it: of what an act has changed he learns only where he sees all states. */
export function decisionClock(report: Pick<Report, 'clocks' | 'state'>, seen: Pick<ReporterView, 'state'>): Clock | null {
  const clocks = report.clocks.filter(({ code }) => code === 'ACCEPT_OR_FILE');
  const [first] = clocks;
  if (!first) return null;
  // A later one began when another bureau took over, or when it was opened again.
  return seen.state === null || report.state === 'merged' ? { ...first, extensions: [], pauses: [], stopped: null, stoppedOn: null } : (clocks.at(-1) ?? null);
}

export function reporterDates(report: Report, seen: ReporterView, setting: Pick<Setting, 'calendar' | 'today' | 'overlay'>): ClockView[] {
  const decide = decisionClock(report, seen);
  const isDeciding = seen.stage !== 'done' && (seen.state === null || seen.state === 'received' || seen.state === 'verifying');
  // Only the real-name reporter has a right to be told; he sees his exact state at all times.
  const tell = report.identity === 'realName' ? report.clocks.filter(({ code }) => TELL_CLOCKS.some((each) => each === code)) : [];
  const isInvestigated = seen.state === 'filed' && seen.stage !== 'done' && seen.decidedOn !== null;
  const investigate = isInvestigated && seen.decidedOn !== null ? [startClock('CASE_DECIDE', report.bureau, seen.decidedOn, setting.overlay)] : [];
  return [...(decide && isDeciding ? [decide] : []), ...tell, ...investigate].map((clock) => clockDue(clock, setting.calendar, setting.today));
}
