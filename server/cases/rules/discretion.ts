// Discretion as it was entered: what the calculator says of it, and every reason why it cannot be kept.
import { Invalid } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { formatYuan, parseYuan } from '../../kernel/money.ts';
import type { Calculation, FindingAnswer } from '../../penalties/rules/calculate.ts';
import { articleOn } from '../../penalties/rules/articles.ts';
import { isGroundMissing } from '../../penalties/rules/codes.ts';
import type { Remark } from '../../penalties/rules/codes.ts';
import { withEntries } from './calculator.ts';
import type { Case, Finding, PenaltyEntry } from './case.ts';
import { lacksFine } from './guards.ts';
import { causeName } from './naming.ts';
import { isMarkSound } from './same-act.ts';
import type { Situation } from './situation.ts';

export type EnteredPenalty = Omit<PenaltyEntry, 'by' | 'on'> & { findingId: string };
/** `kase`: with what was entered, as it would stand. */
export type Judged = { kase: Case; calculation: Calculation; errors: FieldErrors };

const shown = (detail: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(detail).map(([name, text]) => [name, /^\d+\.\d{2}$/.test(text) ? formatYuan(parseYuan(text) ?? 0) : text]));

/** Where on the form the officer mends it; `n` counts the findings from 1. */
export function fieldOf(bad: Pick<Remark, 'code' | 'detail'>, n: number): string {
  if (isGroundMissing(bad)) return `grounds-${n}`;
  if (bad.code === 'CALC_REASON') return `reason-${n}`;
  if (bad.code === 'CALC_SUSPENSION' || bad.detail['months'] !== undefined) return `months-${n}`;
  return bad.code === 'CALC_SUBJECT' || bad.code === 'CALC_LAW_DATE' ? `finding-${n}` : `fine-${n}`;
}

/** The message of it, by its key. */
export const messageOf = (bad: Pick<Remark, 'code' | 'detail'>): string => `penalties.code.${bad.code}${isGroundMissing(bad) ? '.ground' : ''}`;

/** What stops a decision, but no entry: guards of their own. */
const LATER: readonly string[] = ['CALC_LIMITATION', 'CALC_ABOVE_NOTICE'];

/** `unread`: fields whose text is no number; nothing else is asked in their place. */
function mistakesOf(answer: FindingAnswer | undefined, finding: Finding, n: number, unread: readonly string[]): FieldErrors {
  const isUnread = (...names: string[]): boolean => names.some((name) => unread.includes(`${name}-${n}`));
  const what = causeName(finding.violationCode);
  const errors: FieldErrors = {};
  for (const bad of answer?.codes ?? []) {
    if (bad.severity !== 'error' || LATER.includes(bad.code) || (isGroundMissing(bad) && isUnread('months'))) continue;
    errors[fieldOf(bad, n)] ??= { key: messageOf(bad), args: { ...shown(bad.detail), what } };
  }
  if (finding.penalty?.terminateAgreement && answer && !articleOn(answer.ruleCode, finding.conductTo).endsAgreement) errors[`finding-${n}`] ??= { key: 'penalties.error.terminate', args: { what } };
  if (lacksFine(answer) && !isUnread('multiple', 'fine')) errors[`fine-${n}`] ??= { key: 'penalties.error.fine', args: { what } };
  return errors;
}

/** What the calculator refuses to read: which finding, and which of its numbers contradict each other. */
function contradictionOf(error: unknown): { at: number; field: 'multiple' | 'months'; name: string } | null {
  const name = error instanceof Invalid ? (Object.keys(error.fields)[0] ?? '') : '';
  const match = /^findings\.(\d+)\.(multiple|suspensionMonths)$/.exec(name);
  return match ? { at: Number(match[1]), field: match[2] === 'multiple' ? 'multiple' : 'months', name } : null;
}

const without = (entry: EnteredPenalty, field: 'multiple' | 'months'): EnteredPenalty => (field === 'multiple' ? { ...entry, multiple: null, fineFen: null } : { ...entry, suspensionMonths: null });

/** All findings at once: numbers that contradict each other count as not entered, so that the others are still calculated. @throws Invalid for what is no matter of the entries */
export function judged(kase: Case, entries: readonly EnteredPenalty[], situation: Situation, unread: readonly string[] = []): Judged {
  const entered = withEntries(kase, entries, situation);
  try {
    const calculation = situation.calculate(entered);
    const errors = entered.findings.flatMap((finding, at) => {
      if (!entries.some(({ findingId }) => findingId === finding.id)) return [];
      const mistakes = mistakesOf(calculation.findings.find(({ id }) => id === finding.id), finding, at + 1, unread);
      return Object.entries(isMarkSound(entered.findings, at) ? mistakes : { ...mistakes, [`same-${at + 1}`]: { key: 'common.error.choose' } });
    });
    return { kase: entered, calculation, errors: Object.fromEntries(errors) };
  } catch (error) {
    const wrong = contradictionOf(error);
    const id = wrong ? kase.findings[wrong.at]?.id : undefined;
    const told = wrong && error instanceof Invalid ? error.fields[wrong.name] : undefined;
    if (!wrong || !told || !entries.some(({ findingId }) => findingId === id)) throw error;
    const field = `${wrong.field}-${wrong.at + 1}`;
    const rest = judged(kase, entries.map((entry) => (entry.findingId === id ? without(entry, wrong.field) : entry)), situation, [...unread, field]);
    return { ...rest, errors: { [field]: told, ...rest.errors } };
  }
}
