// The next version of a rule set from what was answered question by question. What was not answered stays as it was, missing or known.
import { treeOf, type Counting, type Piece } from './pieces.ts';
import type { Bonus, Formula, Level, NoLoss, RuleSet } from './rule-set.ts';
import type { LevelCode, Mark, Profile, ReporterType } from './vocabulary.ts';

/** One level or the one rate of a rule without levels, in decimal strings as in the rule set; `to` null: a fixed rate. */
export type RateAnswer = { from: string; to: string | null };
export type LevelFrame = { code: LevelCode; condition: string; floor: string | null; cap: string | null };
export type LevelAnswer = LevelFrame & RateAnswer;
export type BonusAnswer =
  | { kind: 'none' }
  | { kind: 'amount'; figure: string; profiles: readonly Profile[]; atLeast: string | null; inNoLoss: boolean; realNameOnly: boolean }
  | { kind: 'points' | 'officerPoints'; figure: string; profiles: readonly Profile[] }
  | { kind: 'raise'; profiles: readonly Profile[] };

/** What a person answered; null: not yet. */
export type FigureAnswers = {
  title: string; documentNo: string | null; issuers: readonly string[]; issuedOn: string | null; effectiveFrom: string | null; effectiveTo: string | null; isOpenEnded: boolean; jurisdictionCode: string | null;
  reporterTypes: readonly ReporterType[] | null; realNameOnly: boolean | null;
  award: { kind: 'levels'; levels: readonly LevelAnswer[] } | { kind: 'flat'; rate: RateAnswer } | { kind: 'pieces'; pieces: readonly Piece[]; counting: Counting | null; levels: readonly LevelFrame[] } | null;
  conditions: Partial<Record<LevelCode, string>>;
  floor: { award: string | null } | null;
  cap: { award: string | null } | null;
  bonus: BonusAnswer | null;
  noLoss: { kind: 'none' } | NoLoss | null;
  /** Field → the clause it stands in. */
  clauses: Readonly<Record<string, string>>;
};

const NAMES: Record<LevelCode, string> = { L1: '一级', L2: '二级', L3: '三级', class1: '一类', class2: '二类' };
/** What officers enter is Chinese law in Chinese; until somebody translates it, the English page quotes it. */
const bothLanguages = (text: string) => ({ zh: text, en: text });
const rateOf = ({ from, to }: RateAnswer): Formula => (to === null ? { kind: 'rate', percent: from, of: 'base' } : { kind: 'rateRange', from, to });
const precisionOf = (value: string | null, otherwise: 'unknown' | 'open'): RuleSet['datePrecision']['from'] => (value === null ? otherwise : value.length === 4 ? 'year' : value.length === 7 ? 'month' : 'day');

function bonusesOf(answer: BonusAnswer): Bonus[] {
  switch (answer.kind) {
    case 'none': return [];
    case 'raise': return [{ kind: 'raise', profiles: answer.profiles }];
    case 'points': return [{ kind: 'points', profiles: answer.profiles, points: answer.figure }];
    case 'officerPoints': return [{ kind: 'officerPoints', profiles: answer.profiles, upTo: answer.figure }];
    default: return [{ kind: 'amount', profiles: answer.profiles, percent: answer.figure, atLeast: answer.atLeast, inNoLoss: answer.inNoLoss, realNameOnly: answer.realNameOnly }];
  }
}

type Award = Pick<RuleSet, 'formula' | 'levels' | 'floors' | 'caps' | 'refusedBranches'> & { profiles: readonly Profile[] };
const perLevel = (levels: readonly LevelFrame[], figure: 'floor' | 'cap'): Partial<Record<LevelCode, string>> => Object.fromEntries(levels.flatMap((level) => (level[figure] === null ? [] : [[level.code, level[figure]] as const])));

