// One table decides what a POST may do, which button a page shows and what the tests enumerate (enforcement 6.1, L1–L7).
import { level } from '../../kernel/divisions.ts';
import { hasRole, hasValidCertificate } from '../../people/rules/person.ts';
import type { Certificate, Person, Role } from '../../people/rules/person.ts';
import type { Calendar } from '../../kernel/workdays.ts';
import { grantable, running } from './clocks.ts';
import { lastOrder, ON_PAPER, orderClock, owedBy } from './orders.ts';
import { hasReporter, isOpen, STATES } from './report.ts';
import type { Report, State } from './report.ts';
import { tiesOf } from './ties.ts';

/** `to` null: the state stays. `clause` is what the act rests on. `side`: done by the bureau it was sent to, or by the one that handed it down. */
export type Action = { from: readonly State[]; to: State | null; by: readonly (Role | 'reporter')[]; clause: string; side?: 'receiver' | 'superior' };

const OPEN = ['received', 'verifying'] as const;
const ORDER_4_14 = '医疗保障行政处罚程序暂行规定第十四条';
const ORDER_4_15 = '医疗保障行政处罚程序暂行规定第十五条';
const ORDER_5 = '医疗保障基金使用监督管理举报处理暂行办法';
const RECUSAL = '行政处罚法第四十三条';
const TWO_OFFICERS = '行政处罚法第四十二条';
const COMPETENT = '行政处罚法第二十二条、第二十三条';
const DECIDED = ['verifying', 'filed', 'notFiled', 'notAccepted', 'transferredOut', 'referredContract'] as const;

