import type { LawCode } from '../../law/rules/laws.ts';
import type { Mark } from '../../law/rules/parameters.ts';
import { rangeOn } from '../../law/rules/parameters/ranges.ts';
import type { Finding, SubjectKind } from './input.ts';

export const RULE_CODES = [
  'R735.36', 'R735.37', 'R735.38', 'R735.39', 'R735.40', 'R735.41.1', 'R735.41.2', 'R735.42', 'R735.43', 'R735.44',
  'D7.TRACE', 'SIL.84', 'SIL.87', 'SIL.88', 'SIL.89', 'SAR.68', 'ZJ55.UNIT', 'ZJ55.PERSON', 'AGREEMENT',
] as const;
export type RuleCode = (typeof RULE_CODES)[number];

export type BaseField = 'lossFen' | 'defraudedFen' | 'contributionsDueFen' | 'illegalGainFen';

/** Multiples as decimals of the base, or fixed sums in fen; bounds inclusive (enforcement 4.2). */
export type FineRule = { readonly times: readonly [string, string] } | { readonly fixed: readonly [number, number] };

export interface ArticleRule {
  readonly code: RuleCode;
  readonly law: LawCode | 'AGREEMENT';
  /** As a decision cites it. */
  readonly citation: string;
  readonly mark: Mark;
  readonly base: BaseField | null;
  readonly fine: FineRule | null;
  /** What must be true before any fine. */
  readonly fineNeeds: 'nothing' | 'refusal' | 'deadlinePassed';
  /** A decision without fine is lawful. */
  readonly isOptional: boolean;
  readonly refunds: boolean;
  readonly suspension: { readonly months: readonly [string, string]; readonly when: 'always' | 'refusalOrSerious' | 'insured'; readonly isPartOfConsequence: boolean } | null;
  /** Its words let the service agreement of an institution end. */
  readonly endsAgreement: boolean;
  /** Null: anyone. */
  readonly subjects: readonly SubjectKind[] | null;
}

const BODIES: readonly SubjectKind[] = ['INSTITUTION', 'PHARMACY'];
const REGULATION = '《医疗保障基金使用监督管理条例》';
const SIL = '《社会保险法》';

/** What is the article's own and no number: those are dated records of the law. */
type Shape = Omit<ArticleRule, 'fine' | 'suspension'> & { suspension: Omit<NonNullable<ArticleRule['suspension']>, 'months'> | null };
type Rest = Partial<Omit<Shape, 'code' | 'law' | 'citation'>>;
const article = (code: RuleCode, law: ArticleRule['law'], citation: string, rest: Rest = {}): Shape => ({
  code, law, citation, mark: 'Q', base: null, fineNeeds: 'nothing', isOptional: false, refunds: false, suspension: null, endsAgreement: false, subjects: null, ...rest,
});

const FRAUD: Rest = { base: 'defraudedFen', refunds: true };
const SETTLEMENT = { when: 'insured', isPartOfConsequence: true } as const;
const AFTER_REFUSAL: Rest = { fineNeeds: 'refusal', subjects: BODIES };

