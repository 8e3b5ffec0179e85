// The officers' side of one report: reading it, and the acts of triage and verification.
import { done } from '../../audit/rules.ts';
import type { DocumentLine } from '../../documents/rules/document.ts';
import type { FileInfo } from '../../evidence/rules/files.ts';
import { randomId } from '../../kernel/crypto.ts';
import { Forbidden, NotFound, NotNow } from '../../kernel/errors.ts';
import { clockDue, clockRule } from '../../law/rules/clocks.ts';
import { handlingSettings } from '../../law/rules/clocks/regime.ts';
import type { HandlingSettings } from '../../law/rules/clocks/regime.ts';
import type { Clock, ClockRule, ClockView } from '../../law/rules/clocks.ts';
import type { Person } from '../../people/rules/person.ts';
import { IDENTITY_REASONS, mayOpenIdentity, readingScope } from '../rules/access.ts';
import type { IdentityReason } from '../rules/access.ts';
import { blocked, blockOf, permitted } from '../rules/actions.ts';
import type { ActionName, Block } from '../rules/actions.ts';
import { grantable } from '../rules/clocks.ts';
import type { Grantable } from '../rules/clocks.ts';
import { nonAcceptanceGrounds, notFilingReasons } from '../rules/grounds.ts';
import type { Ground } from '../rules/grounds.ts';
import { refusalOf } from '../rules/perform.ts';
import type { Report } from '../rules/report.ts';
import type { ReportLine } from '../store.ts';
import type { Acting, ReportsParts } from './parts.ts';

/** `settings`: how H1 to H5 are answered here, said once: at the first clock of every report. */
export type ShownClock = { clock: Clock; rule: ClockRule; view: ClockView; settings: HandlingSettings | null };
/** Everything an officer's page shows of one report. `names`: of all officers in it, by id. */
export type OfficerMatter = {
  report: Report; clocks: ShownClock[]; permitted: ActionName[]; blocked: Block[]; files: FileInfo[];
  /** How often each file was looked at or taken out. */
  fileOpens: Map<string, number>; letters: DocumentLine[]; names: Map<string, string>;
  mayOpenIdentity: IdentityReason[]; opened: number; tagged: string[];
  /** Extensions that could be granted now. */
  grants: Grantable[]; grounds: Ground[]; reasons: Ground[]; today: string;
};

