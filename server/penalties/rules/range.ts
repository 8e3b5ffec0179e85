import { decimal, timesHalfUp } from '../../kernel/money.ts';
import type { ArticleRule } from './articles.ts';
import type { Finding } from './input.ts';

/** Lawful fines in fen, bounds inclusive. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** The base A of the fine: never the gross amount (enforcement, trap 2). */
export const baseOf = (rule: ArticleRule, finding: Finding): number | null => (rule.base === null ? null : finding[rule.base]);

function isFinable(rule: ArticleRule, finding: Finding): boolean {
  if (rule.fineNeeds === 'refusal') return finding.refusedToCorrect;
  return rule.fineNeeds === 'nothing' || finding.deadlinePassed;
}

/** The statutory range of 4.2; null where the law knows no fine. */
export function rangeOf(rule: ArticleRule, finding: Finding, base: number | null): Range | null {
  if (!rule.fine || !isFinable(rule, finding)) return null;
  if ('fixed' in rule.fine) return { min: rule.fine.fixed[0], max: rule.fine.fixed[1] };
  if (base === null || base === 0) return null;
  return { min: timesHalfUp(base, decimal(rule.fine.times[0])), max: timesHalfUp(base, decimal(rule.fine.times[1])) };
}

export const isIn = ({ min, max }: Range, fen: number): boolean => min <= fen && fen <= max;
