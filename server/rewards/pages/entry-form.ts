// Where an administrator enters a rule set: question by question, as the confirmation of a draft, or as a whole text.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import { CLAUSE_FIELDS, GUIDED_LEVELS } from '../forms/entry.ts';
import { missingItems } from '../rules/entering.ts';
import type { RuleSetProblem } from '../forms/rule-set.ts';
import type { Formula, RuleSet } from '../rules/rule-set.ts';
import { PROFILES } from '../rules/vocabulary.ts';
import { missingRows, type MissingRow } from './entry.ts';
import { pathWords } from './rule-lines.ts';
import { isMessageKey } from '../../kernel/i18n.ts';

type Option = { value: string; text: string };
type Field = { text: string; error: string | null };
type Common = { title: string; errors: ErrorLink[]; action: string; version: number; ruleId: string; ruleTitle: string; as: string; citation: Field };
/** `entryId` null: nothing is stored yet. */
export type FormInput = { base: RuleSet; current: RuleSet; number: number; entryId: string | null; version: number; citation: string; typed?: Typed | undefined; errors?: FieldErrors | undefined };

export type RateRow = { code: string; name: string; condition: Field; rate: Field; rateTo: Field; floor: Field };
export type FiguresPage = Common & {
  missing: MissingRow[]; textHref: string;
  documentTitle: Field; documentNo: Field; issuers: Field; issuedOn: Field; effectiveFrom: Field; effectiveTo: Field; isOpenEnded: boolean; jurisdictionCode: Field | null;
  award: { shape: string; shapes: Option[]; rows: RateRow[]; flat: { rate: Field; rateTo: Field; floor: Field }; shapeError: string | null } | null;
  conditions: { code: string; name: string; condition: Field }[];
  floor: { kind: string; options: Option[]; sum: Field } | null;
  cap: { kind: string; options: Option[]; sum: Field } | null;
  bonus: { kind: string; options: Option[]; figure: Field; profiles: { value: string; text: string; isChecked: boolean }[]; profilesError: string | null } | null;
  noLoss: { kind: string; options: Option[]; sum: Field; to: Field } | null;
  clauses: { id: string; label: string; field: Field }[];
};
export const figuresView = view<FiguresPage>('rewards/entry-figures', { layout: 'desk', nav: '/reward-rules' });

const reader = (t: Words, typed: Typed | undefined, errors: FieldErrors | undefined) => (name: string, otherwise: string): Field => {
  const value = typed?.[name];
  return { text: typed === undefined ? otherwise : typeof value === 'string' ? value : '', error: errorText(t, errors, name) };
};
const common = (t: Words, as: string, { base, number, entryId, version, citation, typed, errors }: FormInput): Common => ({
  title: t(`rewardRules.form.${as === 'figures' ? 'figures' : as === 'confirmation' ? 'confirmation' : 'text'}`, { id: base.id, version: number }), errors: errorLinks(t, errors), action: entryId === null ? '/reward-rules' : `/reward-rules/${entryId}/edit`,
  version, ruleId: base.id, ruleTitle: base.title, as, citation: reader(t, typed, errors)('citation', citation),
});

const rateFields = (node: Formula | undefined): { from: string; to: string } => (node?.kind === 'rate' ? { from: node.percent, to: '' } : node?.kind === 'rateRange' ? { from: node.from, to: node.to } : { from: '', to: '' });

