// Cases: load → authorise → check state → act → record. What the rules need to know is gathered here; they fetch nothing.
import { done, refused } from '../audit/rules.ts';
import type { Audit } from '../audit/service.ts';
import type { DocumentsService } from '../documents/service.ts';
import { beijingDate } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { randomId } from '../kernel/crypto.ts';
import { Conflict, Forbidden, NotFound, Refused } from '../kernel/errors.ts';
import type { Calendar } from '../kernel/workdays.ts';
import { knownParameter } from '../law/rules/parameters.ts';
import type { Parameter } from '../law/rules/parameters.ts';
import type { Calculation } from '../penalties/rules/calculate.ts';
import { isInScope } from '../people/rules/person.ts';
import type { DeskLine } from '../people/rules/desk.ts';
import type { Person } from '../people/rules/person.ts';
import type { PeopleService } from '../people/service.ts';
import type { ActionName } from './rules/actions.ts';
import { calculateCase, triedCalculation } from './rules/calculator.ts';
import { isRecused } from './rules/case.ts';
import type { Case, Filing, Party } from './rules/case.ts';
import { nextDue } from './rules/clocks.ts';
import { factsOf } from './rules/facts.ts';
import type { CaseFacts } from './rules/facts.ts';
import { checkFiling, filingPaper, openCase } from './rules/filing.ts';
import type { FilingInput } from './rules/filing.ts';
import { GROUPS, reachOf } from './rules/listing.ts';
import { perform } from './rules/perform.ts';
import type { Inputs } from './rules/perform.ts';
import type { Situation } from './rules/situation.ts';
import type { Leads, OpenLead } from './service/leads.ts';
import type { CaseClockLine, CaseFilter, CaseLine, casesStore } from './store.ts';

/** The bureau's own entries over the law, and its calendar. */
export type Law = { overlay: (bureau: string) => Promise<readonly Parameter[]>; calendar: (bureau: string) => Promise<Calendar> };

export type { Leads, OpenLead } from './service/leads.ts';
export type Queue = { handle: (kind: string, handler: (key: string, payload: Record<string, unknown>) => Promise<void>) => void; queue: (kind: string, key: string, payload?: Record<string, unknown>, runAt?: Date) => Promise<void>; finish: (kind: string, key: string) => Promise<void> };
export type OpenedCase = { kase: Case; situation: Situation };
export type CasesService = ReturnType<typeof casesService>;

type Intent = { personId: string; input: FilingInput; lead: Filing['lead']; at: string };
const isIntent = (payload: Record<string, unknown>): payload is Intent => typeof payload['personId'] === 'string' && typeof payload['input'] === 'object' && typeof payload['at'] === 'string';

/** The party of a case that is not yet there. */
const NOBODY: Party = { kind: 'INSTITUTION', personKind: 'UNIT', name: '', institutionId: null, creditCode: '', representative: '', address: '', isInsured: false };
const OPEN = 'cases.open';
const PAPERS = 'cases.papers';
/** The job waits so long, so that the act itself comes first. */
const AFTER = 60_000;

