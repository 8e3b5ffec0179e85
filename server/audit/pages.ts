import { isMessageKey } from '../kernel/i18n.ts';
import type { Words } from '../kernel/i18n.ts';
import { view } from '../kernel/views.ts';
import type { AuditQuery } from './forms.ts';
import type { AuditRow } from './rules.ts';

type Row = {
  at: string; actor: string; actorText: string; actorHref: string | null; act: string; actText: string; subjectKind: string; subject: string; subjectHref: string | null;
  outcome: 'done' | 'refused'; outcomeText: string; detail: string;
};
export type AuditPage = {
  title: string; bureau: string; bureaus: { value: string; text: string }[]; who: string; subject: string; isUnknownPerson: boolean;
  entries: Row[]; newest: string | null; older: string | null;
};
export const auditView = view<AuditPage>('audit/list', { layout: 'desk', nav: '/audit' });

type Input = {
  query: AuditQuery; bureaus: readonly { code: string; name: string }[]; rows: readonly AuditRow[]; next: string | null;
  names: ReadonlyMap<string, string>; isUnknownPerson: boolean; minute: (at: Date) => string;
};

const address = (query: AuditQuery, change: Partial<AuditQuery>): string => {
  const { bureau, person, subject, before } = { ...query, ...change };
  const wanted = Object.entries({ bureau, person, subject, before }).filter(([, value]) => value !== '');
  return `/audit?${new URLSearchParams(Object.fromEntries(wanted)).toString()}`;
};

/** The words of an act: its own, or those of the button that does it. */
function actWords(t: Words, act: string): string {
  const [feature = '', verb = ''] = act.split('.');
  const key = [`audit.act.${act}`, `${feature}.action.${verb}`, `${feature}.do.${verb}`, `${feature}.act.${verb}`, `${feature}.desk.do.${verb}`].find(isMessageKey);
  return key ? t(key) : act;
}

/** Ids and codes as they were written; only the names of officers are looked up. */
export function auditPage(t: Words, { query, bureaus, rows, next, names, isUnknownPerson, minute }: Input): AuditPage {
  const word = (key: string, otherwise: string): string => (isMessageKey(key) ? t(key) : otherwise);
  return {
    title: t('audit.title'),
    bureau: query.bureau,
    bureaus: bureaus.map(({ code, name }) => ({ value: code, text: name })),
    who: query.person,
    subject: query.subject,
    isUnknownPerson,
    entries: rows.map((row) => ({
      at: row.actor === 'reporter' ? minute(row.at).slice(0, 10) : minute(row.at),
      actor: row.actor,
      actorText: names.get(row.actor) ?? word(`audit.actor.${row.actor}`, row.actor),
      actorHref: names.has(row.actor) ? address(query, { person: row.actor, before: '' }) : null,
      act: row.act,
      actText: actWords(t, row.act),
      subjectKind: row.subject ? word(`audit.subject.${row.subject.kind}`, row.subject.kind) : '',
      subject: row.subject?.id ?? '',
      subjectHref: row.subject ? address(query, { subject: row.subject.id, before: '' }) : null,
      outcome: row.outcome,
      outcomeText: t(`audit.outcome.${row.outcome}`),
      detail: Object.entries(row.detail).map(([name, value]) => `${name}=${value}`).join(' '),
    })),
    newest: query.before === '' ? null : address(query, { before: '' }),
    older: next === null ? null : address(query, { before: next }),
  };
}
