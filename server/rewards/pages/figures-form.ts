// The guided form: question by question, with what is known already and what was typed.
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { errorText } from '../../people/pages.ts';
import { AWARD_SHAPES, BONUS_KINDS, CLAUSE_FIELDS, guidedLevels } from '../forms/figures.ts';
import { missingItems } from '../rules/entering.ts';
import { piecesOf } from '../rules/pieces.ts';
import type { Formula, RuleSet } from '../rules/rule-set.ts';
import { PROFILES, REPORTER_TYPES } from '../rules/vocabulary.ts';
import { missingRows, type MissingRow } from './entry.ts';
import { common, reader, type Common, type Field, type FormInput } from './entry-form.ts';
import { pathWords } from './words.ts';
import { pieceTable, type PieceTable } from './pieces.ts';

type Option = { value: string; text: string };
type Checked = Option & { isChecked: boolean };
type Asked = { kind: string; options: Option[]; sum: Field };
export type LevelRow = { code: string; name: string; condition: Field; rate: Field; rateTo: Field; floor: Field; cap: Field };
export type FiguresPage = Common & {
  missing: MissingRow[]; textHref: string;
  documentTitle: Field; documentNo: Field; issuers: Field; issuedOn: Field; effectiveFrom: Field; effectiveTo: Field; isOpenEnded: boolean; jurisdictionCode: Field | null;
  who: { types: Checked[]; realName: string; answers: Option[] };
  shape: string; shapes: Option[]; shapeError: string | null; levels: LevelRow[]; flat: { rate: Field; rateTo: Field }; table: PieceTable;
  floor: Asked; cap: Asked;
  bonus: { kind: string; options: Option[]; figure: Field; profiles: Checked[]; profilesError: string | null; atLeast: Field; isInNoLoss: boolean; isRealName: boolean };
  noLoss: Asked & { to: Field };
  clauses: { id: string; label: string; field: Field }[];
};
export const figuresView = view<FiguresPage>('rewards/entry-figures', { layout: 'desk', nav: '/reward-rules' });

const rateFields = (node: Formula | undefined): { from: string; to: string } => (node?.kind === 'rate' ? { from: node.percent, to: '' } : node?.kind === 'rateRange' ? { from: node.from, to: node.to } : { from: '', to: '' });
const isRate = (node: Formula): boolean => (node.kind === 'rate' && node.of === 'base') || node.kind === 'rateRange';

/** Which part of the form holds what is known; '' where none does, and then it stays as it is. */
function shapeOf({ formula }: RuleSet): string {
  if (formula === null) return '';
  if (isRate(formula)) return 'flat';
  if (formula.kind === 'byLevel' && Object.values(formula.levels).every(isRate)) return 'levels';
  return piecesOf(formula) === null ? '' : 'pieces';
}

/** The answer that stands when the form is opened; '' where a rule set has more of it than one question holds. */
const bonusKind = ({ missing, bonuses }: RuleSet): string => (missing.includes('bonuses') || bonuses.length > 1 ? '' : (bonuses[0]?.kind ?? 'none'));
const noLossKind = ({ missing, noLoss }: RuleSet): string => (missing.includes('noLoss') ? '' : (noLoss?.kind ?? 'none'));

