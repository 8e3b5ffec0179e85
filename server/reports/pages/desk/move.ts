// The forms of acts between bureaus and between reports; the same page as every other act.
import type { FieldErrors } from '../../../kernel/errors.ts';
import type { Typed } from '../../../kernel/forms.ts';
import type { Words } from '../../../kernel/i18n.ts';
import { errorLinks, errorText } from '../../../people/pages.ts';
import { ACTIONS } from '../../rules/actions.ts';
import type { Action } from '../../rules/actions.ts';
import { CATEGORY_NAMES } from '../../rules/categories.ts';
import { TARGET_KINDS, registerNumber } from '../../rules/report.ts';
import type { Report } from '../../rules/report.ts';
import type { ActPage, Field, Option } from './act.ts';
import { actName } from './acts.ts';
import type { MoveAction } from './acts.ts';
import { categoryWord } from './words.ts';

export type Older = Pick<Report, 'id' | 'number' | 'year' | 'order' | 'receivedOn' | 'state'> & { targetName: string };
export type MoveInput = {
  report: Report; action: MoveAction; bureaus: readonly { code: string; name: string }[]; older: readonly Older[]; today: string; version: number; typed?: Typed; errors?: FieldErrors;
};

export function movePage(t: Words, input: MoveInput): ActPage {
  const { report, action, errors } = input;
  const { clause }: Action = ACTIONS[action];
  return {
    title: actName(t, action), action: `/reports/desk/${report.id}/${action}`, act: action, number: report.number, register: registerNumber(report), target: report.content.targetName,
    back: `/reports/desk/${report.id}`, version: input.version, lede: t(`reports.desk.lede.${action}`), clause: clause === '' ? null : clause, fields: fieldsOf(t, input),
    button: t(`reports.desk.do.${action}`), kind: '', errors: errorLinks(t, errors),
  };
}

export const olderLine = (t: Words, each: Older): string =>
  t('moves.candidateLine', { register: registerNumber(each), name: each.targetName, date: each.receivedOn, state: t(`reports.state.${each.state}`) });

function fieldsOf(t: Words, { report, action, bureaus, older, today, typed = {}, errors }: MoveInput): Field[] {
  const isFresh = Object.keys(typed).length === 0;
  const was = (id: string, otherwise = ''): string => (typeof typed[id] === 'string' ? typed[id] : otherwise);
  const chosen = (id: string, otherwise: readonly string[] = []): readonly string[] => (isFresh ? otherwise : [typed[id] ?? []].flat());
  const field = (kind: Field['kind'], id: string, label: string, change: Partial<Field> = {}): Field => ({
    kind, id, label, hint: null, value: was(id), options: [], isOptional: false, isChecked: false, error: errorText(t, errors, id), ...change,
  });
  const option = (value: string, text: string, among: readonly string[] = []): Option => ({ value, text, isChecked: among.includes(value) });
  const why = (hint: string | null = t('reports.desk.hint.onRecord')): Field => field('lines', 'text', t('moves.field.reason'), { hint });
  const places = (label: string): Field => field('select', 'to', label, { options: bureaus.map(({ code, name }) => option(code, name)) });
  const matter = field('lines', 'matter', t('moves.field.matter'), { hint: t('moves.hint.matter') });

  if (action === 'offer') return [places(t('moves.field.to')), matter, why(t('reports.desk.hint.inLetter'))];
  if (action === 'handDown') {
    return [
      places(t('moves.field.below')), matter, field('lines', 'text', t('moves.field.demand'), { hint: t('reports.desk.hint.inLetter') }),
      field('line', 'limit', t('moves.field.limit'), { isOptional: true, hint: t('moves.hint.limit') }),
      field('select', 'unit', t('moves.field.unit'), { value: was('unit', 'WD'), options: (['WD', 'D', 'MONTH'] as const).map((unit) => option(unit, t(`moves.unit.${unit}`))) }),
    ];
  }
  if (action === 'reportBack') return [field('lines', 'text', t('moves.field.result'), { hint: t('reports.desk.hint.inLetter') })];
  if (action === 'recordTaken') return [field('line', 'on', t('moves.field.takenOn'), { value: was('on', today), hint: t('reports.desk.hint.date') }), field('lines', 'text', t('moves.field.takenNote'), { isOptional: true })];
  if (action === 'repeat') {
    return [
      ...(older.length > 0 ? [field('radios', 'into', t('moves.field.earlier'), { options: older.map((each) => option(each.id, olderLine(t, each))) })] : []),
      field('line', 'register', t('moves.field.register'), { isOptional: older.length > 0, error: older.length > 0 ? null : errorText(t, errors, 'into') }), why(),
    ];
  }
  if (action === 'split') {
    const file = (id: string): string => t('reports.desk.file.name', { n: report.files.indexOf(id) + 1 });
    return [
      field('line', 'targetName', t('moves.field.targetName')),
      field('select', 'targetKind', t('moves.field.targetKind'), { value: was('targetKind', report.targetKind), options: TARGET_KINDS.map((kind) => option(kind, t(`reports.targetKind.${kind}`))) }),
      field('checkboxes', 'categories', t('moves.field.categories'), { options: CATEGORY_NAMES.map((name) => option(name, categoryWord(t, name), chosen('categories'))) }),
      field('lines', 'narrative', t('moves.field.narrative'), { value: was('narrative', report.content.narrative), hint: t('moves.hint.narrative') }),
      ...(report.files.length > 0 ? [field('checkboxes', 'files', t('moves.field.files'), { options: report.files.map((id) => option(id, file(id), chosen('files'))) })] : []),
      ...(report.messages.length > 0 ? [field('checkboxes', 'messages', t('moves.field.messages'), { options: report.messages.map(({ id, text }) => option(id, [...text].slice(0, 40).join(''), chosen('messages'))) })] : []),
      why(),
    ];
  }
  return [why()];
}
