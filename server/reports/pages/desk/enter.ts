// The form for what did not come through the site: one channel at a time, and of each channel only what it asks.
import type { FieldErrors } from '../../../kernel/errors.ts';
import type { Typed } from '../../../kernel/forms.ts';
import type { Words } from '../../../kernel/i18n.ts';
import { view } from '../../../kernel/views.ts';
import { errorLinks, errorText } from '../../../people/pages.ts';
import type { ErrorLink } from '../../../people/pages.ts';
import { CATEGORY_NAMES } from '../../rules/categories.ts';
import { ASKS, ENTRY_CHANNELS, FOUND_SOURCES, LIMIT_UNITS } from '../../rules/enter.ts';
import type { Asks, EntryChannel } from '../../rules/enter.ts';
import type { Place } from '../../rules/places.ts';
import { IDENTITIES, RELATIONS, TARGET_KINDS } from '../../rules/report.ts';
import { placeText } from '../form.ts';
import { fileLines } from '../words.ts';
import type { FileLine } from '../words.ts';
import type { NamedFileInfo } from '../files.ts';

type Option = { value: string; text: string };
type Ticked = Option & { isChecked: boolean };
const FIELDS = [
  'receivedOn', 'time', 'lateReason', 'source', 'department', 'letterNumber', 'letterOn', 'limitAmount', 'foreignNumber', 'calledAt', 'officers', 'isSigned', 'targetKind', 'targetName', 'division', 'categories', 'narrative', 'from', 'to',
  'amount', 'relation', 'files', 'identity', 'passphrase', 'name', 'contact',
] as const;
type Field = (typeof FIELDS)[number];
const WORDS = ['receivedOn', 'time', 'lateReason', 'source', 'department', 'letterNumber', 'letterOn', 'limitAmount', 'limitUnit', 'foreignNumber', 'calledAt', 'targetKind', 'targetName', 'institutionId', 'division', 'narrative', 'from', 'to', 'amount', 'relation', 'passphrase', 'name', 'contact'] as const;

export type EnterPage = {
  title: string; errors: ErrorLink[]; errorOf: Record<Field, string | null>; channel: EntryChannel; channels: { href: string; text: string; isCurrent: boolean }[]; hint: string;
  submission: string; lists: string; held: string; kept: FileLine[]; keptNote: string | null; value: Record<(typeof WORDS)[number], string>;
  asks: Pick<Asks, 'hasLetter' | 'hasLimit' | 'hasForeign' | 'hasOfficers' | 'hasSource'>; hasReporter: boolean; timeIsOptional: boolean; departmentLabel: string; letterOnIsOptional: boolean;
  sources: Option[]; limitUnits: Option[]; officers: Ticked[]; isSigned: boolean; targetKinds: Option[]; divisions: Option[]; categories: Ticked[]; relations: Option[];
  identities: { value: string; label: string; id: string; isChecked: boolean }[]; passphraseHint: string; wantsReward: boolean;
};
export const enterView = view<EnterPage>('reports/desk/enter', { layout: 'desk', nav: '/reports/desk/new' });

export type EnterInput = {
  /** `lists`: the public lists that suggest names, as on the form of a citizen. */
  channel: EntryChannel; submission: string; lists: string; places: readonly Place[]; division: string; colleagues: readonly { id: string; name: string }[]; today: string;
  typed?: Typed; errors?: FieldErrors; held?: { handle: string; files: readonly NamedFileInfo[] } | null; fileError?: string | null;
};

export function enterPage(t: Words, { channel, submission, lists, places, division, colleagues, today, typed = {}, errors, held = null, fileError = null }: EnterInput): EnterPage {
  const asks: Asks = ASKS[channel];
  const usual: Record<string, string> = { receivedOn: today, targetKind: 'medicalInstitution', division, relation: 'unsaid', limitUnit: 'WD' };
  const word = (name: string): string => (typeof typed[name] === 'string' ? typed[name] : (usual[name] ?? ''));
  const list = (name: string): string[] => [typed[name] ?? []].flat();
  const identity = word('identity') === '' && asks.reporter === 'maybe' ? 'none' : word('identity');
  const links = errorLinks(t, errors).map((link) => (link.href === '#files' && fileError ? { ...link, text: fileError } : link));
  const option = (value: string, text: string): Option => ({ value, text });
  const named = asks.reporter === 'maybe' ? ([...IDENTITIES, 'none'] as const) : IDENTITIES;
  return {
    title: t('entering.title'), errors: links, channel, hint: t(`entering.hint.${channel}`),
    errorOf: Object.fromEntries(FIELDS.map((field) => [field, field === 'files' ? fileError : errorText(t, errors, field)])) as Record<Field, string | null>,
    channels: ENTRY_CHANNELS.map((each) => ({ href: `/reports/desk/new?channel=${each}`, text: t(`reports.desk.channel.${each}`), isCurrent: each === channel })),
    submission, lists, held: held?.handle ?? '', kept: fileLines(held?.files ?? [], t('common.files.kept')), keptNote: held && held.files.length > 0 ? t('entering.kept', { n: held.files.length }) : null,
    value: Object.fromEntries(WORDS.map((name) => [name, word(name)])) as EnterPage['value'],
    asks: { hasLetter: asks.hasLetter, hasLimit: asks.hasLimit, hasForeign: asks.hasForeign, hasOfficers: asks.hasOfficers, hasSource: asks.hasSource },
    hasReporter: asks.reporter !== 'never', timeIsOptional: !asks.hasTime, departmentLabel: t(channel === 'handDown' ? 'entering.department.handDown' : 'entering.department.transfer'), letterOnIsOptional: channel !== 'handDown',
    sources: FOUND_SOURCES.map((value) => option(value, t(`entering.source.${value}`))), limitUnits: LIMIT_UNITS.map((value) => option(value, t(`entering.limitUnit.${value}`))),
    officers: colleagues.map(({ id, name }) => ({ ...option(id, name), isChecked: list('officers').includes(id) })), isSigned: word('isSigned') === 'yes',
    targetKinds: TARGET_KINDS.map((value) => option(value, t(`reports.targetKind.${value}`))), divisions: places.map((place) => option(place.code, placeText(t, place))),
    categories: CATEGORY_NAMES.map((value) => ({ ...option(value, t(`reports.category.${value}`)), isChecked: list('categories').includes(value) })),
    relations: RELATIONS.map((value) => option(value, t(`reports.relation.${value}`))),
    identities: named.map((value, at) => ({ value, label: t(`entering.identity.${value}`), id: at === 0 ? 'identity' : `identity-${at}`, isChecked: identity === value })),
    passphraseHint: t(asks.handsReceipt ? 'entering.passphraseMade' : 'entering.passphraseGiven'), wantsReward: word('wantsReward') !== '',
  };
}
