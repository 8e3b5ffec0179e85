import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import type { CaseState, Party } from '../rules/case.ts';
import { GROUPS } from '../rules/listing.ts';
import type { Group } from '../rules/listing.ts';
import { outsideName } from '../rules/naming.ts';
import type { ClockText } from './words.ts';

type Line = { id: string; number: string; name: string; party: Party; state: CaseState; dueOn: string | null; officers: string[]; filedOn: string };
type ClockLine = { number: string; bureau: string; state: CaseState; dueOn: string | null };

export type CasesPage = {
  title: string; group: string; chips: { href: string; text: string; count: string; isCurrent: boolean }[];
  rows: { href: string; name: string; number: string; state: CaseState; stateText: string; due: ClockText; officers: string; filedOn: string }[];
  older: string | null; first: string | null;
  below: { number: string; bureau: string; state: CaseState; stateText: string; dueOn: string | null }[];
};
export const casesView = view<CasesPage>('cases/list', { layout: 'desk', nav: '/cases' });

const counted = (n: number): string => (n >= 100 ? '99+' : String(n));

/** Lists stand outside the case team's file: individuals are named by their surname. */
export function casesPage(t: Words, input: {
  group: Group | 'open'; lines: readonly Line[]; next: string | null; isFirst: boolean; counts: Record<string, number>; below: readonly ClockLine[]; bureaus: ReadonlyMap<string, string>; due: (on: string | null) => ClockText;
}): CasesPage {
  const open = GROUPS.filter((group) => group !== 'done').reduce((sum, group) => sum + (input.counts[group] ?? 0), 0);
  return {
    title: t('cases.title'), group: input.group,
    chips: (['open', ...GROUPS] as const).map((group) => ({
      href: `/cases?group=${group}`, text: t(`cases.group.${group}`), count: counted(group === 'open' ? open : (input.counts[group] ?? 0)), isCurrent: group === input.group,
    })),
    rows: input.lines.map(({ id, number, name, party, state, dueOn, officers, filedOn }) => ({
      href: `/cases/${id}`, name: outsideName(party, name), number, state, stateText: t(`cases.state.${state}`), due: input.due(dueOn), officers: officers.join('、'), filedOn,
    })),
    older: input.next ? `/cases?group=${input.group}&after=${encodeURIComponent(input.next)}` : null,
    first: input.isFirst ? null : `/cases?group=${input.group}`,
    below: input.below.map(({ number, bureau, state, dueOn }) => ({ number, bureau: input.bureaus.get(bureau) ?? bureau, state, stateText: t(`cases.state.${state}`), dueOn })),
  };
}
