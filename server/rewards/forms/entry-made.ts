// The rule set that a form comes to, checked by the schema; or what is wrong with it, beside the field that it comes from.
import type { FieldErrors } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import type { Typed } from '../../kernel/forms.ts';
import { withFigures } from '../rules/entered-figures.ts';
import { withConfirmation } from '../rules/entering.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { parseConfirmedDraft, parseWhole } from './entry.ts';
import { parseFigures } from './figures.ts';
import { parseRuleSet, type RuleSetProblem } from './rule-set.ts';

/** Question by question, as the confirmation of a draft, as a whole text. */
export const WAYS = ['figures', 'confirmation', 'text'] as const;
export type Way = (typeof WAYS)[number];
export type Made = { ruleSet: RuleSet; citation: string; version: number };
export type Mistakes = { typed: Typed; errors: FieldErrors; problems?: readonly RuleSetProblem[] };

/** Where a contradiction of the record is mended in the guided form. */
const FIELDS: Readonly<Record<string, string>> = {
  title: 'title', documentNo: 'documentNo', issuedOn: 'issuedOn', effectiveFrom: 'effectiveFrom', effectiveTo: 'effectiveTo', datePrecision: 'effectiveFrom', jurisdictionCode: 'jurisdictionCode', caps: 'cap', floors: 'floor', bonuses: 'bonus', noLoss: 'noLossSum',
};

/** `today`: Beijing date; by whom and when a draft is confirmed is set again at the approval. */
export function parseEntry(way: Way, body: unknown, base: RuleSet, number: number, today: string): Made | Mistakes {
  const typed = typedOf(body);
  const checked = (ruleSet: unknown, citation: string, version: number): Made | Mistakes => {
    const parsed = parseRuleSet(ruleSet);
    if ('value' in parsed) return { ruleSet: parsed.value, citation, version };
    const { problems } = parsed;
    if (way === 'text') return { typed, problems, errors: { content: { key: 'rewardRules.error.content' } } };
    return { typed, errors: Object.fromEntries(problems.map(({ path, key, args }) => [FIELDS[path.split('.')[0] ?? ''] ?? 'shape', { key, args }])) };
  };
  if (way === 'figures') {
    const parsed = parseFigures(body, base);
    return 'errors' in parsed ? parsed : checked(withFigures(base, number, parsed.value.answers), parsed.value.citation, parsed.value.version);
  }
  if (way === 'confirmation') {
    const parsed = parseConfirmedDraft(body);
    if ('errors' in parsed) return parsed;
    const { text, documentNo, effectiveFrom, citation, version } = parsed.value;
    return checked(withConfirmation(base, number, { text, by: base.jurisdictionCode ?? base.id, on: today, documentNo, effectiveFrom }), citation, version);
  }
  const parsed = parseWhole(body);
  return 'errors' in parsed ? parsed : checked(parsed.value.content, parsed.value.citation, parsed.value.version);
}
