import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import type { Frame } from '../../kernel/views.ts';
import { startClock } from '../../law/rules/clocks.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import { CATEGORY_NAMES } from '../rules/categories.ts';
import type { Place } from '../rules/places.ts';
import { RELATIONS, TARGET_KINDS } from '../rules/report.ts';
import { fileLines } from './words.ts';
import type { FileLine } from './words.ts';
import type { NamedFileInfo } from './files.ts';

type Option = { value: string; text: string };
export type WhatOfChoice = { label: string; text: string }[];

export type ReportFormPage = {
  title: string; waitText: string | null; errors: ErrorLink[]; errorOf: Record<ErrorField, string | null>;
  submission: string; held: string; kept: FileLine[]; keptNote: string | null;
  targetKind: string; targetKinds: Option[]; targetName: string; institutionId: string; lists: string; division: string; divisions: Option[]; categories: (Option & { isChecked: boolean })[];
  narrative: string; from: string; to: string; amount: string; relation: string; relations: Option[]; hasMore: boolean;
  passphrase: string; name: string; contact: string; wantsReward: boolean;
  isIdentifiable: boolean; isRealName: boolean; isAnonymous: boolean; what: { identifiable: WhatOfChoice; realName: WhatOfChoice; anonymous: WhatOfChoice };
  /** How long the law gives for the decision on filing; null where it is not entered. */
  decideIn: number | null;
  /** How one can report without the form; null where no bureau has entered a number or an address. */
  other: { text: string; href: string | null } | null;
};
const ERROR_FIELDS = ['targetKind', 'targetName', 'division', 'categories', 'narrative', 'from', 'to', 'amount', 'relation', 'files', 'identity', 'passphrase', 'name', 'contact'] as const;
type ErrorField = (typeof ERROR_FIELDS)[number];

export const reportFormView = view<ReportFormPage>('reports/new', { layout: 'public', nav: '/reports/new', hasExit: true, tab: 'reporter.tab.new' });

export const placeText = (t: Words, { kind, name, above }: Place): string =>
  (kind === 'county' ? t('reports.place.county', { above, name }) : kind === 'whole' ? t('reports.place.whole', { name }) : t('reports.place.unclear'));

export type FormInput = {
  submission: string; places: readonly Place[]; site: string | null; today: string; reach: Frame['contact'];
  typed?: Typed; errors?: FieldErrors; held?: { handle: string; files: readonly NamedFileInfo[] } | null; refused?: readonly { originalName: string; refused: string }[]; fileError?: string | null;
  /** Seconds until this address may send again. */
  wait?: number | null;
  /** The public lists that suggest names: division and content of each. */
  lists?: string;
};

const otherWay = (t: Words, { sentence, href, address, phone }: NonNullable<Frame['contact']>): ReportFormPage['other'] =>
  ({ text: phone !== '' && address !== '' ? t('reports.new.otherPhone', { phone }) : t(sentence), href });

export function reportFormPage(t: Words, { submission, places, site, today, reach, typed = {}, errors, held = null, fileError = null, wait = null, lists = '' }: FormInput): ReportFormPage {
  const word = (name: string, otherwise = ''): string => (typeof typed[name] === 'string' ? typed[name] : otherwise);
  const list = (name: string): string[] => [typed[name] ?? []].flat();
  const identity = word('identity', 'identifiable');
  const term = startClock('ACCEPT_OR_FILE', site ?? '100000', today);
  const tell = startClock('TELL_FILED', site ?? '100000', today);
  const what = (kind: 'identifiable' | 'realName' | 'anonymous'): WhatOfChoice =>
    (['who', 'reward', 'progress'] as const).map((each) => ({
      label: t(`reports.identity.${each}`),
      text: kind === 'realName' && each === 'progress' && tell.unit === 'WD' && tell.amount !== null ? t('reporter.realNameProgress', { n: tell.amount }) : t(`reports.identity.${kind}.${each}`),
    }));
  const links = errorLinks(t, errors).map((link) => (link.href === '#files' && fileError ? { ...link, text: fileError } : link));
  return {
    title: t('reports.new.title'),
    waitText: wait === null ? null : t('reporter.wait', { n: wait }), errors: links,
    errorOf: Object.fromEntries(ERROR_FIELDS.map((field) => [field, field === 'files' ? fileError : errorText(t, errors, field)])) as Record<ErrorField, string | null>,
    submission, held: held?.handle ?? '', kept: fileLines(held?.files ?? [], t('common.files.kept')), keptNote: held && held.files.length > 0 ? t('reports.new.kept', { n: held.files.length }) : null,
    targetKind: word('targetKind', 'medicalInstitution'), targetKinds: TARGET_KINDS.map((value) => ({ value, text: t(`reports.targetKind.${value}`) })),
    targetName: word('targetName'), institutionId: word('institutionId'), lists, division: word('division'), divisions: places.map((place) => ({ value: place.code, text: placeText(t, place) })),
    categories: CATEGORY_NAMES.map((value) => ({ value, text: t(`reports.category.${value}`), isChecked: list('categories').includes(value) })),
    narrative: word('narrative'), from: word('from'), to: word('to'), amount: word('amount'), relation: word('relation', 'unsaid'),
    relations: RELATIONS.map((value) => ({ value, text: t(`reports.relation.${value}`) })), hasMore: word('amount') !== '' || !['', 'unsaid'].includes(word('relation')),
    passphrase: word('passphrase'), name: word('name'), contact: word('contact'), wantsReward: (errors === undefined && wait === null) || word('wantsReward') !== '',
    isIdentifiable: identity === 'identifiable', isRealName: identity === 'realName', isAnonymous: identity === 'anonymous',
    what: { identifiable: what('identifiable'), realName: what('realName'), anonymous: what('anonymous') },
    decideIn: term.unit === 'WD' ? term.amount : null, other: reach && otherWay(t, reach),
  };
}
