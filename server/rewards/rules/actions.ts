// What may be done to a reward now, and the reward after it. The page shows exactly what `permitted` answers.
import { within } from '../../kernel/divisions.ts';
import { Forbidden, Invalid, NotNow, Refused, SamePerson } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { isAgreed, mayAmend, PROPOSING, WRITING, type Compared, type ComparisonResult } from './comparison.ts';
import { stageKey } from './matter.ts';
import { ACTIONS, ACTION_NAMES, type Action, type ActionName, type ClawbackGround, type Duty, type Need, type RewardState } from './states.ts';
import { FIRST_CLAUSE, type Gate } from './vocabulary.ts';

export type RewardEvent = {
  at: Date;
  action: ActionName | 'propose';
  /** A person's id, or `reporter`: who that is stands nowhere in the reward. */
  by: string;
  from: RewardState | null;
  to: RewardState;
  facts: Facts;
};

/** What comes with an act. `claimDueOn` and `today` are Beijing dates; the caller counts the window from the acknowledged notice. */
export type Facts = {
  reason?: string;
  gate?: Gate;
  /** Reference of the voucher or document that proves the act. */
  voucher?: string;
  /** Null where the rule set does not know a claim window. */
  claimDueOn?: string | null;
  today?: string;
  ground?: ClawbackGround;
  /** What is taken back, or came back. */
  amountFen?: number;
  /** What proved who the claimant is, and whether it agreed. */
  compared?: Compared;
  result?: ComparisonResult;
  /** Under which provision the own head approves alone, where no limit is entered. */
  authority?: string;
  /** Where the evidence is, in words, and what was chosen of what the reward or its case has. */
  evidence?: string;
  source?: string | null;
  /** For which bureau above somebody agreed or decided. */
  bureau?: string;
};

/** The part of a reward that the workflow decides on; the stored reward carries more. */
export type Reward = {
  bureau: string;
  state: RewardState;
  /** Investigators of the case: of these only may an investigator propose. */
  investigators: readonly string[];
  duties: Partial<Record<Duty, string>>;
  acknowledgedAt: Date | null;
  claimDueOn: string | null;
  events: readonly RewardEvent[];
  /** The bureau above whose head has the next word; nobody's outside `endorsed`. */
  waitsAt?: string | null;
};

export type Actor = Pick<Person, 'id' | 'bureau' | 'roles'> | 'reporter';

/** A new reward by its proposer; throws Forbidden for anybody but a reward officer or an investigator of the case. */
export function propose(about: Pick<Reward, 'bureau' | 'investigators'>, person: Actor, at: Date): Reward {
  const reward: Reward = { ...about, state: 'returned', duties: {}, acknowledgedAt: null, claimDueOn: null, events: [] };
  if (blocked('proposeAgain', reward, person)) throw new Forbidden('propose');
  const by = idOf(person);
  return { ...reward, state: 'proposed', duties: { proposer: by }, events: [{ at, action: 'propose', by, from: null, to: 'proposed', facts: {} }] };
}

/** What this person may do to this reward now. */
export const permitted = (reward: Reward, person: Actor): ActionName[] => ACTION_NAMES.filter((action) => blocked(action, reward, person) === undefined);

/** `identity`: it has not been compared since the claim was last changed. */
export type Block = 'bureau' | 'role' | 'separation' | 'state' | 'identity';

/** Why this person may not do it; undefined when he may. */
export function blocked(name: ActionName, reward: Reward, person: Actor): Block | undefined {
  const action: Action = ACTIONS[name];
  if (person !== 'reporter' && !isOfBureau(action, reward, person)) return 'bureau';
  if (!mayByRole(action, reward, person)) return 'role';
  if (action.apartFrom.some((duty) => reward.duties[duty] === idOf(person) || hasDone(KEPT[duty], reward, person))) return 'separation';
  if (!action.from.includes(reward.state)) return 'state';
  if ((name === 'acknowledge' || name === 'proveReceipt') && reward.acknowledgedAt !== null) return 'state';
  if (name === 'lapse' && (reward.acknowledgedAt === null || reward.claimDueOn === null)) return 'state';
  if (name === 'closeUnread' && reward.acknowledgedAt !== null && reward.claimDueOn !== null) return 'state';
  if (name === 'amendClaim' && !mayAmend(reward)) return 'state';
  if (name === 'pay' && !isAgreed(reward)) return 'identity';
  return undefined;
}

/** What a request made by hand is told: that the person took another step already is no matter of the role. */
export const forbidden = (act: string, why: string): Forbidden => (why === 'separation' ? new SamePerson(`${act}: ${why}`) : new Forbidden(`${act}: ${why}`));

