// The reporter's side: coming back with number and code, the own page, messages, evidence, withdrawal. Successful visits leave no row
// anywhere: when somebody looked would help to find out who he is.
import { refused } from '../../audit/rules.ts';
import type { NamedFile } from '../../evidence/service.ts';
import type { DocumentLine, OpenDocument } from '../../documents/rules/document.ts';
import { isWellFormedNumber, normaliseCode, normaliseNumber, randomId, sameDigest } from '../../kernel/crypto.ts';
import { NotFound, orNull } from '../../kernel/errors.ts';
import { clockDue } from '../../law/rules/clocks.ts';
import type { ClockView } from '../../law/rules/clocks.ts';
import type { Bureau } from '../../people/rules/accounts.ts';
import { permitted } from '../rules/actions.ts';
import type { ActionName } from '../rules/actions.ts';
import { decisionClock, reporterDates } from '../rules/dates.ts';
import { FOR_REPORTER } from '../rules/letters.ts';
import { perform } from '../rules/perform.ts';
import { reporterView } from '../rules/reporter.ts';
import type { ReporterView } from '../rules/reporter.ts';
import type { Report } from '../rules/report.ts';
import { tiesOf } from '../rules/ties.ts';
import type { Proof } from '../store.ts';
import { ownReport } from './own.ts';
import type { Acting, ReportsParts } from './parts.ts';

/** What the sealed cookie holds; a new code ends it. `since`: when number and code were given, in milliseconds. `place`: whose tries it may use, see placeKey. */
export type ReporterSession = { report: string; codeVersion: number; since?: number; place?: string };
/** `wait`: seconds until it may be tried again; it tells which limit was met and nothing of the number. */
export type Entry = { outcome: 'in'; session: ReporterSession } | { outcome: 'wrong' } | { outcome: 'locked'; wait: number };

/**
 * Wrong codes: a number and a source each have their own count, kept as keyed hashes until the window ends. Browsers in which the right code
 * of a number was given within the window share a count of their own: whoever knows the number alone cannot use it up.
 */
const PER_NUMBER = { points: 10, seconds: 3600 } as const;
export const PLACE_SECONDS = PER_NUMBER.seconds;
const PER_SOURCE = { points: 100, seconds: 900 } as const;
const PASSPHRASE = { points: 5, seconds: 86_400 } as const;

export type ReporterMatter = {
  report: Report; view: ReporterView; bureau: Bureau; files: NamedFile[]; letters: DocumentLine[]; permitted: ActionName[];
  /** How often the identity was opened, from the audit record; null where nothing is kept that could be. */
  opened: number | null;
  /** The decision on filing as it stood at receipt. */
  clock: ClockView | null;
  /** The statutory dates that he may see. */
  dates: ClockView[];
};

