// What the service is made of, and the one way in which an act is done: load, authorise, decide, save, record, settle.
import { done, refusalReason, refused } from '../../audit/rules.ts';
import { beijingDate, beijingDay } from '../../kernel/clock.ts';
import { canonicalJson, sha256 } from '../../kernel/crypto.ts';
import { chain } from '../../kernel/divisions.ts';
import { Conflict, NotFound } from '../../kernel/errors.ts';
import { counted } from '../../law/rules/clocks.ts';
import type { Clock } from '../../law/rules/clocks.ts';
import { standsAs } from '../../law/rules/clocks/board.ts';
import type { Person } from '../../people/rules/person.ts';
import { perform, type Actor, type Facts } from '../rules/actions.ts';
import type { Evaluation } from '../rules/calculation.ts';
import { calculate, recompute } from '../rules/evaluate.ts';
import { claimDue, RECEIPTS, rewardClocks } from '../rules/deadlines.ts';
import { inputOf } from '../rules/matter.ts';
import type { Matter, Pending, StoredCalculation } from '../rules/matter.ts';
import { decisionSlots, noticeSlots } from '../rules/papers.ts';
import { mayRead } from '../rules/readiness.ts';
import { registryOf, type Registry } from '../rules/registry.ts';
import type { ClaimData } from '../rules/shown.ts';
import type { ActionName } from '../rules/states.ts';
import type { RewardsParts } from './ports.ts';

export type { RewardsParts, Session, Told } from './ports.ts';

/** Moves on with every change of the engine's arithmetic; stored with each calculation. */
export const ENGINE = '1';
export const SETTLE = 'rewards.settle';
/** The job waits so long, so that the act itself comes first. */
const AFTER = 60_000;

const fingerprintOf = ({ ruleSet, frame }: Pick<StoredCalculation, 'ruleSet' | 'frame'>): string => sha256(canonicalJson({ ruleSet, frame }));

