// The page of one act that needs more than a button. What was typed comes back with its mistakes.
import type { FieldErrors } from '../../../kernel/errors.ts';
import type { Typed } from '../../../kernel/forms.ts';
import type { Words } from '../../../kernel/i18n.ts';
import { view } from '../../../kernel/views.ts';
import { errorLinks, errorText } from '../../../people/pages.ts';
import type { ErrorLink } from '../../../people/pages.ts';
import { hasValidCertificate } from '../../../people/rules/person.ts';
import type { Person } from '../../../people/rules/person.ts';
import { ACTIONS, TELL_CLOCKS } from '../../rules/actions.ts';
import type { Action } from '../../rules/actions.ts';
import { grantName, running } from '../../rules/clocks.ts';
import type { Grantable } from '../../rules/clocks.ts';
import type { Ground } from '../../rules/grounds.ts';
import { TELL_WAYS } from '../../rules/acts/handling.ts';
import { registerNumber } from '../../rules/report.ts';
import type { Report } from '../../rules/report.ts';
import { actName } from './acts.ts';
import type { DeskAction } from './acts.ts';
import { clockName, groundWord, termWord } from './words.ts';

export type Option = { value: string; text: string; isChecked: boolean };
export type Field = { kind: 'line' | 'lines' | 'select' | 'radios' | 'checkboxes' | 'tick'; id: string; label: string; hint: string | null; value: string; options: Option[]; isOptional: boolean; isChecked: boolean; error: string | null };
export type FormAction = Exclude<DeskAction, 'accept' | 'file'>;
export type ActPage = {
  title: string; action: string; act: string; number: string; register: string; target: string; back: string; version: number; lede: string; clause: string | null; fields: Field[]; button: string;
  kind: string; errors: ErrorLink[];
};
export const actView = view<ActPage>('reports/desk/act', { layout: 'desk', nav: '/inbox' });

export type ActInput = {
  report: Report; action: FormAction; investigators: readonly Person[]; candidates: readonly { id: string; year: number; order: number; receivedOn: string; targetName: string }[];
  grounds: readonly Ground[]; reasons: readonly Ground[]; today: string; version: number; grants?: readonly Grantable[]; typed?: Typed; errors?: FieldErrors;
};

export function actPage(t: Words, input: ActInput): ActPage {
  const { report, action, errors } = input;
  const { clause }: Action = ACTIONS[action];
  return {
    title: actName(t, action), action: `/reports/desk/${report.id}/${action}`, act: action, number: report.number, register: registerNumber(report), target: report.content.targetName,
    back: `/reports/desk/${report.id}`, version: input.version, lede: t(`reports.desk.lede.${action}`), clause: clause === '' ? null : clause, fields: fieldsOf(t, input),
    button: t(`reports.desk.do.${action}`), kind: action === 'notAccept' || action === 'notFile' || action === 'recuse' ? 'warning' : '', errors: errorLinks(t, errors),
  };
}

