// What the reporter does: he writes, corrects, sends more, asks for a new code, takes his report back.
import { Invalid, Refused } from '../../../kernel/errors.ts';
import type { Person } from '../../../people/rules/person.ts';
import { requireText } from '../checks.ts';
import type { Setting } from '../clocks.ts';
import type { Change } from '../perform.ts';
import { CAPS } from '../report.ts';
import type { Message, Report } from '../report.ts';

export type ReporterInputs = {
  message: { id: string; text: string; files: readonly string[] };
  evidence: { id: string; text: string; files: readonly string[] };
  correct: { id: string; text: string };
  renewCode: { request: string; from: number };
  withdraw: { text: string };
};

const fromReporter = (report: Report, { id, text, files }: ReporterInputs['message'], setting: Setting): Change => {
  if (report.messages.length >= CAPS.messages) throw new Refused('REPORT_MESSAGES_FULL', '', { most: CAPS.messages });
  if (report.files.length + files.length > CAPS.files) throw new Refused('REPORT_FILES_FULL', '', { most: CAPS.files });
  const message: Message = { id, from: 'reporter', on: setting.today, by: null, text, isQuestion: false, answerBy: null, files: [...files] };
  return { change: { messages: [...report.messages, message], files: [...report.files, ...files], isAsked: false }, detail: { message: id, files: files.length } };
};

type Performers = { [Name in keyof ReporterInputs]: (report: Report, input: ReporterInputs[Name], person: Person | null, setting: Setting) => Change };

export const reporterActs: Performers = {
  message: (report, input, _person, setting) => {
    requireText('text', input.text, 1);
    return fromReporter(report, input, setting);
  },
  evidence: (report, input, _person, setting) => {
    if (input.files.length === 0) throw new Invalid({ files: { key: 'reports.error.noFiles' } });
    return fromReporter(report, input, setting);
  },
  correct: (report, { id, text }, _person, setting) => {
    requireText('text', text, 2);
    const { change, detail = {} } = fromReporter(report, { id, text, files: [] }, setting);
    // A correction answers no question.
    return { change: { ...change, isAsked: report.isAsked }, detail };
  },
  renewCode: (report, { request, from }) => ({ change: { hasNews: report.hasNews }, detail: { request, from } }),
  withdraw: (_report, { text }, _person, { today }) => ({ change: { withdrawnOn: today }, text }),
};