export function acting({ store, audit, clock, log, registry, cases, reports, documents, calendar, overlay, jobs, entering }: RewardsParts) {
  const today = (): string => beijingDate(clock());
  const subjectOf = (id: string) => ({ kind: 'reward', id });

  /** The rule sets as this bureau may use them: its own confirmations and those of the bureaus above. */
  async function registryFor(bureau: string): Promise<Registry> {
    return registryOf(registry.ruleSets, { confirmations: await store.confirmationsOf(chain(bureau)), ruleSets: (await entering?.heldFor(chain(bureau))) ?? [] });
  }

  /** Every clock of the reward with its count. */
  async function clocksOf(matter: Matter): Promise<Clock[]> {
    const [days, entered] = await Promise.all([calendar(matter.bureau), overlay(matter.bureau)]);
    return rewardClocks(matter, days, entered).map((each) => counted(each, days, today()));
  }
  const standing = async (matter: Matter): Promise<string[]> => (await clocksOf(matter)).flatMap(standsAs);

  /** With the claim window as the calendar has it today. */
  async function current(matter: Matter): Promise<Matter> {
    const acknowledgedOn = matter.events.findLast(({ action }) => RECEIPTS.some((each) => each === action))?.facts.today;
    return acknowledgedOn === undefined ? matter : { ...matter, claimDueOn: claimDue(matter, acknowledgedOn, await calendar(matter.bureau), today()) };
  }

  /** Who declared an interest in the report, or had to leave the case, finds no reward of it either. */
  async function isRecused(person: Person, matter: Matter): Promise<boolean> {
    if (await cases.isRecused(matter.caseId, person.id)) return true;
    const linked = await reports.ofCase(matter.caseId, person);
    return linked.some((report) => report.bureau === person.bureau && report.content === null);
  }

  /** @throws NotFound outside the bureau, without a duty in it, recused; the attempt is on record. */
  async function load(person: Person, id: string): Promise<Matter> {
    const matter = await store.find(id);
    if (!mayRead(matter, person) || (await isRecused(person, matter))) {
      await audit.record(refused('rewards.read', person.id, matter.bureau, subjectOf(id)));
      throw new NotFound('reward');
    }
    return current(matter);
  }

  /** What the answers come to today under the chosen rule set, with full copies of what was used. */
  async function calculated(matter: Matter): Promise<Matter> {
    const { ruleId } = matter.choice;
    const registry = await registryFor(matter.bureau);
    // The version that was chosen: a newer one counts when somebody chooses it.
    const chosen = ruleId === null ? undefined : registry.byId.get(ruleId)?.find(({ version }) => version === matter.choice.version);
    const made = chosen && calculate(chosen.id, inputOf(matter), { registry: { ruleSets: registry.ruleSets, byId: new Map([...registry.byId, [chosen.id, [chosen]]]) } });
    return { ...matter, calculation: made ? { ...made, engine: ENGINE, at: clock(), fingerprint: fingerprintOf(made) } : null };
  }

  /** The same inputs and rule version give the same fen: done again from the stored copies. */
  function recomputed(calculation: StoredCalculation): { isIdentical: boolean; isSameResult: boolean; isSameCopy: boolean; evaluation: Evaluation } {
    const evaluation = recompute(calculation);
    const isSameResult = canonicalJson(evaluation).equals(canonicalJson(calculation.evaluation));
    const isSameCopy = fingerprintOf(calculation) === calculation.fingerprint;
    return { isIdentical: isSameResult && isSameCopy, isSameResult, isSameCopy, evaluation };
  }

  async function doPending(matter: Matter, { key, what, message, by, on }: Pending): Promise<void> {
    const { id, bureau } = matter;
    if (what === 'decision') await documents.issue({ key, kind: 'rewardDecision', bureau, subject: { kind: 'reward', id }, slots: decisionSlots(matter), by, isNumbered: true });
    if (what === 'notice') {
      await documents.issue({ key, kind: 'rewardNotice', bureau, subject: { kind: 'reward', id }, slots: noticeSlots(matter), by, isNumbered: true });
      await documents.served(key, { on, way: 'statusPage', note: '', confirmation: '', fileId: null, by });
    }
    if (what === 'claim') await store.settleClaim(id);
    if (what === 'told') await reports.tell(matter.reportId, { key: message, args: {}, on, isForAll: true });
  }

  async function finishPending(matter: Matter): Promise<Matter> {
    for (const pending of matter.pending) await doPending(matter, pending);
    return store.save(matter, { ...matter, pending: [] }, null, await standing(matter));
  }

  /** What the act ordered elsewhere; when it fails now, the job does it later and the act stands. */
  async function settle(matter: Matter): Promise<Matter> {
    if (matter.pending.length === 0) return matter;
    try {
      const settled = await finishPending(matter);
      await jobs.forget(SETTLE, matter.id);
      return settled;
    } catch (error) {
      if (!(error instanceof Conflict)) log.error(error instanceof Error ? error : new Error('rewards'));
      return matter;
    }
  }
  jobs.handle(SETTLE, async (id) => {
    const matter = await store.find(id);
    if (matter.pending.length > 0) await finishPending(matter);
    await jobs.forget(SETTLE, id);
  });

  /** `claim`: who asks for the money and where it goes; nothing of it is written before the guarded save, and nothing after it without it. */
  async function save(before: Matter, after: Matter, claim: ClaimData | null = null): Promise<Matter> {
    if (after.pending.length > 0) await jobs.queue(SETTLE, before.id, {}, new Date(clock().getTime() + AFTER));
    return settle(await store.save(before, after, claim, await standing(after)));
  }

  const order = (matter: Matter, by: string, ...ordered: readonly Pick<Pending, 'what' | 'message'>[]): Matter => ({
    ...matter,
    pending: [...matter.pending, ...ordered.map(({ what, message }) => ({ key: `reward:${matter.id}:${what}:${matter.events.length}`, what, message, by, on: today() }))],
  });

  const recorded = <T>(act: string, actor: string, matter: Matter, work: () => Promise<T>): Promise<T> =>
    attempted(act, actor, matter, async () => {
      const result = await work();
      await audit.record(done(act, actor, matter.bureau, subjectOf(matter.id)));
      return result;
    });

  /** Refused attempts are on record with their reason; what was done the work records itself. */
  async function attempted<T>(act: string, actor: string, matter: Matter, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const reason = refusalReason(error);
      if (reason) await audit.record(refused(act, actor, matter.bureau, subjectOf(matter.id), { reason }));
      throw error;
    }
  }

  /** An officer's act of the ACTIONS table. `change` says what else it writes. @throws NotFound, Conflict, Forbidden, Refused, Invalid */
  async function act(person: Person, id: string, name: ActionName, version: number, facts: Facts = {}, change: (matter: Matter) => Matter | Promise<Matter> = (matter) => matter, claim: ClaimData | null = null): Promise<Matter> {
    const matter = await load(person, id);
    return recorded(`rewards.${name}`, person.id, matter, async () => {
      if (matter.version !== version) throw new Conflict('reward');
      const after = perform(name, matter, person, clock(), { ...facts, today: today() });
      return save(matter, await change(after), claim);
    });
  }

  /** An act of the reporter, kept with its day only: no reader's version stands behind it, so it is tried again when it lost a race. */
  async function actForReporter(matter: Matter, name: ActionName, facts: Facts, change: (matter: Matter) => Matter | Promise<Matter>, claim: ClaimData | null = null): Promise<Matter> {
    const actor: Actor = 'reporter';
    return recorded(`rewards.${name}`, actor, matter, async () => {
      for (let tries = 0; ; tries += 1) {
        const now = tries === 0 ? matter : await current(await store.find(matter.id));
        try {
          return await save(now, await change(perform(name, now, actor, beijingDay(clock()), { ...facts, today: today() })), claim);
        } catch (error) {
          // perform says Conflict too, when the state no longer allows the act: then the last try tells.
          if (!(error instanceof Conflict) || tries >= 4) throw error;
        }
      }
    });
  }

  return { clocksOf, standing, today, subjectOf, registryFor, current, load, isRecused, calculated, recomputed, save, order, recorded, attempted, act, actForReporter };
}
export type Acting = ReturnType<typeof acting>;
