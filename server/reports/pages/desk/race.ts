// A lost race on a report: the newest line of its record, and what the officer typed under the names of its fields.
import type { Typed } from '../../../kernel/forms.ts';
import type { Race } from '../../../kernel/http/raced.ts';
import type { NamedText } from '../../../kernel/http/typed.ts';
import type { Words } from '../../../kernel/i18n.ts';
import type { Report } from '../../rules/report.ts';
import type { Field } from './act.ts';
import { logOf } from './log.ts';

/** `fields`: of the form as it would come back with what was typed; empty for a form that stands on the page of the report. */
type Lost = { report: Report; names: ReadonlyMap<string, string>; minute: (at: Date) => string; fields: readonly Field[]; typed: Typed };

function textOf(t: Words, { kind, value, options, isChecked }: Field): string {
  if (kind === 'tick') return isChecked ? t('common.yes') : '';
  if (kind === 'line' || kind === 'lines') return value.trim();
  return options.filter((option) => option.value !== '' && (option.isChecked || option.value === value)).map(({ text }) => text).join(t('evidence.held.and'));
}

export function racePage(t: Words, { report, names, minute, fields, typed }: Lost): Race {
  const written = fields.flatMap((field): NamedText[] => (typed[field.id] === undefined ? [] : [{ name: field.id, label: field.label, text: textOf(t, field) }]));
  return { who: [], changes: logOf(t, report, names, minute).slice(0, 1), record: null, fields: written };
}
