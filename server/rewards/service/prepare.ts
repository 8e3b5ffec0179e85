// From an opened reward to its proposal: which rule set, which answers with which evidence.
import type { Received } from '../../evidence/rules/files.ts';
import { Conflict, Forbidden, Invalid, NotNow, Refused } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { blocked, forbidden, propose } from '../rules/actions.ts';
import { stageKey } from '../rules/matter.ts';
import type { Discretion, Line, Matter, Standing, VersionDate } from '../rules/matter.ts';
import { gapsOf, gatesToAnswer, mayPrepare, waitsForClosing, type Preparation } from '../rules/readiness.ts';
import { isProven } from '../rules/exhibits.ts';
import { deadlinesOf, usesOf } from '../rules/scope.ts';
import { FIRST_CLAUSE, type Gate } from '../rules/vocabulary.ts';
import type { Exhibits } from './exhibits.ts';
import { linesOf, type Opening } from './open.ts';
import type { Acting, RewardsParts } from './parts.ts';

export function preparing({ store, clock, cases }: RewardsParts, { today, load, calculated, save, recorded, recomputed }: Acting, chosen: Opening['chosen'], { withSources, uploaded, attach }: Exhibits) {
  /** One step of the preparation: the answers change, and what they come to is computed and stored with them. */
  async function prepare(what: Preparation, person: Person, id: string, version: number, change: (matter: Matter) => Matter | Promise<Matter>): Promise<Matter> {
    const matter = await load(person, id);
    return recorded(`rewards.${what}`, person.id, matter, async () => {
      if (matter.version !== version) throw new Conflict('reward');
      if (!mayPrepare({ ...matter, state: 'returned' }, person).includes(what)) throw new Forbidden(`rewards.${what}`);
      if (!mayPrepare(matter, person).includes(what)) throw new NotNow(`rewards.${what}`, stageKey(matter));
      return save(matter, await calculated(await change(matter)));
    });
  }

  /** A finding earns one award only, however many reporters told of the case. @throws Refused */
  async function onlyHere({ id, caseId }: Matter, lines: readonly Line[]): Promise<void> {
    const elsewhere = (await store.ofCase(caseId)).filter((other) => other.id !== id && other.state !== 'notEligible' && other.state !== 'refused');
    const taken = lines.find((line) => line.inReportedMatter === true && elsewhere.some((other) => other.lines.some((each) => each.id === line.id && each.inReportedMatter === true)));
    if (taken) throw new Refused('REWARD_LINE_TAKEN', FIRST_CLAUSE, { finding: taken.name });
  }

  /** With the end of the case, where it has come since. */
  async function closedToday(matter: Matter): Promise<Matter> {
    if (matter.case.closedOn !== null) return matter;
    return { ...matter, case: { ...matter.case, closedOn: (await cases.decided(matter.caseId)).closedOn } };
  }

  return {
    /** The day that selects the rule set; any but the day of report needs a reason. */
    chooseRule: (person: Person, id: string, version: number, { basis, reason }: { basis: VersionDate; reason: string }) =>
      prepare('chooseRule', person, id, version, async (matter) => {
        if (basis !== 'report' && reason.trim() === '') throw new Invalid({ reason: { key: 'rewards.error.required' } });
        return { ...matter, choice: await chosen(matter, basis, reason.trim(), person.id) };
      }),

    /** Files that an answer may rest on afterwards, under a name that says what they are. @throws Invalid without a file or a name */
    async addExhibits(person: Person, id: string, version: number, { label, received }: { label: string; received: readonly Received[] }): Promise<Matter> {
      const before = await load(person, id);
      if (!mayPrepare(before, person).includes('addExhibit')) return prepare('addExhibit', person, id, version, (matter) => matter);
      if (received.length === 0) throw new Invalid({ exhibits: { key: 'rewardWho.error.file' } });
      const added = await uploaded(id, before.exhibits ?? [], received, label.trim(), person.id);
      const after = await prepare('addExhibit', person, id, version, (matter) => ({ ...matter, exhibits: [...(matter.exhibits ?? []), ...added] }));
      await attach(id, added);
      return after;
    },

    /** Gates one by one; each answer needs its evidence. What is not among `answers` stays as it was. */
    answerGates: (person: Person, id: string, version: number, answers: readonly { gate: Gate; holds: boolean; evidence: string; source?: string | null }[]) =>
      prepare('answerGates', person, id, version, async (matter) => {
        const asked = gatesToAnswer(matter);
        const errors = answers.filter((answer) => !isProven(answer) || !asked.includes(answer.gate)).map(({ gate }) => [`evidence-${gate}`, { key: 'rewards.error.evidence' }] as const);
        if (errors.length > 0) throw new Invalid(Object.fromEntries(errors));
        const given = answers.map(({ gate, holds, evidence, source = null }) => ({ gate, holds, evidence: evidence.trim(), source }));
        const proven = await withSources(matter, Object.fromEntries(given.map(({ gate, source }) => [`source-${gate}`, source])), person.id);
        const changed = given.filter(({ gate, holds, evidence, source }) => matter.gates[gate]?.holds !== holds || matter.gates[gate].evidence !== evidence || (matter.gates[gate].source ?? null) !== source);
        return { ...proven, gates: { ...matter.gates, ...Object.fromEntries(changed.map(({ gate, ...answer }) => [gate, { ...answer, by: person.id, on: today() }])) } };
      }),

    /** Which findings belong to the reported matter, each with its reason. The amounts are those of the decided case, never typed. */
    setLines: (person: Person, id: string, version: number, answers: readonly { id: string; inReportedMatter: boolean; reason: string }[]) =>
      prepare('setLines', person, id, version, async (matter) => {
        const facts = await cases.decided(matter.caseId);
        const errors = answers.filter(({ reason }) => reason.trim() === '').map((answer) => [`reason-${answer.id}`, { key: 'rewards.error.required' }] as const);
        if (errors.length > 0) throw new Invalid(Object.fromEntries(errors));
        const answered = linesOf(facts, matter.lines).map((each) => {
          const answer = answers.find((one) => one.id === each.id);
          return answer ? { ...each, inReportedMatter: answer.inReportedMatter, reason: answer.reason.trim() } : each;
        });
        await onlyHere(matter, answered);
        return { ...matter, lines: answered, case: { ...matter.case, closedOn: facts.closedOn } };
      }),

    /** Level, profile and causing party with the evidence. The same again by another person stands beside the first; something else replaces it. */
    confirmStanding: (person: Person, id: string, version: number, input: Omit<Standing, 'confirmedBy'>) =>
      prepare('confirmStanding', person, id, version, async (matter) => {
        const rule = matter.calculation?.ruleSet;
        if (!rule) throw new Refused('NO_RULE', FIRST_CLAUSE);
        const uses = usesOf(rule);
        if (!isProven(input)) throw new Invalid({ evidence: { key: 'rewards.error.evidence' } });
        if (uses.needsLevel && (input.level === null || !(uses.levels ?? []).includes(input.level))) throw new Invalid({ level: { key: 'rewards.error.choice' } });
        if (uses.needsParty && input.lossBy === null) throw new Invalid({ lossBy: { key: 'rewards.error.choice' } });
        const asksJoint = matter.joint !== null && rule.profiles.length > 0;
        if (asksJoint && (input.jointProfiles ?? []).length === 0) throw new Invalid({ jointProfiles: { key: 'rewards.error.choice' } });
        const { source = null } = input;
        const next = {
          level: uses.needsLevel ? input.level : null, profile: input.profile, lossBy: uses.needsParty ? input.lossBy : null, evidence: input.evidence.trim(), source,
          ...(asksJoint ? { jointProfiles: [...new Set([input.profile, ...(input.jointProfiles ?? [])])] } : {}),
        };
        const { standing } = matter;
        const isSame = standing !== null && standing.level === next.level && standing.profile === next.profile && standing.lossBy === next.lossBy && String(standing.jointProfiles) === String(next.jointProfiles);
        const others = isSame ? standing.confirmedBy.filter((each) => each.by !== person.id) : [];
        return { ...(await withSources(matter, { source }, person.id)), standing: { ...next, confirmedBy: [...others, { by: person.id, on: today() }] } };
      }),

    /** Values that the rule leaves to the officer; the engine checks the range only. */
    setDiscretion: (person: Person, id: string, version: number, input: Omit<Discretion, 'by' | 'on'>) =>
      prepare('setDiscretion', person, id, version, async (matter) => {
        const { evidence = '', source = null } = input;
        const errors = {
          ...(input.reason.trim() === '' ? { discretionReason: { key: 'rewards.error.required' } } : {}), ...(isProven({ evidence, source }) ? {} : { discretionEvidence: { key: 'rewards.error.evidence' } }),
        };
        if (Object.keys(errors).length > 0) throw new Invalid(errors);
        const proven = await withSources(matter, { discretionSource: source }, person.id);
        // Whoever sets a value does not approve it.
        return { ...proven, duties: { ...matter.duties, valuer: person.id }, discretion: { ...input, reason: input.reason.trim(), evidence: evidence.trim(), source, by: person.id, on: today() } };
      }),

    /**
     * Proposes, the first time or again. Where the engine refuses, the reward stays as it is with the refusal in it.
     * @throws Refused with the engine's reason and what must be supplied, CASE_NOT_CLOSED, or REWARD_NOT_READY with the gaps
     */
    async propose(person: Person, id: string, version: number, reason = ''): Promise<Matter> {
      const matter = await closedToday(await load(person, id));
      return recorded(matter.events.length === 0 ? 'rewards.propose' : 'rewards.proposeAgain', person.id, matter, async () => {
        if (matter.version !== version) throw new Conflict('reward');
        const why = blocked('proposeAgain', matter, person);
        if (why) throw why === 'state' ? new NotNow('rewards.propose', stageKey(matter)) : forbidden('propose', why);
        if (matter.events.length > 0 && reason.trim() === '') throw new Invalid({ reason: { key: 'rewards.error.required' } });
        const { calculation, choice } = matter;
        if (!calculation) throw new Refused(choice.refusal?.reason ?? 'NO_RULE', FIRST_CLAUSE, { missing: [...(choice.refusal?.missing ?? [])] });
        const { evaluation, ruleSet } = calculation;
        if (evaluation.outcome === 'REFUSED') throw new Refused(evaluation.reason ?? 'RULE_INCOMPLETE', ruleSet.title, { rule: ruleSet.id, missing: [...(evaluation.missing ?? [])] });
        // Named where the rule set says it itself; elsewhere it is the order in which the bureaus work.
        const saysSo = deadlinesOf(ruleSet, calculation.frame).some(({ code }) => code === 'REWARD_PROPOSE');
        if (waitsForClosing(matter)) throw new Refused('CASE_NOT_CLOSED', saysSo ? ruleSet.title : '');
        const gaps = gapsOf(matter);
        if (gaps.length > 0) throw new Refused('REWARD_NOT_READY', FIRST_CLAUSE, { gaps });
        await onlyHere(matter, matter.lines);
        if (!recomputed(calculation).isIdentical) throw new Error(`reward ${id}: the stored calculation gives another result`);
        const proposed = propose(matter, person, clock());
        const events = proposed.events.map((event) => ({ ...event, action: matter.events.length === 0 ? event.action : ('proposeAgain' as const), from: matter.events.length === 0 ? null : matter.state, facts: { today: today(), ...(reason ? { reason } : {}) } }));
        return save(matter, { ...matter, state: proposed.state, duties: { ...matter.duties, ...proposed.duties }, events: [...matter.events, ...events] });
      });
    },
  };
}
