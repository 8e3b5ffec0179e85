// The trace of one finding in words: the codes that the record keeps are for programs.
import { wordFor } from '../../kernel/i18n.ts';
import type { Words } from '../../kernel/i18n.ts';
import { citationOf, GROUNDS, RULE_CODES } from '../rules.ts';
import type { FindingAnswer } from '../rules.ts';

export type TraceStep = { number: number; name: string; why: string; formula: string | null; result: string; changed: boolean };
type Step = FindingAnswer['trace'][number];

const provisionOf = (code: string): string => {
  const known = RULE_CODES.find((each) => each === code);
  return known === undefined ? code : citationOf(known);
};
const groundNames = (codes: string): string => codes.split(' ').map((code) => GROUNDS.find((each) => each.code === code)?.nameZh ?? code).join('、');
const textOrNull = (text: string): string | null => (text === '' ? null : text);

/** [1 × A, 2 × A] with the base in its place. */
const timesText = (formula: string, base: string): string | null => {
  const [, min, max] = /^\[(\S+) × A, (\S+) × A\]$/.exec(formula) ?? [];
  return min !== undefined && max !== undefined ? `${base} × ${min}–${max}` : null;
};

function howText(t: Words, { step, formula, inputs }: Step): string | null {
  const base = inputs['A'] ?? '';
  if (step === 'law') return t('penalties.trace.lawOn', { date: inputs['conductTo'] ?? '' });
  if (step === 'base') return wordFor(t, `penalties.base.${inputs['field'] ?? ''}`);
  if (step === 'range') return timesText(formula, base);
  if (step === 'benchmark') return wordFor(t, `penalties.trace.benchmark.${formula}`);
  if (step === 'tier') return textOrNull(groundNames(formula));
  if (step === 'fine') return formula === 'entered' ? t('penalties.trace.entered') : `${base} × ${inputs['multiple'] ?? ''}`;
  if (step === 'sameAct') return t('penalties.trace.sameAct');
  if (step === 'refund') return t('penalties.step.base');
  return step === 'compare' ? provisionOf(formula) : null;
}

function resultText(t: Words, { step, result, inputs }: Step): string {
  if (step === 'law') return inputs['from'] ? t('penalties.trace.since', { date: inputs['from'] }) : provisionOf(result);
  if (step === 'tier') return wordFor(t, `penalties.tier.${result}`);
  if (step === 'checks' && result !== '') return t('penalties.trace.found', { n: result.split(' ').length });
  if (result === '无罚款') return t('penalties.trace.noFine');
  return result === '未录入' ? t('penalties.ruler.none') : result;
}

export const traceSteps = (t: Words, answer: Pick<FindingAnswer, 'trace'>): TraceStep[] =>
  answer.trace.map((step, at) => ({ number: at + 1, name: t(`penalties.step.${step.step}`), why: step.clause, formula: howText(t, step), result: resultText(t, step), changed: step.result !== '' }));