export function figuresPage(t: Words, input: FormInput): FiguresPage {
  const { base, current, typed, errors } = input;
  const field = reader(t, typed, errors);
  const said = (name: string, otherwise: string): string => field(name, otherwise).text;
  const isTicked = (name: string, value: string, otherwise: boolean): boolean => (typed === undefined ? otherwise : [typed[name] ?? []].flat().includes(value));
  const isMissing = (code: string): boolean => missingItems(base.missing).some((item) => item.code === code && item.kind !== 'whole');
  const open = (code: string): Option => ({ value: '', text: t(isMissing(code) ? 'rewardRules.answer.notYet' : 'rewardRules.answer.keep') });
  const asked = (code: 'floors' | 'caps', name: 'floor' | 'cap', value: string | null): Asked => ({
    kind: said(`${name}Kind`, value !== null ? 'sum' : current.missing.includes(code) ? '' : 'none'), sum: field(name, value ?? ''),
    options: [open(code), { value: 'none', text: t('rewardRules.answer.none') }, { value: 'sum', text: t('rewardRules.answer.sum') }],
  });
  const shape = shapeOf(current);
  const { formula, bonuses: [bonus], noLoss } = current;
  const codes = guidedLevels(base);
  const rates = formula?.kind === 'byLevel' && shape === 'levels' ? formula.levels : {};
  const flat = rateFields(shape === 'flat' ? (formula ?? undefined) : undefined);
  return {
    ...common(t, 'figures', input), missing: missingRows(t, base), textHref: `/reward-rules/new?rule=${encodeURIComponent(base.id)}&as=text`,
    documentTitle: field('title', current.missing.includes('title') ? '' : current.title), documentNo: field('documentNo', current.documentNo ?? ''), issuers: field('issuers', current.issuers.join('\n')), issuedOn: field('issuedOn', current.issuedOn ?? ''),
    effectiveFrom: field('effectiveFrom', current.effectiveFrom?.length === 10 ? current.effectiveFrom : ''), effectiveTo: field('effectiveTo', current.effectiveTo?.length === 10 ? current.effectiveTo : ''),
    isOpenEnded: isTicked('isOpenEnded', 'yes', current.datePrecision.to === 'open'), jurisdictionCode: isMissing('jurisdictionCode') ? field('jurisdictionCode', current.jurisdictionCode ?? '') : null,
    who: {
      types: REPORTER_TYPES.map((value) => ({ value, text: t(`rewardRules.reporterTypes.${value}`), isChecked: isTicked('reporterTypes', value, current.reporterTypes.includes(value)) })),
      realName: said('realNameOnly', current.realNameOnly ? 'yes' : 'no'), answers: [{ value: 'yes', text: t('rewards.yes') }, { value: 'no', text: t('rewards.no') }],
    },
    shape: said('shape', shape), shapeError: errorText(t, errors, 'shape'), shapes: [open('formula'), ...AWARD_SHAPES.map((value) => ({ value, text: t(`rewardRules.shape.${value}`) }))],
    levels: codes.map((code) => {
      const rate = rateFields(rates[code]);
      const known = current.levels?.find((level) => level.code === code);
      return {
        code, name: t(`rewardRules.path.${code}`), condition: field(`condition-${code}`, known?.condition?.zh ?? ''), rate: field(`rate-${code}`, rate.from), rateTo: field(`rateTo-${code}`, rate.to),
        floor: field(`floor-${code}`, current.floors.levels[code] ?? ''), cap: field(`cap-${code}`, current.caps.levels?.[code] ?? ''),
      };
    }),
    flat: { rate: field('rate-flat', flat.from), rateTo: field('rateTo-flat', flat.to) },
    table: pieceTable(t, { typed, errors, levels: codes, kept: shape === 'pieces' && formula ? piecesOf(formula) : null }),
    floor: asked('floors', 'floor', current.floors.award), cap: asked('caps', 'cap', current.caps.award),
    bonus: {
      kind: said('bonusKind', bonusKind(current)), options: [open('bonuses'), ...BONUS_KINDS.map((value) => ({ value, text: t(value === 'none' ? 'rewardRules.answer.none' : `rewardRules.bonus.${value}`) }))],
      figure: field('bonus', bonus?.kind === 'amount' ? bonus.percent : bonus?.kind === 'points' ? bonus.points : bonus?.kind === 'officerPoints' ? bonus.upTo : ''), profilesError: errorText(t, errors, 'bonusFor'),
      profiles: PROFILES.filter((profile) => profile !== 'ordinary').map((value) => ({ value, text: t(`rewards.profile.${value}`), isChecked: isTicked('bonusFor', value, bonus?.profiles.includes(value) === true) })),
      atLeast: field('bonusAtLeast', bonus?.kind === 'amount' ? (bonus.atLeast ?? '') : ''),
      isInNoLoss: isTicked('bonusInNoLoss', 'yes', bonus?.kind === 'amount' && bonus.inNoLoss), isRealName: isTicked('bonusRealName', 'yes', bonus?.kind === 'amount' && bonus.realNameOnly),
    },
    noLoss: {
      kind: said('noLossKind', noLossKind(current)), sum: field('noLossSum', noLoss?.kind === 'fixed' ? noLoss.yuan : noLoss?.kind === 'range' ? noLoss.from : ''), to: field('noLossTo', noLoss?.kind === 'range' ? noLoss.to : ''),
      options: [open('noLoss'), { value: 'none', text: t('rewardRules.answer.none') }, ...(['fixed', 'range', 'officerSum'] as const).map((value) => ({ value, text: t(`rewardRules.noLoss.${value}`) }))],
    },
    clauses: CLAUSE_FIELDS.map((name) => ({ id: `clause-${name}`, label: t('rewardRules.clauseOf', { name: pathWords(t, name) }), field: field(`clause-${name}`, current.clauses?.[name] ?? '') })),
  };
}
