// How a report hangs on others, and which bureaus it passed through. Absent from a report until something of this kind happened.
import type { Term } from '../../kernel/workdays.ts';
import type { TargetKind } from './report.ts';

/** merged 并案: one matter with an older report. repeated 重复: an older one says the same. rejoined: a part that was split off by mistake. */
export type MergedAs = 'merged' | 'repeated' | 'rejoined';

/** What was sent to another bureau and not yet accepted: until then the sender answers for it (report-handling 9). */
export type Offer = { kind: 'transfer' | 'handDown'; from: string; to: string; sentOn: string; matter: string; reason: string };

/** A lead handed down 交办 (report-handling 11). `limit` of the letter goes before the default; `marks` are days of supervision 督办. */
export type HandDown = {
  by: string; number: string; issuedOn: string; limit: Term | null; receivedOn: string | null; reportedOn: string | null;
  /** What was reported back to the bureau that handed it down. */
  result: string | null; marks: string[];
};

/** A part split off 拆分: what the officer chose to go along, kept with the parent until the part stands on its own. */
export type Part = { id: string; part: number; on: string; by: string; targetName: string; targetKind: TargetKind; categories: string[]; narrative: string; files: string[]; messages: string[] };

/** Where a report went, or where it came back from; each with the day and the reason in its event. */
export type Passage = { from: string; to: string; kind: Offer['kind']; sentOn: string; acceptedOn: string; withIdentity: boolean };

/** What became of the older report, as a merged one takes it over; `by` decided it, `reason` is that of not filing or of not accepting. */
export type Decided = { as: 'filed' | 'notFiled' | 'notAccepted' | 'transferredOut' | 'referredContract'; on: string; reason: string | null; by: string };

export type Ties = {
  mergedAs: MergedAs | null;
  /** The report that was there before, of one that was not accepted because of it: its material goes there. */
  earlier: string | null;
  splitFrom: { id: string; part: number } | null;
  parts: Part[];
  offer: Offer | null;
  handDown: HandDown | null;
  passages: Passage[];
  /** The day on which another department, outside this system, took the lead over: final. */
  takenOn: string | null;
  /** Only of merged ones; absent from those of before there was such a thing. */
  decided?: Decided | null;
};

/** So many reports that hang on one are read at once, the newest; more of them are a flood. */
export const FOLLOWERS = 200;

const NONE: Ties = { mergedAs: null, earlier: null, splitFrom: null, parts: [], offer: null, handDown: null, passages: [], takenOn: null };

export const tiesOf = ({ ties }: { ties?: Ties }): Ties => ties ?? NONE;
/** The ties after a change. */
export const tied = (report: { ties?: Ties }, change: Partial<Ties>): Ties => ({ ...tiesOf(report), ...change });

/** The report whose page, code and identity the reporter has: a part shows nothing of its own. */
export const reporterIdOf = (report: { id: string; ties?: Ties }): string => tiesOf(report).splitFrom?.id ?? report.id;

/** What a report hangs on: its reading follows that one's officers. */
export const leadIdOf = (report: { mergedInto: string | null; ties?: Ties }): string | null => report.mergedInto ?? tiesOf(report).earlier;

/** -2, -3 …: parts keep number and order of the report they were split from. */
export const partNumber = (number: string, part: number): string => `${number}-${part}`;
const PART = /^(.{14})-(\d+)$/;
/** The part in a number; 1 for a whole report. */
export const partOf = (number: string): number => Number(PART.exec(number)?.[2] ?? 1);
/** The number that the reporter knows. */
export const wholeNumber = (number: string): string => PART.exec(number)?.[1] ?? number;
