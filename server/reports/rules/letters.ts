// Which letter an act causes. The key names report and version, so that a repeated attempt prints nothing twice.
import type { DocumentKind } from '../../documents/rules/template.ts';
import { AS_IT_STANDS, NON_ACCEPTANCE, NOT_FILING, toldReason } from './grounds.ts';
import { WAYS } from '../../documents/rules/document.ts';
import type { Way } from '../../documents/rules/document.ts';
import { TELL_CLOCKS } from './actions.ts';
import type { ActionName } from './actions.ts';
import { hasReporter, registerNumber } from './report.ts';
import type { PendingLetter, Report } from './report.ts';
import { tiesOf, wholeNumber } from './ties.ts';

/** Blanks of words that the catalogue holds are marked with @ and filled by the service, in Chinese. */
export const WORD = '@';

/** Once, when the report is first in hand: by a merge or a transfer it looks to the reporter as by acceptance, since a missing letter would tell of another report. */
export function registrationAfter(before: Report, report: Report, by: string): PendingLetter | null {
  if (before.handlingOn !== null || report.handlingOn === null || !hasReporter(report) || tiesOf(report).splitFrom !== null) return null;
  // Whom nobody could hand a code is told where to fetch one.
  const slots = report.channel !== 'online' && report.codeDigest === '' ? { nextStep: `${WORD}entering.letter.code` } : {};
  return { key: `report/${report.id}/${report.version}/registration`, kind: 'registration', slots, by };
}

/** A reporter is written to where he can be: all see letters on the status page, duties exist to the real-name reporter only (report-handling 6). */
export function letterAfter(action: ActionName, report: Report, text: string, by: string): PendingLetter | null {
  const letter = (kind: DocumentKind, slots: Record<string, string>): PendingLetter => ({ key: `report/${report.id}/${report.version}/${kind}`, kind, slots, by });
  if (!hasReporter(report)) return null;
  const isRealName = report.identity === 'realName';
  if (action === 'notAccept' && isRealName) {
    const ground = NON_ACCEPTANCE.find(({ code }) => code === report.reason);
    const told = toldReason(report.reason, report.visitedOn) ?? '';
    // What the officer wrote would tell what the ground no longer tells, or was written to another reporter.
    return letter('notAccepted', { ground: `${WORD}reports.ground.${told}`, groundSource: ground?.source ?? '', explanation: told === AS_IT_STANDS || report.state === 'merged' ? `${WORD}reports.ground.help` : text });
  }
  if (action === 'file' && isRealName) return letter('filed', { decidedOn: report.decidedOn ?? '' });
  if (action === 'notFile' && isRealName) {
    const reason = NOT_FILING.find(({ code }) => code === report.reason);
    return letter('notFiled', { decidedOn: report.decidedOn ?? '', reason: `${WORD}reports.reason.${reason?.code ?? ''}` });
  }
  const question = report.messages.at(-1);
  if (action === 'ask' && question?.isQuestion) return letter('question', { question: question.text, ...(question.answerBy ? { answerBy: question.answerBy } : {}) });
  return null;
}

/** Blanks that every letter about a report may use. */
export const commonSlots = (report: Report): Record<string, string> => ({ reportNumber: wholeNumber(report.number), receivedOn: report.receivedOn, leadNumber: registerNumber(report) });

/** Letter → the duty to tell that ends when it has reached the reporter. */
export const TOLD_BY: Partial<Record<DocumentKind, (typeof TELL_CLOCKS)[number]>> = { notAccepted: 'TELL_NOT_ACCEPTED', filed: 'TELL_FILED', notFiled: 'TELL_FILED' };

export type TellingAct = 'file' | 'notFile' | 'notAccept';
/** What a decision obliges to tell whoever gave a name, and the act whose letter does so; null: nothing. */
export function dutyOf(state: string | undefined): { code: 'TELL_FILED' | 'TELL_NOT_ACCEPTED'; letter: TellingAct } | null {
  if (state === 'notAccepted') return { code: 'TELL_NOT_ACCEPTED', letter: 'notAccept' };
  return state === 'filed' || state === 'notFiled' ? { code: 'TELL_FILED', letter: state === 'filed' ? 'file' : 'notFile' } : null;
}

/** How a letter went when somebody recorded that the reporter was told; null by telephone: nothing was delivered then. */
export const deliveryWay = (way: string): Way | null => WAYS.find((each) => each === way) ?? null;

/** Letters that a reporter may read on the own page. */
export const FOR_REPORTER: readonly DocumentKind[] = ['registration', 'notAccepted', 'question', 'filed', 'notFiled'];

/** Letters that every reporter gets carry no running number: two dummy tip-offs would tell how many came between. Decisions and letters to others need theirs. */
export const isNumberedLetter = (kind: DocumentKind): boolean => kind !== 'registration' && kind !== 'question';
