// How many clocks run where, by code and due date, and how they stand: counts only, for those who see no content.
import { standing } from '../../../kernel/workdays.ts';
import type { Calendar } from '../../../kernel/workdays.ts';
import type { Clock } from './record.ts';

export const MATTERS = ['report', 'case', 'reward'] as const;
export type MatterKind = (typeof MATTERS)[number];

/** `due`: a legal date, 'none' without a limit, 'paused'. */
export type ClockCount = { bureau: string; matter: MatterKind; code: string; due: string; n: number };
export type Tally = { late: number; soon: number; ok: number; paused: number; none: number };
/** One thing that is due, without content: what a calendar may hold. `id` stays the same while the matter lives. */
export type DueItem = { id: string; matter: MatterKind; number: string; code: string; due: string; href: string };

/** Periods that the party or the reporter has, not the bureau: over, never late. */
const PARTYS: readonly string[] = ['DEFENCE', 'HEAR_REQUEST', 'RECONSIDER', 'SUE', 'SUE_AFTER_RECONSIDER', 'ANNOUNCE_SERVICE', 'DEMAND', 'REWARD_CLAIM'];
export const isBureaus = (code: string): boolean => !PARTYS.includes(code);

/** 'ACCEPT_OR_FILE 2026-12-01' of what runs; the name under which it is counted. */
export function standsAs(clock: Clock): string[] {
  if (clock.stoppedOn !== null || clock.limit === 'none' || !isBureaus(clock.code)) return [];
  if (clock.pauses.some((pause) => pause.to === null)) return [`${clock.code} paused`];
  return [`${clock.code} ${clock.counted?.end.slice(0, 10) ?? 'none'}`];
}

export const emptyTally = (): Tally => ({ late: 0, soon: 0, ok: 0, paused: 0, none: 0 });
export const added = (one: Tally, other: Tally): Tally => ({ late: one.late + other.late, soon: one.soon + other.soon, ok: one.ok + other.ok, paused: one.paused + other.paused, none: one.none + other.none });

/** How a count stands today. `warnAt`: working days before the due date. */
export function tallyOf(counts: readonly ClockCount[], { calendar, today, warnAt }: { calendar: Calendar; today: string; warnAt: number }): Tally {
  return counts.reduce((tally, { due, n }) => {
    if (due === 'none' || due === 'paused') return { ...tally, [due]: tally[due] + n };
    const { state } = standing(calendar, due, today, warnAt);
    return state === 'late' || state === 'soon' || state === 'ok' ? { ...tally, [state]: tally[state] + n } : tally;
  }, emptyTally());
}
