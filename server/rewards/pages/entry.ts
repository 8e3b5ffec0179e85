// Rule sets that officers enter: the list, and one entry with what it changes, who did what, and what may be done to it now.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Language, Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import type { Person } from '../../people/rules/person.ts';
import { missingItems } from '../rules/entering.ts';
import type { EntryAction, EntryState, RuleEntry } from '../rules/entry.ts';
import { blockedEntry } from '../rules/entry.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { EntryDossier } from '../rules/shown-entries.ts';
import { referenceOf, ruleHref } from './compare.ts';
import { faultsOf, idOf } from './faults.ts';
import type { Figure } from './figures.ts';
import { diffRows, type DiffRow } from './rule-lines.ts';
import { citation, inLanguage, missingLines, pathWords, sinceText, statusTag, type Missing, type StatusTag } from './words.ts';

type Tag = { kind: '' | 'on' | 'ok' | 'warn' | 'bad'; text: string };
const TAGS: Record<EntryState, Tag['kind']> = { draft: 'on', awaitingApproval: 'warn', inForce: 'ok', refused: 'bad', withdrawn: '' };
const tagOf = (t: Words, state: EntryState): Tag => ({ kind: TAGS[state], text: t(`rewardRules.state.${state}`) });
type Place = (code: string) => string;

export type EntriesPage = {
  title: string; mayEnter: boolean;
  rows: { href: string; ruleTitle: string; id: string; place: string; kindText: string; state: EntryState; tag: Tag; by: string; on: string; isMine: boolean }[];
  enterable: { id: string; ruleTitle: string; place: string; tag: StatusTag; since: string; missing: number; ways: { href: string; text: string }[] }[];
};
export const entriesView = view<EntriesPage>('rewards/entries', { layout: 'desk', nav: '/reward-rules' });

type ListInput = { person: Person; entries: readonly RuleEntry[]; enterable: readonly RuleSet[]; names: ReadonlyMap<string, string>; day: (at: Date) => string };

export function entriesPage(t: Words, language: Language, { person, entries, enterable, names, day }: ListInput): EntriesPage {
  const way = (id: string, as: string) => ({ href: `/reward-rules/new?rule=${encodeURIComponent(id)}&as=${as}`, text: t(`rewardRules.do.${as === 'figures' ? 'figures' : as === 'confirmation' ? 'confirmation' : 'text'}`) });
  return {
    title: t('rewardRules.title'), mayEnter: person.roles.includes('administrator'),
    rows: entries.map((entry) => ({
      href: `/reward-rules/${entry.id}`, ruleTitle: entry.ruleSet.title, id: referenceOf(entry.ruleSet), place: inLanguage(language, entry.ruleSet.jurisdiction), kindText: t(`rewardRules.entryKind.${entry.kind}`), state: entry.state, tag: tagOf(t, entry.state),
      by: names.get(entry.events[0]?.by ?? '') ?? t('common.unknown'), on: entry.events[0] ? day(entry.events[0].at) : '', isMine: blockedEntry('approve', entry, person) === undefined,
    })),
    enterable: enterable.toSorted((a, b) => (b.jurisdictionCode ?? '').localeCompare(a.jurisdictionCode ?? '')).map((rule) => ({
      id: rule.id, ruleTitle: rule.title, place: inLanguage(language, rule.jurisdiction), tag: statusTag(t, rule), since: sinceText(t, rule), missing: rule.missing.length,
      ways: [way(rule.id, 'figures'), ...(rule.status === 'draft' && rule.confirmation === null ? [way(rule.id, 'confirmation')] : []), way(rule.id, 'text')],
    })),
  };
}

export type EntryPage = {
  title: string; id: string; version: number; state: EntryState; tag: Tag; errors: ErrorLink[]; facts: Figure[]; ruleId: string;
  base: { text: string; href: string } | null; rows: DiffRow[]; missing: Missing[];
  needs: { isMet: boolean; name: string; detail: string }[];
  scan: { href: string; size: string; digest: string } | null; mayAddScan: boolean; scanError: string | null;
  editHref: string | null; simple: { action: string; text: string; kind: string }[]; reasoned: { action: string; id: string; text: string; kind: string; value: string; error: string | null }[];
  waitsFor: string | null; isOwnWork: boolean; log: { at: string; text: string }[]; published: string | null;
};
export const entryView = view<EntryPage>('rewards/entry', { layout: 'desk', nav: '/reward-rules' });

type ShowInput = { dossier: EntryDossier; person: Person; names: ReadonlyMap<string, string>; minute: (at: Date) => string; place: Place; again?: { form: string; reason: string; errors: FieldErrors } | null };

const sizeText = (bytes: number): string => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

