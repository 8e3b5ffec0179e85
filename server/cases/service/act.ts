// Acts on a case: load → authorise → check state → act → record; then what the act ordered.
import { done, refusalReason, refused } from '../../audit/rules.ts';
import type { Way } from '../../documents/rules/document.ts';
import { Conflict, NotNow } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { allow, isTheirs } from '../rules/actions.ts';
import type { ActionName } from '../rules/actions.ts';
import type { Case, PaperDelivery } from '../rules/case.ts';
import { nextDue } from '../rules/clocks.ts';
import { judged } from '../rules/discretion.ts';
import type { Judged } from '../rules/discretion.ts';
import { demand } from '../rules/guards.ts';
import { perform } from '../rules/perform.ts';
import type { Inputs } from '../rules/perform.ts';
import type { Situation } from '../rules/situation.ts';
import { followingActs } from './follow.ts';
import { AFTER } from './parts.ts';
import type { CasesParts, Loading } from './parts.ts';

const PAPERS = 'cases.papers';
const WAY_OF: Record<PaperDelivery['way'], Way> = { DIRECT: 'direct', LEFT: 'leave', ENTRUSTED: 'entrust', POST: 'post', ELECTRONIC: 'electronic', ANNOUNCED: 'announcement' };
/** Where the signed consent to electronic service is kept; the guard has asked for it. */
const CONFIRMED = '见送达回证';

export type OpenedCase = { kase: Case; situation: Situation };

export function acting(parts: CasesParts, { situationOf, load }: Loading) {
  const { store, audit, documents, jobs } = parts;
  const following = followingActs(parts);

  /** Prints what the acts ordered, and records how it was served, where that is not done yet; may be repeated. */
  async function issuePapers(id: string): Promise<void> {
    const kase = await store.findById(id);
    for (const [at, paper] of kase.papers.entries()) {
      const { key, kind, slots, by, isNumbered, isIssued, delivery } = paper;
      if (!isIssued) {
        await documents.issue({ key, kind, bureau: kase.bureau, subject: { kind: 'case', id }, slots, by, isNumbered });
        await store.markIssued(id, at, kind);
      }
      if (delivery && !delivery.isRecorded) {
        const { way, isRecorded: _isRecorded, ...rest } = delivery;
        await documents.served(key, { ...rest, way: WAY_OF[way], confirmation: way === 'ELECTRONIC' ? CONFIRMED : '' });
        await store.markDelivered(id, at);
      }
    }
  }

  jobs.handle(PAPERS, (id) => issuePapers(id));

  return {
    onClosed: following.onClosed,

    /** The case with what the rules must know today. @throws NotFound */
    async open(person: Person, id: string): Promise<OpenedCase> {
      const kase = await load(person, id);
      return { kase, situation: await situationOf(person, kase) };
    },

    /** Of an act whose form is asked for and not offered. @throws NotNow, with the stage where that is why; Refused for a guard */
    notOffered(name: ActionName, kase: Case, situation: Situation): never {
      // The address is open to all who handle cases; whose act it is may change with the case.
      if (isTheirs(name, kase, situation.person)) allow(name, kase, situation, demand);
      throw new NotNow(`cases.${name}`);
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
        const reason = refusalReason(error);
        if (reason) await audit.record(refused(`cases.${name}`, person.id, kase.bureau, subject, { reason }));
        throw error;
      }
      const isPrinting = changed.papers.some((paper) => !paper.isIssued || paper.delivery?.isRecorded === false);
      if (isPrinting) await jobs.queue(PAPERS, id, {}, new Date(situation.at.getTime() + AFTER));
      const follows = following.of(name, kase, changed);
      await follows?.queue();
      await store.save(changed, nextDue(changed, situation));
      await audit.record(done(`cases.${name}`, person.id, kase.bureau, subject, { from: kase.state, to: changed.state }));
      if (isPrinting) {
        await issuePapers(id);
        await jobs.finish(PAPERS, id);
      }
      await follows?.run();
      return { ...changed, version: version + 1 };
    },

    /** What is to be said of entries that are not saved; `unread` names the fields whose text is no number. */
    tried: (situation: Situation, kase: Case, { entries }: Inputs['enterPenalty'], unread: readonly string[]): Judged => judged(kase, entries, situation, unread),
  };
}
