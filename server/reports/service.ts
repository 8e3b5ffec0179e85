// Reports from the first word to filed or not filed. The parts: submit (a tip-off comes in), reporter (he comes back), desk (officers), links (later features).
import { beijingDate } from '../kernel/clock.ts';
import { addDays } from '../kernel/workdays.ts';
import { bulk } from './service/bulk.ts';
import { choosing } from './service/choices.ts';
import { deskSide } from './service/desk.ts';
import { entering } from './service/enter.ts';
import { enteringMany } from './service/enter-many.ts';
import { inboxes } from './service/inbox.ts';
import { indexing } from './service/indexing.ts';
import { institutionSide } from './service/institution.ts';
import { interestsSide } from './service/interests.ts';
import { joining } from './service/joins.ts';
import { letters } from './service/letters.ts';
import { links } from './service/links.ts';
import { owning } from './service/own.ts';
import { moving } from './service/moves.ts';
import { acting } from './service/parts.ts';
import type { ReportsParts } from './service/parts.ts';
import { recounting } from './service/recount.ts';
import { telling } from './service/telling.ts';
import { reporterSide } from './service/reporter.ts';
import type { ReporterSession } from './service/reporter.ts';
import { searches } from './service/search.ts';
import { submitting } from './service/submit.ts';
import { tagsAndViews } from './service/tags.ts';

export type { OfficerMatter, ShownClock } from './service/desk.ts';
export type { BulkAct, BulkDone } from './service/bulk.ts';
export type { Inbox, InboxGroup, InboxLine, Overview, Workload } from './service/inbox.ts';
export type { Around, Candidate, Relation } from './service/joins.ts';
export type { Incoming as IncomingReport, Outgoing as OutgoingReport } from './service/moves.ts';
export type { Filing, LinkedReport } from './service/links.ts';
export type { Entered, Entry as EnteredLead } from './service/enter.ts';
export type { LawOf, ReportsParts } from './service/parts.ts';
export { PLACE_SECONDS } from './service/reporter.ts';
export type { Entry, ReporterMatter, ReporterSession } from './service/reporter.ts';
export type { SearchResult } from './service/search.ts';
export type { Submission, Submitted, SubmittedFiles } from './service/submit.ts';
export type { NamedFile } from '../evidence/service.ts';
export type ReportsService = ReturnType<typeof reportsService>;

/** Sliding: every page of the reporter's renews it. */
export const REPORTER_SESSION_SECONDS = 15 * 60;
/** However busy: a cookie that was copied would else be good for ever. */
const LONGEST_SESSION_MILLISECONDS = 8 * 3_600_000;
export const TIDY = 'reports.tidy';

export function reportsService(parts: ReportsParts) {
  const { settle } = letters(parts);
  const common = acting(parts, settle);
  const linking = links(parts, common);
  const { notAcceptOneOfMany, settleMany, ...joined } = joining(parts, common);
  const index = indexing(parts);
  const queueTidying = (day: string): Promise<void> => parts.jobs.queue(TIDY, day, {}, new Date(`${addDays(day, 2)}T19:00:00Z`));
  parts.jobs.handle(TIDY, async (day) => {
    await linking.tidy(day);
    await queueTidying(addDays(day, 1));
  });

  return {
    ...submitting(parts),
    ...reporterSide(parts, common),
    ...owning(parts, common),
    ...choosing(parts, common),
    ...deskSide(parts, common),
    ...entering(parts, common),
    ...enteringMany(parts, common),
    ...telling(parts, common),
    ...institutionSide(parts, common),
    ...interestsSide(parts, common),
    ...joined,
    ...moving(parts, common),
    ...inboxes(parts, common),
    ...bulk(parts, common, { notAcceptOneOfMany, settleMany }),
    ...tagsAndViews(parts),
    ...searches(parts, index),
    indexDue: index.indexDue,
    ...linking,
    ...recounting(parts, common),
    clockCounts: parts.store.clockCounts,
    settingOf: common.settingOf,
    /** For the cookie: what it holds, sealed, for a quarter of an hour from now. */
    sealSession: (session: ReporterSession): string => {
      const now = parts.clock().getTime();
      return parts.crypto.sealToken('reporter', { ...session, since: session.since ?? now }, new Date(now + REPORTER_SESSION_SECONDS * 1000));
    },
    /** Null also where it was kept alive for longer than a day's work: somebody else may be doing it. */
    openSession: (text: string): ReporterSession | null => {
      const session = parts.crypto.openToken<ReporterSession>('reporter', text, parts.clock());
      return session && parts.clock().getTime() - (session.since ?? 0) < LONGEST_SESSION_MILLISECONDS ? session : null;
    },
    /** Starts the nightly tidying of a serving process; every run queues the next. */
    startTidying: (): Promise<void> => queueTidying(addDays(beijingDate(parts.clock()), -1)),
  };
}
