// What a reporter may see. A target may pose as one: who stays anonymous sees three words and their dates until the site was visited.
import { toldReason } from './grounds.ts';
import type { Report, State, ToldLine } from './report.ts';
import { tiesOf } from './ties.ts';

export const STAGES = ['received', 'inHand', 'done'] as const;
export type Stage = (typeof STAGES)[number];

/** What everybody may see: a word and its dates. */
export type Coarse = { stage: Stage; inHandOn: string | null; doneOn: string | null };

export type ReporterView = Coarse & {
  /** The exact state, or null where only the three words may be seen. */
  state: Exclude<State, 'merged'> | null;
  decidedOn: string | null;
  /** The ground or reason, only for the real-name reporter, who has a right to it; one that would tell of another report waits for the first visit. */
  reason: string | null;
  isExtended: boolean;
  visited: boolean;
  told: ToldLine[];
};

const OVER: readonly State[] = ['notFiled', 'notAccepted', 'referredContract'];

export function coarseOf(report: Pick<Report, 'state' | 'handlingOn' | 'doneOn'>): Coarse {
  if (report.doneOn !== null || OVER.includes(report.state)) return { stage: 'done', inHandOn: report.handlingOn, doneOn: report.doneOn };
  return { stage: report.state === 'received' ? 'received' : 'inHand', inHandOn: report.handlingOn, doneOn: null };
}

/** From when on something can have been decided for a merged one. */
const joinedFrom = (report: Report): string | null => tiesOf(report).decided?.on ?? report.handlingOn;

/** An end before the report itself was in hand would tell that there was an earlier one. */
const later = (end: string | null, inHandOn: string | null): string | null => (end !== null && inHandOn !== null && end < inHandOn ? inHandOn : end);

/**
 * `lead`: what a merged report was merged into. The merge itself is never told; only its end shows.
 * `parts`: what was split off; the reporter still has one matter, done when the last of it is.
 */
export function reporterView(report: Report, lead: Pick<Report, 'state' | 'handlingOn' | 'doneOn'> | null, parts: readonly Report[] = []): ReporterView {
  return wholeOf(ownView(report, lead), parts.filter(({ state }) => state !== 'merged'));
}

function ownView(report: Report, lead: Pick<Report, 'state' | 'handlingOn' | 'doneOn'> | null): ReporterView {
  const merged = report.state === 'merged';
  const own = coarseOf(report);
  const leadStage = merged && lead ? coarseOf(lead) : null;
  const isLeadDone = leadStage?.stage === 'done' && leadStage.doneOn !== null;
  const coarse: Coarse = merged ? { stage: isLeadDone ? 'done' : report.handlingOn === null ? 'received' : 'inHand', inHandOn: report.handlingOn, doneOn: isLeadDone ? later(leadStage.doneOn, joinedFrom(report)) : null } : own;
  const isFull = report.identity === 'realName' || report.visitedOn !== null;
  const clock = report.clocks.findLast(({ code }) => code === 'ACCEPT_OR_FILE');
  const { state } = report;
  // Who sees more than three words sees a merged report as one that is verified, and decided on when the older one is: a missing word would tell of the other.
  const decided = merged ? (tiesOf(report).decided ?? null) : null;
  const shown = state === 'merged' ? (decided?.as ?? (isLeadDone ? null : report.handlingOn === null ? 'received' : 'verifying')) : state;
  return {
    ...coarse,
    state: isFull ? shown : null,
    decidedOn: isFull ? report.decidedOn : null,
    reason: report.identity === 'realName' ? toldReason(report.reason, report.visitedOn) : null,
    isExtended: isFull && !merged && (clock?.extensions.length ?? 0) > 0,
    visited: isFull && report.visitedOn !== null,
    told: report.told.filter((line) => isFull || line.isForAll),
  };
}

function wholeOf(own: ReporterView, parts: readonly Report[]): ReporterView {
  if (parts.length === 0) return own;
  const all: Coarse[] = [own, ...parts.map(coarseOf)];
  const stage = all.every((each) => each.stage === 'done') ? 'done' : all.every((each) => each.stage === 'received') ? 'received' : 'inHand';
  const days = (pick: (each: Coarse) => string | null): string[] => all.flatMap((each) => pick(each) ?? []).sort();
  const filed = parts.find(({ state }) => state === 'filed');
  const isOver = stage !== 'done' && OVER.some((state) => state === own.state);
  return {
    ...own, stage, inHandOn: days((each) => each.inHandOn)[0] ?? null, doneOn: stage === 'done' ? (days((each) => each.doneOn).at(-1) ?? null) : null,
    ...(own.state === null ? {} : filed ? { state: 'filed', decidedOn: filed.decidedOn, reason: null } : isOver ? { state: 'verifying', decidedOn: null, reason: null } : {}),
  };
}