export function reporterSide({ store, evidence, documents, people, audit, crypto, clock, limits }: ReportsParts, { settingOf, change }: Acting) {
  /** The report that number and code open, and whose number it is; from the first visit on the code is the only one that does. */
  async function tried(number: string, digest: string): Promise<{ report: Report | null; bureau: string | null }> {
    const known = isWellFormedNumber(number) ? await store.codesOf(number) : null;
    const opens = (codes: readonly string[]): boolean => codes.some((code) => sameDigest(digest, code));
    if (!known || !opens(known.codes)) return { report: null, bureau: known?.bureau ?? null };
    const report = await store.find(known.id);
    const isHeld = opens([report.codeDigest, ...(report.otherCodes ?? [])]) && (report.isVisited || (await store.markVisited(report, digest)));
    return isHeld ? { report, bureau: report.bureau } : tried(number, digest);
  }

  const placeKey = (number: string): string => crypto.lookup('place', number);
  /** Decided by the cookie alone: it tells nothing of a number for which none was given out. */
  const hasPlace = (number: string, given: string | null): boolean => given !== null && crypto.openToken<{ place: string }>('place', given, clock())?.place === placeKey(number);

  /** Unknown number and wrong code look alike and take the same way. `place`: the cookie of sealPlace. */
  async function enter(given: { number: string; code: string }, source: string, place: string | null = null): Promise<Entry> {
    const number = normaliseNumber(given.number);
    const count = hasPlace(number, place) ? 'reporter-place' : 'reporter-number';
    // Before anything is looked up, and the right code is not looked at either: the answer cannot depend on whether there is such a number.
    if (!(await limits.allow('reporter-source', source, PER_SOURCE))) return { outcome: 'locked', wait: limits.wait(PER_SOURCE) };
    if (!(await limits.allow(count, number, PER_NUMBER))) return { outcome: 'locked', wait: limits.wait(PER_NUMBER) };
    const { report, bureau } = await tried(number, crypto.codeDigest(number, normaliseCode(given.code)));
    if (!report) {
      await audit.record(refused('reports.enter', 'public', bureau, null));
      return { outcome: 'wrong' };
    }
    // The wrong ones stay counted: a guesser who had his tries back would know that there is such a number, and that somebody has just come in.
    await Promise.all([limits.giveBack(count, number, PER_NUMBER), limits.giveBack('reporter-source', source, PER_SOURCE)]);
    return { outcome: 'in', session: { report: report.id, codeVersion: report.codeVersion, place: placeKey(number) } };
  }

  const load = ownReport(store);

  async function leadOf(report: Report): Promise<Report | null> {
    let lead: Report | null = null;
    // What it was merged into may have been merged itself since.
    for (let next = report.mergedInto; next !== null; next = lead.mergedInto) lead = await store.find(next);
    return lead;
  }

  /** What the reporter calls a letter: its id tells the moment in which it was printed, and so which reports were handled together. */
  const letterKey = (id: string): string => crypto.lookup('letter', id);

  /** Of the report and of what was split off from it: the reporter has one matter. */
  async function lettersOf(whole: readonly Pick<Report, 'id'>[]): Promise<DocumentLine[]> {
    return (await Promise.all(whole.map(({ id }) => documents.ofSubject('report', id)))).flat().sort((a, b) => a.issuedAt.getTime() - b.issuedAt.getTime());
  }

  async function matter(session: ReporterSession): Promise<ReporterMatter> {
    const report = await load(session);
    const setting = await settingOf(report.bureau);
    const parts = await Promise.all(tiesOf(report).parts.map(({ id }) => orNull(store.find(id))));
    const whole = [report, ...parts.filter((part): part is Report => part !== null)];
    const [lead, bureau, files, issued, opened] = await Promise.all([
      leadOf(report), people.findBureau(report.bureau), evidence.listNamed(report.files), lettersOf(whole), audit.count({ subjectId: report.id, act: 'reports.openIdentity' }),
    ]);
    const view = reporterView(report, lead, whole.slice(1));
    const shown = decisionClock(report, view);
    return {
      // Who sees three words does not see either that another bureau has it now.
      report, view, bureau: view.state === null && report.bureau !== report.firstBureau ? await people.findBureau(report.firstBureau) : bureau, files, letters: issued.filter(({ kind }) => FOR_REPORTER.includes(kind)).map((letter) => ({ ...letter, id: letterKey(letter.id) })), permitted: permitted(report, null, setting),
      opened: report.identity === 'anonymous' ? null : opened, clock: shown ? clockDue(shown, setting.calendar, setting.today) : null, dates: reporterDates(report, view, setting),
    };
  }

  /** A message, with the files held under a handle or without; with files alone it is evidence. Refused, they stay held. @throws Invalid, Refused at a cap. */
  async function say(session: ReporterSession, text: string, handle: string | null = null): Promise<void> {
    const { id } = await load(session);
    const files = handle ? (await evidence.claimByHandle(handle)).map((file) => file.id) : [];
    const input = { id: randomId(), text, files };
    await change(id, (report, setting) => perform(text.trim() === '' ? 'evidence' : 'message', report, null, setting, input));
    await evidence.attach(files, { kind: 'report', id });
  }

  return {
    enter,
    /** For a cookie of its own that outlasts the session, and opens nothing without the code. */
    sealPlace: ({ place }: ReporterSession): string | null => (place === undefined ? null : crypto.sealToken('place', { place }, new Date(clock().getTime() + PLACE_SECONDS * 1000))),
    matter,
    say,
    /** A flag and an event; the bureau decides whether to go on. */
    async withdraw(session: ReporterSession, reason: string): Promise<void> {
      const { id } = await load(session);
      await change(id, (report, setting) => perform('withdraw', report, null, setting, { text: reason }));
    },
    async proof(session: ReporterSession): Promise<Proof> {
      const { id } = await load(session);
      const proof = await store.proof(id);
      if (!proof) throw new NotFound('receipt');
      return proof;
    },
    /** A letter to this reporter, by the name that his page gives it. @throws NotFound for any other paper. */
    async letter(session: ReporterSession, key: string): Promise<OpenDocument> {
      const report = await load(session);
      const found = (await lettersOf([report, ...tiesOf(report).parts])).find((letter) => letterKey(letter.id) === key && FOR_REPORTER.includes(letter.kind));
      if (!found) throw new NotFound('letter');
      return documents.open(found.id);
    },
    /** The passphrase of an identifiable reporter; five tries a day. For claims. */
    async checkPassphrase(session: ReporterSession, passphrase: string): Promise<'right' | 'wrong' | 'locked'> {
      const { id } = await load(session);
      if (!(await limits.allow('reporter-passphrase', id, PASSPHRASE))) return 'locked';
      const identity = await store.findIdentity(id);
      return (await crypto.checkPassphrase(passphrase, identity?.passphrase ?? null)) ? 'right' : 'wrong';
    },
  };
}
