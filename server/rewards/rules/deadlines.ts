// The time limits of a reward: those that its rule set knows, from the events that it has; what it does not know is shown as not entered.
import { Refused } from '../../kernel/errors.ts';
import type { Calendar } from '../../kernel/workdays.ts';
import { startClock, statutoryDue, stopClock } from '../../law/rules/clocks.ts';
import type { Clock } from '../../law/rules/clocks.ts';
import type { Parameter } from '../../law/rules/parameters.ts';
import type { Matter } from './matter.ts';
import { documentNoOf } from './registry.ts';
import type { Deadline } from './rule-set.ts';
import { deadlinesOf } from './scope.ts';

const REWARD_CLOCKS = ['REWARD_PROPOSE', 'REWARD_APPROVE', 'REWARD_NOTICE', 'REWARD_CLAIM'] as const;
type Code = (typeof REWARD_CLOCKS)[number];

/** What proves that the notice was received. */
export const RECEIPTS = ['acknowledge', 'proveReceipt'] as const;

const UNITS = { workingDays: 'WD', days: 'D', months: 'MONTH' } as const;
/** Every event carries its Beijing date. */
const lastDay = (matter: Matter, ...actions: string[]): string | null => matter.events.findLast((event) => actions.includes(event.action))?.facts.today ?? null;

function startOf(matter: Matter, code: Code, deadline: Deadline | undefined): string | null {
  const { closedOn, decidedOn } = matter.case;
  const { proposed, approved, notified } = { proposed: lastDay(matter, 'propose', 'proposeAgain'), approved: lastDay(matter, 'approve', 'approveAbove'), notified: lastDay(matter, 'notify') };
  if (code === 'REWARD_CLAIM') return deadline?.trigger === 'noticeSent' ? notified : lastDay(matter, ...RECEIPTS);
  switch (deadline?.trigger) {
    case 'caseClosed': case 'closedOrCriminalLiability': return closedOn;
    case 'verificationFinished': return decidedOn;
    case 'proposed': return proposed;
    case 'approved': return approved;
    default: return { REWARD_PROPOSE: closedOn, REWARD_APPROVE: proposed, REWARD_NOTICE: approved }[code];
  }
}

const APPROVED = ['approve', 'approveAbove'];
const ENDS: Record<Code, { begin: readonly string[]; end: readonly string[] }> = {
  REWARD_PROPOSE: { begin: [], end: ['propose'] },
  // Sent back, it waits for nobody's approval; what is proposed again waits anew.
  REWARD_APPROVE: { begin: ['propose', 'proposeAgain'], end: [...APPROVED, 'refuse', 'findNotEligible', 'sendBack', 'sendBackAbove'] },
  REWARD_NOTICE: { begin: APPROVED, end: ['notify', 'waive', 'recordWaiver', 'findNotEligible'] },
  REWARD_CLAIM: { begin: ['notify'], end: ['claim', 'recordClaim', 'waive', 'recordWaiver', 'lapse', 'closeUnread', 'findNotEligible'] },
};

/** The first end after the last beginning: what comes later is of another clock. */
function endOf({ events }: Matter, code: Code): string | null {
  const { begin, end } = ENDS[code];
  const at = events.findLastIndex(({ action }) => begin.includes(action));
  return events.slice(at + 1).find(({ action }) => end.includes(action))?.facts.today ?? null;
}

/** The document that has the limit: the rule set of the place, else its national layer. */
function sourceOf({ calculation }: Matter, code: Code): string {
  if (!calculation) return '';
  const { ruleSet, frame } = calculation;
  const rule = frame !== null && ruleSet.deadlines.every((own) => own.code !== code) ? frame : ruleSet;
  const number = documentNoOf(rule);
  return `${rule.title.includes('《') ? rule.title : `《${rule.title}》`}${number === null ? '' : `（${number}）`}`;
}

/** The rule set's own limit; where it has none, what the bureau entered or the law has. */
function clockOf(matter: Matter, code: Code, startedOn: string, deadline: Deadline | undefined, overlay: readonly Parameter[]): Clock {
  const plain = startClock(code, matter.bureau, startedOn, overlay);
  if (!deadline) return plain;
  return { ...plain, limit: 'known', amount: deadline.amount, unit: UNITS[deadline.unit], mark: deadline.mark === '-' ? null : deadline.mark, source: sourceOf(matter, code), confirmed: deadline.mark === 'Q' };
}

/** Running and ended clocks; one whose event has not come is not there. */
export function rewardClocks(matter: Matter, calendar: Calendar, overlay: readonly Parameter[]): Clock[] {
  const { calculation } = matter;
  const known = calculation ? deadlinesOf(calculation.ruleSet, calculation.frame) : [];
  return REWARD_CLOCKS.flatMap((code) => {
    const deadline = known.find((each) => each.code === code);
    const start = startOf(matter, code, deadline);
    if (start === null) return [];
    const clock = clockOf(matter, code, start, deadline, overlay);
    const end = endOf(matter, code);
    return [end === null ? clock : stopClock(clock, end, calendar)];
  });
}

/**
 * The last day to claim, counted from the acknowledged notice; null where the rule set knows no window or the calendar ends before it.
 * Where it rests on a year that is entered in part only it is never over `today`: more days off may still move it.
 */
export function claimDue(matter: Matter, acknowledgedOn: string, calendar: Calendar, today: string): string | null {
  const { calculation } = matter;
  const deadline = calculation ? deadlinesOf(calculation.ruleSet, calculation.frame).find((each) => each.code === 'REWARD_CLAIM') : undefined;
  if (!deadline) return null;
  try {
    const { end, provisional } = statutoryDue(clockOf(matter, 'REWARD_CLAIM', acknowledgedOn, deadline, []), calendar);
    return provisional && end < today ? today : end;
  } catch (error) {
    // Without a calendar the law's day is not known: nothing lapses on a guess.
    if (error instanceof Refused) return null;
    throw error;
  }
}
