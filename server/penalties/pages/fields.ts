// The form of the calculator for one finding, with the names that programs use too.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Words } from '../../kernel/i18n.ts';
import { LAWS as LAW_TEXTS } from '../../law/rules/laws.ts';
import { VIOLATIONS } from '../../law/rules/violations.ts';
import { errorText } from '../../people/pages.ts';
import { citationOf, GROUNDS, SUBJECTS, TIERS } from '../rules.ts';

export type FieldKind = 'text' | 'area' | 'date' | 'yuan' | 'number' | 'select' | 'radios' | 'boxes' | 'tick' | 'file';
export type FormField = { id: string; kind: FieldKind; label: string; value: string; isChecked: boolean; isOptional: boolean; options: { value: string; text: string; isChecked: boolean }[]; error: string | null; emptyText: string };
export type CalculatorFields = { about: FormField[]; money: FormField[]; discretion: FormField[]; grounds: FormField; reason: FormField; hidden: { name: string; value: string }[] };

const LAWS = ['R735', 'SIL', 'SAR', 'ZJ-MSR', 'D7', 'AGREEMENT'];

export function calculatorFields(t: Words, { typed, errors, today, bureau }: { typed: Typed; errors?: FieldErrors; today: string; bureau: string }): CalculatorFields {
  type Name = 'jurisdiction' | 'decisionDate' | 'subjectKind' | 'lawCode' | 'article' | 'item' | 'conductFrom' | 'conductTo' | 'discoveredOn' | 'gross' | 'loss' | 'defrauded' | 'violationCode' | 'intent'
    | 'refusedToCorrect' | 'correctionOrderId' | 'seriousConsequence' | 'insuredPerson' | 'tier' | 'grounds' | 'multiple' | 'fine' | 'suspensionMonths' | 'terminateAgreement' | 'reason';
  const field = (name: Name, kind: FieldKind, choices: { value: string; text: string }[] = [], otherwise = '', isOptional = false): FormField => {
    const id = name === 'jurisdiction' || name === 'decisionDate' ? name : `findings.0.${name}`;
    const values = [typed[id] ?? otherwise].flat();
    return {
      id, kind, label: t(`penalties.field.${name}`), value: values[0] ?? '', isChecked: values.includes('yes'), isOptional, emptyText: kind === 'select' && isOptional ? t('common.none') : '',
      options: choices.map((choice) => ({ ...choice, isChecked: values.includes(choice.value) })), error: errorText(t, errors, id),
    };
  };
  const laws = LAWS.map((value) => ({ value, text: LAW_TEXTS.find((law) => law.code === value)?.nameZh ?? citationOf('AGREEMENT') }));
  return {
    hidden: [{ name: 'findings.0.id', value: '1' }],
    about: [
      field('jurisdiction', 'text', [], bureau), field('decisionDate', 'date', [], today),
      field('subjectKind', 'select', SUBJECTS.map((value) => ({ value, text: t(`penalties.subject.${value}`) })), 'INSTITUTION'),
      field('violationCode', 'select', VIOLATIONS.map((each) => ({ value: each.code, text: `${each.code} ${each.nameZh}` })), '', true),
      field('lawCode', 'select', laws, 'R735'), field('article', 'text', [], '38', true), field('item', 'text', [], '', true),
      field('conductFrom', 'date'), field('conductTo', 'date'), field('discoveredOn', 'date', [], today), field('intent', 'tick'), field('refusedToCorrect', 'tick'),
      field('correctionOrderId', 'text', [], '', true), field('seriousConsequence', 'tick'), field('insuredPerson', 'tick'),
    ],
    money: [field('gross', 'yuan', [], '', true), field('loss', 'yuan', [], '', true), field('defrauded', 'yuan', [], '', true)],
    discretion: [
      field('tier', 'select', TIERS.map((value) => ({ value, text: t(`penalties.tier.${value}`) })), 'NORMAL'), 
      field('multiple', 'number', [], '', true), field('fine', 'yuan', [], '', true), field('suspensionMonths', 'number', [], '', true), field('terminateAgreement', 'tick'),
    ],
    grounds: field('grounds', 'boxes', GROUNDS.map(({ code, nameZh }) => ({ value: code, text: nameZh })), '', true), reason: field('reason', 'area', [], '', true),
  };
}
