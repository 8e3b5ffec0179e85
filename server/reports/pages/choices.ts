// Below the reporter's own page: giving a name after all, going without the reward.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import type { Report } from '../rules/report.ts';

const OWN = { layout: 'public', nav: '/reports/status', hasExit: true, tab: 'reporter.tab.mine' } as const;

export type GiveNamePage = {
  title: string; errors: ErrorLink[]; number: string; name: string; nameError: string | null; contact: string; contactError: string | null; mayWish: boolean; wantsReward: boolean; sureError: string | null;
};
export const giveNameView = view<GiveNamePage>('reports/give-name', OWN);
export const giveNamePage = (t: Words, { number, wantsReward: wished }: Pick<Report, 'number' | 'wantsReward'>, { name = '', contact = '', wantsReward = false, errors }: { name?: string; contact?: string; wantsReward?: boolean; errors?: FieldErrors } = {}): GiveNamePage => ({
  title: t('choices.name.title'), errors: errorLinks(t, errors), number, name, nameError: errorText(t, errors, 'name'), contact, contactError: errorText(t, errors, 'contact'),
  mayWish: !wished, wantsReward, sureError: errorText(t, errors, 'sure'),
});

export type WaiverPage = { title: string; errors: ErrorLink[]; number: string; sureError: string | null };
export const waiverView = view<WaiverPage>('reports/waive-reward', OWN);
export const waiverPage = (t: Words, { number }: Pick<Report, 'number'>, errors?: FieldErrors): WaiverPage => ({
  title: t('choices.reward.title'), errors: errorLinks(t, errors), number, sureError: errorText(t, errors, 'sure'),
});
