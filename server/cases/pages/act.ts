// One page for every act that asks for something: the fields of its form, what it rests on, what was typed.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { NamedText } from '../../kernel/http/typed.ts';
import type { Words } from '../../kernel/i18n.ts';
import { plainYuan } from '../../kernel/money.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import type { NamedFileInfo } from '../../reports/pages/files.ts';
import { fileLines } from '../../reports/pages/words.ts';
import type { FileLine } from '../../reports/pages/words.ts';
import { fieldsOf, filingFields } from '../forms.ts';
import type { FormAction } from '../forms.ts';
import { permitted } from '../rules/actions.ts';
import type { ActionName } from '../rules/actions.ts';
import type { Case, Party } from '../rules/case.ts';
import { causeName } from '../rules/naming.ts';
import type { Situation } from '../rules/situation.ts';
import { fieldsNow, isButton, slugOf } from './addresses.ts';
import { pageField } from './fields.ts';
import type { PageField } from './fields.ts';
import { typedFields } from './race.ts';
import { crumb, wordsFor } from './words.ts';

export type ActPage = {
  title: string; action: string; crumbs: { href: string; text: string }[]; address: string; version: number; lede: string | null; isMultipart: boolean; fields: PageField[];
  hidden: { name: string; value: string }[]; held: string; kept: FileLine[]; submit: string; errors: ErrorLink[];
};
export const actView = view<ActPage>('cases/act', { layout: 'desk', nav: '/cases' });

/** A finding as its form takes it. */
export function typedFinding(kase: Case, findingId: string): Typed {
  const finding = kase.findings.find((each) => each.id === findingId);
  if (!finding) return {};
  const yuan = (fen: number | null): string => (fen === null ? '' : plainYuan(fen));
  return {
    findingId, violationCode: finding.violationCode, lawCode: finding.lawCode, article: finding.article, item: finding.item ?? '', conductFrom: finding.conductFrom, conductTo: finding.conductTo, discoveredOn: finding.discoveredOn,
    gross: yuan(finding.grossFen), loss: yuan(finding.lossFen), defrauded: yuan(finding.defraudedFen), intent: finding.intent ? 'yes' : '', seriousConsequence: finding.seriousConsequence ? 'yes' : '',
    facts: finding.facts, evidenceIds: finding.evidenceIds, unsplitReason: finding.unsplit?.reason ?? '',
  };
}

const WITH_FILES: readonly ActionName[] = ['addEvidence', 'serveNotice', 'serveDecision'];
export const takesFiles = (action: ActionName): boolean => WITH_FILES.includes(action);

/** A form is shown exactly where its link is. */
export const maySee = (action: FormAction, kase: Case, situation: Situation): boolean => permitted(kase, situation).includes(action) && !isButton(action, kase);

/** Files of a form that came back. */
export type HeldFiles = { handle: string; files: readonly (NamedFileInfo & { id: string })[] };
type Input = { kase: Case; situation: Situation; typed?: Typed; before?: Typed; errors?: FieldErrors; held?: HeldFiles | null };

export function actPage(t: Words, action: FormAction, { kase, situation, typed = {}, before = {}, errors, held = null }: Input): ActPage {
  const title = t(`cases.action.${action}`);
  const fields = fieldsNow(action, kase).map((field) => pageField(t, field, { kase, situation, action }, typed, before, errors));
  return {
    title, action, crumbs: crumb(t, kase), address: `/cases/${kase.id}/${slugOf(action)}`, version: kase.version, lede: wordsFor(t, `cases.help.${action}`, '') || null, isMultipart: takesFiles(action),
    fields, hidden: [], held: held?.handle ?? '', kept: fileLines(held?.files ?? [], t('common.files.kept')), submit: title, errors: errorLinks(t, errors, fields),
  };
}

/** What was typed into the form of an act, under its names. */
export const typedOfAct = (t: Words, action: FormAction, { kase, situation }: Pick<Input, 'kase' | 'situation'>, typed: Typed): NamedText[] =>
  typedFields(t, fieldsOf(action).map((field) => pageField(t, field, { kase, situation, action }, typed, {}, undefined)), typed);

export type LeadToFile = { id: string; version: number; number: string; receivedOn: string; partyName: string; partyKind: Party['kind']; institutionId: string | null; violationCode: string };

/** The filing form of one lead: what the lead says is there to be corrected. */
export function filingPage(t: Words, { lead, situation, typed = {}, errors }: { lead: LeadToFile; situation: Situation; typed?: Typed; errors?: FieldErrors }): ActPage {
  const before: Typed = {
    partyName: lead.partyName, partyKind: lead.partyKind, personKind: lead.partyKind === 'INDIVIDUAL' ? 'PERSON' : 'UNIT', violationCode: lead.violationCode,
    reason: causeName(lead.violationCode),
  };
  const fields = filingFields().map((field) => pageField(t, field, { kase: null, situation, action: 'file' }, typed, before, errors));
  return {
    title: t('cases.file.title'), action: 'file', crumbs: [{ href: '/cases', text: t('cases.title') }, { href: `/reports/desk/${lead.id}`, text: lead.number }], address: '/cases', version: lead.version,
    lede: t('cases.file.lede', { number: lead.number, date: lead.receivedOn }), isMultipart: false,
    fields, hidden: [{ name: 'report', value: lead.id }, { name: 'institutionId', value: lead.institutionId ?? '' }], held: '', kept: [], submit: t('cases.action.file'), errors: errorLinks(t, errors, fields),
  };
}

export const typedOfFiling = (t: Words, situation: Situation, typed: Typed): NamedText[] =>
  typedFields(t, filingFields().map((field) => pageField(t, field, { kase: null, situation, action: 'file' }, typed, {}, undefined)), typed);
