// The list of rewards, and the page on which an officer sees who stands first before a reward is opened.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Words } from '../../kernel/i18n.ts';
import { formatYuan } from '../../kernel/money.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import type { Person } from '../../people/rules/person.ts';
import type { Stage } from '../rules/matter.ts';
import { RELATIONS } from '../rules/reporters.ts';
import type { FirstInLine, ListGroup, RewardLine } from '../rules/shown.ts';

type Tag = '' | 'on' | 'ok' | 'warn' | 'bad';
const TAGS: Record<Stage, Tag> = {
  open: 'on', returned: 'warn', proposed: 'on', reviewed: 'on', endorsed: 'on', approved: 'on', notified: 'on', claimed: 'warn', paid: 'ok', completed: 'ok', waived: '', lapsed: '', refused: 'bad', notEligible: 'bad', clawedBack: 'bad',
};
export const stageTag = (t: Words, stage: Stage): { kind: Tag; text: string } => ({ kind: TAGS[stage], text: t(`rewards.stage.${stage}`) });

export type RewardsPage = {
  title: string; group: ListGroup; groups: { href: string; text: string; isCurrent: boolean }[];
  rows: { href: string; caseText: string; report: string; stage: Stage; tag: { kind: Tag; text: string }; amount: string | null; openedOn: string }[];
  candidates: { href: string; text: string; number: string }[]; older: string | null; links: { href: string; text: string }[];
};
export const rewardsView = view<RewardsPage>('rewards/list', { layout: 'desk', nav: '/rewards' });

export const rewardsPage = (t: Words, input: { group: ListGroup; lines: readonly RewardLine[]; next: string | null; candidates: readonly { caseId: string; number: string; name: string }[]; person: Pick<Person, 'roles'>; hasAbove: boolean }): RewardsPage => ({
  title: t('rewards.list.title'),
  group: input.group,
  groups: (['active', 'closed'] as const).map((group) => ({ href: `/rewards?group=${group}`, text: t(`rewards.list.${group}`), isCurrent: group === input.group })),
  rows: input.lines.map(({ id, stage, report, case: kase, amountFen, openedOn }) => ({
    href: `/rewards/${id}`, caseText: kase.name, report: report.number, stage, tag: stageTag(t, stage), amount: amountFen === null ? null : formatYuan(amountFen), openedOn,
  })),
  candidates: input.candidates.map(({ caseId, number, name }) => ({ href: `/rewards/new?case=${caseId}`, text: name, number })),
  links: [
    ...(input.person.roles.includes('rewardOfficer') ? [{ href: '/rewards/payments', text: t('awards.payments.title') }] : []),
    ...(input.person.roles.some((role) => role === 'rewardOfficer' || role === 'head') ? [{ href: '/rewards/ledger', text: t('awards.ledger.title') }] : []),
    ...(input.hasAbove ? [{ href: '/rewards/above', text: t('awards.above.title') }] : []),
  ],
  older: input.next === null ? null : `/rewards?group=${input.group}&after=${encodeURIComponent(input.next)}`,
});

export type NewRewardPage = {
  title: string; errors: ErrorLink[]; caseId: string; caseText: string; outcome: string; explanation: string;
  order: { number: string; register: string; receivedOn: string; isFirst: boolean }[];
  setAside: { number: string; register: string; why: string; whyText: string }[];
  questions: { code: string; text: string }[];
  /** Reports over which the award may pass on, and those of equal time; empty where nothing is asked. */
  passedOver: { value: string; text: string; isChecked: boolean }[]; earliest: string; equal: { value: string; text: string }[]; reason: string; reasonError: string | null; isOpenable: boolean;
  /** Leads of the bureau's own that may have made the facts known before. */
  heldBefore: { number: string; receivedOn: string }[];
  relations: { id: string; label: string; value: string; options: { value: string; text: string }[] }[];
  joint: { representatives: { value: string; text: string }[]; representative: string; members: string; membersError: string | null; division: string; divisionError: string | null; authority: string; authorityError: string | null };
  laterFacts: boolean; asksLater: boolean; evidence: string;
};
export const newRewardView = view<NewRewardPage>('rewards/new', { layout: 'desk', nav: '/rewards' });

export function newRewardPage(t: Words, { facts, proposal, reports, heldBefore }: FirstInLine, again: { typed?: Typed; errors?: FieldErrors } = {}): NewRewardPage {
  const named = (id: string) => reports.find((report) => report.id === id) ?? { number: '', register: '', receivedOn: '' };
  const asked = (code: string): readonly string[] => proposal.questions.find((question) => question.code === code)?.ids ?? [];
  const typed = (name: string, otherwise: string): string => (typeof again.typed?.[name] === 'string' ? again.typed[name] : otherwise);
  const checked = [again.typed?.['passedOver'] ?? []].flat();
  return {
    title: t('rewards.new.title'), errors: errorLinks(t, again.errors), caseId: facts.id, caseText: `${facts.name}（${facts.caseNumber}）`, outcome: proposal.outcome, explanation: t(`rewards.new.outcome.${proposal.outcome}`),
    order: proposal.order.map(({ id }) => ({ number: named(id).number, register: named(id).register, receivedOn: named(id).receivedOn, isFirst: id === proposal.first })),
    setAside: proposal.setAside.map(({ id, why }) => ({ number: named(id).number, register: named(id).register, why, whyText: t(`rewards.aside.${why}`) })),
    questions: proposal.questions.map(({ code }) => ({ code, text: t(`rewards.question.${code}`) })),
    passedOver: asked('FIRST_NOT_ELIGIBLE').map((id) => ({ value: id, text: t('rewards.new.passOver', { number: named(id).number }), isChecked: checked.includes(id) })),
    earliest: typed('earliest', ''),
    equal: asked('EQUAL_TIMES').map((id) => ({ value: id, text: named(id).number })),
    reason: typed('reason', ''), reasonError: errorText(t, again.errors, 'reason'),
    isOpenable: proposal.outcome !== 'NONE',
    heldBefore: heldBefore.map(({ number, receivedOn }) => ({ number, receivedOn })),
    relations: reports.map(({ id, number, register }) => ({ id: `relation-${id}`, label: `${register} ${number}`, value: typed(`relation-${id}`, 'same'), options: RELATIONS.map((value) => ({ value, text: t(`awards.relation.${value}`) })) })),
    joint: {
      representatives: [...asked('REPRESENTATIVE_UNKNOWN'), ...reports.map(({ id }) => id)].filter((id, at, all) => all.indexOf(id) === at).map((id) => ({ value: id, text: named(id).number })), representative: typed('representative', ''),
      members: typed('members', ''), membersError: errorText(t, again.errors, 'members'), division: typed('division', ''), divisionError: errorText(t, again.errors, 'division'), authority: typed('authority', ''), authorityError: errorText(t, again.errors, 'authority'),
    },
    laterFacts: typed('laterFacts', '') === 'yes', asksLater: asked('LATER_NEW_FACTS').length > 0, evidence: typed('evidence', ''),
  };
}
