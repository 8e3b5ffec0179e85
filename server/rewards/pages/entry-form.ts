// Where an administrator enters a rule set: what all its forms share, the confirmation of a draft, the whole text, the file.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import type { RuleSetProblem } from '../forms/rule-set.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { missingRows, type MissingRow } from './entry.ts';
import { pathWords } from './words.ts';
import { isMessageKey } from '../../kernel/i18n.ts';

export type Field = { text: string; error: string | null };
export type Common = { title: string; errors: ErrorLink[]; action: string; version: number; ruleId: string; ruleTitle: string; as: string; citation: Field };
/** `entryId` null: nothing is stored yet. */
export type FormInput = { base: RuleSet; current: RuleSet; number: number; entryId: string | null; version: number; citation: string; typed?: Typed | undefined; errors?: FieldErrors | undefined };

export const reader = (t: Words, typed: Typed | undefined, errors: FieldErrors | undefined) => (name: string, otherwise: string): Field => {
  const value = typed?.[name];
  return { text: typed === undefined ? otherwise : typeof value === 'string' ? value : '', error: errorText(t, errors, name) };
};
export const common = (t: Words, as: string, { base, number, entryId, version, citation, typed, errors }: FormInput): Common => ({
  title: t(`rewardRules.form.${as === 'figures' ? 'figures' : as === 'confirmation' ? 'confirmation' : 'text'}`, { id: base.id, version: number }), errors: errorLinks(t, errors), action: entryId === null ? '/reward-rules' : `/reward-rules/${entryId}/edit`,
  version, ruleId: base.id, ruleTitle: base.title, as, citation: reader(t, typed, errors)('citation', citation),
});

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
