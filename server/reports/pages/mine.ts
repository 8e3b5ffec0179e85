import type { FieldErrors } from '../../kernel/errors.ts';
import { isMessageKey } from '../../kernel/i18n.ts';
import type { Language, Words } from '../../kernel/i18n.ts';
import { longDate, view } from '../../kernel/views.ts';
import type { DocumentLine, OpenDocument } from '../../documents/rules/document.ts';
import type { ClockView } from '../../law/rules/clocks.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import type { ReporterView } from '../rules/reporter.ts';
import type { Report, ToldLine } from '../rules/report.ts';
import { choicesOf, correctionsOf } from '../rules/own.ts';
import { dateLines } from './dates.ts';
import type { DateLine } from './dates.ts';
import { comingSteps } from './received.ts';
import type { Step } from './received.ts';
import { clockWords, fileLines } from './words.ts';
import type { FileLine } from './words.ts';
import type { NamedFileInfo } from './files.ts';

export type StatusPage = { title: string; errors: ErrorLink[]; number: string; numberError: string | null; code: string; codeError: string | null; /** Too many tries: nothing that was typed is to be mended. */ waitText: string | null };
export const statusView = view<StatusPage>('reports/status', { layout: 'public', nav: '/reports/status', hasExit: true, tab: 'reporter.tab.find' });
export const statusPage = (t: Words, { number, code, errors, waitText = null }: { number: string; code: string; errors?: FieldErrors; waitText?: string | null }): StatusPage => ({
  title: t('reports.status.title'), errors: errorLinks(t, errors), number, numberError: errorText(t, errors, 'number'), code, codeError: errorText(t, errors, 'code'), waitText,
});

export type MinePage = {
  title: string; errors: ErrorLink[]; number: string; bureau: string; state: string; lede: string; question: { answerBy: string | null; text: string } | null; steps: Step[];
  messages: { isMine: boolean; who: string; date: string; text: string }[]; letters: { href: string; text: string; date: string }[];
  form: { text: string; textError: string | null; filesError: string | null; held: string; kept: FileLine[] } | null;
  dates: DateLine[];
  identity: string; opened: number | null; files: FileLine[]; mayGiveName: boolean; mayWaive: boolean; mayWithdraw: boolean; withdrawnOn: string | null; hasClaim: boolean;
};
export const mineView = view<MinePage>('reports/mine', { layout: 'public', nav: '/reports/status', hasExit: true, tab: 'reporter.tab.mine' });

export type MineInput = {
  report: Report; view: ReporterView; bureau: { code: string; name: string }; files: readonly NamedFileInfo[]; letters: readonly DocumentLine[]; permitted: readonly string[]; opened: number | null; clock: ClockView | null; dates: readonly ClockView[];
  hasClaim: boolean; typed?: string; errors?: FieldErrors; held?: { handle: string; files: readonly NamedFileInfo[] } | null; fileError?: string | null;
};

export function minePage(t: Words, language: Language, input: MineInput): MinePage {
  const { report, view: seen, bureau, files, letters, permitted, opened, clock, dates, hasClaim, typed = '', errors, held = null, fileError = null } = input;
  const name = seen.state === null || (seen.state === 'filed' && seen.stage === 'done') ? seen.stage : seen.state;
  const corrections = correctionsOf(report);
  const question = report.isAsked ? report.messages.findLast((message) => message.isQuestion) : undefined;
  const decide = dates.find(({ code }) => code === 'CASE_DECIDE')?.due ?? null;
  const date = (on: string | null): string => (on === null ? '' : longDate(on, language));
  const links = errorLinks(t, errors).map((link) => (link.href === '#files' && fileError ? { ...link, text: fileError } : link));
  return {
    title: t(`reports.mine.title.${name}`), errors: links, number: report.number, bureau: bureau.name, state: name,
    lede: `${t(`reports.mine.lede.${name}`, { date: date(clock?.due ?? null), reason: seen.reason ? reasonText(t, seen.reason) : '' })}${decide ? t('reporter.decideBy', { date: date(decide) }) : ''}`,
    question: question ? { answerBy: question.answerBy, text: question.answerBy ? t('reports.mine.askedBy', { date: date(question.answerBy) }) : t('reports.mine.asked') } : null,
    steps: stepsOf(t, language, input), dates: dateLines(t, language, dates, seen.state === null),
    messages: report.messages.map(({ id, from, on, text, files: sent }) => ({
      isMine: from === 'reporter', who: t(corrections.has(id) ? 'reporter.youCorrected' : from === 'reporter' ? 'reports.mine.you' : 'reports.mine.officer'), date: on,
      text: [text, ...(sent.length > 0 ? [t('reports.mine.sentFiles', { n: sent.length })] : [])].filter((part) => part !== '').join('\n'),
    })),
    letters: letters.map((letter) => ({ href: `/reports/mine/letters/${letter.id}`, text: letter.title, date: letter.issuedOn })),
    form: permitted.includes('message') ? { text: typed, textError: errorText(t, errors, 'text'), filesError: fileError ?? errorText(t, errors, 'files'), held: held?.handle ?? '', kept: fileLines(held?.files ?? [], t('common.files.kept')) } : null,
    identity: t(`reports.mine.identity.${report.identity ?? 'anonymous'}`), opened, files: fileLines(files, null),
    mayGiveName: permitted.includes('giveName'), mayWaive: permitted.includes('waiveReward') && !hasClaim, mayWithdraw: permitted.includes('withdraw'), withdrawnOn: report.withdrawnOn, hasClaim,
  };
}

