import { done, refused } from '../audit/rules.ts';
import type { Audit } from '../audit/service.ts';
import { beijingDate, keptBriefly } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { canonicalJson, orderedId, sha256 } from '../kernel/crypto.ts';
import type { Limits } from '../kernel/http/limits.ts';
import { Conflict, Forbidden, Gone, Invalid, NotFound, Refused } from '../kernel/errors.ts';
import { addDays, addMonths } from '../kernel/workdays.ts';
import { parameter, termOf, unknownParameter } from '../law/rules/parameters.ts';
import type { LawService } from '../law/service.ts';
import type { CaseFacts } from '../cases/rules/facts.ts';
import type { Person } from '../people/rules/person.ts';
import { hasRole } from '../people/rules/person.ts';
import { codesOf } from '../reports/rules/categories.ts';
import { draftNotice } from './rules/draft.ts';
import type { DecidedFacts } from './rules/draft.ts';
import { decidedCase } from './rules/from-case.ts';
import type { DecidedCase } from './rules/from-case.ts';
import { OVERLAP, findLeaks, openHits, publicTexts } from './rules/leaks.ts';
import { blocked, perform, permitted, tombstone } from './rules/notice.ts';
import type { LeakHit, Notice, NoticeAction, NoticeContent, PublicPlace, ResolvedHit, WithdrawalReason } from './rules/notice.ts';
import type { noticeStore, PublicFilter } from './store.ts';

export type Ports = {
  /** The facts of a decided case. @throws NotFound before its decision. */
  decided: (caseId: string) => Promise<CaseFacts>;
  /** Whether the person had to withdraw from the case. */
  isRecused: (caseId: string, personId: string) => Promise<boolean>;
  /** The cases from which the person had to withdraw. */
  recusedFrom: (personId: string) => Promise<readonly string[]>;
  /** Texts of linked tip-offs and their messages, for the overlap check; they never leave this check. */
  secrets: (caseId: string) => Promise<string[]>;
  /** Decided cases of a bureau whose facts were established. */
  established: (bureau: string) => Promise<{ id: string; name: string; number: string }[]>;
  bureauName: (code: string) => Promise<string>;
  placeName: (code: string) => string;
};

export type NoticeService = ReturnType<typeof noticeService>;
/** What a reader looks for: words of the text, and one of the plain categories of conduct. */
type Wanted = Partial<Pick<PublicFilter, 'place' | 'kind' | 'cause' | 'year'> & { q: string; conduct: string }>;
const inStore = ({ q = '', conduct = '', ...rest }: Wanted): Partial<PublicFilter> => ({ ...rest, words: q, codes: codesOf([conduct]) });

export type Wording = Pick<NoticeContent, 'title' | 'intro' | 'handling' | 'execution' | 'law'> & { what: string[] };

/** Every changed text is compared with the words of the tip-offs, and each answer tells a little of them. Enough for a day's honest editing. */
const EDITS = { points: 30, seconds: 86_400 } as const;
/** The home page asks for the newest on every visit. */
const RECENT_MILLISECONDS = 5_000;