export function casesService({ store, audit, clock, people, documents, law, leads, jobs }: {
  store: ReturnType<typeof casesStore>; audit: Audit; clock: Clock; people: Pick<PeopleService, 'colleagues' | 'find' | 'names' | 'listBureaus'>;
  documents: Pick<DocumentsService, 'issue' | 'ofSubject' | 'guard'>; law: Law; leads: Leads; jobs: Queue;
}) {
  async function situationOf(person: Person, kase: Case | null, at = clock()): Promise<Situation> {
    const today = beijingDate(at);
    const bureau = kase?.bureau ?? person.bureau;
    const [overlay, calendar, colleagues] = await Promise.all([law.overlay(bureau), law.calendar(bureau), people.colleagues(bureau)]);
    const calculate = (one: Case) => calculateCase(one, today, overlay);
    return {
      at, today, person, newId: randomId(), overlay, calendar, colleagues, calculate,
      calculation: calculateCase(kase ?? { bureau, notices: [], findings: [], party: NOBODY, evidence: [] }, today, overlay),
      parameter: (code) => knownParameter(code, bureau, today, overlay),
    };
  }

  /** Outside the bureau, not assigned, recused: all of it looks like nothing there; a recused person's try is on record. */
  async function load(person: Person, id: string): Promise<Case> {
    const reach = reachOf(person);
    try {
      if (!reach) throw new NotFound('case');
      return await store.find(id, reach);
    } catch (error) {
      if (error instanceof NotFound) {
        const hidden = await store.findById(id).catch(() => null);
        if (hidden) await audit.record(refused('cases.open', person.id, hidden.bureau, { kind: 'case', id }, { recused: isRecused(hidden, person.id) ? 1 : 0 }));
      }
      throw error;
    }
  }

  /** Prints what the acts ordered and was not printed yet; may be repeated. */
  async function issuePapers(id: string): Promise<void> {
    const kase = await store.findById(id);
    for (const [at, paper] of kase.papers.entries()) {
      if (paper.isIssued) continue;
      await documents.issue({ key: paper.key, kind: paper.kind, bureau: kase.bureau, subject: { kind: 'case', id }, slots: paper.slots, by: paper.by, isNumbered: paper.isNumbered });
      await store.markIssued(id, at, paper.kind);
    }
  }

  async function open(id: string, { personId, input, lead, at }: Intent): Promise<void> {
    if (await store.exists(id)) return;
    const person = await people.find(personId);
    if (!person) throw new NotFound('person');
    const situation = await situationOf(person, null, new Date(at));
    const paper = filingPaper(id, input, lead, situation);
    const { number } = await documents.issue({ key: paper.key, kind: 'filingForm', bureau: person.bureau, subject: { kind: 'case', id }, slots: paper.slots, by: person.id, isNumbered: true });
    const kase = openCase(id, number ?? id, input, lead, paper, situation);
    await store.add(kase, nextDue(kase, situation));
  }

  jobs.handle(PAPERS, (id) => issuePapers(id));
  // Filing begins with the report; the case follows from what is kept here, also after a crash in between.
  jobs.handle(OPEN, async (id, payload) => {
    if (isIntent(payload) && (await leads.isLinked(id))) await open(id, payload);
  });
  documents.guard('case', async (person, id) => {
    const reach = reachOf(person);
    if (reach) return store.find(id, reach).then(() => true, () => false);
    const kase = await store.findById(id).catch(() => null);
    return kase !== null && !isRecused(kase, person.id);
  });

  const TOLD: Partial<Record<ActionName, { key: string; isDone: boolean }>> = {
    decide: { key: 'cases.told.decided', isDone: false }, close: { key: 'cases.told.closed', isDone: true }, terminate: { key: 'cases.told.terminated', isDone: false },
  };

  return {
    /**
     * Opens a case from a verified lead: the head's decision, the three conditions, officers, a number of the same day. Answers the case's id.
     * @throws Forbidden, Refused, Invalid, Conflict
     */
    async fileFromReport(person: Person, reportId: string, version: number, input: FilingInput): Promise<string> {
      const situation = await situationOf(person, null);
      const { source } = await leads.open(person, reportId);
      const lead = { source };
      try {
        checkFiling(input, situation);
      } catch (error) {
        if (error instanceof Refused || error instanceof Forbidden) await audit.record(refused('cases.file', person.id, person.bureau, { kind: 'report', id: reportId }, { reason: error instanceof Refused ? error.reason : 'role' }));
        throw error;
      }
      const id = randomId();
      const intent: Intent = { personId: person.id, input, lead, at: situation.at.toISOString() };
      await jobs.queue(OPEN, id, intent, new Date(situation.at.getTime() + AFTER));
      await leads.file(person, reportId, version, { caseId: id, on: situation.today, reason: input.reason });
      await open(id, intent);
      await jobs.finish(OPEN, id);
      await audit.record(done('cases.file', person.id, person.bureau, { kind: 'case', id }));
      return id;
    },

    /** What the filing form starts from: the lead, and who can be made an officer. @throws NotFound */
    async lead(person: Person, reportId: string): Promise<{ lead: OpenLead; situation: Situation }> {
      if (!person.roles.includes('head')) throw new Forbidden('cases.file');
      return { lead: await leads.open(person, reportId), situation: await situationOf(person, null) };
    },

    /** The case with what the rules must know today. @throws NotFound */
    async open(person: Person, id: string): Promise<OpenedCase> {
      const kase = await load(person, id);
      return { kase, situation: await situationOf(person, kase) };
    },

    /** One act of the ACTIONS table. @throws NotFound, Forbidden, Conflict, Refused, Invalid */
    async act<Name extends ActionName>(person: Person, id: string, name: Name, version: number, input: Inputs[Name]): Promise<Case> {
      const kase = await load(person, id);
      const situation = await situationOf(person, kase);
      const subject = { kind: 'case', id } as const;
      let changed: Case;
      try {
        if (kase.version !== version) throw new Conflict('case');
        changed = perform(name, kase, input, situation);
      } catch (error) {
        const reason = error instanceof Refused ? error.reason : error instanceof Forbidden ? 'forbidden' : error instanceof Conflict ? 'conflict' : null;
        if (reason) await audit.record(refused(`cases.${name}`, person.id, kase.bureau, subject, { reason }));
        throw error;
      }
      const isPrinting = changed.papers.some((paper) => !paper.isIssued);
      if (isPrinting) await jobs.queue(PAPERS, id, {}, new Date(situation.at.getTime() + AFTER));
      await store.save(changed, nextDue(changed, situation));
      await audit.record(done(`cases.${name}`, person.id, kase.bureau, subject, { from: kase.state, to: changed.state }));
      if (isPrinting) {
        await issuePapers(id);
        await jobs.finish(PAPERS, id);
      }
      const told = TOLD[name];
      if (told) await leads.tell(id, { ...told, args: {}, on: situation.today });
      const seen = name === 'addEvidence' ? changed.evidence.at(-1) : undefined;
      if (seen?.kind === 'SITE') await leads.visited(id, seen.obtainedOn);
      return { ...changed, version: version + 1 };
    },

    /** One page by due date, for those who handle, review or decide cases; everybody else finds none. */
    async list(person: Person, filter: CaseFilter, after: string | null): Promise<{ lines: CaseLine[]; next: string | null; counts: Record<string, number> }> {
      const reach = reachOf(person);
      if (!reach) return { lines: [], next: null, counts: {} };
      const [page, counts] = await Promise.all([store.list(reach, filter, after), store.counts(reach, GROUPS)]);
      return { ...page, counts };
    },

    /** What waits for this person on his desk: cases of the groups in which his role has the next word. Counts only. */
    async deskLines(person: Person): Promise<DeskLine[]> {
      const reach = reachOf(person);
      if (!reach) return [];
      const counts = await store.counts(reach, GROUPS);
      const groups = GROUPS.filter((group) => group !== 'done' && (counts[group] ?? 0) > 0);
      return groups.map((group) => ({ key: `cases.desk.${group}`, args: {}, count: counts[group] ?? 0, href: `/cases?group=${group}` }));
    },

    /** Clocks and states, never content, of the bureaus below the person's scope. */
    async clocksBelow(person: Person): Promise<CaseClockLine[]> {
      if (!person.roles.includes('head')) return [];
      const below = (await people.listBureaus()).filter((bureau) => bureau.code !== person.bureau && isInScope(person, bureau.code));
      return below.length === 0 ? [] : store.clocksOf(below.map((bureau) => bureau.code));
    },

    /** Decided cases of a bureau whose facts were established: what may become a typical case. */
    established: store.established,
    /** Of a Beijing year and all bureaus, for the public figures. */
    figures: store.figuresOf,

    /** Whether the person had to withdraw from the case: what later features make of it does not exist for him either. */
    isRecused: async (caseId: string, personId: string): Promise<boolean> => isRecused(await store.findById(caseId), personId),

    /** Facts of a decided case for rewards and notices, which authorise themselves. @throws NotFound before a decision. */
    async decided(caseId: string): Promise<CaseFacts> {
      const kase = await store.findById(caseId);
      const [actor] = await people.colleagues(kase.bureau);
      if (!actor) throw new NotFound('bureau');
      const facts = factsOf(kase, await situationOf(actor, kase));
      if (!facts) throw new NotFound('decision');
      return facts;
    },

    /** What a list needs to say how near a due date is. */
    async standing(person: Person): Promise<{ today: string; calendar: Calendar; warnAt: number }> {
      const today = beijingDate(clock());
      const warn = knownParameter('CLOCK_WARN', person.bureau, today, await law.overlay(person.bureau));
      return { today, calendar: await law.calendar(person.bureau), warnAt: Number(warn?.value ?? 0) };
    },
    /** What the calculator says of entries that were not saved. */
    tried: (situation: Situation, kase: Case, input: Inputs['enterPenalty']): Calculation => triedCalculation(situation, kase, input),

    /** Of these files, those that a case refers to: the sweeper of evidence asks. */
    refersTo: async (fileIds: string[]): Promise<{ fileId: string; owner: { kind: string; id: string } }[]> =>
      (await store.ownersOf(fileIds)).map(({ fileId, caseId }) => ({ fileId, owner: { kind: 'case', id: caseId } })),

    documentsOf: (id: string) => documents.ofSubject('case', id),
    leadsOf: leads.ofCase,
    names: people.names,
  };
}
