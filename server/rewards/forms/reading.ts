// A posted form field by field, with the mistakes beside their fields.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import { isDivisionCode } from '../../kernel/divisions.ts';
import { isLegalDate } from '../../kernel/workdays.ts';

const PERCENT = /^(0|[1-9][0-9]?|100)(\.[0-9]{1,2})?$/;
const YUAN = /^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$/;

/** Reads one field after the other and gathers the mistakes. */
export function reading(typed: Typed) {
  const errors: FieldErrors = {};
  const wrong = (name: string, key: string): void => void (errors[name] ??= { key });
  const text = (name: string): string => {
    const value = typed[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const fitting = (name: string, fits: (value: string) => boolean, key: string, most = 500): string | null => {
    const value = text(name);
    if (value === '') return null;
    if (value.length > most) wrong(name, 'rewards.error.long');
    else if (!fits(value)) wrong(name, key);
    return value;
  };
  // 100,000 is how people write it; what is kept has no separators.
  const plain = (name: string): void => void (typeof typed[name] === 'string' && (typed[name] = typed[name].replace(/,/g, '')));
  return {
    errors, wrong, text,
    words: (name: string, most?: number) => fitting(name, () => true, '', most),
    day: (name: string) => fitting(name, isLegalDate, 'rewardRules.error.day'),
    yuan: (name: string) => (plain(name), fitting(name, (value) => YUAN.test(value), 'rewardRules.error.yuan')),
    percent: (name: string) => fitting(name, (value) => PERCENT.test(value), 'rewardRules.error.percent'),
    division: (name: string) => fitting(name, isDivisionCode, 'rewardRules.error.division'),
    lines: (name: string) => text(name).split(/\r?\n|、/).map((line) => line.trim()).filter((line) => line !== ''),
    list: (name: string) => [typed[name] ?? []].flat(),
  };
}
export type Reading = ReturnType<typeof reading>;