export const ACTIONS = {
  accept: { from: ['received'], to: 'verifying', by: ['intake'], clause: ORDER_5 },
  notAccept: { from: ['received'], to: 'notAccepted', by: ['intake'], clause: ORDER_5 },
  ask: { from: ['received', 'verifying', 'filed', 'notFiled'], to: null, by: ['intake', 'investigator', 'head'], clause: ORDER_5 },
  assign: { from: OPEN, to: null, by: ['intake', 'head'], clause: TWO_OFFICERS },
  note: { from: STATES, to: null, by: ['intake', 'investigator', 'head'], clause: '' },
  recordVisit: { from: ['verifying', 'filed'], to: null, by: ['investigator'], clause: TWO_OFFICERS },
  extend: { from: [...OPEN, 'filed'], to: null, by: ['head'], clause: ORDER_4_14 },
  file: { from: ['verifying'], to: 'filed', by: ['head'], clause: ORDER_4_15 },
  notFile: { from: ['verifying'], to: 'notFiled', by: ['head'], clause: ORDER_4_15 },
  referContract: { from: ['verifying'], to: 'referredContract', by: ['head'], clause: '医疗保障基金使用监督管理条例第十三条' },
  reopen: { from: ['notFiled'], to: 'verifying', by: ['head'], clause: ORDER_4_14 },
  transfer: { from: OPEN, to: 'transferredOut', by: ['intake'], clause: ORDER_5 },
  takeBack: { from: ['transferredOut'], to: 'verifying', by: ['intake'], clause: ORDER_5 },
  recordTaken: { from: ['transferredOut'], to: null, by: ['intake'], clause: ORDER_5 },
  offer: { from: OPEN, to: null, by: ['intake'], clause: COMPETENT },
  recall: { from: OPEN, to: null, by: ['intake'], clause: ORDER_5 },
  takeOver: { from: OPEN, to: null, by: ['intake'], clause: COMPETENT, side: 'receiver' },
  sendBack: { from: OPEN, to: null, by: ['intake'], clause: COMPETENT, side: 'receiver' },
  handDown: { from: OPEN, to: null, by: ['intake', 'head'], clause: ORDER_5 },
  // Also for one that was merged: its own limit runs on beside that of the older one.
  reportBack: { from: [...DECIDED, 'merged'], to: null, by: ['head'], clause: ORDER_5 },
  // What came by a letter and was handed on is answered by the bureau that did so.
  answerLetter: { from: [...DECIDED, 'merged'], to: null, by: ['head'], clause: ORDER_5, side: 'superior' },
  supervise: { from: STATES, to: null, by: ['head'], clause: ORDER_5, side: 'superior' },
  merge: { from: OPEN, to: 'merged', by: ['intake'], clause: ORDER_5 },
  repeat: { from: OPEN, to: 'merged', by: ['intake'], clause: ORDER_5 },
  unmerge: { from: ['merged'], to: 'verifying', by: ['intake', 'head'], clause: ORDER_5 },
  split: { from: OPEN, to: null, by: ['intake'], clause: ORDER_5 },
  unsplit: { from: OPEN, to: 'merged', by: ['intake'], clause: ORDER_5 },
  recordTold: { from: ['notAccepted', 'filed', 'notFiled', 'merged'], to: null, by: ['intake', 'investigator', 'head'], clause: ORDER_5 },
  recuse: { from: OPEN, to: null, by: ['intake', 'investigator', 'head'], clause: RECUSAL },
  linkInstitution: { from: STATES, to: null, by: ['intake', 'investigator'], clause: '' },
  handReceipt: { from: STATES, to: null, by: ['intake'], clause: '' },
  message: { from: STATES, to: null, by: ['reporter'], clause: '' },
  evidence: { from: STATES, to: null, by: ['reporter'], clause: '' },
  correct: { from: STATES, to: null, by: ['reporter'], clause: '' },
  renewCode: { from: STATES, to: null, by: ['reporter'], clause: '' },
  withdraw: { from: STATES, to: null, by: ['reporter'], clause: '' },
  giveName: { from: STATES, to: null, by: ['reporter'], clause: ORDER_5 },
  waiveReward: { from: STATES, to: null, by: ['reporter'], clause: '' },
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof ACTIONS;
export const ACTION_NAMES = Object.keys(ACTIONS).filter((name): name is ActionName => Object.hasOwn(ACTIONS, name));

/** An officer as the guard on two officers sees him. */
export type Officer = { id: string; roles: readonly Role[]; bureau: string; certificate: Certificate | null };

/** Why an act is not possible now; the words are in the catalogue under reports.block. */
export const BLOCKS = ['ROLE', 'STATE', 'G-RECUSE', 'G-ASSIGNED', 'G-OFFICERS', 'NO_REPORTER', 'EXTENDED_ALREADY', 'OVERDUE', 'NO_CLOCK', 'NOTHING_TO_TELL', 'WITHDRAWN_ALREADY', 'CODE_IN_USE',
  'BUREAU', 'OFFERED', 'NOT_OFFERED', 'HANDED_DOWN', 'NOT_HANDED_DOWN', 'NO_BELOW', 'REPORTED_BACK', 'TAKEN', 'REJOINED', 'PART', 'NOT_PART', 'PART_HANDLED',
  'NAMED_ALREADY', 'NO_WISH',
] as const;
export type BlockReason = (typeof BLOCKS)[number];
export type Block = { action: ActionName; reason: BlockReason; clause: string; roles: readonly string[] };

/** `calendar` may be missing: then the due date is not asked, and the act itself will refuse. */
export type Moment = { today: string; calendar: Calendar };

const isAllowedFrom = (action: Action, state: State): boolean => action.from.includes(state);
const isAllowedBy = (action: Action, person: Person | null): boolean =>
  person === null ? action.by.includes('reporter') : action.by.some((role) => role !== 'reporter' && hasRole(person, role));
/** An investigator acts on what is assigned to him; who holds another of the act's roles does not need that. */
const needsAssignment = (action: Action, person: Person): boolean => !action.by.some((role) => role !== 'reporter' && role !== 'investigator' && hasRole(person, role));

export const TELL_CLOCKS = ['TELL_FILED', 'TELL_NOT_ACCEPTED', 'TELL_RESULT'] as const;

/** Why not, or null. `person` null is the reporter. */
export function blockOf(name: ActionName, report: Report, person: Person | null, moment: Moment): Block | null {
  const action: Action = ACTIONS[name];
  const block = (reason: BlockReason, clause = action.clause): Block => ({ action: name, reason, clause, roles: action.by });
  if (person !== null && report.recused.includes(person.id)) return block('G-RECUSE', RECUSAL);
  if (person !== null && answering(action, report) !== person.bureau) return block('BUREAU');
  if (!isAllowedBy(action, person)) return block('ROLE');
  if (!isAllowedFrom(action, report.state)) return block('STATE');
  if (person !== null && needsAssignment(action, person) && !report.assigned.includes(person.id)) return block('G-ASSIGNED');
  if (tiesOf(report).offer !== null && NOT_WHILE_OFFERED.includes(name)) return block('OFFERED');
  return guardOf(name, report, moment);
}

function guardOf(name: ActionName, report: Report, moment: Moment): Block | null {
  const { by, clause }: Action = ACTIONS[name];
  return guards[name]?.(report, moment, (reason, instead = clause) => ({ action: name, reason, clause: instead, roles: by })) ?? null;
}

/** Whose act it is: the bureau that answers for the report, the one it was sent to, or the one that handed it down. */
function answering({ side }: Action, report: Report): string | null {
  if (side === 'receiver') return tiesOf(report).offer?.to ?? report.bureau;
  return side === 'superior' ? (tiesOf(report).handDown?.by ?? report.bureau) : report.bureau;
}
/** What would leave the receiver with something else than what he was sent. */
const NOT_WHILE_OFFERED: readonly ActionName[] = ['accept', 'notAccept', 'file', 'notFile', 'referContract', 'transfer', 'offer', 'handDown', 'merge', 'repeat', 'split', 'unsplit'];

type Guard = (report: Report, moment: Moment, block: (reason: BlockReason, clause?: string) => Block) => Block | null;

const twoAssigned: Guard = (report, _moment, block) => (report.assigned.length < 2 ? block('G-OFFICERS', TWO_OFFICERS) : null);
const notTaken: Guard = (report, _moment, block) => (tiesOf(report).takenOn === null ? null : block('TAKEN'));
const handedDown: Guard = (report, _moment, block) => {
  const { handDown } = tiesOf(report);
  if (handDown === null || handDown.receivedOn === null) return block('NOT_HANDED_DOWN');
  return handDown.reportedOn === null ? null : block('REPORTED_BACK');
};
const guards: Partial<Record<ActionName, Guard>> = {
  ask: (report, _moment, block) => (tiesOf(report).splitFrom ? block('PART') : hasReporter(report) ? null : block('NO_REPORTER')),
  recordVisit: twoAssigned,
  file: twoAssigned,
  extend: (report, moment, block) => {
    const open = grantable(report.clocks, moment);
    return typeof open === 'string' ? block(open) : null;
  },
  recordTold: (report, _moment, block) => (TELL_CLOCKS.some((code) => running(report.clocks, code)) ? null : block('NOTHING_TO_TELL')),
  // Nobody is handed the way into a matter that a reporter has entered already, or entered by the site.
  handReceipt: (report, _moment, block) => (hasReporter(report) ? (report.channel === 'online' || report.isVisited ? block('CODE_IN_USE') : null) : block('NO_REPORTER')),
  withdraw: (report, _moment, block) => (report.withdrawnOn === null ? null : block('WITHDRAWN_ALREADY')),
  giveName: (report, _moment, block) => (report.identity === 'realName' ? block('NAMED_ALREADY') : hasReporter(report) ? null : block('NO_REPORTER')),
  waiveReward: (report, _moment, block) => (report.wantsReward ? null : block('NO_WISH')),
  takeBack: notTaken,
  recordTaken: notTaken,
  recall: (report, _moment, block) => (tiesOf(report).offer ? null : block('NOT_OFFERED')),
  takeOver: (report, _moment, block) => (tiesOf(report).offer ? null : block('NOT_OFFERED')),
  // An order of the bureau above is not sent back.
  sendBack: (report, _moment, block) => (tiesOf(report).offer === null ? block('NOT_OFFERED') : tiesOf(report).offer?.kind === 'handDown' ? block('HANDED_DOWN') : null),
  handDown: (report, _moment, block) => (tiesOf(report).handDown !== null ? block('HANDED_DOWN') : level(report.bureau) === 'county' ? block('NO_BELOW') : null),
  // Of the order of a letter its clock alone tells whether it was answered.
  reportBack: (report, moment, block) => (lastOrder(report) === ON_PAPER ? (orderClock(report, ON_PAPER) ? null : block('REPORTED_BACK')) : handedDown(report, moment, block)),
  answerLetter: (report, _moment, block) => (report.channel !== 'handDown' || lastOrder(report) === ON_PAPER ? block('NOT_HANDED_DOWN') : owedBy(report) === null ? block('REPORTED_BACK') : null),
  supervise: handedDown,
  unmerge: (report, _moment, block) => (tiesOf(report).mergedAs === 'rejoined' ? block('REJOINED') : null),
  split: (report, _moment, block) => (tiesOf(report).splitFrom ? block('PART') : null),
  unsplit: (report, _moment, block) => (tiesOf(report).splitFrom === null ? block('NOT_PART') : report.events.length > 1 ? block('PART_HANDLED') : null),
};

/** What this person may do to this report now. The page shows exactly these. `person` null is the reporter. */
export const permitted = (report: Report, person: Person | null, moment: Moment): ActionName[] =>
  ACTION_NAMES.filter((name) => blockOf(name, report, person, moment) === null);

/** Acts that are nobody's business here are left out, not shown as locked. */
const UNSAID: readonly BlockReason[] = ['NO_REPORTER', 'NO_CLOCK', 'NOTHING_TO_TELL', 'BUREAU', 'NOT_OFFERED', 'NOT_HANDED_DOWN', 'NO_BELOW', 'NOT_PART', 'REJOINED', 'TAKEN', 'REPORTED_BACK', 'CODE_IN_USE'];

/** What stands in the way of the acts that could still come, for 现在不能. Acts of other states and of the reporter are left out. */
export function blocked(report: Report, person: Person, moment: Moment): Block[] {
  return ACTION_NAMES.flatMap((name) => {
    const action: Action = ACTIONS[name];
    if (action.by.includes('reporter')) return [];
    const isAhead = isAllowedFrom(action, report.state) || (isOpen(report.state) && action.from.includes('verifying') && action.to !== null);
    const block = isAhead ? blockOf(name, report, person, moment) : null;
    const isUnsaid = [block, block && guardOf(name, report, moment)].some((each) => each !== null && UNSAID.includes(each.reason));
    return block && !isUnsaid ? [block] : [];
  });
}

/** G-OFFICERS: at least two distinct investigators of the bureau, none recused, with a certificate that is valid on the day where the act needs it. */
export function activeOfficers(report: Pick<Report, 'bureau' | 'recused'>, officers: readonly Officer[], day: string | null): Officer[] {
  const distinct = officers.filter((officer, at) => officers.findIndex(({ id }) => id === officer.id) === at);
  return distinct.filter((officer) => officer.bureau === report.bureau && officer.roles.includes('investigator') && !report.recused.includes(officer.id)
    && (day === null || hasValidCertificate(officer, day)));
}
