// The first record of a report, however it came in: number, order, clocks, signed receipt. The insert that follows is the commit.
import { buildReceipt, receiptContent, receiptSalts } from '../../documents/rules/receipt.ts';
import type { ReceiptInput } from '../../documents/rules/receipt.ts';
import type { NamedFile } from '../../evidence/service.ts';
import { newReportNumber, newSalt, saltedHash } from '../../kernel/crypto.ts';
import type { Bureau } from '../../people/rules/accounts.ts';
import type { Term } from '../../kernel/workdays.ts';
import { clocksAtReceipt } from '../rules/clocks.ts';
import type { Setting } from '../rules/clocks.ts';
import { dueOfReport } from '../rules/perform.ts';
import { registerNumber } from '../rules/report.ts';
import type { Report, ReportEvent } from '../rules/report.ts';
import type { NewReport, Proof } from '../store.ts';
import type { ReportsParts } from './parts.ts';

/** What differs between a tip-off that a citizen sends and a lead that an officer enters. */
export type NewLead = Pick<Report, 'id' | 'source' | 'channel' | 'identity' | 'wantsReward' | 'receivedOn' | 'division' | 'targetKind' | 'institutionId' | 'categories' | 'from' | 'to' | 'content'> & {
  /** Known again when it is sent twice. */
  submission: string;
  files: readonly NamedFile[];
  /** Null where nobody is handed one: then no code opens the report. */
  code: string | null;
  /** What the receipt commits to: the fields as they were given, without code, passphrase and identity. */
  posted: Record<string, unknown>;
  event: ReportEvent;
  /** The limit of a hand-down letter; null where the letter names none, undefined where nothing was handed down. */
  handDown?: Term | null;
};

export function registering({ crypto, isDemo }: Pick<ReportsParts, 'crypto' | 'isDemo'>) {
  /** Called with each order that is tried: number, code digest and receipt depend on it. */
  return (lead: NewLead, bureau: Bureau, setting: Setting): ((order: number) => NewReport) => {
    const { submission, files, code, posted, event, handDown, id, source, channel, identity, wantsReward, receivedOn, division, targetKind, institutionId, categories, from, to, content } = lead;
    const clocks = clocksAtReceipt(bureau.code, setting, receivedOn, handDown);
    const salts = receiptSalts(files.length, newSalt);
    return (order) => {
      const number = newReportNumber(bureau.code);
      const report: Report = {
        id, source, channel, identity, wantsReward, receivedOn, division, targetKind, institutionId, categories, from, to, content, number, bureau: bureau.code, firstBureau: bureau.code, year: Number(setting.today.slice(0, 4)), order, files: files.map((file) => file.id),
        state: 'received', reason: null, assigned: [], recused: [], clocks, handlingOn: null, decidedOn: null, doneOn: null, visitedOn: null, withdrawnOn: null, caseId: null,
        mergedInto: null, transferredTo: null, isAsked: false, hasNews: false, messages: [], events: [event], told: [], pending: [],
        codeDigest: code === null ? '' : crypto.codeDigest(number, code), codeVersion: 1, isVisited: false, version: 1,
      };
      return { report, submission, dueOn: dueOfReport(report, setting), proof: proofOf(report, files, posted, bureau, salts) };
    };
  };

  function proofOf(report: Report, files: readonly NamedFile[], content: Record<string, unknown>, bureau: Bureau, salts: Proof['salts']): Proof {
    const input: ReceiptInput = {
      number: report.number, bureau: { code: bureau.code, name: bureau.name }, receivedOn: report.receivedOn, register: registerNumber(report), content, files, salts, demo: isDemo || bureau.isDemo,
    };
    const receipt = buildReceipt(input, { keyId: crypto.signingKeyId, commit: saltedHash, sign: (value) => crypto.signJson(value).value });
    return { receipt, content: receiptContent(input), salts };
  }
}
