// Letters that an act decided: printed right after it, and by the job runner until they are.
import { letterDate } from '../../documents/rules/render.ts';
import { beijingDate } from '../../kernel/clock.ts';
import { Conflict, NotFound } from '../../kernel/errors.ts';
import { isLegalDate } from '../../kernel/workdays.ts';
import { WORD, commonSlots, isNumberedLetter } from '../rules/letters.ts';
import { dueOfReport } from '../rules/perform.ts';
import type { PendingLetter, Report } from '../rules/report.ts';
import { SETTLE } from './parts.ts';
import type { ReportsParts } from './parts.ts';

export function letters({ store, documents, jobs, log, words, law, clock }: ReportsParts) {
  const inWords = (value: string): string => (value.startsWith(WORD) ? words(value.slice(WORD.length)) : isLegalDate(value) ? letterDate(value) : value);
  const slotsOf = (report: Report, letter: PendingLetter): Record<string, string> =>
    Object.fromEntries(Object.entries({ ...commonSlots(report), ...letter.slots }).map(([name, value]) => [name, inWords(value)]));

  async function print(report: Report): Promise<Report> {
    for (const letter of report.pending) {
      await documents.issue({ key: letter.key, kind: letter.kind, bureau: letter.bureau ?? report.bureau, subject: { kind: 'report', id: report.id }, slots: slotsOf(report, letter), by: letter.by, isNumbered: isNumberedLetter(letter.kind), isOrderedByReporter: letter.isOrderedByReporter === true });
    }
    const after = { ...report, pending: [] };
    return store.save(report, after, dueOfReport(after, { today: beijingDate(clock()), ...(await law(report.bureau)) }));
  }

  /** The report without open letters; when printing fails now, the job does it later and the act stands. */
  async function settle(report: Report): Promise<Report> {
    try {
      const printed = await print(report);
      await jobs.forget(SETTLE, report.id);
      return printed;
    } catch (error) {
      if (!(error instanceof Conflict)) log.error(error instanceof Error ? error : new Error('letters'));
      return report;
    }
  }

  jobs.handle(SETTLE, async (id) => {
    const report = await store.find(id).catch((error: unknown) => {
      if (error instanceof NotFound) return null;
      throw error;
    });
    if (report && report.pending.length > 0) await print(report);
    await jobs.forget(SETTLE, id);
  });

  return { settle };
}