export function entryPage(t: Words, language: Language, { dossier, person, names, minute, place, again = null }: ShowInput): EntryPage {
  const { entry, base, permitted, obstacles, newer, scan } = dossier;
  const { ruleSet } = entry;
  const href = (slug: string): string => `/reward-rules/${entry.id}/${slug}`;
  const may = (name: EntryAction): boolean => permitted.includes(name);
  const since = ruleSet.confirmation?.effectiveFrom ?? ruleSet.effectiveFrom;
  const isOpen = entry.state === 'draft' || entry.state === 'awaitingApproval';
  const reasoned = (['refuse', 'withdraw'] as const).filter(may).map((name) => ({
    action: href(name), id: `reason-${name}`, text: t(`rewardRules.do.${name}`), kind: 'warning', value: again?.form === name ? again.reason : '', error: again?.form === name ? errorText(t, again.errors, 'reason') : null,
  }));
  return {
    title: ruleSet.title, id: entry.id, version: entry.version, state: entry.state, tag: tagOf(t, entry.state), ruleId: referenceOf(ruleSet),
    errors: again ? faultsOf(t, again.form, again.errors, { idIn: (name) => idOf(again.form, name) }) : [],
    facts: [
      { label: t('rewards.rule.place'), text: `${inLanguage(language, ruleSet.jurisdiction)} ${ruleSet.jurisdictionCode ?? ''}` },
      { label: t('rewardRules.fact.kind'), text: t(`rewardRules.entryKind.${entry.kind}`) },
      { label: t('rewardRules.fact.holds'), text: entry.place === ruleSet.jurisdictionCode ? t('rewardRules.fact.holdsAll', { place: place(entry.place) }) : t('rewardRules.fact.holdsPart', { place: place(entry.place) }) },
      { label: t('rewardRules.fact.from'), text: since === null ? t('rewards.rule.sinceUnknown') : t('rewardRules.fact.fromText', { date: since }) },
      ...(isOpen ? [{ label: t('rewardRules.fact.number'), text: t('rewardRules.fact.numberText', { reference: referenceOf(ruleSet) }) }] : []),
      ...(newer ? [{ label: t('rewardRules.fact.newer'), text: t('rewardRules.fact.newerText', { reference: referenceOf(newer) }) }] : []),
      { label: t('rewards.rule.document'), text: citation(t, ruleSet) },
      { label: t('rewardRules.field.citation'), text: entry.citation === '' ? t('rewardRules.fact.noCitation') : entry.citation },
    ],
    base: base && { text: t('rewardRules.fact.base', { reference: referenceOf(base) }), href: ruleHref(base) },
    rows: diffRows(t, language, base, ruleSet),
    missing: missingLines(t, ruleSet.missing),
    needs: obstacles.map(({ code, args }) => ({ isMet: false, name: t(`rewardRules.obstacle.${code}`, args), detail: t(`rewardRules.obstacleHow.${code}`) })),
    scan: scan && { href: href('scan'), size: sizeText(scan.size), digest: `${scan.sha256.slice(0, 8)}…` }, mayAddScan: may('addScan'), scanError: again ? errorText(t, again.errors, 'scan') : null,
    editHref: may('amend') ? href('edit') : null,
    simple: [...(may('submit') && obstacles.length === 0 ? [{ action: href('submit'), text: t('rewardRules.do.submit'), kind: '' }] : []), ...(may('approve') && obstacles.length === 0 ? [{ action: href('approve'), text: t('rewardRules.do.approve'), kind: '' }] : [])],
    reasoned,
    waitsFor: entry.state === 'awaitingApproval' ? t('rewardRules.waitsFor', { place: place(entry.place) }) : null,
    isOwnWork: isOpen && blockedEntry('approve', { ...entry, state: 'awaitingApproval' }, person) === 'separation',
    log: [...entry.events].reverse().map(({ at, action, by, reason }) => ({ at: minute(at), text: t(reason === '' ? 'rewardRules.log.plain' : 'rewardRules.log.reason', { name: names.get(by) ?? t('common.unknown'), act: t(`rewardRules.act.${action}`), reason }) })),
    published: entry.state === 'inForce' ? ruleHref(ruleSet) : null,
  };
}

/** What is missing, where it stands in the record, what kind of answer it takes, and how to find it. */
export type MissingRow = { code: string; text: string; where: string; kindText: string; hint: string };
export const missingRows = (t: Words, rule: RuleSet): MissingRow[] =>
  missingItems(rule.missing).map(({ code, kind }) => ({ code, text: missingLines(t, [code])[0]?.text ?? code, where: pathWords(t, code), kindText: t(`rewardRules.missingKind.${kind}`), hint: t(`rewardRules.missingHint.${kind}`) }));