export function figuresPage(t: Words, input: FormInput): FiguresPage {
  const { base, current, typed, errors } = input;
  const field = reader(t, typed, errors);
  const asked = new Set<string>(missingItems(base.missing).filter(({ kind }) => kind !== 'whole').map(({ code }) => code));
  // Whoever copies the rates from the text sees the cap beside them.
  const asksCap = asked.has('caps') || asked.has('formula');
  const isAnswered = (code: string): boolean => base.missing.includes(code) && !current.missing.includes(code);
  const said = (name: string, otherwise: string): string => field(name, otherwise).text;
  const sumKind = (code: string, value: string | null): string => (value !== null ? 'sum' : isAnswered(code) ? 'none' : '');
  const noneOrSum: Option[] = [{ value: '', text: t('rewardRules.answer.notYet') }, { value: 'none', text: t('rewardRules.answer.none') }, { value: 'sum', text: t('rewardRules.answer.sum') }];
  const { formula } = current;
  const byLevel = formula?.kind === 'byLevel' ? formula.levels : {};
  const asksAward = asked.has('formula') || asked.has('levels');
  const flat = rateFields(formula?.kind === 'rate' || formula?.kind === 'rateRange' ? formula : undefined);
  const level = (code: string) => current.levels?.find((each) => each.code === code);
  const [bonus] = current.bonuses;
  const { noLoss } = current;
  const shape = formula === null ? '' : formula.kind === 'byLevel' ? 'levels' : formula.kind === 'rate' || formula.kind === 'rateRange' ? 'flat' : '';
  return {
    ...common(t, 'figures', input), missing: missingRows(t, base), textHref: `/reward-rules/new?rule=${encodeURIComponent(base.id)}&as=text`,
    documentTitle: field('title', current.missing.includes('title') ? '' : current.title), documentNo: field('documentNo', current.documentNo ?? ''), issuers: field('issuers', current.issuers.join('\n')), issuedOn: field('issuedOn', current.issuedOn ?? ''),
    effectiveFrom: field('effectiveFrom', current.effectiveFrom?.length === 10 ? current.effectiveFrom : ''), effectiveTo: field('effectiveTo', current.effectiveTo?.length === 10 ? current.effectiveTo : ''),
    isOpenEnded: typed === undefined ? current.datePrecision.to === 'open' : typed['isOpenEnded'] === 'yes', jurisdictionCode: asked.has('jurisdictionCode') ? field('jurisdictionCode', current.jurisdictionCode ?? '') : null,
    award: asksAward ? {
      shape: said('shape', shape), shapeError: errorText(t, errors, 'shape'),
      shapes: [{ value: '', text: t('rewardRules.answer.notYet') }, { value: 'levels', text: t('rewardRules.shape.levels') }, { value: 'flat', text: t('rewardRules.shape.flat') }],
      rows: GUIDED_LEVELS.map((code) => {
        const rate = rateFields(byLevel[code]);
        return { code, name: t(`rewardRules.path.${code}`), condition: field(`condition-${code}`, level(code)?.condition?.zh ?? ''), rate: field(`rate-${code}`, rate.from), rateTo: field(`rateTo-${code}`, rate.to), floor: field(`floor-${code}`, current.floors.levels[code] ?? '') };
      }),
      flat: { rate: field('rate-flat', flat.from), rateTo: field('rateTo-flat', flat.to), floor: field('floor-flat', shape === 'flat' ? (current.floors.award ?? '') : '') },
    } : null,
    conditions: !asksAward && asked.has('levels.condition') ? (current.levels ?? []).map(({ code, name, condition }) => ({ code, name, condition: field(`condition-${code}`, isAnswered('levels.condition') ? (condition?.zh ?? '') : '') })) : [],
    floor: !asksAward && asked.has('floors') ? { kind: said('floorKind', sumKind('floors', current.floors.award)), options: noneOrSum, sum: field('floor', current.floors.award ?? '') } : null,
    cap: asksCap ? { kind: said('capKind', sumKind('caps', current.caps.award)), options: noneOrSum, sum: field('cap', current.caps.award ?? '') } : null,
    bonus: asked.has('bonuses') ? {
      kind: said('bonusKind', isAnswered('bonuses') ? (bonus?.kind ?? 'none') : ''), figure: field('bonus', bonus?.kind === 'amount' ? bonus.percent : bonus?.kind === 'points' ? bonus.points : ''), profilesError: errorText(t, errors, 'bonusFor'),
      options: [{ value: '', text: t('rewardRules.answer.notYet') }, { value: 'none', text: t('rewardRules.answer.none') }, { value: 'amount', text: t('rewardRules.bonus.amount') }, { value: 'points', text: t('rewardRules.bonus.points') }],
      profiles: PROFILES.filter((profile) => profile !== 'ordinary').map((value) => ({ value, text: t(`rewards.profile.${value}`), isChecked: typed === undefined ? bonus?.profiles.includes(value) === true : [typed['bonusFor'] ?? []].flat().includes(value) })),
    } : null,
    noLoss: asked.has('noLoss') ? {
      kind: said('noLossKind', isAnswered('noLoss') ? (noLoss?.kind ?? 'none') : ''), sum: field('noLossSum', noLoss?.kind === 'fixed' ? noLoss.yuan : noLoss?.kind === 'range' ? noLoss.from : ''), to: field('noLossTo', noLoss?.kind === 'range' ? noLoss.to : ''),
      options: [{ value: '', text: t('rewardRules.answer.notYet') }, { value: 'none', text: t('rewardRules.answer.none') }, ...(['fixed', 'range', 'officerSum'] as const).map((value) => ({ value, text: t(`rewardRules.noLoss.${value}`) }))],
    } : null,
    clauses: CLAUSE_FIELDS.filter((name) => asked.has(name) || (name === 'formula' && asksAward) || (name === 'caps' && asksCap)).map((name) => ({ id: `clause-${name}`, label: t('rewardRules.clauseOf', { name: pathWords(t, name) }), field: field(`clause-${name}`, current.clauses?.[name] ?? '') })),
  };
}

