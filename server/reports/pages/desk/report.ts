import type { DocumentLine } from '../../../documents/rules/document.ts';
import { DOWNLOAD_REASONS } from '../../../evidence/rules/files.ts';
import type { FileInfo } from '../../../evidence/rules/files.ts';
import type { DivisionTable } from '../../../kernel/divisions.ts';
import type { FieldErrors } from '../../../kernel/errors.ts';
import type { Words } from '../../../kernel/i18n.ts';
import { formatYuan } from '../../../kernel/money.ts';
import { view } from '../../../kernel/views.ts';
import { findViolation } from '../../../law/rules/violations.ts';
import { errorLinks, errorText } from '../../../people/pages.ts';
import type { ErrorLink } from '../../../people/pages.ts';
import type { IdentityReason } from '../../rules/access.ts';
import type { ActionName, Block } from '../../rules/actions.ts';
import { codesOf } from '../../rules/categories.ts';
import { correctionsOf } from '../../rules/own.ts';
import { registerNumber } from '../../rules/report.ts';
import type { Report } from '../../rules/report.ts';
import { tiesOf } from '../../rules/ties.ts';
import { sizeText } from '../words.ts';
import { actButtons, isFolded, lockedActs } from './acts.ts';
import { linkedInstitution } from '../../../institutions/pages/show.ts';
import type { LinkedInstitution, LinkedRecord } from '../../../institutions/pages/show.ts';
import type { ActButton, LockedAct } from './acts.ts';
import { aroundOf } from './around.ts';
import type { Around, AroundInput } from './around.ts';
import { clockRows } from './clocks.ts';
import type { ClockRow, ShownClock } from './clocks.ts';
import { logOf, notesOf } from './log.ts';
import { originFacts } from './origin.ts';
import { categoryWord, groundWord, identityWord, placeWord } from './words.ts';

type DeskFile = { id: string; symbol: string; name: string; kindText: string; preview: string | null; download: string; size: string; digest: string; opened: number; note: string | null; field: string };
type Fact = { label: string; text: string };
export type ReportPage = {
  title: string; id: string; version: number; number: string; register: string; target: string; conduct: string[]; state: string; stateText: string; marks: { kind: string; text: string }[];
  clocks: ClockRow[]; facts: Fact[]; narrative: string; files: DeskFile[]; reasons: { value: string; text: string }[];
  messages: { isMine: boolean; who: string; date: string; text: string }[]; letters: { href: string; text: string; issuedOn: string; servedOn: string | null; stateText: string; deliver: string | null }[];
  log: { at: string; text: string }[]; notes: { at: string; text: string }[];
  acts: ActButton[]; more: ActButton[]; locked: LockedAct[]; askHref: string | null; mayNote: boolean; note: string; noteError: string | null; caseHref: string | null;
  reporter: Fact[]; identityHref: string | null; receiptHref: string | null;
  around: Around; institution: LinkedInstitution | null; linkHref: string | null;
  /** What waits next in the inbox. */
  next: { href: string; text: string } | null; errors: ErrorLink[]; downloadError: string | null;
};
export type { LinkedRecord } from '../../../institutions/pages/show.ts';
export const reportView = view<ReportPage>('reports/desk/report', { layout: 'desk', nav: '/inbox' });

export type ReportInput = {
  institution?: LinkedRecord | null;
  report: Report; clocks: readonly ShownClock[]; permitted: readonly ActionName[]; blocked: readonly Block[]; files: readonly FileInfo[]; fileOpens: ReadonlyMap<string, number>;
  letters: readonly DocumentLine[]; names: ReadonlyMap<string, string>; opened: number; mayOpenIdentity: readonly IdentityReason[]; divisions: DivisionTable; minute: (at: Date) => string;
  next: { id: string; targetName: string } | null; mayOpenCase: boolean; tags: readonly { id: string; name: string }[];
  around?: AroundInput; errors?: FieldErrors; note?: string;
};

const ALONE: AroundInput = { related: [], alike: [], bureaus: new Map(), group: null };