export function noticeService({ store, audit, clock, limit, law, isDemo, ports }: {
  store: ReturnType<typeof noticeStore>; audit: Audit; clock: Clock; limit: Pick<Limits, 'allow'>; law: Pick<LawService, 'overlay'>; isDemo: boolean; ports: Ports;
}) {
  const today = (): string => beijingDate(clock());
  const newest = keptBriefly(clock, RECENT_MILLISECONDS, async () => (await store.listPublished({}, null)).notices.slice(0, 3));
  const versionOf = (facts: DecidedFacts): string => sha256(canonicalJson({ ...facts, refundPaidFen: 0, finePaidFen: 0 }));

  /** The last day on which a case that is published today is shown, by the parameter of the bureau; none where it is shown until it is withdrawn. @throws Refused PARAMETER_UNKNOWN */
  async function displayUntil(bureau: string): Promise<string | null> {
    const found = parameter('CASE_DISPLAY', bureau, today(), await law.overlay(bureau));
    const term = termOf(found);
    if (found.value === null) return null;
    if (term?.unit === 'YEAR' || term?.unit === 'MONTH') return addMonths(today(), term.unit === 'YEAR' ? term.amount * 12 : term.amount);
    if (term?.unit === 'D') return addDays(today(), term.amount);
    throw unknownParameter('CASE_DISPLAY', bureau, today(), found);
  }

  /** The case of a notice; one of another bureau, or from which this person had to withdraw, does not exist here. */
  async function decidedFor(person: Person, caseId: string): Promise<DecidedCase> {
    const facts = await ports.decided(caseId);
    if (facts.bureau !== person.bureau || (await ports.isRecused(caseId, person.id))) throw new NotFound('case');
    return decidedCase(facts, { bureauName: await ports.bureauName(facts.bureau), place: ports.placeName(facts.bureau) });
  }

  /** Own bureau and a role that works on notices; anything else does not exist for this person. */
  async function load(person: Person, id: string): Promise<Notice> {
    const notice = await store.find(id);
    if (!notice || notice.bureau !== person.bureau || !hasRole(person, 'publisher', 'legalReviewer', 'head')) throw new NotFound('notice');
    return notice;
  }

  async function leaks(person: Person, notice: Notice): Promise<{ hits: LeakHit[]; facts: DecidedCase }> {
    const facts = await decidedFor(person, notice.caseId);
    const allowed = [facts.party.name, facts.bureauName, facts.cause, ...facts.findings.map((finding) => finding.what)];
    return { hits: findLeaks(notice.content, { names: facts.names, secrets: await ports.secrets(notice.caseId), allowed }), facts };
  }

  /** A changed text costs a try. @throws Invalid when the day's tries are used up, before anything is compared. */
  async function spend(person: Person, before: Notice, after: Notice): Promise<void> {
    const isSame = canonicalJson(publicTexts(before.content)).equals(canonicalJson(publicTexts(after.content)));
    if (isSame || (await limit.allow('notice-edits', person.id, EDITS))) return;
    await audit.record(refused('notices.edit', person.id, before.bureau, { kind: 'notice', id: before.id }, { reason: 'EDITS_SPENT' }));
    throw new Invalid({ intro: { key: 'notices.error.editsSpent', args: { most: EDITS.points } } });
  }

  async function act(action: NoticeAction, person: Person, id: string, version: number, reason: string, withdrawalReason?: WithdrawalReason, change?: (notice: Notice) => Notice): Promise<Notice> {
    const notice = await load(person, id);
    if (notice.version !== version) throw new Conflict('notice');
    const { hits, facts } = await leaks(person, notice);
    try {
      const changed = change ? change(notice) : notice;
      await spend(person, notice, changed);
      const next = perform(action, changed, person, clock(), {
        reason, today: today(), remedyEndsOn: facts.remedyEndsOn, openHits: openHits(hits, notice.falseHits), factsVersion: versionOf(facts),
        displayUntil: action === 'releaseSecond' ? await displayUntil(notice.bureau) : null, ...(withdrawalReason ? { withdrawalReason } : {}),
      });
      await store.save(next, version);
      newest.forget();
      const overlaps = action === 'edit' ? (await leaks(person, next)).hits.filter(({ check }) => check === OVERLAP).length : 0;
      await audit.record(done(`notices.${action}`, person.id, notice.bureau, { kind: 'notice', id }, overlaps > 0 ? { overlaps } : {}));
      return next;
    } catch (error) {
      const why = error instanceof Refused ? error.reason : error instanceof Forbidden ? 'role' : '';
      if (why) await audit.record(refused(`notices.${action}`, person.id, notice.bureau, { kind: 'notice', id }, { reason: why }));
      throw error;
    }
  }

  return {
    /** The notice as its makers see it, with the hits of the leak check and what this person may do. */
    async forMaker(person: Person, id: string) {
      const notice = await load(person, id);
      const { hits, facts } = await leaks(person, notice);
      return { notice, hits, open: openHits(hits, notice.falseHits), actions: permitted(notice, person), blocked: blocked(notice, person), hasChanged: versionOf(facts) !== notice.sourceVersion, remedyEndsOn: facts.remedyEndsOn };
    },
    /** The bureau's own, without those that do not exist for this person. */
    listForMaker: async (person: Person, before: string | null) => store.listOfBureau(person.bureau, await ports.recusedFrom(person.id), before),
    findOfCase: store.findOfCase,

    /** Decided cases of the bureau that have no notice yet. */
    async candidates(person: Person): Promise<{ caseId: string; name: string }[]> {
      if (!hasRole(person, 'publisher')) return [];
      const recused = await ports.recusedFrom(person.id);
      const decided = (await ports.established(person.bureau)).filter((each) => !recused.includes(each.id));
      const taken = await store.taken(decided.map((each) => each.id));
      return decided.filter((each) => !taken.has(each.id)).map((each) => ({ caseId: each.id, name: `${each.name} ${each.number}` }));
    },

    /** A draft from the facts of a decided case; the drafter is this publisher. */
    async create(person: Person, caseId: string): Promise<string> {
      if (!hasRole(person, 'publisher')) throw new Forbidden('notices.create');
      const facts = await decidedFor(person, caseId);
      const content = draftNotice(facts);
      const at = clock();
      // Ids sort by time, so that a bureau's list pages by key.
      const id = orderedId(at);
      await store.add({
        id, bureau: facts.bureau, division: facts.division, caseId, sourceVersion: versionOf(facts), state: 'draft', content, drafter: person.id, falseHits: [],
        privacyChecker: null, legalChecker: null, approver: null, earlyReason: '', firstReleaser: null, secondReleaser: null,
        publishedOn: null, publishedAt: null, expiresOn: null, withdrawnOn: null, withdrawalReason: null, isDemo, events: [{ at, by: person.id, action: 'create', reason: '' }], version: 1,
      });
      await audit.record(done('notices.create', person.id, facts.bureau, { kind: 'notice', id }));
      return id;
    },

    /** Words only: amounts, period and basis stay those of the decision. */
    async edit(person: Person, id: string, version: number, wording: Wording, falseHits: ResolvedHit[]): Promise<void> {
      if (falseHits.some((hit) => hit.falseHitReason.trim() === '')) throw new Invalid({ falseHits: { key: 'notices.error.falseHitReason' } });
      await act('edit', person, id, version, '', undefined, (notice) => {
        const { what, ...words } = wording;
        const findings = notice.content.findings.map((finding, index) => ({ ...finding, what: what[index] ?? finding.what }));
        return { ...notice, falseHits, content: { ...notice.content, ...words, findings, text: textOf(words, notice.content) } };
      });
    },
    act: (action: Exclude<NoticeAction, 'edit' | 'withdraw'>, person: Person, id: string, version: number, reason: string) => act(action, person, id, version, reason),
    withdraw: (person: Person, id: string, version: number, code: WithdrawalReason, reason: string) => act('withdraw', person, id, version, reason, code),

    /** What the public reads. @throws Gone with the tombstone once it was withdrawn. */
    async published(id: string): Promise<{ notice: Notice; bureau: string }> {
      const notice = await store.find(id);
      if (!notice || (notice.state !== 'published' && notice.state !== 'withdrawn')) throw new NotFound('notice');
      const bureau = await ports.bureauName(notice.bureau);
      if (notice.state === 'withdrawn') throw new Gone(tombstone(notice, bureau));
      return { notice, bureau };
    },
    listPublished: (filter: Wanted, before: PublicPlace | null) => store.listPublished(inStore(filter), before),
    feed: store.feed,
    /** The newest three, for the home page. */
    recent: (): Promise<Notice[]> => newest.get(),
    countPublished: (filter: Wanted): Promise<number> => store.countPublished(inStore(filter)),
    async withdrawals() {
      return Promise.all((await store.listWithdrawn()).map(async (notice) => ({ id: notice.id, ...tombstone(notice, await ports.bureauName(notice.bureau)) })));
    },
  };
}

/** The one-piece text follows the edited words; its amounts stand in them already. */
const textOf = (words: Pick<Wording, 'title' | 'intro' | 'handling' | 'execution'>, content: NoticeContent): string =>
  `${words.title}。${words.intro}${content.basis ? `依据${content.basis}，` : ''}处理结果：${words.handling.map((line, index) => `${index + 1}. ${line}`).join('；')}。${words.execution ? `目前，${words.execution}。` : ''}`;