/** Formula with its levels, floors and caps: as answered, else as they were. */
function awardOf(base: RuleSet, { award, conditions, floor, cap }: FigureAnswers): Award {
  const whole = cap ?? { award: base.caps.award };
  const named = base.levels?.map((level) => ({ ...level, condition: conditions[level.code] ? bothLanguages(conditions[level.code] ?? '') : level.condition })) ?? null;
  const least = floor === null ? base.floors.award : floor.award;
  if (award === null) return { formula: base.formula, levels: named, floors: { ...base.floors, award: least }, caps: { ...base.caps, ...whole }, refusedBranches: base.refusedBranches, profiles: [] };
  if (award.kind === 'flat') return { formula: rateOf(award.rate), levels: [], floors: { award: least, levels: {} }, caps: whole, refusedBranches: [], profiles: [] };
  const levels: Level[] = award.levels.map(({ code, condition }) => ({ code, name: NAMES[code], condition: condition === '' ? null : bothLanguages(condition), evidence: null }));
  const caps = perLevel(award.levels, 'cap');
  const frame = { levels, floors: { award: least, levels: perLevel(award.levels, 'floor') }, caps: { ...whole, ...(Object.keys(caps).length > 0 ? { levels: caps } : {}) } };
  if (award.kind === 'levels') return { ...frame, formula: { kind: 'byLevel', levels: Object.fromEntries(award.levels.map((level) => [level.code, rateOf(level)])) }, refusedBranches: [], profiles: [] };
  const tree = treeOf(award.pieces, award.counting);
  if ('mistakes' in tree) throw new Error('the lines of the table were not checked');
  return { ...frame, formula: tree.formula, refusedBranches: tree.refused, profiles: award.pieces.flatMap(({ profile }) => profile ?? []) };
}

/** What an answer takes off the list of what is missing; a field answers for all below it. */
function answeredBy(answers: FigureAnswers, levels: readonly Level[] | null): string[] {
  const { award, floor, cap, bonus, noLoss, conditions } = answers;
  const hasFloors = award !== null && award.kind !== 'flat' && award.levels.some((level) => level.floor !== null);
  return [
    ...(answers.title === '' ? [] : ['title']), ...(answers.documentNo === null ? [] : ['documentNo']), ...(answers.effectiveFrom === null ? [] : ['effectiveFrom']),
    ...(answers.effectiveTo === null && !answers.isOpenEnded ? [] : ['effectiveTo']), ...(answers.jurisdictionCode === null ? [] : ['jurisdictionCode']), ...(answers.reporterTypes === null ? [] : ['reporterTypes']),
    ...(award === null ? [] : ['levels', 'formula']), ...(levels && levels.length > 0 && levels.every(({ code }) => conditions[code]) ? ['levels.condition'] : []),
    ...(floor === null && !hasFloors ? [] : ['floors']), ...(cap === null ? [] : ['caps']), ...(bonus === null ? [] : ['bonuses']), ...(noLoss === null ? [] : ['noLoss']),
  ];
}

/** The next version with the answers in it; nothing is filled in by itself. */
export function withFigures(base: RuleSet, version: number, answers: FigureAnswers): RuleSet {
  const { award, bonus, noLoss } = answers;
  const { profiles, ...figures } = awardOf(base, answers);
  const bonuses = bonus === null ? base.bonuses : bonusesOf(bonus);
  const answered = answeredBy(answers, figures.levels);
  const left = base.missing.filter((code) => !answered.some((one) => code === one || code.startsWith(`${one}.`)));
  const missing = award === null ? left : [...left, ...figures.refusedBranches];
  const marked: Record<string, Mark> = Object.fromEntries(answered.filter((code) => !code.includes('.')).map((code) => [code, 'Q' as const]));
  // A branch that the text leaves open refuses by itself and hinders nothing else.
  const computes = figures.formula !== null && missing.every((code) => figures.refusedBranches.includes(code));
  const isOfficial = base.status === 'incomplete' || (base.status === 'draft' && award !== null);
  const used = [...profiles, ...bonuses.flatMap((one) => one.profiles)];
  return {
    ...base,
    ...figures,
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
    status: isOfficial && computes ? 'complete' : base.status,
    partlyComputable: computes ? false : base.partlyComputable,
    refusesStatedLevel: award === null ? base.refusesStatedLevel : false,
    reporterTypes: answers.reporterTypes ?? base.reporterTypes,
    realNameOnly: answers.realNameOnly ?? base.realNameOnly,
    missing,
    profiles: [...new Set(award === null || bonus === null ? [...base.profiles, ...used] : used)],
    bonuses,
    noLoss: noLoss === null ? base.noLoss : noLoss.kind === 'none' ? null : noLoss,
    clauses: { ...base.clauses, ...answers.clauses },
    confidence: { ...base.confidence, ...marked, status: computes ? 'Q' : (base.confidence['status'] ?? '-') },
  };
}
