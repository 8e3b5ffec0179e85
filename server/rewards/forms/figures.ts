// The guided form: question by question as the official text answers them.
import type { FieldErrors } from '../../kernel/errors.ts';
import { parseForm, typedOf } from '../../kernel/forms.ts';
import type { Parsed, Typed } from '../../kernel/forms.ts';
import type { FigureAnswers, LevelAnswer, LevelFrame, RateAnswer } from '../rules/entered-figures.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { LEVEL_CODES, PROFILES, REPORTER_TYPES, type LevelCode } from '../rules/vocabulary.ts';
import { head, type EntryHead } from './entry.ts';
import { piecesAnswer } from './pieces.ts';
import { reading, type Reading } from './reading.ts';

export const CLAUSE_FIELDS = ['formula', 'floors', 'caps', 'bonuses', 'noLoss'] as const;
export const AWARD_SHAPES = ['levels', 'flat', 'pieces'] as const;
export const BONUS_KINDS = ['none', 'amount', 'points', 'officerPoints', 'raise'] as const;
const LEVELS: readonly LevelCode[] = ['L1', 'L2', 'L3'];
const CLASSES: readonly LevelCode[] = ['class1', 'class2'];
/** Three levels, or the classes that the rule set has. */
export const guidedLevels = ({ levels }: Pick<RuleSet, 'levels'>): readonly LevelCode[] => (levels?.some(({ code }) => CLASSES.includes(code)) ? CLASSES : LEVELS);

function rateAnswer(read: Reading, of: string): RateAnswer | null {
  const [from, to] = [read.percent(`rate-${of}`), read.percent(`rateTo-${of}`)];
  if (from === null && to !== null) read.wrong(`rate-${of}`, 'rewardRules.error.percent');
  if (from !== null && to !== null && Number(to) < Number(from)) read.wrong(`rateTo-${of}`, 'rewardRules.error.backwards');
  return from === null ? null : { from, to };
}

const frameOf = (read: Reading, code: LevelCode): LevelFrame => ({ code, condition: read.words(`condition-${code}`, 1000) ?? '', floor: read.yuan(`floor-${code}`), cap: read.yuan(`cap-${code}`) });

function byLevel(read: Reading, codes: readonly LevelCode[]): FigureAnswers['award'] {
  const levels = codes.flatMap((code): LevelAnswer[] => {
    const frame = frameOf(read, code);
    const rate = rateAnswer(read, code);
    if (!rate && (frame.condition !== '' || frame.floor !== null || frame.cap !== null)) read.wrong(`rate-${code}`, 'rewardRules.error.percent');
    return rate ? [{ ...frame, ...rate }] : [];
  });
  if (levels.length === 0) read.wrong(`rate-${codes[0] ?? 'L1'}`, 'rewardRules.error.oneLevel');
  return { kind: 'levels', levels };
}

/** Conditions, floors and caps stand with the levels, all rates in the table. */
function byPieces(read: Reading, typed: Typed, codes: readonly LevelCode[]): FigureAnswers['award'] {
  const table = piecesAnswer(read, typed);
  const named = (code: LevelCode): boolean => table?.pieces.some(({ level }) => level === code) === true;
  const levels = LEVEL_CODES.filter(named).map((code) => frameOf(read, code));
  for (const code of codes) {
    for (const field of [`rate-${code}`, `rateTo-${code}`]) if (read.text(field) !== '') read.wrong(field, 'rewardRules.error.inRows');
    for (const field of [`condition-${code}`, `floor-${code}`, `cap-${code}`]) if (!named(code) && read.text(field) !== '') read.wrong(field, 'rewardRules.error.noSuchLevel');
  }
  return table && { kind: 'pieces', ...table, levels };
}

function awardAnswer(read: Reading, typed: Typed, codes: readonly LevelCode[]): FigureAnswers['award'] {
  const shape = read.text('shape');
  if (shape === 'levels') return byLevel(read, codes);
  if (shape === 'pieces') return byPieces(read, typed, codes);
  if (shape !== 'flat') return null;
  const rate = rateAnswer(read, 'flat');
  if (!rate) read.wrong('rate-flat', 'rewardRules.error.percent');
  return rate && { kind: 'flat', rate };
}

