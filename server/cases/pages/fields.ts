// A form field as the page shows it: its words, its options, what was typed.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Words } from '../../kernel/i18n.ts';
import { VIOLATIONS } from '../../law/rules/violations.ts';
import { errorText } from '../../people/pages.ts';
import { hasRole } from '../../people/rules/person.ts';
import { FIELD_KINDS, LAWS } from '../forms.ts';
import type { FieldKind, FieldName, FormField } from '../forms.ts';
import type { ActionName } from '../rules/actions.ts';
import { groundsToEnd, groundsToStop } from '../rules/acts/pause.ts';
import { ACCOUNTS, CHANGE_REASONS, PAYMENT_KINDS, PERSON_KINDS, PRESERVATION_DISPOSALS, SERVICE_WAYS, SUBJECT_KINDS, activeOfficers } from '../rules/case.ts';
import type { Case } from '../rules/case.ts';
import { decisionKinds } from '../rules/decisions.ts';
import { unnotedSuspensions } from '../rules/execution.ts';
import { forDecision } from '../rules/guards.ts';
import { causeName } from '../rules/naming.ts';
import type { Situation } from '../rules/situation.ts';
import { wordsFor } from './words.ts';

export type Option = { value: string; text: string; isChecked: boolean };
export type PageField = { id: FieldName; kind: FieldKind; label: string; value: string; isChecked: boolean; isOptional: boolean; options: Option[]; error: string | null; emptyText: string };

type Choice = { value: string; text: string };
type Sources = { kase: Case | null; situation: Situation; action: ActionName | 'file' };

const KINDS = ['DOC', 'OBJ', 'AV', 'EDATA', 'WIT', 'PARTY', 'EXPERT', 'SITE', 'OTHER'];

function choices(t: Words, name: FieldName, { kase, situation, action }: Sources): Choice[] {
  const listed = (list: string, values: readonly string[]): Choice[] => values.map((value) => ({ value, text: wordsFor(t, `cases.option.${list}.${value}`, value) }));
  const yesNo: Choice[] = [{ value: 'yes', text: t('common.yes') }, { value: 'no', text: t('common.no') }];
  const people = (may: (person: Situation['colleagues'][number]) => boolean): Choice[] => situation.colleagues.filter(may).map((person) => ({ value: person.id, text: person.name }));
  const findings = (ids: readonly string[]): Choice[] => (kase?.findings ?? []).filter((finding) => ids.includes(finding.id)).map((finding) => ({ value: finding.id, text: `${causeName(finding.violationCode)} ${finding.conductFrom}` }));
  const all = (kase?.findings ?? []).map((finding) => finding.id);
  const evidence = (kase?.evidence ?? []).filter((item) =>
    action === 'disposePreservation' ? item.preservation !== null && item.preservation.disposal === null : action !== 'hearEvidence' || item.heard === null).map((item) => ({ value: item.id, text: `${item.no}. ${item.name}` }));
  const known = situation.parameter('EVIDENCE_KINDS')?.value;
  const table: Partial<Record<FieldName, () => Choice[]>> = {
    violationCode: () => VIOLATIONS.map((each) => ({ value: each.code, text: `${each.code} ${each.nameZh}` })),
    lawCode: () => listed('lawCode', LAWS), evidenceKind: () => listed('evidenceKind', Array.isArray(known) ? known : KINDS),
    evidenceIds: () => evidence, evidenceId: () => evidence, findingIds: () => findings(all), findingId: () => findings(action === 'noteSuspension' && kase ? unnotedSuspensions(kase) : all),
    obtainedBy: () => (kase ? activeOfficers(kase).map((officer) => ({ value: officer.id, text: officer.name })) : []),
    disposal: () => listed('disposal', PRESERVATION_DISPOSALS), orderId: () => (kase?.orders ?? []).filter((order) => order.followUp === null).map((order) => ({ value: order.id, text: `${order.on} ${order.what}` })),
    opinion: () => listed('opinion', ['CONTINUE', 'CHANGE', 'CORRECT', 'OTHER']), newBecauseOf: () => listed('newBecauseOf', CHANGE_REASONS.filter((reason) => reason !== 'FIRST')), because: () => listed('because', CHANGE_REASONS.filter((reason) => reason !== 'FIRST')),
    way: () => listed('way', SERVICE_WAYS.filter((way) => way !== 'ANNOUNCED' || action === 'serveDecision')), form: () => listed('form', ['WRITTEN', 'ON_RECORD']),
    hostId: () => people((person) => hasRole(person, 'legalReviewer', 'head', 'investigator') && !(kase?.officers ?? []).some((officer) => officer.id === person.id)),
    memberIds: () => people((person) => hasRole(person, 'investigator', 'legalReviewer', 'head', 'intake')), officerId: () => people((person) => hasRole(person, 'investigator') && !(kase ? activeOfficers(kase) : []).some((officer) => officer.id === person.id)),
    officerIds: () => people((person) => hasRole(person, 'investigator')), personId: () => people((person) => hasRole(person, 'investigator', 'legalReviewer', 'head')),
    recusalId: () => (kase?.recusals ?? []).filter((recusal) => recusal.decision === null).map((recusal) => ({ value: recusal.id, text: `${recusal.personName} ${recusal.reason}` })),
    decisionKind: () => (kase ? listed('decisionKind', decisionKinds(kase.state).filter((kind) => forDecision(kase, situation, kind, 'typed').every((each) => each.isMet))) : []),
    paymentKind: () => listed('paymentKind', PAYMENT_KINDS), account: () => listed('account', ACCOUNTS), partyKind: () => listed('partyKind', SUBJECT_KINDS), personKind: () => listed('personKind', PERSON_KINDS),
    suspensionSituation: () => listed('situation', ['1', '2', '3', '4', '5']), terminationSituation: () => listed('situation', ['1', '2', '3']),
    ground: () => (kase ? (action === 'runClocks' ? groundsToEnd(kase) : groundsToStop(kase)) : []).map((value) => ({ value, text: wordsFor(t, `cases.pause.${value}`, value) })),
    isCorrected: () => yesNo, isAccepted: () => yesNo, isPublic: () => yesNo, isPartyPresent: () => yesNo, isSigned: () => yesNo, isRecused: () => yesNo,
  };
  return table[name]?.() ?? [];
}

/** What was typed goes before what is there; today is proposed where an act is entered the day it happens. */
export function pageField(t: Words, { name, isOptional }: FormField, sources: Sources, typed: Typed, before: Typed, errors: FieldErrors | undefined): PageField {
  const kind = FIELD_KINDS[name];
  const given = typed[name] ?? before[name] ?? (name === 'on' && Object.keys(typed).length === 0 ? sources.situation.today : '');
  const open = choices(t, name, sources);
  // Where there is but one thing to choose, it is chosen.
  const only = given === '' && kind === 'select' && !isOptional && open.length === 1 ? (open[0]?.value ?? '') : given;
  const values = [only].flat();
  const value = values[0] ?? '';
  return {
    id: name, kind, label: t(`cases.field.${name}`), value, isChecked: value === 'yes' || value === 'true', isOptional: isOptional && kind !== 'tick', emptyText: t('cases.choose'),
    options: open.map((option) => ({ ...option, isChecked: values.includes(option.value) })), error: errorText(t, errors, name),
  };
}
