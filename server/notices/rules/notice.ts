// A typical case from draft to publication, and back to a tombstone (publication.md 2.1, 3.4, 4).
import { Forbidden, NotNow, Refused } from '../../kernel/errors.ts';
import type { Person, Role } from '../../people/rules/person.ts';

export const NOTICE_STATES = ['draft', 'privacyCheck', 'legalCheck', 'leaderApproval', 'firstRelease', 'secondRelease', 'published', 'withdrawn'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

export const WITHDRAWAL_REASONS = ['REVOKED', 'AMENDED', 'UNLAWFUL', 'VOID', 'PRIVACY', 'ERROR', 'EXPIRED', 'REPAIRED'] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

/** One established fact as the public reads it. Loss and defrauded sum never stand together. Amounts in fen. */
export type PublicFinding = { violationCode: string; what: string; grossFen: number | null; lossFen: number | null; defraudedFen: number | null };

/** What of a body was suspended, and for how many months. */
export type Suspension = { unit: string; months: string };

/** What is published. Words may be edited by the drafter; amounts, period and basis come from the decision in force. */
export type NoticeContent = {
  title: string;
  subjectKind: string;
  cause: string;
  intro: string;
  findings: PublicFinding[];
  handling: string[];
  execution: string;
  law: string[];
  basis: string;
  periodFrom: string;
  periodTo: string;
  refundFen: number;
  fineFen: number;
  suspensionMonths: string | null;
  /** Each suspension once; notices drafted before they were kept have none. */
  suspensions?: Suspension[];
  /** The text pattern of publication.md 7 in one piece, for the feed and for print. */
  text: string;
};

/** The suspensions as they may be named: a department that was taken out of the edited words is named nowhere else either. */
export function namedSuspensions({ suspensionMonths, suspensions, handling }: NoticeContent): Suspension[] {
  const kept = suspensions ?? (suspensionMonths === null ? [] : [{ unit: '', months: suspensionMonths }]);
  return kept.map(({ unit, months }) => ({ unit: handling.some((line) => line.includes(unit)) ? unit : '', months }));
}

export type NoticeEvent = { at: Date; by: string; action: NoticeAction | 'create'; reason: string };
export type LeakHit = { check: string; field: string; fragment: string };
export type ResolvedHit = LeakHit & { falseHitReason: string };

/** Where a page of the public list ends: two may be published in one moment. */
export type PublicPlace = { at: Date; id: string };

export type Notice = {
  id: string;
  bureau: string;
  division: string;
  caseId: string;
  /** Hash of the facts it was made from: a changed decision shows as a different one. */
  sourceVersion: string;
  state: NoticeState;
  content: NoticeContent;
  drafter: string;
  falseHits: ResolvedHit[];
  privacyChecker: string | null;
  legalChecker: string | null;
  approver: string | null;
  earlyReason: string;
  firstReleaser: string | null;
  secondReleaser: string | null;
  publishedOn: string | null;
  publishedAt: Date | null;
  expiresOn: string | null;
  withdrawnOn: string | null;
  withdrawalReason: WithdrawalReason | null;
  isDemo: boolean;
  events: NoticeEvent[];
  version: number;
};

type Action = { from: readonly NoticeState[]; to: NoticeState; by: readonly Role[] };

/** What a POST may do, which button a page shows, and what the tests enumerate. */
export const ACTIONS = {
  edit: { from: ['draft'], to: 'draft', by: ['publisher'] },
  submit: { from: ['draft'], to: 'privacyCheck', by: ['publisher'] },
  passPrivacy: { from: ['privacyCheck'], to: 'legalCheck', by: ['publisher'] },
  passLegal: { from: ['legalCheck'], to: 'leaderApproval', by: ['legalReviewer'] },
  approve: { from: ['leaderApproval'], to: 'firstRelease', by: ['head'] },
  releaseFirst: { from: ['firstRelease'], to: 'secondRelease', by: ['publisher'] },
  releaseSecond: { from: ['secondRelease'], to: 'published', by: ['publisher'] },
  sendBack: { from: ['privacyCheck', 'legalCheck', 'leaderApproval', 'firstRelease', 'secondRelease'], to: 'draft', by: ['publisher', 'legalReviewer', 'head'] },
  withdraw: { from: ['published'], to: 'withdrawn', by: ['head'] },
} as const satisfies Record<string, Action>;
export type NoticeAction = keyof typeof ACTIONS;
export const NOTICE_ACTIONS = Object.keys(ACTIONS).filter((name): name is NoticeAction => name in ACTIONS);

/** Who must be somebody else: two releasers of whom neither drafted it; whoever checks privacy is not the drafter (publication.md 3.4). */
function separation(action: NoticeAction, notice: Notice, person: Person): string | null {
  if (action === 'passPrivacy' && person.id === notice.drafter) return 'NOTICE_DRAFTER_CHECKS';
  if ((action === 'releaseFirst' || action === 'releaseSecond') && person.id === notice.drafter) return 'NOTICE_DRAFTER_RELEASES';
  if (action === 'releaseSecond' && person.id === notice.firstReleaser) return 'NOTICE_SAME_RELEASER';
  return null;
}

const isAllowedRole = (action: NoticeAction, person: Person): boolean => ACTIONS[action].by.some((role) => person.roles.includes(role));
const isFrom = (action: NoticeAction, notice: Notice): boolean => ACTIONS[action].from.some((state) => state === notice.state);

/** What this person may do to this notice now: the page shows exactly these. */
export const permitted = (notice: Notice, person: Person): NoticeAction[] =>
  person.bureau !== notice.bureau ? [] : NOTICE_ACTIONS.filter((name) => isFrom(name, notice) && isAllowedRole(name, person) && !separation(name, notice, person));

/** What the state would allow this person's role, and the rule that keeps the two apart. */
export const blocked = (notice: Notice, person: Person): { action: NoticeAction; reason: string }[] =>
  NOTICE_ACTIONS.flatMap((action) => {
    const reason = isFrom(action, notice) && isAllowedRole(action, person) ? separation(action, notice, person) : null;
    return reason ? [{ action, reason }] : [];
  });

export type NoticeInput = { reason: string; today: string; remedyEndsOn: string | null; openHits: readonly LeakHit[]; factsVersion: string; displayUntil: string | null; withdrawalReason?: WithdrawalReason };

/** The notice after the action. @throws NotNow (state), Forbidden (role), Refused (a rule of publication). */
export function perform(action: NoticeAction, notice: Notice, person: Person, at: Date, input: NoticeInput): Notice {
  if (!isFrom(action, notice)) throw new NotNow(`notices.${action}`, `notices.state.${notice.state}`);
  if (person.bureau !== notice.bureau || !isAllowedRole(action, person)) throw new Forbidden(action);
  const apart = separation(action, notice, person);
  if (apart) throw new Refused(apart, '公示管理：起草人与发布人分离');
  guard(action, notice, input);
  const event: NoticeEvent = { at, by: person.id, action, reason: input.reason };
  return { ...notice, ...changes(action, person, at, input), state: ACTIONS[action].to, events: [...notice.events, event] };
}

function guard(action: NoticeAction, notice: Notice, input: NoticeInput): void {
  const isForward = action !== 'sendBack' && action !== 'withdraw' && action !== 'edit';
  if (isForward && input.openHits.length > 0) {
    throw new Refused('NOTICE_LEAK', '医疗保障基金使用监督管理条例第三十五条；政府信息公开条例第十五条', { checks: [...new Set(input.openHits.map((hit) => hit.check))] });
  }
  if (isForward && input.factsVersion !== notice.sourceVersion) throw new Refused('NOTICE_FACTS_CHANGED', '行政处罚法第四十八条');
  const isEarly = input.remedyEndsOn === null || input.today <= input.remedyEndsOn;
  if (action === 'approve' && isEarly && input.reason.trim() === '') {
    throw new Refused('NOTICE_REMEDY_OPEN', '典型案例在救济期满后公布；提前公布须由负责人说明理由', { until: input.remedyEndsOn ?? '' });
  }
  if ((action === 'withdraw' || action === 'sendBack') && input.reason.trim() === '') throw new Refused('NOTICE_REASON', '行政处罚法第四十八条');
  if (action === 'withdraw' && !input.withdrawalReason) throw new Refused('NOTICE_REASON', '行政处罚法第四十八条');
}

function changes(action: NoticeAction, person: Person, at: Date, input: NoticeInput): Partial<Notice> {
  switch (action) {
    case 'passPrivacy': return { privacyChecker: person.id };
    case 'passLegal': return { legalChecker: person.id };
    case 'approve': return { approver: person.id, earlyReason: input.reason };
    case 'releaseFirst': return { firstReleaser: person.id };
    case 'releaseSecond': return { secondReleaser: person.id, publishedOn: input.today, publishedAt: at, expiresOn: input.displayUntil };
    case 'sendBack': return { privacyChecker: null, legalChecker: null, approver: null, earlyReason: '', firstReleaser: null, secondReleaser: null };
    case 'withdraw': return { withdrawnOn: input.today, withdrawalReason: input.withdrawalReason ?? null };
    default: return {};
  }
}

/** What the address of a withdrawn notice still says: no party, no conduct, no amount (publication.md 4.2). */
export type Tombstone = { kind: 'PUB-CASE'; publishedOn: string; withdrawnOn: string; reason: WithdrawalReason; bureau: string };

export const tombstone = (notice: Notice, bureauName: string): Tombstone => ({
  kind: 'PUB-CASE', publishedOn: notice.publishedOn ?? '', withdrawnOn: notice.withdrawnOn ?? '', reason: notice.withdrawalReason ?? 'ERROR', bureau: bureauName,
});
