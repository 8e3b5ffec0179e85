// What later features use: filing into a case, what belongs to a case, lines for the reporter, the identity.
import { done, refused } from '../../audit/rules.ts';
import { Conflict, Forbidden, Invalid, NotFound, orNull } from '../../kernel/errors.ts';
import { hasRole } from '../../people/rules/person.ts';
import type { Person } from '../../people/rules/person.ts';
import { IDENTITY_REASONS, mayOpenIdentity } from '../rules/access.ts';
import { clocksAfter, started } from '../rules/clocks.ts';
import { registerNumber } from '../rules/report.ts';
import type { Content, Identity, Report, ToldLine } from '../rules/report.ts';
import { leadIdOf, reporterIdOf, tiesOf } from '../rules/ties.ts';
import type { IdentityRecord } from '../store/identities.ts';
import type { Acting, ReportsParts } from './parts.ts';

/** A report behind a case. `content` only for officers of the bureau who handle such matters. */
export type LinkedReport = {
  id: string; number: string; bureau: string; register: string; year: number; order: number; receivedOn: string; receivedAt: string; identity: Identity | null; wantsReward: boolean; withdrawnOn: string | null;
  categories: string[]; division: string; content: Content | null;
};

export type Filing = { caseId: string; on: string; reason: string; conditions: readonly string[] };

