// A lost race on a case: who was faster and with what, and what was typed under the names of its fields.
import type { Typed } from '../../kernel/forms.ts';
import type { Race } from '../../kernel/http/raced.ts';
import type { NamedText } from '../../kernel/http/typed.ts';
import type { Words } from '../../kernel/i18n.ts';
import { GROUNDS } from '../../penalties/rules/grounds.ts';
import { penaltyNames } from '../forms.ts';
import { TIERS } from '../rules/case.ts';
import type { Case } from '../rules/case.ts';
import { causeName } from '../rules/naming.ts';
import { numeral } from '../rules/papers.ts';
import { eventsSince } from '../rules/since.ts';
import { eventTitle } from './events.ts';
import type { PageField } from './fields.ts';

/** More are read in the record of the case. */
const MOST = 5;

/** `seen`: the version that the reader had before him. */
type Faster = { kase: Pick<Case, 'id' | 'version' | 'events'>; seen: number; names: ReadonlyMap<string, string>; reader: string; minute: (at: Date) => string };

export function racePage(t: Words, { kase, seen, names, reader, minute }: Faster, fields: NamedText[]): Race {
  const events = eventsSince(kase, seen);
  const nameOf = (id: string): string => (id === reader ? t('problems.race.self') : (names.get(id) ?? t('problems.race.system')));
  return {
    who: [...new Set(events.map(({ by }) => nameOf(by)))], changes: events.slice(0, MOST).map((event) => ({ at: minute(event.at), text: eventTitle(t, event, names) })),
    record: `/cases/${kase.id}#log`, fields,
  };
}

const valuesOf = (typed: Typed, name: string): string[] => [typed[name] ?? []].flat().map((value) => value.trim()).filter((value) => value !== '');

/** What was chosen, in its words: an option may be gone with the change. */
const chosen = (t: Words, values: readonly string[], options: readonly { value: string; text: string }[]): string =>
  values.map((value) => options.find((option) => option.value === value)?.text ?? t('problems.race.gone')).join(t('evidence.held.and'));

const LISTS: readonly PageField['kind'][] = ['select', 'radios', 'boxes'];

export const typedFields = (t: Words, fields: readonly PageField[], typed: Typed): NamedText[] => fields.flatMap(({ id, kind, label, options }) => {
  const values = valuesOf(typed, id);
  if (values.length === 0) return [];
  return [{ name: id, label, text: kind === 'tick' ? t('common.yes') : LISTS.includes(kind) ? chosen(t, values, options) : values.join('\n') }];
});

/** The fields of the page of discretion, counted as they stood on the page that was filled in. */
export function typedPenalty(t: Words, kase: Pick<Case, 'findings'>, typed: Typed): NamedText[] {
  const counts = Object.keys(typed).flatMap((name) => /^reason-(\d{1,3})$/.exec(name)?.[1] ?? []).map(Number).sort((a, b) => a - b);
  const acts = kase.findings.map((finding) => ({ value: finding.id, text: causeName(finding.violationCode) }));
  const tiers = TIERS.map((value) => ({ value, text: t(`penalties.tier.${value}`) }));
  const grounds = GROUNDS.map(({ code, nameZh }) => ({ value: code, text: nameZh }));
  return counts.flatMap((n) => {
    const names = penaltyNames(n);
    const line = (name: string, field: string, options: readonly { value: string; text: string }[] | null = null): NamedText[] => {
      const values = valuesOf(typed, name);
      return values.length === 0 ? [] : [{ name, label: t('penalties.field.of', { n: numeral(n), field }), text: options ? chosen(t, values, options) : values.join('\n') }];
    };
    return [
      ...line(names.tier, t('penalties.field.tier'), tiers), ...line(names.multiple, t('penalties.field.multiple')), ...line(names.fine, t('penalties.field.fine')),
      ...line(names.months, t('penalties.field.suspensionMonths')), ...line(names.unit, t('penalties.field.suspensionUnit')), ...line(names.terminate, t('penalties.field.terminateAgreement'), [{ value: 'yes', text: t('common.yes') }]),
      ...line(names.same, t('penalties.field.same'), acts), ...line(names.grounds, t('penalties.field.grounds'), grounds), ...line(names.reason, t('penalties.field.reason')),
    ];
  });
}
