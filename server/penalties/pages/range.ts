// What may be fined, in a sentence; and where nothing may be fined, why.
import type { Words } from '../../kernel/i18n.ts';
import { formatYuan } from '../../kernel/money.ts';
import { articleRule, citationOf } from '../rules/articles.ts';
import type { ArticleRule, FineRule } from '../rules/articles.ts';
import type { FindingAnswer } from '../rules/calculate.ts';
import type { SubjectKind } from '../rules/input.ts';

type Answer = Pick<FindingAnswer, 'ruleCode' | 'base' | 'statutory' | 'codes'>;
/** `date`: the end of the conduct; `isCorrected`: it was put right when it was ordered. */
export type About = { date: string; subjectKind: SubjectKind; isCorrected: boolean };

const sumText = (t: Words, { base }: ArticleRule, fine: FineRule): string =>
  'fixed' in fine ? t('penalties.sum.fixed', { min: formatYuan(fine.fixed[0]), max: formatYuan(fine.fixed[1]) })
    : t('penalties.sum.times', { base: base ? t(`penalties.base.${base}`) : '', min: fine.times[0], max: fine.times[1] });

function whyNoFine(t: Words, { ruleCode, base, codes }: Answer, rule: ArticleRule, isCorrected: boolean): string {
  if (codes.some(({ code, detail }) => code === 'CALC_LAW_DATE' && detail['date'] !== undefined)) return t('penalties.noFine.law');
  if (!rule.fine) return t('penalties.noFine.article', { article: citationOf(ruleCode) });
  if (rule.fineNeeds === 'refusal') return t(isCorrected ? 'penalties.noFine.corrected' : 'penalties.noFine.refusal', { fine: sumText(t, rule, rule.fine) });
  if (rule.fineNeeds === 'deadlinePassed') return t('penalties.noFine.deadline', { fine: sumText(t, rule, rule.fine) });
  const name = rule.base ? t(`penalties.base.${rule.base}`) : '';
  return base === null ? t('penalties.noFine.base', { base: name }) : t('penalties.noFine.zero', { base: name });
}

/** 骗取金额 138,600.00 元，罚款 2 倍以上 5 倍以下, by the law of the day. */
export function rangeText(t: Words, answer: Answer, { date, subjectKind, isCorrected }: About): string {
  const rule = articleRule(answer.ruleCode, subjectKind, date);
  if (answer.statutory === null) return whyNoFine(t, answer, rule, isCorrected);
  if (rule.fine && 'times' in rule.fine && rule.base) return t('penalties.range.times', { base: t(`penalties.base.${rule.base}`), sum: formatYuan(answer.base ?? 0), min: rule.fine.times[0], max: rule.fine.times[1] });
  return t('penalties.range.fixed', { min: formatYuan(answer.statutory.min), max: formatYuan(answer.statutory.max) });
}
