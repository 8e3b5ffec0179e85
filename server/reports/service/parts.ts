// What the service is made of, and the one way in which an act is done.
import { done, refused } from '../../audit/rules.ts';
import type { Audit } from '../../audit/service.ts';
import type { DocumentsService } from '../../documents/service.ts';
import type { Evidence } from '../../evidence/service.ts';
import type { InstitutionsService } from '../../institutions/service.ts';
import { beijingDate } from '../../kernel/clock.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Crypto } from '../../kernel/crypto.ts';
import { Conflict, Forbidden, NotFound, Refused } from '../../kernel/errors.ts';
import type { DivisionTable } from '../../kernel/divisions.ts';
import type { Log } from '../../kernel/log.ts';
import type { Calendar } from '../../kernel/workdays.ts';
import type { Parameter } from '../../law/rules/parameters.ts';
import type { Person } from '../../people/rules/person.ts';
import type { PeopleService } from '../../people/service.ts';
import { readingScope } from '../rules/access.ts';
import type { ActionName } from '../rules/actions.ts';
import { following, isFollowed } from '../rules/acts/following.ts';
import { goesWithIdentity } from '../rules/acts/moves.ts';
import type { Setting } from '../rules/clocks.ts';
import { dueOfReport, perform } from '../rules/perform.ts';
import type { Inputs } from '../rules/perform.ts';
import type { Report } from '../rules/report.ts';
import { FOLLOWERS, leadIdOf } from '../rules/ties.ts';
import type { ReportsStore } from '../store.ts';

/** The calendar and parameter entries of a bureau, kept for a short while by whoever hands this over. */
export type LawOf = (bureau: string) => Promise<{ calendar: Calendar; overlay: readonly Parameter[] }>;
export type Limits = {
  allow: (name: string, subject: string, rule: { points: number; seconds: number }) => Promise<boolean>;
  forget: (name: string, subject: string) => Promise<void>;
  giveBack: (name: string, subject: string, rule: { points: number; seconds: number }) => Promise<void>;
  /** Seconds until the window ends. */
  wait: (rule: { points: number; seconds: number }) => number;
};
export type Jobs = {
  queue: (kind: string, key: string, payload?: Record<string, unknown>, runAt?: Date) => Promise<void>;
  finish: (kind: string, key: string) => Promise<void>;
  forget: (kind: string, key: string) => Promise<void>;
  handle: (kind: string, handler: (key: string, payload: Record<string, unknown>, renew: () => Promise<void>) => Promise<void>) => void;
};

export type ReportsParts = {
  store: ReportsStore; evidence: Evidence; documents: DocumentsService; people: PeopleService; audit: Audit; crypto: Crypto; clock: Clock; log: Log; law: LawOf; limits: Limits; jobs: Jobs;
  institutions: Pick<InstitutionsService, 'chosen' | 'similar' | 'named' | 'open' | 'listAddresses' | 'onChange'>;
  divisions: () => DivisionTable;
  /** Division of a site of one bureau, or null. */
  site: string | null;
  isDemo: boolean;
  /** Words of the Chinese catalogue, for letters. */
  words: (key: string) => string;
};

export const SETTLE = 'reports.settle';
/** What was joined to a report follows it: who handles it, the first visit, and what became of it. */
export const FOLLOW = 'reports.follow';

