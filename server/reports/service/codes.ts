// The same submission once more: a double tap, or an answer that never arrived. What each answer shows must open the report.
import { Refused } from '../../kernel/errors.ts';
import type { Report } from '../rules/report.ts';
import type { ReportsParts } from './parts.ts';

/**
 * The report of a known submission, which this code opens too: nobody can tell which of the answers its sender will see.
 * @throws Refused REPORT_ALREADY_SUBMITTED once somebody has come in with a code
 */
export const furtherCode = ({ store, crypto }: Pick<ReportsParts, 'store' | 'crypto'>) => async function further(submission: string, code: string): Promise<Report> {
  const report = await store.findBySubmission(submission);
  if (!report || report.isVisited) throw new Refused('REPORT_ALREADY_SUBMITTED', '');
  return (await store.addCode(report, crypto.codeDigest(report.number, code))) ? report : further(submission, code);
};
