// From what is known of a rule set to its next version: what is missing and of which kind, and what an entry makes of it.
import type { Bonus, Confirmation, Formula, Level, NoLoss, RuleSet } from './rule-set.ts';
import type { Registry } from './registry.ts';
import { selectRuleSet } from './select.ts';
import type { LevelCode, Mark, Profile } from './vocabulary.ts';

/** What kind of answer a missing item takes; `text` items cannot be guided and are written in the whole text of the version. */
export type MissingKind = 'words' | 'date' | 'division' | 'levels' | 'award' | 'yuan' | 'bonuses' | 'noLoss' | 'conditions' | 'whole';
const KINDS: Readonly<Record<string, MissingKind>> = {
  title: 'words', documentNo: 'words', effectiveFrom: 'date', effectiveTo: 'date', jurisdictionCode: 'division', levels: 'levels', formula: 'award', floors: 'yuan', caps: 'yuan', bonuses: 'bonuses', noLoss: 'noLoss',
  'levels.condition': 'conditions',
};
export type MissingItem = { code: string; kind: MissingKind };
/** Of what an item is, by its path in the record. */
export const missingItems = (missing: readonly string[]): MissingItem[] => missing.map((code) => ({ code, kind: KINDS[code] ?? 'whole' }));

/** One level or the one rate of a rule without levels, in decimal strings as in the rule set; `to` null: a fixed rate. */
export type RateAnswer = { from: string; to: string | null; floor: string | null };
export type LevelAnswer = RateAnswer & { code: LevelCode; condition: string };

/** What a person answered; null: not yet. */
export type FigureAnswers = {
  title: string; documentNo: string | null; issuers: readonly string[]; issuedOn: string | null; effectiveFrom: string | null; effectiveTo: string | null; isOpenEnded: boolean; jurisdictionCode: string | null;
  award: { kind: 'levels'; levels: readonly LevelAnswer[] } | { kind: 'flat'; rate: RateAnswer } | null;
  conditions: Partial<Record<LevelCode, string>>;
  floor: { award: string | null } | null;
  cap: { award: string | null } | null;
  bonus: { kind: 'none' } | { kind: 'amount' | 'points'; figure: string; profiles: readonly Profile[] } | null;
  noLoss: { kind: 'none' } | NoLoss | null;
  /** Field → the clause it stands in. */
  clauses: Readonly<Record<string, string>>;
};

const NAMES: Record<LevelCode, string> = { L1: '一级', L2: '二级', L3: '三级', class1: '一类', class2: '二类' };
const rateOf = ({ from, to }: RateAnswer): Formula => (to === null ? { kind: 'rate', percent: from, of: 'base' } : { kind: 'rateRange', from, to });

function bonusesOf(answer: NonNullable<FigureAnswers['bonus']>): Bonus[] {
  if (answer.kind === 'none') return [];
  const { profiles, figure } = answer;
  return answer.kind === 'points' ? [{ kind: 'points', profiles, points: figure }] : [{ kind: 'amount', profiles, percent: figure, atLeast: null, inNoLoss: false, realNameOnly: false }];
}

const precisionOf = (value: string | null, otherwise: 'unknown' | 'open'): RuleSet['datePrecision']['from'] => (value === null ? otherwise : value.length === 4 ? 'year' : value.length === 7 ? 'month' : 'day');

/** The next version with the answers in it. What was not answered stays missing; nothing is filled in by itself. */
export function withFigures(base: RuleSet, version: number, answers: FigureAnswers): RuleSet {
  const { award, floor, cap, bonus, noLoss, conditions } = answers;
  const levels: readonly Level[] | null =
    award === null
      ? (base.levels?.map((level) => ({ ...level, condition: conditions[level.code] ? bothLanguages(conditions[level.code] ?? '') : level.condition })) ?? null)
      : award.kind === 'flat' ? [] : award.levels.map(({ code, condition }) => ({ code, name: NAMES[code], condition: condition === '' ? null : bothLanguages(condition), evidence: null }));
  const levelFloors = award?.kind === 'levels' ? Object.fromEntries(award.levels.flatMap(({ code, floor: least }) => (least === null ? [] : [[code, least] as const]))) : award === null ? base.floors.levels : {};
  const bonuses = bonus === null ? base.bonuses : bonusesOf(bonus);
  const answered = new Set([
    ...(answers.title === '' ? [] : ['title']), ...(answers.documentNo === null ? [] : ['documentNo']), ...(answers.effectiveFrom === null ? [] : ['effectiveFrom']),
    ...(answers.effectiveTo === null && !answers.isOpenEnded ? [] : ['effectiveTo']), ...(answers.jurisdictionCode === null ? [] : ['jurisdictionCode']),
    ...(award === null ? [] : ['levels', 'formula', 'levels.condition', 'formula.segments', 'formula.byLevel.L1', 'formula.byLevel.L2', 'formula.byLevel.L3']),
    ...(levels && levels.length > 0 && levels.every(({ code }) => conditions[code]) ? ['levels.condition'] : []),
    ...(award === null && floor === null ? [] : ['floors']), ...(cap === null ? [] : ['caps']), ...(bonus === null ? [] : ['bonuses']), ...(noLoss === null ? [] : ['noLoss']),
  ]);
  const missing = base.missing.filter((code) => !answered.has(code));
  const marked: Record<string, Mark> = Object.fromEntries([...answered].filter((code) => !code.includes('.')).map((code) => [code, 'Q' as const]));
  const formula = award === null ? base.formula : award.kind === 'flat' ? rateOf(award.rate) : { kind: 'byLevel' as const, levels: Object.fromEntries(award.levels.map((level) => [level.code, rateOf(level)])) };
  const computes = formula !== null && missing.length === 0;
  return {
    ...base,
    version,
    ownRule: base.ownRule === 'existenceNotKnown' && computes ? 'known' : base.ownRule,
    jurisdictionCode: answers.jurisdictionCode ?? base.jurisdictionCode,
    title: answers.title === '' ? base.title : answers.title,
    documentNo: answers.documentNo ?? base.documentNo,
    issuers: answers.issuers.length > 0 ? answers.issuers : base.issuers,
    issuedOn: answers.issuedOn ?? base.issuedOn,
    effectiveFrom: answers.effectiveFrom ?? base.effectiveFrom,
    effectiveTo: answers.effectiveTo ?? (answers.isOpenEnded ? null : base.effectiveTo),
    datePrecision: {
      from: precisionOf(answers.effectiveFrom ?? base.effectiveFrom, 'unknown'),
      to: answers.effectiveTo === null && !answers.isOpenEnded ? base.datePrecision.to : precisionOf(answers.effectiveTo, 'open'),
    },
    notBefore: answers.effectiveFrom === null ? base.notBefore : null,
    status: base.status === 'incomplete' && computes ? 'complete' : base.status,
    partlyComputable: computes ? false : base.partlyComputable,
    missing,
    refusedBranches: award === null ? base.refusedBranches : [],
    formula,
    levels,
    profiles: [...new Set([...base.profiles, ...bonuses.flatMap((one) => one.profiles)])],
    floors: award?.kind === 'flat' ? { award: award.rate.floor, levels: {} } : { award: floor === null ? base.floors.award : floor.award, levels: levelFloors },
    caps: cap ?? base.caps,
    bonuses,
    noLoss: noLoss === null ? base.noLoss : noLoss.kind === 'none' ? null : noLoss,
    clauses: { ...base.clauses, ...answers.clauses },
    confidence: { ...base.confidence, ...marked, status: computes ? 'Q' : (base.confidence['status'] ?? '-') },
  };
}