export function deskSide({ store, evidence, documents, people, audit }: ReportsParts, { settingOf, load, act, officers }: Acting) {
  const subjectOf = (id: string) => ({ kind: 'report', id });
  async function opensOf(fileIds: readonly string[]): Promise<Map<string, number>> {
    const opens = await audit.tally(fileIds, ['evidence.preview', 'evidence.download']);
    return new Map(fileIds.map((id) => [id, opens.get(id) ?? 0]));
  }

  return {
    /** The report with everything its page shows; the reading is on record. @throws NotFound outside bureau and assignment, and when recused. */
    async forOfficer(person: Person, id: string): Promise<OfficerMatter> {
      const report = await load(person, id);
      const setting = await settingOf(report.bureau);
      const ids = [...report.assigned, ...report.events.flatMap(({ by, detail }) => [by, ...(Array.isArray(detail['officers']) ? detail['officers'] : [])]), ...report.messages.flatMap(({ by }) => by ?? [])];
      // Nothing is shown before the reading is on record.
      const [, files, letters, names, opened, fileOpens, tagged] = await Promise.all([
        audit.record(done('reports.read', person.id, report.bureau, subjectOf(id))), evidence.list(report.files), documents.ofSubject('report', id), people.names(ids), audit.count({ subjectId: id, act: 'reports.openIdentity' }),
        opensOf(report.files), store.tagsOf(id),
      ]);
      return {
        report, files, fileOpens, letters: letters.filter(({ bureau }) => bureau === person.bureau), names, opened, tagged, today: setting.today,
        clocks: report.clocks.map((each) => ({ clock: each, rule: clockRule(each.code), view: clockDue(each, setting.calendar, setting.today), settings: each.code === 'ACCEPT_OR_FILE' ? handlingSettings(report.bureau, setting.today, setting.overlay) : null })),
        grants: [grantable(report.clocks, setting)].flatMap((open) => (typeof open === 'string' ? [] : open)),
        permitted: permitted(report, person, setting), blocked: blocked(report, person, setting),
        mayOpenIdentity: IDENTITY_REASONS.filter((reason) => mayOpenIdentity(report, person, reason)),
        grounds: nonAcceptanceGrounds(setting.today), reasons: notFilingReasons(setting.today),
      };
    },
    /** Of an act whose form is asked for and not offered. @throws NotNow, with the stage where that is why; Refused for a guard */
    async notOffered(person: Person, id: string, name: ActionName): Promise<never> {
      const report = await load(person, id);
      const block = blockOf(name, report, person, await settingOf(report.bureau));
      const why = block && refusalOf(name, report, block, person);
      // The address is open to all who handle reports; whose act it is may change with the report.
      throw why === null || why instanceof Forbidden ? new NotNow(`reports.${name}`) : why;
    },
    /** Whether the person may know of the report at all: for papers and files that belong to it. */
    async mayKnow(person: Person, id: string): Promise<boolean> {
      const scope = readingScope(person);
      if (!scope) return false;
      return store.findFor(id, scope).then(() => true, (error: unknown) => {
        if (error instanceof NotFound) return false;
        throw error;
      });
    },
    /** Investigators of the bureau who could be assigned. */
    async investigators(person: Person): Promise<Person[]> {
      return (await people.colleagues(person.bureau)).filter((each) => each.roles.includes('investigator'));
    },
    /** Older reports of the bureau that this one may be merged into; all older ones where it repeats one (`isRepeat`). */
    async mergeCandidates(person: Person, id: string, isRepeat = false): Promise<ReportLine[]> {
      return store.candidates(await load(person, id), person.id, isRepeat ? null : ['received', 'verifying', 'filed']);
    },

    accept: (person: Person, id: string, version: number, text = '') => act('accept', person, id, version, () => ({ text })),
    /** A question (`isQuestion`) or any other word to the reporter; `answerBy` a legal date or null. */
    ask: (person: Person, id: string, version: number, input: { text: string; answerBy: string | null; isQuestion: boolean }) =>
      act('ask', person, id, version, () => ({ ...input, id: randomId() })),
    /** Two investigators or more, by id. */
    assign: (person: Person, id: string, version: number, ids: readonly string[]) => act('assign', person, id, version, async () => ({ officers: await officers(ids) })),
    note: (person: Person, id: string, version: number, text: string) => act('note', person, id, version, () => ({ text })),
    /** A visit to the site by two of the assigned; from the first one on, anonymous reporters see more. */
    recordVisit: (person: Person, id: string, version: number, input: { on: string; text: string }) =>
      act('recordVisit', person, id, version, async (report) => ({ ...input, officers: await officers(report.assigned) })),
    extend: (person: Person, id: string, version: number, text: string, extension = '', minutes = '') => act('extend', person, id, version, () => ({ text, extension, minutes })),
    notFile: (person: Person, id: string, version: number, input: { reason: string; text: string }) => act('notFile', person, id, version, () => input),
    referContract: (person: Person, id: string, version: number, input: { text: string; isBreachOnly: boolean }) => act('referContract', person, id, version, () => input),
    reopen: (person: Person, id: string, version: number, text: string) => act('reopen', person, id, version, () => ({ text })),
    /** `matter` is what the receiving body is told: without the reporter. */
    transfer: (person: Person, id: string, version: number, input: { receiver: string; matter: string; text: string }) => act('transfer', person, id, version, () => input),
    takeBack: (person: Person, id: string, version: number, text: string) => act('takeBack', person, id, version, () => ({ text })),
    /** The person declares an interest: from then on the report does not exist for him. */
    recuse: (person: Person, id: string, version: number, text: string) => act('recuse', person, id, version, () => ({ text })),

    /** A picture of the report, re-encoded; recorded before a byte is sent. @throws NotFound */
    async preview(person: Person, id: string, fileId: string): Promise<{ bytes: Buffer; mime: string }> {
      const report = await load(person, id);
      if (!report.files.includes(fileId)) throw new NotFound('file');
      const { event, ...picture } = await evidence.preview(fileId);
      await audit.record(done(event.act, person.id, report.bureau, event.subject, { ...event.detail, report: id }));
      return picture;
    },
    /** An original, with a reason of evidence.DOWNLOAD_REASONS; recorded before a byte is sent. @throws NotFound, Invalid */
    async download(person: Person, id: string, fileId: string, reason: string): Promise<{ name: string; mime: string; size: number; stream: AsyncIterable<Buffer> }> {
      const report = await load(person, id);
      if (!report.files.includes(fileId)) throw new NotFound('file');
      const { event, name, mime, size, stream } = await evidence.download(fileId, reason);
      await audit.record(done(event.act, person.id, report.bureau, event.subject, { ...event.detail, report: id }));
      return { name, mime, size, stream };
    },
  };
}