const SYMBOLS: Record<string, string> = { picture: 'image', audio: 'file-audio', pdf: 'file-text', office: 'file-text', text: 'file-text' };
const period = (t: Words, { from, to }: Pick<Report, 'from' | 'to'>): string => (from === null && to === null ? t('reports.desk.unsaid') : from === to ? (from ?? '') : `${from ?? ''}—${to ?? ''}`);

function factsOf(t: Words, report: Report, divisions: DivisionTable, names: ReadonlyMap<string, string>): Fact[] {
  const codes = codesOf(report.categories);
  const handled = report.assigned.map((id) => names.get(id) ?? t('common.unknown')).join(t('reports.desk.comma'));
  return [
    { label: t('reports.desk.fact.target'), text: t('reports.desk.fact.targetLine', { name: report.content.targetName, kind: t(`reports.targetKind.${report.targetKind}`), place: placeWord(t, divisions, report.division) }) },
    { label: t('reports.desk.fact.conduct'), text: report.categories.length === 0 ? t('reports.desk.unsaid') : report.categories.map((name) => categoryWord(t, name)).join(t('reports.desk.semicolon')) },
    ...(codes.length > 0 ? [{ label: t('reports.desk.fact.codes'), text: codes.map((code) => `${findViolation(code)?.nameZh ?? ''} ${code}`.trim()).join(t('reports.desk.semicolon')) }] : []),
    { label: t('reports.desk.fact.period'), text: period(t, report) },
    { label: t('reports.desk.fact.amount'), text: report.content.amount === null ? t('reports.desk.unsaid') : t('reports.desk.fact.yuan', { yuan: formatYuan(report.content.amount) }) },
    { label: t('reports.desk.fact.relation'), text: t(`reports.relation.${report.content.relation}`) },
    { label: t('reports.desk.fact.received'), text: t('reports.desk.fact.receivedLine', { date: report.receivedOn, channel: t(`reports.desk.channel.${report.channel}`), order: report.order }) },
    ...originFacts(t, report, names),
    { label: t('reports.desk.fact.officers'), text: handled === '' ? t('common.desk.nobody') : handled },
    ...(report.state === 'merged' && tiesOf(report).mergedAs === 'repeated' ? [{ label: t('reports.desk.fact.reason'), text: t('moves.asRepeated') }] : []),
    ...(report.transferredTo === null ? [] : [{ label: t('reports.desk.fact.transferredTo'), text: report.transferredTo }]),
    ...(report.reason === null ? [] : [{ label: t('reports.desk.fact.reason'), text: groundWord(t, report.reason) }]),
  ];
}

function reporterOf(t: Words, report: Report, opened: number): Fact[] {
  const isSealed = report.identity === 'realName' || report.identity === 'identifiable';
  return [
    { label: t('reports.desk.reporter.way'), text: identityWord(t, report.identity) },
    ...(report.identity === null ? [] : [{ label: t('reports.desk.reporter.identity'), text: t(isSealed ? 'reports.desk.reporter.sealed' : 'reports.desk.reporter.nothing') }]),
    ...(isSealed ? [{ label: t('reports.desk.reporter.opened'), text: t('reports.desk.times', { n: opened }) }] : []),
    ...(report.identity === null ? [] : [{ label: t('reports.desk.reporter.reward'), text: t(report.wantsReward ? 'reports.desk.reporter.wants' : 'reports.desk.reporter.wantsNot') }]),
    ...(report.withdrawnOn === null ? [] : [{ label: t('reports.desk.reporter.withdrawal'), text: t('reports.desk.reporter.withdrawnOn', { date: report.withdrawnOn }) }]),
  ];
}

const fileName = (t: Words, report: Report, id: string): string => t('reports.desk.file.name', { n: report.files.indexOf(id) + 1 });