/** What officers enter is Chinese law in Chinese; until somebody translates it, the English page quotes it. */
const bothLanguages = (text: string) => ({ zh: text, en: text });

/** A draft that a bureau takes as it is, with the citation and start that it lacked. */
export const withConfirmation = (base: RuleSet, version: number, confirmation: Confirmation): RuleSet => ({
  ...base, version, confirmation,
  // The statement of the officers gives them; what stands in the source stays as it is.
  missing: base.missing.filter((code) => !((code === 'documentNo' && confirmation.documentNo !== null) || (code === 'effectiveFrom' && confirmation.effectiveFrom !== null))),
});

/** The number of the next version; 1 for a rule set that is not there yet. */
export const nextVersion = (registry: Registry, id: string): number => Math.max(0, ...(registry.byId.get(id) ?? []).map(({ version }) => version)) + 1;

/** Whoever enters for one place does not replace the rule set of another, or a national layer, under its id. */
export const isOfOther = ({ byId }: Registry, { id, kind, jurisdictionCode }: RuleSet): boolean =>
  (byId.get(id) ?? []).some((known) => known.kind !== kind || (known.jurisdictionCode !== null && known.jurisdictionCode !== jurisdictionCode));

export type Obstacle = 'scan' | 'citation' | 'documentNo' | 'effectiveFrom' | 'stillIncomplete' | 'alsoInForce' | 'jurisdictionCode' | 'unconfirmed';

/** What stands between an entry and its approval, in the order in which it is mended. */
export function obstaclesOf({ ruleSet, citation, scan }: { ruleSet: RuleSet; citation: string; scan: string | null }, registry: Registry): { code: Obstacle; args: Record<string, string> }[] {
  const from = ruleSet.confirmation?.effectiveFrom ?? ruleSet.effectiveFrom;
  const documentNo = ruleSet.confirmation?.documentNo ?? ruleSet.documentNo;
  const found: { code: Obstacle; args: Record<string, string> }[] = [];
  const add = (code: Obstacle, isThere: boolean, args: Record<string, string> = {}): void => void (isThere && found.push({ code, args }));
  add('citation', citation.trim() === '');
  add('scan', scan === null);
  add('jurisdictionCode', ruleSet.jurisdictionCode === null);
  add('documentNo', documentNo === null);
  add('effectiveFrom', from === null || from.length < 10);
  add('stillIncomplete', ruleSet.status === 'incomplete' && !ruleSet.partlyComputable && ruleSet.ownRule === 'known');
  add('unconfirmed', ruleSet.status === 'draft' && ruleSet.confirmation === null);
  const others = found.length === 0 && from !== null ? alsoInForce(ruleSet, from, registry) : [];
  add('alsoInForce', others.length > 0, { others: others.join('、'), date: from ?? '' });
  return found;
}

/** Other rule sets of the same division in force on the day on which this one begins: nobody could tell which applies. */
function alsoInForce(ruleSet: RuleSet, date: string, { ruleSets, byId }: Registry): string[] {
  if (ruleSet.jurisdictionCode === null || ruleSet.ownRule !== 'known') return [];
  const { considered } = selectRuleSet(ruleSet.jurisdictionCode, date, { ruleSets: [...ruleSets, ruleSet], byId });
  return considered.filter(({ verdict, ruleId }) => verdict === 'severalInForce' && ruleId !== ruleSet.id).map(({ ruleId }) => ruleId);
}