/** Acts that keep him apart also after somebody else did the same: a part of the proposal, or of the claim, is still as he wrote it. */
const KEPT: Partial<Record<Duty, readonly string[]>> = { proposer: PROPOSING, recorder: WRITING };
const hasDone = (acts: readonly string[] = [], { events }: Reward, person: Actor): boolean => events.some(({ action, by }) => acts.includes(action) && by === idOf(person));

const isOfBureau = ({ isAbove }: Action, { bureau, waitsAt }: Reward, person: Exclude<Actor, 'reporter'>): boolean =>
  isAbove ? person.bureau !== bureau && person.bureau === waitsAt && within(person.bureau, bureau) : person.bureau === bureau;

function mayByRole(action: Action, reward: Reward, person: Actor): boolean {
  if (person === 'reporter') return action.by.includes('reporter');
  const roles = action.by.filter((role) => role !== 'reporter' && person.roles.includes(role));
  // An investigator acts in his own case only; another role of his may still allow it.
  return roles.some((role) => role !== 'investigator' || reward.investigators.includes(person.id));
}

const idOf = (person: Actor): string => (person === 'reporter' ? 'reporter' : person.id);

/** The reward after the act, with the event that tells it; throws NotNow, Forbidden, Invalid (what is missing) or Refused (the claim window, an identity that was not compared). */
export function perform<R extends Reward>(name: ActionName, reward: R, person: Actor, at: Date, facts: Facts = {}): R {
  const action: Action = ACTIONS[name];
  const why = blocked(name, reward, person);
  if (why === 'state') throw new NotNow(`rewards.${name}`, person === 'reporter' ? null : standsAt(name, reward));
  if (why === 'identity') throw new Refused('IDENTITY_NOT_COMPARED', FIRST_CLAUSE);
  if (why) throw forbidden(name, why);
  for (const need of action.needs) demand(need, facts);
  keepWindow(name, reward, facts);
  const by = idOf(person);
  const event: RewardEvent = { at, action: name, by, from: reward.state, to: action.to, facts };
  const waiting = reward.waitsAt && action.to !== 'endorsed' ? { waitsAt: null } : {};
  return { ...reward, state: action.to, ...waiting, ...changes(name, reward, by, at, facts), events: [...reward.events, event] };
}

/** The stage; where it is not what stops the act, what it lacks there. */
function standsAt(name: ActionName, reward: Reward): string {
  if (reward.state !== 'notified' || (name !== 'lapse' && name !== 'closeUnread')) return stageKey(reward);
  if (reward.acknowledgedAt === null) return 'rewardClaims.stage.unread';
  return reward.claimDueOn === null ? 'rewardClaims.stage.noWindow' : 'rewardClaims.stage.read';
}

const FIELDS: Record<Need, keyof Facts> = { reason: 'reason', gate: 'gate', voucher: 'voucher', claimDue: 'claimDueOn', today: 'today', ground: 'ground', amount: 'amountFen', compared: 'compared', result: 'result' };

function demand(need: Need, facts: Facts): void {
  const value = facts[FIELDS[need]];
  if (value === undefined || (typeof value === 'string' && value.trim() === '')) throw new Invalid({ [FIELDS[need]]: { key: 'rewards.error.required' } });
}

/** Late is deemed waived, but only from proven receipt: a reward whose notice nobody read has no due day. */
function keepWindow(name: ActionName, reward: Reward, { today = '' }: Facts): void {
  const due = reward.claimDueOn;
  const isLate = due !== null && today > due;
  if ((name === 'claim' || name === 'recordClaim') && isLate) throw new Refused('CLAIM_LATE', FIRST_CLAUSE, { due: due ?? '' });
  if (name === 'lapse' && !isLate) throw new Refused('CLAIM_WINDOW_OPEN', FIRST_CLAUSE, { due: due ?? '' });
}

function changes(name: ActionName, reward: Reward, by: string, at: Date, facts: Facts): Partial<Reward> {
  const { takes } = ACTIONS[name];
  const duties = takes === null ? reward.duties : { ...reward.duties, [takes]: by };
  if (name === 'acknowledge' || name === 'proveReceipt') return { acknowledgedAt: at, claimDueOn: facts.claimDueOn ?? null };
  // A claim proves that the notice was received.
  if (name === 'claim' || name === 'recordClaim') return { duties, acknowledgedAt: reward.acknowledgedAt ?? at };
  // The values stay, and so does who set them.
  if (name === 'sendBack' || name === 'sendBackAbove') return { duties: Object.fromEntries(Object.entries(duties).filter(([duty]) => duty === 'proposer' || duty === 'valuer')) };
  return { duties };
}