const SHAPES: Record<RuleCode, Shape> = {
  'R735.36': article('R735.36', 'R735', `${REGULATION}第三十六条`, { subjects: ['AGENCY'] }),
  'R735.37': article('R735.37', 'R735', `${REGULATION}第三十七条`, { ...FRAUD, subjects: ['AGENCY'] }),
  'R735.38': article('R735.38', 'R735', `${REGULATION}第三十八条`, { base: 'lossFen', refunds: true, subjects: BODIES, suspension: { when: 'refusalOrSerious', isPartOfConsequence: false } }),
  'R735.39': article('R735.39', 'R735', `${REGULATION}第三十九条`, AFTER_REFUSAL),
  'R735.40': article('R735.40', 'R735', `${REGULATION}第四十条`, { ...FRAUD, subjects: BODIES, suspension: { when: 'always', isPartOfConsequence: true }, endsAgreement: true }),
  'R735.41.1': article('R735.41.1', 'R735', `${REGULATION}第四十一条第一款`, { base: 'lossFen', refunds: true, subjects: ['INDIVIDUAL'], suspension: SETTLEMENT }),
  'R735.41.2': article('R735.41.2', 'R735', `${REGULATION}第四十一条第二款`, { ...FRAUD, subjects: ['INDIVIDUAL'], suspension: SETTLEMENT }),
  'R735.42': article('R735.42', 'R735', `${REGULATION}第四十二条`, { base: 'illegalGainFen' }),
  'R735.43': article('R735.43', 'R735', `${REGULATION}第四十三条`, { subjects: [...BODIES, 'INDIVIDUAL'] }),
  'R735.44': article('R735.44', 'R735', `${REGULATION}第四十四条`, { base: 'illegalGainFen' }),
  'D7.TRACE': article('D7.TRACE', 'D7', '《医疗保障基金使用监督管理条例实施细则》（追溯码）', { ...AFTER_REFUSAL, mark: 'S' }),
  'SIL.84': article('SIL.84', 'SIL', `${SIL}第八十四条`, { base: 'contributionsDueFen', fineNeeds: 'deadlinePassed', subjects: ['EMPLOYER', 'INDIVIDUAL'] }),
  'SIL.87': article('SIL.87', 'SIL', `${SIL}第八十七条`, { ...FRAUD, subjects: ['AGENCY', ...BODIES], endsAgreement: true }),
  'SIL.88': article('SIL.88', 'SIL', `${SIL}第八十八条`, FRAUD),
  'SIL.89': article('SIL.89', 'SIL', `${SIL}第八十九条`, { subjects: ['AGENCY'] }),
  'SAR.68': article('SAR.68', 'SAR', '《社会救助暂行办法》第六十八条', { ...FRAUD, isOptional: true }),
  'ZJ55.UNIT': article('ZJ55.UNIT', 'ZJ-MSR', '《浙江省医疗保障条例》第五十五条', { base: 'defraudedFen', subjects: ['OUTSIDER', 'EMPLOYER', 'INDIVIDUAL'] }),
  'ZJ55.PERSON': article('ZJ55.PERSON', 'ZJ-MSR', '《浙江省医疗保障条例》第五十五条', { subjects: ['OUTSIDER', 'EMPLOYER', 'INDIVIDUAL'] }),
  AGREEMENT: article('AGREEMENT', 'AGREEMENT', '医疗保障服务协议', { base: 'lossFen', refunds: true }),
};

function fineOn(name: string, date: string): FineRule | null {
  const times = rangeOn(`${name}.TIMES`, date);
  if (times) return { times };
  const sum = rangeOn(`${name}.SUM`, date);
  return sum ? { fixed: [Number(sum[0]), Number(sum[1])] } : null;
}

/** The article with the numbers of a day. */
export function articleOn(code: RuleCode, date: string): ArticleRule {
  const { suspension, ...shape } = SHAPES[code];
  const months = rangeOn(`${code}.MONTHS`, date);
  return { ...shape, fine: fineOn(code, date), suspension: suspension && months ? { ...suspension, months } : null };
}

const BY_ARTICLE: Record<string, RuleCode> = {
  'R735 36': 'R735.36', 'R735 37': 'R735.37', 'R735 38': 'R735.38', 'R735 39': 'R735.39', 'R735 40': 'R735.40', 'R735 40.1': 'R735.40', 'R735 40.2': 'R735.40',
  'R735 41.1': 'R735.41.1', 'R735 41.2': 'R735.41.2', 'R735 42': 'R735.42', 'R735 43': 'R735.43', 'R735 44': 'R735.44',
  'SIL 84': 'SIL.84', 'SIL 87': 'SIL.87', 'SIL 88': 'SIL.88', 'SIL 89': 'SIL.89', 'SAR 68': 'SAR.68',
};

/** Acts about trace codes, which Decree 7 fines on its own. */
const TRACE_VIOLATIONS: readonly string[] = ['PR-M-09', 'PH-M-01c'];

/** The rule code of an entered provision; null when the program has no rule for it. */
export function ruleCodeOf(finding: Pick<Finding, 'lawCode' | 'article' | 'personKind' | 'violationCode'>): RuleCode | null {
  const { lawCode, article: number, personKind, violationCode } = finding;
  if (lawCode === 'AGREEMENT') return 'AGREEMENT';
  if (lawCode === 'ZJ-MSR') return number === '55' && personKind ? (personKind === 'PERSON' ? 'ZJ55.PERSON' : 'ZJ55.UNIT') : null;
  if (lawCode === 'D7') return TRACE_VIOLATIONS.includes(violationCode ?? '') ? 'D7.TRACE' : null;
  return BY_ARTICLE[`${lawCode} ${number}`] ?? null;
}

/** The rule for a subject on the day of the conduct. Persons in charge of an employer pay a fixed sum instead of a multiple (SIL 84). */
export function articleRule(code: RuleCode, subjectKind: SubjectKind, date: string): ArticleRule {
  const rule = articleOn(code, date);
  return code === 'SIL.84' && subjectKind === 'INDIVIDUAL' ? { ...rule, base: null, fine: fineOn('SIL.84.PERSON', date) } : rule;
}

/** What an article is called and which law it stands in: that does not depend on a day. */
export const citationOf = (code: RuleCode): string => SHAPES[code].citation;
export const lawOf = (code: RuleCode): ArticleRule['law'] => SHAPES[code].law;