export function reportPage(t: Words, input: ReportInput): ReportPage {
  const { report, files, letters, names, permitted } = input;
  const isExtended = report.clocks.some(({ code, extensions }) => code === 'ACCEPT_OR_FILE' && extensions.length > 0);
  const corrections = correctionsOf(report);
  const who = (by: string | null): string => (by === null ? t('reports.desk.reporter.title') : (names.get(by) ?? t('common.unknown')));
  const buttons = actButtons(t, report, permitted);
  return {
    title: t('reports.desk.title', { register: registerNumber(report) }), id: report.id, version: report.version, number: report.number, register: registerNumber(report),
    target: report.content.targetName, conduct: report.categories.map((name) => categoryWord(t, name)), state: report.state, stateText: t(`reports.state.${report.state}`),
    marks: [
      ...(corrections.size > 0 ? [{ kind: 'warn', text: t('reporter.desk.mark') }] : []), ...(report.withdrawnOn ? [{ kind: 'warn', text: t('reports.desk.mark.withdrawn') }] : []), ...(report.isAsked ? [{ kind: '', text: t('reports.desk.mark.asked') }] : []),
      ...(isExtended ? [{ kind: '', text: t('reports.desk.mark.extended') }] : []), ...input.tags.map(({ name }) => ({ kind: '', text: name })),
    ],
    clocks: clockRows(t, report, input.clocks, input.around?.bureaus), facts: factsOf(t, report, input.divisions, names), narrative: report.content.narrative,
    files: files.map((file) => ({
      id: file.id, symbol: SYMBOLS[file.kind] ?? 'paperclip', name: fileName(t, report, file.id), kindText: t(`evidence.kind.${file.kind}`), field: `reason-${report.files.indexOf(file.id) + 1}`,
      preview: file.mayPreview ? `/reports/desk/${report.id}/files/${file.id}/preview` : null, download: `/reports/desk/${report.id}/files/${file.id}/download`, size: sizeText(file.size),
      digest: `${file.sha256.slice(0, 4)}…${file.sha256.slice(-4)}`, opened: input.fileOpens.get(file.id) ?? 0, note: file.mayPreview ? t('reports.desk.file.cleaned') : null,
    })),
    reasons: DOWNLOAD_REASONS.map((value) => ({ value, text: t(`evidence.reason.${value}`) })),
    messages: report.messages.map((message) => ({
      isMine: message.from === 'officer', who: corrections.has(message.id) ? t('reporter.desk.corrected') : who(message.from === 'officer' ? (message.by ?? '') : null), date: message.on,
      text: [
        message.text, ...(message.files.length > 0 ? [message.files.map((id) => fileName(t, report, id)).join(t('reports.desk.comma'))] : []),
        ...(message.answerBy ? [t('reports.desk.message.answerBy', { date: message.answerBy })] : []),
      ].filter((part) => part !== '').join('\n'),
    })),
    letters: letters.map((letter) => ({
      href: `/documents/${letter.id}`, text: letter.number === null ? letter.title : `${letter.title} ${letter.number}`, issuedOn: letter.issuedOn, servedOn: letter.servedOn,
      stateText: letter.servedOn === null || letter.servedWay === null ? t('reports.desk.letter.notServed') : t('entering.letter.served', { date: letter.servedOn, way: t(`documents.way.${letter.servedWay}`) }),
      deliver: letter.servedOn === null ? `/documents/${letter.id}#deliver` : null,
    })),
    log: logOf(t, report, names, input.minute), notes: notesOf(report, names, input.minute),
    around: aroundOf(t, report, permitted, input.around ?? ALONE),
    acts: buttons.filter((button) => !isFolded(button)), more: buttons.filter(isFolded), locked: lockedActs(t, input.blocked), askHref: permitted.includes('ask') ? `/reports/desk/${report.id}/ask` : null,
    mayNote: permitted.includes('note'), note: input.note ?? '', noteError: errorText(t, input.errors, 'text'), caseHref: report.caseId === null || !input.mayOpenCase ? null : `/cases/${report.caseId}`,
    reporter: reporterOf(t, report, input.opened), identityHref: input.mayOpenIdentity.includes('notify') ? `/reports/desk/${report.id}/identity` : null,
    institution: linkedInstitution(t, input.institution ?? null), linkHref: permitted.includes('linkInstitution') ? `/reports/desk/${report.id}/institution` : null,
    receiptHref: permitted.includes('handReceipt') ? `/reports/desk/${report.id}/handReceipt` : null,
    next: input.next === null ? null : { href: `/reports/desk/${input.next.id}`, text: t('desk.next', { target: input.next.targetName }) },
    errors: errorLinks(t, input.errors), downloadError: errorText(t, input.errors, 'reason'),
  };
}