function bonusAnswer(read: Reading): FigureAnswers['bonus'] {
  const kind = BONUS_KINDS.find((each) => each === read.text('bonusKind'));
  if (kind === undefined) return null;
  if (kind === 'none') return { kind };
  const profiles = PROFILES.filter((profile) => profile !== 'ordinary' && read.list('bonusFor').includes(profile));
  if (profiles.length === 0) read.wrong('bonusFor', 'rewards.error.choice');
  if (kind === 'raise') return { kind, profiles };
  const figure = read.percent('bonus');
  if (figure === null) read.wrong('bonus', 'rewardRules.error.percent');
  const atLeast = read.yuan('bonusAtLeast');
  if (kind !== 'amount' && atLeast !== null) read.wrong('bonusAtLeast', 'rewardRules.error.noFigure');
  if (kind !== 'amount') return { kind, figure: figure ?? '', profiles };
  return { kind, figure: figure ?? '', profiles, atLeast, inNoLoss: read.text('bonusInNoLoss') === 'yes', realNameOnly: read.text('bonusRealName') === 'yes' };
}

function noLossAnswer(read: Reading): FigureAnswers['noLoss'] {
  const kind = read.text('noLossKind');
  if (kind === 'none' || kind === 'officerSum') return { kind };
  if (kind !== 'fixed' && kind !== 'range') return null;
  const [from, to] = [read.yuan('noLossSum'), read.yuan('noLossTo')];
  if (from === null) read.wrong('noLossSum', 'rewardRules.error.yuan');
  if (kind === 'fixed') return { kind, yuan: from ?? '' };
  if (to === null || (from !== null && Number(to) < Number(from))) read.wrong('noLossTo', to === null ? 'rewardRules.error.yuan' : 'rewardRules.error.backwards');
  return { kind, from: from ?? '', to: to ?? '' };
}

/** "The text states none" is an answer; an untouched question is not. */
function sumAnswer(read: Reading, kindField: string, field: string): { award: string | null } | null {
  const kind = read.text(kindField);
  if (kind === 'none') return { award: null };
  if (kind !== 'sum') return null;
  const award = read.yuan(field);
  if (award === null) read.wrong(field, 'rewardRules.error.yuan');
  return { award };
}

function whoAnswer(read: Reading): Pick<FigureAnswers, 'reporterTypes' | 'realNameOnly'> {
  const reporterTypes = REPORTER_TYPES.filter((type) => read.list('reporterTypes').includes(type));
  const realName = read.text('realNameOnly');
  return { reporterTypes: reporterTypes.length === 0 ? null : reporterTypes, realNameOnly: realName === '' ? null : realName === 'yes' };
}

export function parseFigures(input: unknown, base: RuleSet): Parsed<EntryHead & { answers: FigureAnswers }> {
  const typed = typedOf(input);
  const top = parseForm(head, input);
  if ('errors' in top) return top;
  const read = reading(typed);
  const codes = LEVEL_CODES.filter((code) => base.levels?.some((level) => level.code === code));
  const isOpenEnded = read.text('isOpenEnded') === 'yes';
  const effectiveTo = read.day('effectiveTo');
  if (isOpenEnded && effectiveTo !== null) read.wrong('effectiveTo', 'rewardRules.error.openOrEnd');
  const answers: FigureAnswers = {
    title: read.words('title', 300) ?? '', documentNo: read.words('documentNo', 200), issuers: read.lines('issuers'), issuedOn: read.day('issuedOn'), effectiveFrom: read.day('effectiveFrom'), effectiveTo, isOpenEnded,
    jurisdictionCode: read.division('jurisdictionCode'), ...whoAnswer(read),
    award: awardAnswer(read, typed, guidedLevels(base)),
    conditions: Object.fromEntries(codes.flatMap((code) => {
      const words = read.words(`condition-${code}`, 1000);
      return words === null ? [] : [[code, words] as const];
    })),
    floor: sumAnswer(read, 'floorKind', 'floor'), cap: sumAnswer(read, 'capKind', 'cap'), bonus: bonusAnswer(read), noLoss: noLossAnswer(read),
    clauses: Object.fromEntries(CLAUSE_FIELDS.flatMap((field) => {
      const words = read.words(`clause-${field}`, 100);
      return words === null ? [] : [[field, words] as const];
    })),
  };
  const errors: FieldErrors = read.errors;
  return Object.keys(errors).length > 0 ? { errors, typed } : { value: { ...top.value, answers } };
}