export type ConfirmationPage = Common & { missing: MissingRow[]; text: Field; documentNo: Field; effectiveFrom: Field };
export const confirmationView = view<ConfirmationPage>('rewards/entry-confirmation', { layout: 'desk', nav: '/reward-rules' });
export function confirmationPage(t: Words, input: FormInput): ConfirmationPage {
  const { base, current, typed, errors } = input;
  const field = reader(t, typed, errors);
  return { ...common(t, 'confirmation', input), missing: missingRows(t, base), text: field('text', current.confirmation?.text ?? ''), documentNo: field('documentNo', current.confirmation?.documentNo ?? ''), effectiveFrom: field('effectiveFrom', current.confirmation?.effectiveFrom ?? '') };
}

export type TextPage = Common & { content: Field; problems: { where: string; path: string; text: string }[]; exampleHref: string };
export const textView = view<TextPage>('rewards/entry-text', { layout: 'desk', nav: '/reward-rules' });
/** `problems`: what the schema says of what was typed, each with its place in words. */
export function textPage(t: Words, input: FormInput & { problems?: readonly RuleSetProblem[] }): TextPage {
  const { current, typed, errors, problems = [] } = input;
  const told = problems.map(({ path, key, args }) => ({ where: pathWords(t, path), path, text: isMessageKey(key) ? t(key, args) : key }));
  return {
    ...common(t, 'text', input), content: reader(t, typed, errors)('content', JSON.stringify(current, null, 2)), problems: told, exampleHref: '/rewards/rules/BJ-2023/export',
  };
}

export type ImportPage = { title: string; errors: ErrorLink[]; fileError: string | null; citation: Field; problems: { where: string; path: string; text: string; rule: string }[] };
export const ruleImportView = view<ImportPage>('rewards/entry-import', { layout: 'desk', nav: '/reward-rules' });
export function ruleImportPage(t: Words, { typed, errors, problems = [] }: { typed?: Typed; errors?: FieldErrors; problems?: readonly RuleSetProblem[] }): ImportPage {
  return {
    title: t('rewardRules.import.title'), errors: errorLinks(t, errors), fileError: errorText(t, errors, 'file'), citation: reader(t, typed, errors)('citation', ''),
    problems: problems.map(({ rule, path, key, args }) => ({ rule, where: pathWords(t, path), path, text: isMessageKey(key) ? t(key, args) : key })),
  };
}