const reasonText = (t: Words, code: string): string => {
  const key = code.startsWith('NA_') ? `reports.ground.${code}` : `reports.reason.${code}`;
  return isMessageKey(key) ? t(key) : code;
};

/** Past, now and coming. Who sees only three words gets these three and the lines meant for everybody. */
function stepsOf(t: Words, language: Language, { report, view: seen, bureau, clock }: MineInput): Step[] {
  const day = (on: string | null): string[] => (on === null ? [] : [longDate(on, language)]);
  const past = (title: string, on: string | null, ...more: string[]): Step => ({ state: 'done', title, lines: [...day(on), ...more], clock: null });
  // What he chose himself stands among what was told him, in the order of the days.
  const lived = [...seen.told, ...choicesOf(report)].sort((one, other) => one.on.localeCompare(other.on));
  const told = (lines: readonly Pick<ToldLine, 'key' | 'args' | 'on'>[] = lived): Step[] => lines.flatMap(({ key, args, on }) => (isMessageKey(key) ? [past(t(key, args), on)] : []));
  const received = past(t('reports.step.received'), report.receivedOn);
  const [verify, ...later] = comingSteps(t, language, { bureau: bureau.code, on: report.receivedOn, clock, wantsReward: report.wantsReward });
  if (seen.stage === 'done') {
    // A reward is told of after the matter is done.
    const isLater = (on: string): boolean => seen.doneOn !== null && on > seen.doneOn;
    const ended = past(t(`reports.step.${seen.state === null || seen.state === 'filed' ? 'done' : seen.state}`), seen.doneOn);
    // The case that was closed is that end, and says so itself.
    const isSaid = lived.some(({ key, on }) => key === 'cases.told.closed' && on === seen.doneOn);
    return [received, ...told(lived.filter(({ on }) => !isLater(on))), ...(isSaid ? [] : [ended]), ...told(lived.filter(({ on }) => isLater(on)))];
  }
  if (seen.state === null) {
    const hand: Step = { state: 'now', title: t('reports.step.inHand'), lines: [...day(seen.inHandOn), ...(verify?.lines ?? [])], clock: null };
    return [received, ...told(), ...(seen.stage === 'inHand' ? [hand] : verify ? [verify] : []), { state: 'next', title: t('reports.step.done'), lines: [], clock: null }];
  }
  if (seen.state === 'filed') {
    const investigating: Step = { state: 'now', title: t('reports.step.investigating'), lines: [t('reports.step.quiet')], clock: null };
    return [received, past(t('reports.step.filed'), seen.decidedOn), ...told(), investigating, ...later.slice(1)];
  }
  if (seen.state === 'transferredOut') return [received, ...told(), past(t('reports.step.transferredOut'), seen.inHandOn)];
  const lines = [...(verify?.lines ?? []), ...(seen.isExtended ? [t('reports.step.extended')] : [])];
  const verifying: Step = { state: seen.state === 'received' ? 'next' : 'now', title: t('reports.step.verify'), lines, clock: clock && clock.state !== 'done' ? clockWords(t, clock) : null };
  return [received, ...told(), verifying, ...later];
}

export type WithdrawalPage = { title: string; errors: ErrorLink[]; number: string; reason: string; reasonError: string | null; sureError: string | null };
export const withdrawalView = view<WithdrawalPage>('reports/withdrawal', { layout: 'public', nav: '/reports/status', hasExit: true, tab: 'reporter.tab.mine' });
export const withdrawalPage = (t: Words, { number, reason, errors }: { number: string; reason: string; errors?: FieldErrors }): WithdrawalPage => ({
  title: t('reports.withdrawal.title'), errors: errorLinks(t, errors), number, reason, reasonError: errorText(t, errors, 'reason'), sureError: errorText(t, errors, 'sure'),
});

export type LetterPage = { title: string; reference: string | null; bureau: string; letterTitle: string; lines: { style: string; text: string }[]; signedOn: string; demo: string | null };
export const letterView = view<LetterPage>('reports/letter', { layout: 'public', nav: '/reports/status', hasExit: true, tab: 'reporter.tab.mine' });
/** The letter alone: reporters never read names of officers, nor how a letter went its way. */
export const letterPage = ({ content }: OpenDocument): LetterPage => ({
  title: content.title, reference: content.reference, bureau: content.bureau, letterTitle: content.title,
  lines: content.lines.map(({ style, text }) => ({ style, text })), signedOn: content.signedOn, demo: content.demo,
});
