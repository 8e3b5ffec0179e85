// What a report is: a lead of any source as the bureau handles it, up to filed or not filed (enforcement 6.1).
import type { DocumentKind } from '../../documents/rules/template.ts';
import type { Clock } from '../../law/rules/clocks.ts';
import { partOf } from './ties.ts';
import type { Ties } from './ties.ts';

export const STATES = ['received', 'verifying', 'filed', 'notFiled', 'notAccepted', 'transferredOut', 'referredContract', 'merged'] as const;
export type State = (typeof STATES)[number];

/** L1: the source kind of a lead. Only a tip-off has a reporter. */
export const SOURCES = ['tipOff', 'data', 'routine', 'randomDraw', 'transfer', 'assignment', 'selfInspection', 'other'] as const;
export type Source = (typeof SOURCES)[number];

/** transfer: handed over by another department. internal: the bureau found it itself, nobody reported. */
export const CHANNELS = ['online', 'phone', 'letter', 'walkIn', 'fax', 'hotline12345', 'hotline12315', 'handDown', 'transfer', 'internal'] as const;
export type Channel = (typeof CHANNELS)[number];

export const IDENTITIES = ['identifiable', 'realName', 'anonymous'] as const;
export type Identity = (typeof IDENTITIES)[number];

export const TARGET_KINDS = ['medicalInstitution', 'pharmacy', 'person', 'agency', 'unknown'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

export const RELATIONS = ['unsaid', 'employee', 'formerEmployee', 'patient', 'peer', 'other'] as const;
export type Relation = (typeof RELATIONS)[number];

/**
 * How a lead that an officer entered had come: by whose letter, under which foreign number, taken down by whom. `null` where the channel has no such thing.
 * `limit` is the one that a hand-down letter sets.
 */
export type Origin = {
  department: string | null; letterNumber: string | null; letterOn: string | null; limit: { amount: number; unit: 'WD' | 'D' } | null;
  foreignNumber: string | null; takenDownBy: string[]; lateReason: string | null;
};

/** What is sealed of a submission and never changes after it. `amount` is in fen, `receivedAt` the exact instant as ISO text; `origin` only of what an officer entered. */
export type Content = { targetName: string; narrative: string; amount: number | null; relation: Relation; receivedAt: string; origin?: Origin };

/** A reporter's own messages carry no `by`; times of day are kept of officers only. */
export type Message = {
  id: string;
  from: 'officer' | 'reporter';
  on: string;
  by: string | null;
  text: string;
  isQuestion: boolean;
  answerBy: string | null;
  files: string[];
};

/** One line of the record. `at` is null for what a reporter did: its exact time is nobody's business. `text` is sealed at rest. */
export type ReportEvent = { action: string; on: string; at: Date | null; by: string; text: string | null; detail: Record<string, string | number | string[]> };

/** A line that a later feature puts on the reporter's timeline: a message key and its arguments, never a name. */
export type ToldLine = {
  key: string;
  args: Record<string, string | number>;
  on: string;
  /** Also shown to those who see no more than received, in hand, done. */
  isForAll: boolean;
  /** The line is the result of the matter, which must be told to whoever gave a name. */
  isResult?: boolean;
  /** The case that the line tells of: it holds for whatever was merged into the report of that case. */
  ofCase?: string;
  /** Taken over from the report that this one was merged into. */
  isTakenOver?: boolean;
};

/** A letter that was decided and may not have been issued yet. */
export type PendingLetter = {
  key: string; kind: DocumentKind; slots: Record<string, string>; by: string;
  /** Whose letter it is, where that may be another bureau than the report's when it is printed. */
  bureau?: string;
  /** Printed because of what the reporter did: nothing may tell when in the day that was. */
  isOrderedByReporter?: true;
};

export type Report = {
  id: string;
  number: string;
  /** Who answers for it now. */
  bureau: string;
  /** Number, order and first receipt belong to the first bureau for ever. */
  firstBureau: string;
  year: number;
  order: number;
  source: Source;
  channel: Channel;
  receivedOn: string;
  division: string;
  targetKind: TargetKind;
  institutionId: string | null;
  categories: string[];
  from: string | null;
  to: string | null;
  identity: Identity | null;
  wantsReward: boolean;
  content: Content;
  files: string[];
  state: State;
  /** Why not accepted or not filed: a code of grounds.ts. */
  reason: string | null;
  assigned: string[];
  /** Officers who declared an interest: the report does not exist for them. */
  recused: string[];
  clocks: Clock[];
  handlingOn: string | null;
  decidedOn: string | null;
  doneOn: string | null;
  /** The first recorded visit to the site. */
  visitedOn: string | null;
  withdrawnOn: string | null;
  caseId: string | null;
  mergedInto: string | null;
  ties?: Ties;
  transferredTo: string | null;
  /** A question of the officers waits for the reporter. */
  isAsked: boolean;
  /** The reporter wrote, sent something or withdrew since an officer last acted. */
  hasNews: boolean;
  messages: Message[];
  events: ReportEvent[];
  told: ToldLine[];
  pending: PendingLetter[];
  codeDigest: string;
  /** Of the codes that earlier answers to the same submission showed: each opens the report until the first visit, and then only the one that was used. */
  otherCodes?: string[];
  codeVersion: number;
  /** From the first visit on, a repeated submission gives no new code. */
  isVisited: boolean;
  version: number;
};

export const CAPS = { messages: 500, messageCharacters: 5000, events: 2000, files: 200 } as const;

export const isOpen = (state: State): boolean => state === 'received' || state === 'verifying';

/** What officers call it: 2026-000433; a part that was split off 2026-000433-2. */
export function registerNumber({ year, order, number = '' }: { year: number; order: number; number?: string }): string {
  const part = partOf(number);
  return `${year}-${String(order).padStart(6, '0')}${part === 1 ? '' : `-${part}`}`;
}

export const hasReporter = (report: { source: Source; identity: Identity | null }): boolean => report.source === 'tipOff' && report.identity !== null;