export function links({ store, people, audit }: ReportsParts, { act, change, officers, load }: Acting) {
  const linked = (report: Report, isOpen: boolean): LinkedReport => ({
    // Of a part too: whose page, code and reward it is.
    id: reporterIdOf(report), number: report.number, bureau: report.bureau, register: registerNumber(report), year: report.year, order: report.order, receivedOn: report.receivedOn,
    receivedAt: report.content.receivedAt, identity: report.identity, wantsReward: report.wantsReward, withdrawnOn: report.withdrawnOn, categories: report.categories, division: report.division,
    content: isOpen ? report.content : null,
  });
  const isSame = (one: ToldLine, other: ToldLine): boolean => one.key === other.key && one.on === other.on && JSON.stringify(one.args) === JSON.stringify(other.args);

  /** With the case of a part that was split off: the reporter has one matter, and who pays for the part opens the identity of the whole. */
  async function whole(report: Report): Promise<Report> {
    if (report.caseId !== null) return report;
    const parts = await Promise.all(tiesOf(report).parts.map(({ id }) => orNull(store.find(id))));
    return { ...report, caseId: parts.find((part) => part?.caseId)?.caseId ?? (await caseOfLead(report)) };
  }

  /** Merged before filing, a report has no case of its own: it is the one of what it hangs on. */
  async function caseOfLead(report: Report): Promise<string | null> {
    for (let next = leadIdOf(report); next !== null;) {
      const lead: Report = await store.find(next);
      if (lead.caseId !== null) return lead.caseId;
      next = leadIdOf(lead);
    }
    return null;
  }

  /** What hangs on a report, and on that again; a part that came back is the same reporter's. */
  async function followersOf(report: Report): Promise<Report[]> {
    const all: Report[] = [];
    for await (const some of store.everyFollower(report.id)) all.push(...some);
    const found = all.filter((each) => tiesOf(each).mergedAs !== 'rejoined' && each.caseId === null);
    return [...found, ...(await Promise.all(found.map(followersOf))).flat()];
  }

  const mayReadIn = (report: Report, person: Person | null): boolean =>
    person !== null && person.bureau === report.bureau && !report.recused.includes(person.id) && hasRole(person, 'head', 'rewardOfficer', 'legalReviewer', 'investigator');

  return {
    /**
     * L4: state filed, link to the case, clocks stopped and started, letter to the real-name reporter. Doing it again with the same case changes nothing.
     * The case opens in the same breath by whoever calls this. @throws as every act; Refused G-OFFICERS or FILING_CONDITIONS.
     */
    async file(person: Person, id: string, version: number, { caseId, on, reason, conditions }: Filing): Promise<Report> {
      const before = await load(person, id);
      if (before.state === 'filed' && before.caseId === caseId) return before;
      return act('file', person, id, version, async (report) => ({ caseId, on, text: reason, conditions, officers: await officers(report.assigned) }));
    },

    /** The reports of a case in the order of their register. With a `person` who handles such matters in the bureau, their content too. */
    ofCase: async (caseId: string, person: Person | null = null): Promise<LinkedReport[]> =>
      (await store.findByCase(caseId)).map((report) => linked(report, mayReadIn(report, person))),
    /** The same with what was merged into them, repeats them or was not accepted because of them: everybody who reported the matter. */
    async ofMatter(caseId: string, person: Person | null = null): Promise<LinkedReport[]> {
      const filed = await store.findByCase(caseId);
      const all = new Map([...filed, ...(await Promise.all(filed.map(followersOf))).flat()].map((report) => [report.id, report]));
      return [...all.values()].map((report) => linked(report, mayReadIn(report, person))).sort((a, b) => a.register.localeCompare(b.register));
    },
    /** One report for a service that has authorised it itself. */
    linked: async (reportId: string): Promise<LinkedReport> => linked(await store.find(reportId), false),

    /**
     * A line on the reporter's own page; once, however often it is said. `doneOn` ends the matter for the reporter; `isResult`: the line is the result of the matter;
     * `ofCase`: the line is also told to whose report was merged into that of the case.
     */
    async tell(reportId: string, line: Omit<ToldLine, 'isForAll' | 'isTakenOver'> & { isForAll?: boolean; isResult?: boolean; doneOn?: string }): Promise<void> {
      const { doneOn, isResult = false, ...rest } = line;
      const told: ToldLine = { ...rest, isForAll: line.isForAll ?? false, ...(isResult ? { isResult } : {}) };
      await change(reportId, (report, setting) => {
        const isKnown = report.told.some((each) => isSame(each, told)) && (doneOn === undefined || report.doneOn === doneOn);
        if (isKnown) return null;
        // The result is known: the duty to tell it begins, for who gave a name.
        const clocks = isResult && report.identity === 'realName' ? started(report.clocks, 'TELL_RESULT', report.bureau, told.on, setting) : report.clocks;
        const after = { ...report, clocks, told: report.told.some((each) => isSame(each, told)) ? report.told : [...report.told, told], doneOn: doneOn ?? report.doneOn };
        return { ...after, clocks: clocksAfter('tell', after, setting) };
      });
    },

    /** The first visit to the site in a case opens the view of its reporters. */
    async visited(caseId: string, on: string): Promise<void> {
      for (const id of (await store.findByCase(caseId)).flatMap((report) => [...new Set([report.id, reporterIdOf(report)])])) {
        await change(id, (report) => (report.visitedOn !== null && report.visitedOn <= on ? null : { ...report, visitedOn: on }));
      }
    },

    /** The salt that opens the order of a receipt, once it is decided who was first. */
    async orderProof(reportId: string): Promise<{ register: string; salt: string } | null> {
      const [report, proof] = await Promise.all([store.find(reportId), store.proof(reportId)]);
      return proof ? { register: registerNumber(report), salt: proof.salts.order } : null;
    },

    /**
     * Name and contact, with a reason of IDENTITY_REASONS. Recorded before it is handed out; the reporter sees how often that happened.
     * @throws NotFound outside the bureau, Forbidden without the duty, Invalid without a reason
     */
    async openIdentity(person: Person, reportId: string, reason: string): Promise<Pick<IdentityRecord, 'name' | 'contact'>> {
      const report = await whole(await store.find(reportId));
      // Kept and counted where the reporter sees it.
      const owner = reporterIdOf(report);
      const subject = { kind: 'report', id: owner };
      if (report.bureau !== person.bureau || report.recused.includes(person.id)) {
        await audit.record(refused('reports.identityRefused', person.id, report.bureau, subject));
        throw new NotFound('report');
      }
      const known = IDENTITY_REASONS.find((each) => each === reason);
      if (!known) throw new Invalid({ reason: { key: 'common.error.choose' } });
      if (!mayOpenIdentity(report, person, known)) {
        await audit.record(refused('reports.identityRefused', person.id, report.bureau, subject, { reason: known }));
        throw new Forbidden('reports.openIdentity');
      }
      const identity = await store.findIdentity(owner);
      if (!identity) throw new NotFound('identity');
      await audit.record(done('reports.openIdentity', person.id, report.bureau, subject, { reason: known }));
      return { name: identity.name, contact: identity.contact };
    },

    /** What an identifiable reporter proves at the claim: kept with the identity, under its key. */
    async addIdentity(reportId: string, identity: { name: string; contact: string }): Promise<void> {
      const known = await store.findIdentity(reportId);
      if (!known) throw new Conflict('identity');
      await store.keepIdentity(reportId, { ...known, ...identity }, (await store.find(reportId)).receivedOn);
    },

    /** What the reporters of a case wrote, for the leak check of a notice and for nothing else. */
    async wordsOf(caseId: string): Promise<string[]> {
      return (await store.findByCase(caseId)).flatMap((report) => [report.content.narrative, ...report.messages.filter((message) => message.from === 'reporter').map((message) => message.text)]);
    },

    /** Reports received in a Beijing year, of all bureaus, for the public figures. */
    receivedIn: async (year: number): Promise<number> => store.receivedIn((await people.listBureaus()).map(({ code }) => code), year),

    /** Of these files, those that a report refers to: the sweeper of evidence asks. */
    async refersTo(fileIds: string[]): Promise<{ fileId: string; owner: { kind: string; id: string } }[]> {
      return (await store.ownersOf(fileIds)).map(({ fileId, reportId }) => ({ fileId, owner: { kind: 'report', id: reportId } }));
    },

    /** Counters anew for every bureau, and identities of the day before yesterday whose report never came, or never said so, are removed. For the job. */
    async tidy(day: string): Promise<void> {
      for (const { code } of await people.listBureaus()) await store.recount(code);
      for (const id of await store.identitiesOf(day)) {
        const report = await orNull(store.find(id));
        // Also a name that an anonymous reporter gave where the act itself was never written.
        if (report === null || report.identity === 'anonymous') await store.dropIdentity(id);
      }
    },
  };
}
