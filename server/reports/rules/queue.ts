// Where a report lies on the desk: what the chips of the inbox count, and the keys by which its lists are read.
import { TELL_CLOCKS } from './actions.ts';
import { running } from './clocks.ts';
import { registerNumber } from './report.ts';
import type { Report } from './report.ts';

/**
 * fresh: 待处理. verifying: 核查中. tell: decided, the reporter has not been told. done: nothing left to do here.
 * flood: fresh like many others of its day, shown with them as one line (rules/flood.ts); the first act on it alone makes it fresh again.
 */
export const QUEUES = ['fresh', 'verifying', 'tell', 'done', 'flood'] as const;
export type Queue = (typeof QUEUES)[number];

export function queueOf(report: Pick<Report, 'state' | 'clocks'>): Queue {
  if (report.state === 'received') return 'fresh';
  if (report.state === 'verifying') return 'verifying';
  return TELL_CLOCKS.some((code) => running(report.clocks, code)) ? 'tell' : 'done';
}

/** Due date first, then the order of receipt; one string, so that a page is one range of one index. */
export const dueKey = (report: Pick<Report, 'id' | 'year' | 'order'>, due: string): string => `${due} ${registerNumber(report)} ${report.id}`;
/** The day of receipt first: what came on paper and was entered later stands where it belongs. */
export const receivedKey = (report: Pick<Report, 'id' | 'year' | 'order' | 'receivedOn'>): string => `${report.receivedOn} ${registerNumber(report)} ${report.id}`;

/**
 * What the inbox can show. open: everything that is not done; late, soon: by due date; unassigned: nobody handles it yet; asked: a question waits for
 * the reporter; mine: what is assigned to the person; flood: one group of much the same; all: by receipt, done or not.
 */
export const VIEWS = ['open', 'late', 'soon', 'unassigned', 'asked', 'fresh', 'verifying', 'tell', 'mine', 'flood', 'done', 'all'] as const;
export type InboxView = (typeof VIEWS)[number];
