import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../pages.ts';
import type { ErrorLink } from '../pages.ts';
import { LEVELS } from '../rules/accounts.ts';
import type { Bureau, BureauLevel } from '../rules/accounts.ts';

export type BureausPage = { title: string; bureaus: { href: string; code: string; bureau: string; level: string; documentWord: string; phone: string; isActive: boolean; isDemo: boolean }[] };
export const bureausView = view<BureausPage>('people/bureaus', { layout: 'desk', nav: '/bureaus' });

export const bureausPage = (t: Words, bureaus: readonly Bureau[]): BureausPage => ({
  title: t('people.bureaus.title'),
  bureaus: bureaus.map(({ code, name, level, documentWord, phone, isActive, isDemo }) => ({
    href: `/bureaus/${code}`, code, bureau: name, level: t(`people.level.${level}`), documentWord, phone, isActive, isDemo,
  })),
});

type FieldName = 'code' | 'name' | 'shortName' | 'documentWord' | 'parent' | 'address' | 'phone' | 'hours';
type Field = { text: string; error: string | null };

export type BureauPage = {
  title: string; isNew: boolean; action: string; version: number; fields: Record<FieldName, Field>; level: string; levelError: string | null; levels: { value: BureauLevel; text: string }[];
  isActive: boolean; errors: ErrorLink[];
};
export const bureauView = view<BureauPage>('people/bureau', { layout: 'desk', nav: '/bureaus' });

export function bureauPage(t: Words, input: { bureau: Bureau | null; typed?: Typed | undefined; errors?: FieldErrors | undefined }): BureauPage {
  const { bureau, typed, errors } = input;
  const field = (name: FieldName): Field => {
    const value = typed?.[name];
    return { text: typeof value === 'string' ? value : (bureau?.[name] ?? ''), error: errorText(t, errors, name) };
  };
  const level = typed?.['level'];
  return {
    title: bureau ? bureau.name : t('people.newBureau.title'),
    isNew: bureau === null,
    action: bureau ? `/bureaus/${bureau.code}` : '/bureaus',
    version: bureau?.version ?? 0,
    fields: {
      code: field('code'), name: field('name'), shortName: field('shortName'), documentWord: field('documentWord'), parent: field('parent'),
      address: field('address'), phone: field('phone'), hours: field('hours'),
    },
    level: typeof level === 'string' ? level : (bureau?.level ?? ''), levelError: errorText(t, errors, 'level'),
    levels: LEVELS.map((value) => ({ value, text: t(`people.level.${value}`) })),
    isActive: typed ? typed['isActive'] === 'yes' : (bureau?.isActive ?? true),
    errors: errorLinks(t, errors),
  };
}
