// What is still missing before a reward may be proposed, and what of it this person may supply.
import type { Person } from '../../people/rules/person.ts';
import { hasRole } from '../../people/rules/person.ts';
import { isBeingPrepared } from './matter.ts';
import type { Matter } from './matter.ts';
import { deadlinesOf, gatesOf, openGates, usesOf } from './scope.ts';
import type { Gate } from './vocabulary.ts';

const PREPARATIONS = ['chooseRule', 'addExhibit', 'answerGates', 'setLines', 'confirmStanding', 'setDiscretion'] as const;
export type Preparation = (typeof PREPARATIONS)[number];

/** Only a reward officer chooses the rule set; investigators of the case answer what they know best. */
export function mayPrepare(matter: Pick<Matter, 'bureau' | 'state' | 'investigators'>, person: Pick<Person, 'id' | 'bureau' | 'roles'>): Preparation[] {
  if (!isBeingPrepared(matter) || person.bureau !== matter.bureau) return [];
  if (person.roles.includes('rewardOfficer')) return [...PREPARATIONS];
  return person.roles.includes('investigator') && matter.investigators.includes(person.id) ? ['addExhibit', 'answerGates', 'setLines', 'confirmStanding', 'setDiscretion'] : [];
}

/** Who may know of a reward at all: nobody outside the bureau, and of the investigators only those of the case. */
export function mayRead(matter: Pick<Matter, 'bureau' | 'investigators'>, person: Person): boolean {
  if (person.bureau !== matter.bureau) return false;
  return hasRole(person, 'rewardOfficer', 'head', 'legalReviewer') || (hasRole(person, 'investigator') && matter.investigators.includes(person.id));
}

/** A drafted rule set refuses until an administrator entered its confirmation and the head approved it. */
export const waitsForRule = (matter: Pick<Matter, 'state' | 'calculation'>): boolean => isBeingPrepared(matter) && matter.calculation?.evaluation.reason === 'DRAFT_UNCONFIRMED';

export type Gap = 'RULE' | 'GATES' | 'LINES' | 'STANDING' | 'REFUSED' | 'CLOSING';

/** A reward is proposed after the case was closed, unless its rule set counts the proposal from the end of the verification (Hebei). */
export function waitsForClosing({ case: kase, calculation }: Pick<Matter, 'case' | 'calculation'>): boolean {
  const deadline = calculation ? deadlinesOf(calculation.ruleSet, calculation.frame).find(({ code }) => code === 'REWARD_PROPOSE') : undefined;
  return kase.closedOn === null && deadline?.trigger !== 'verificationFinished';
}

/** What stands between this reward and its proposal, in the order in which it is done. */
export function gapsOf(matter: Matter): Gap[] {
  const { calculation, choice, lines, standing } = matter;
  if (choice.refusal || !calculation) return ['RULE'];
  const { outcome, reason } = calculation.evaluation;
  const answers = Object.fromEntries(Object.entries(matter.gates).map(([gate, answer]) => [gate, answer.holds]));
  const gaps: Gap[] = waitsForClosing(matter) ? ['CLOSING'] : [];
  if (outcome === 'REFUSED') gaps.push('REFUSED');
  // A failed gate decides alone: what else was not answered no longer matters.
  if (outcome === 'NOT_ELIGIBLE' && reason !== 'VERIFIED_WITH_LOSS') return gaps;
  if (openGates(calculation.ruleSet, calculation.frame, answers).length > 0) gaps.push('GATES');
  if (lines.some((line) => line.inReportedMatter === null)) gaps.push('LINES');
  const uses = usesOf(calculation.ruleSet);
  const asks = uses.needsLevel || uses.needsParty || calculation.ruleSet.profiles.length > 0;
  if (asks && (standing === null || standing.confirmedBy.length === 0)) gaps.push('STANDING');
  return gaps;
}

/** The gates to answer; none while no rule set is chosen. */
export const gatesToAnswer = ({ calculation }: Pick<Matter, 'calculation'>): Gate[] => (calculation ? gatesOf(calculation.ruleSet, calculation.frame) : []);
