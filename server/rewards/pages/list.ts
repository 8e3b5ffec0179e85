// The list of rewards.
import type { Words } from '../../kernel/i18n.ts';
import { formatYuan } from '../../kernel/money.ts';
import { view } from '../../kernel/views.ts';
import type { Person } from '../../people/rules/person.ts';
import type { Stage } from '../rules/matter.ts';
import type { ListGroup, RewardLine } from '../rules/shown.ts';

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