function fieldsOf(t: Words, { report, action, investigators, candidates, grounds, reasons, today, grants = [], typed = {}, errors }: ActInput): Field[] {
  const was = (id: string, otherwise: string): string => (typeof typed[id] === 'string' ? typed[id] : otherwise);
  const wereChosen = (id: string, otherwise: readonly string[]): readonly string[] => (Object.keys(typed).length === 0 ? otherwise : [typed[id] ?? []].flat());
  const field = (kind: Field['kind'], id: string, label: string, change: Partial<Field> = {}): Field => ({
    kind, id, label, hint: null, value: was(id, ''), options: [], isOptional: false, isChecked: was(id, '') === 'yes', error: errorText(t, errors, id), ...change,
  });
  const option = (value: string, text: string, chosen: readonly string[] = []): Option => ({ value, text, isChecked: chosen.includes(value) });
  const why = (label: string, hint: string | null = null): Field => field('lines', 'text', label, { hint });
  const sourced = (list: readonly Ground[]): Option[] => list.map(({ code, source }) => option(code, t('reports.desk.groundLine', { ground: groundWord(t, code), source })));
  const day = (id: string, label: string): Field => field('line', id, label, { value: was(id, today), hint: t('reports.desk.hint.date') });
  const reason = t('common.reason');

  const candidateLine = (each: ActInput['candidates'][number]): string => t('reports.desk.candidate', { register: registerNumber(each), name: each.targetName, date: each.receivedOn });
  if (action === 'notAccept') return [field('radios', 'ground', t('reports.desk.field.ground'), { options: sourced(grounds), hint: report.identity === 'realName' ? t('reports.desk.hint.toldAlike') : null }), why(t('reports.desk.field.explanation'), t('reports.desk.hint.inLetter')),
    ...(candidates.length > 0 ? [field('radios', 'into', t('moves.field.earlierNa'), { hint: t('moves.hint.earlierNa'), isOptional: true, options: [option('', t('moves.none')), ...candidates.map((each) => option(each.id, candidateLine(each)))] })] : [])];
  if (action === 'notFile') return [field('radios', 'reason', t('reports.desk.field.ground'), { options: sourced(reasons) }), why(reason, t('reports.desk.hint.onRecord'))];
  if (action === 'ask') {
    return [
      why(t('reports.desk.field.message'), t('reports.desk.hint.message')),
      field('radios', 'isQuestion', t('reports.desk.field.isQuestion'), { value: was('isQuestion', 'yes'), options: [option('yes', t('reports.desk.option.question')), option('no', t('reports.desk.option.word'))] }),
      field('line', 'answerBy', t('reports.desk.field.answerBy'), { isOptional: true, hint: t('reports.desk.hint.date') }),
    ];
  }
  if (action === 'assign') {
    const able = investigators.filter((each) => hasValidCertificate(each, today) && !report.recused.includes(each.id));
    const chosen = wereChosen('officers', report.assigned);
    return [field('checkboxes', 'officers', t('reports.desk.field.officers'), {
      hint: t('reports.desk.hint.officers'), options: able.map(({ id, name, certificate }) => option(id, t('reports.desk.officerLine', { name, number: certificate?.number ?? '' }), chosen)),
    })];
  }
  if (action === 'recordVisit') return [day('on', t('reports.desk.field.visitedOn')), field('lines', 'text', t('reports.desk.field.visit'), { isOptional: true })];
  if (action === 'referContract') return [field('tick', 'isBreachOnly', t('reports.desk.field.isBreachOnly')), why(reason)];
  if (action === 'transfer') {
    return [
      field('line', 'receiver', t('reports.desk.field.receiver')), field('lines', 'matter', t('reports.desk.field.matter'), { hint: t('reports.desk.hint.matter') }),
      why(reason, t('reports.desk.hint.inLetter')),
    ];
  }
  if (action === 'merge') {
    return [
      field('radios', 'into', t('reports.desk.field.into'), { options: candidates.map((each) => option(each.id, candidateLine(each))) }),
      field('lines', 'text', reason, { isOptional: true }),
    ];
  }
  // Also where one is left, if only the heads together may grant it: without its minutes it could never be granted.
  if (action === 'extend' && (grants.length > 1 || grants.some(({ extension }) => extension.approver === 'collective'))) {
    const words = ({ clock, extension: { mode, amount, unit, approver, source } }: Grantable): string => t(mode === 'total' ? 'clocks.grant.total' : 'clocks.grant.added', {
      name: clockName(t, clock, clock), term: amount === null ? '' : termWord(t, amount, unit), approver: t(`law.approver.${approver}`), source,
    });
    const names = grants.map(grantName);
    return [
      field('radios', 'extension', t('clocks.grant.which'), { value: was('extension', names[0] ?? ''), options: grants.map((each) => option(grantName(each), words(each))) }), why(reason, t('reports.desk.hint.onRecord')),
      ...(grants.some(({ extension }) => extension.approver === 'collective') ? [field('line', 'minutes', t('clocks.grant.minutes'), { isOptional: true, hint: t('clocks.grant.minutesHint') })] : []),
    ];
  }
  if (action === 'recordTold') {
    const open = TELL_CLOCKS.filter((code) => running(report.clocks, code) !== null);
    return [
      field('radios', 'clock', t('reports.desk.field.clock'), { value: was('clock', open[0] ?? ''), options: open.map((code) => option(code, clockName(t, code, code))) }),
      field('select', 'way', t('reports.desk.field.way'), { options: TELL_WAYS.map((way) => option(way, t(`reports.desk.way.${way}`))) }), day('on', t('reports.desk.field.toldOn')),
    ];
  }
  return [why(reason, t('reports.desk.hint.onRecord'))];
}

export type IdentityPage = { title: string; back: string; register: string; name: string | null; contact: string | null };
export const identityView = view<IdentityPage>('reports/desk/identity', { layout: 'desk', nav: '/inbox' });
export const identityPage = (t: Words, report: Pick<Report, 'id' | 'year' | 'order'>, opened: { name: string | null; contact: string | null }): IdentityPage => ({
  title: t('reports.desk.identityPage.title'), back: `/reports/desk/${report.id}`, register: registerNumber(report), ...opened,
});