export function acting({ store, people, audit, clock, law, jobs, log }: ReportsParts, settle: (report: Report) => Promise<Report>) {
  async function settingOf(bureau: string): Promise<Setting> {
    const at = clock();
    return { at, today: beijingDate(at), ...(await law(bureau)) };
  }

  /** The report, for those who handle it. @throws NotFound for everybody else; the attempt is on record. */
  async function load(person: Person, id: string): Promise<Report> {
    const scope = readingScope(person);
    try {
      if (!scope) throw new NotFound('report');
      return await store.findFor(id, scope);
    } catch (error) {
      if (error instanceof NotFound) await audit.record(refused('reports.read', person.id, person.bureau, { kind: 'report', id }));
      throw error;
    }
  }

  async function save(before: Report, after: Report, setting: Setting): Promise<Report> {
    // Before the write: a crash between the two leaves a job that finds nothing to do, never a letter that nobody prints.
    if (after.pending.length > before.pending.length) await jobs.queue(SETTLE, before.id);
    const hasFollowers = isFollowed(before, after) && (await store.hasFollowers(before.id));
    if (hasFollowers) await jobs.queue(FOLLOW, before.id);
    const saved = await store.save(before, after, dueOfReport(after, setting));
    if (hasFollowers) await followNow(before.id);
    const isAdded = after.messages.length > before.messages.length && after.messages.at(-1)?.from === 'reporter';
    // What its reporter adds to a report that hangs on another is news there: nobody opens the joined one by itself.
    if (isAdded) await tellLead(leadIdOf(after));
    return saved.pending.length > 0 ? settle(saved) : saved;
  }

  async function tellLead(leadId: string | null): Promise<void> {
    if (leadId !== null) await change(leadId, (lead) => (lead.hasNews ? null : { ...lead, hasNews: true })).catch((error: unknown) => log.error(error instanceof Error ? error : new Error('reports.tellLead')));
  }

  /** Whoever handles a report reads what hangs on it; its visit to the site, its bureau and what became of it are also theirs. May be repeated. */
  async function followThese(leadId: string, those: readonly Report[]): Promise<void> {
    const lead = await store.find(leadId);
    for (const { id, bureau } of those) {
      const followed = await change(id, (report, setting) => {
        const after = following(report, lead, setting);
        return after === report ? null : after;
      });
      if (followed.bureau !== bureau && goesWithIdentity(followed)) await audit.record(done('reports.identityPassed', 'system', followed.bureau, { kind: 'report', id }, { from: bureau }));
    }
  }

  async function followAll(leadId: string, renew: () => Promise<void>): Promise<void> {
    for await (const some of store.everyFollower(leadId)) {
      await followThese(leadId, some);
      await renew();
    }
    await jobs.forget(FOLLOW, leadId);
  }

  /** The newest at once; where there are more than a page of them, the job goes through all. */
  async function followNow(leadId: string): Promise<void> {
    const newest = await store.followers(leadId);
    await followThese(leadId, newest);
    if (newest.length < FOLLOWERS) await jobs.forget(FOLLOW, leadId);
  }
  jobs.handle(FOLLOW, (leadId, _payload, renew) => followAll(leadId, renew));

  /**
   * One act of an officer: load, check the version, perform, save, record, print.
   * @throws NotFound, Conflict, Forbidden, Refused, Invalid
   */
  async function act<Name extends ActionName>(name: Name, person: Person, id: string, version: number, input: (report: Report) => Inputs[Name] | Promise<Inputs[Name]>): Promise<Report> {
    const report = await load(person, id);
    return actOn(name, person, report, version, await settingOf(report.bureau), input);
  }

  /** The same where the report was loaded in another way: by the bureau that it was sent to. */
  async function actOn<Name extends ActionName>(
    name: Name, person: Person, report: Report, version: number, setting: Setting, input: (report: Report) => Inputs[Name] | Promise<Inputs[Name]>,
  ): Promise<Report> {
    if (report.version !== version) throw new Conflict('report');
    const subject = { kind: 'report', id: report.id };
    try {
      const saved = await save(report, perform(name, report, person, setting, await input(report)), setting);
      await audit.record(done(`reports.${name}`, person.id, report.bureau, subject));
      return saved;
    } catch (error) {
      if (error instanceof Forbidden || error instanceof Refused) {
        await audit.record(refused(`reports.${name}`, person.id, report.bureau, subject, error instanceof Refused ? { reason: error.reason } : {}));
      }
      throw error;
    }
  }

  /** An act that no reader's version stands behind (the reporter's, or another feature's): tried again when it lost a race. */
  async function change(id: string, make: (report: Report, setting: Setting) => Report | null): Promise<Report> {
    for (let tries = 0; ; tries += 1) {
      const report = await store.find(id);
      const setting = await settingOf(report.bureau);
      const after = make(report, setting);
      if (after === null) return report;
      try {
        return await save(report, after, setting);
      } catch (error) {
        if (!(error instanceof Conflict) || tries >= 8) throw error;
      }
    }
  }

  /** As rules know officers; unknown and disabled ones are left out. */
  async function officers(ids: readonly string[]): Promise<Person[]> {
    const found = await Promise.all([...new Set(ids)].map((id) => people.find(id)));
    return found.filter((person): person is Person => person !== null);
  }

  return { settingOf, load, act, actOn, change, followThese, officers };
}

export type Acting = ReturnType<typeof acting>;
