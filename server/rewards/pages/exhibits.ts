// What the answers of a reward rest on, as the page, the paper and the JSON show it: numbered, with hash and with what it supports.
import { DOWNLOAD_REASONS } from '../../evidence/rules/files.ts';
import { wordFor } from '../../kernel/i18n.ts';
import type { Language, Words } from '../../kernel/i18n.ts';
import { formatYuan } from '../../kernel/money.ts';
import { isKept, usesOfExhibit, type Exhibit } from '../rules/exhibits.ts';
import type { Matter } from '../rules/matter.ts';
import type { RewardDossier } from '../rules/shown.ts';
import { GATES } from '../rules/vocabulary.ts';
import { levelText } from './words.ts';

type Fact = { label: string; text: string };
type Option = { value: string; text: string };
type Field = { text: string; error: string | null };
export type ShownExhibit = { id: string; no: number; kindText: string; label: string; sha256: string[]; unkept: string | null; uses: string; by: string; on: string };

const usesText = (t: Words, matter: Matter, id: string): string => {
  const gates: readonly string[] = GATES;
  return usesOfExhibit(matter, id).map((use) => wordFor(t, `${gates.includes(use) ? 'rewards.gate' : 'rewardWho.use'}.${use}`)).join(t('rewards.list.and'));
};

/** What an answer rests on where there is nothing to open: the entry in the case. */
function unkeptText(t: Words, exhibit: Exhibit): string | null {
  if (isKept(exhibit)) return null;
  return exhibit.item ? t('rewardWho.unkept.item', { no: exhibit.item.no, name: exhibit.item.name, date: exhibit.item.obtainedOn }) : t('rewardWho.unkept');
}

export const shownExhibits = (t: Words, matter: Matter, who: (id: string) => string): ShownExhibit[] =>
  (matter.exhibits ?? []).map((exhibit, at) => {
    const { id, kind, label, files, sha256, by, on } = exhibit;
    return { id, no: at + 1, kindText: t(`rewardWho.kind.${kind}`), label, sha256: sha256 === null ? files.map((file) => file.sha256) : [sha256], unkept: unkeptText(t, exhibit), uses: usesText(t, matter, id), by: who(by), on };
  });

/** What was chosen, by its number, and where in it. */
export function provenBy(t: Words, { exhibits = [] }: Pick<Matter, 'exhibits'>, { evidence = '', source = null }: { evidence?: string; source?: string | null }): string {
  const at = exhibits.findIndex(({ id }) => id === source);
  const chosen = exhibits[at];
  return [...(chosen ? [t(isKept(chosen) ? 'rewardWho.exhibit.ref' : 'rewardWho.exhibit.refUnkept', { no: at + 1, label: chosen.label })] : []), ...(evidence === '' ? [] : [evidence])].join(t('rewardWho.exhibit.and'));
}

const hundredths = (value: number): string => formatYuan(value);

/** Level, circumstances and discretion: what was confirmed, by whom, on what. */
export function confirmedFacts(t: Words, language: Language, { matter }: RewardDossier, who: (id: string) => string): Fact[] {
  const { standing, discretion, calculation } = matter;
  const level = calculation?.ruleSet.levels?.find(({ code }) => code === standing?.level);
  const facts: Fact[] = [];
  if (standing) {
    const profiles = standing.jointProfiles ?? [standing.profile];
    const what = [...(level ? [levelText(t, language, level)] : []), ...profiles.map((profile) => t(`rewards.profile.${profile}`)), ...(standing.lossBy ? [t(`rewards.party.${standing.lossBy}`)] : [])].join(t('rewards.list.and'));
    const by = standing.confirmedBy.map((each) => `${who(each.by)} ${each.on}`).join(t('rewards.list.and'));
    facts.push({ label: t('rewardWho.use.standing'), text: t('rewardWho.fact.confirmed', { what, evidence: provenBy(t, matter, standing), by }) });
  }
  if (discretion) {
    const { rateBp, pointsBp, amountFen, reason } = discretion;
    const values = [
      ...(rateBp === null ? [] : [t('rewardWho.fact.rate', { value: hundredths(rateBp) })]), ...(pointsBp === null ? [] : [t('rewardWho.fact.points', { value: hundredths(pointsBp) })]),
      ...(amountFen === null ? [] : [t('rewardWho.fact.amount', { value: formatYuan(amountFen) })]),
    ].join(t('rewards.list.and'));
    facts.push({ label: t('rewardWho.use.discretion'), text: t('rewardWho.fact.valued', { values, reason, evidence: provenBy(t, matter, discretion), by: `${who(discretion.by)} ${discretion.on}` }) });
  }
  return facts;
}

/** Who stands first, with the receipt and what opens the number in it. */
export function orderFacts(t: Words, { first }: Matter, minute: (at: Date) => string): Fact[] {
  const { order, answers } = first;
  const moments = receiptsOf(order, minute);
  return [
    { label: t('rewardWho.fact.order'), text: order.map(({ number, register, salt }, at) => t(salt ? 'rewardWho.fact.orderText' : 'rewardWho.fact.orderPlain', { place: at + 1, register, number, moment: moments[at] ?? '', salt: salt ?? '' })).join(t('rewards.list.and')) },
    ...(answers?.agencyFirst ?? []).map((number) => ({ label: t('awards.fact.relation'), text: t('rewardWho.fact.agencyFirst', { number }) })),
  ];
}
/**
 * The days of receipt, in their order; to the second only where several came on one day and it decides between them. The second in which
 * somebody reported is one in which he was seen, or was away.
 */
export const receiptsOf = (order: readonly { receivedOn: string; receivedAt?: string }[], minute: (at: Date) => string): string[] =>
  order.map(({ receivedOn, receivedAt }) => {
    const isDecided = receivedAt !== undefined && order.filter((other) => other.receivedOn === receivedOn).length > 1;
    return isDecided ? `${minute(new Date(receivedAt))}${receivedAt.slice(16, 19)}` : receivedOn;
  });

export type ExhibitForms = {
  uploadForm: { label: Field; filesError: string | null } | null; sources: Option[]; exhibitReasons: Option[];
  exhibitFiles: { action: string; field: string; name: string; error: string | null }[];
};
export function exhibitForms(t: Words, { offered, mayPrepare, matter }: RewardDossier, href: (slug: string) => string, field: (form: string, name: string) => Field): ExhibitForms {
  const files = (matter.exhibits ?? []).flatMap((exhibit, at) => exhibit.files.map((file, nth) => ({ file, name: t('rewardWho.exhibit.file', { no: at + 1, label: exhibit.label, nth: nth + 1 }) })));
  return {
    uploadForm: mayPrepare.includes('addExhibit') ? { label: field('exhibits', 'label'), filesError: field('exhibits', 'exhibits').error } : null,
    sources: sourceOptions(t, offered), exhibitReasons: DOWNLOAD_REASONS.map((value) => ({ value, text: t(`evidence.reason.${value}`) })),
    exhibitFiles: files.map(({ file, name }) => ({ action: href(`exhibits/${file.id}`), field: `exhibitReason-${file.id}`, name, error: field('exhibit-open', `exhibitReason-${file.id}`).error })),
  };
}
export const sourceOptions = (t: Words, offered: RewardDossier['offered']): Option[] => offered.map(({ id, kind, label, hasFile }) => ({ value: id, text: t(hasFile ? 'rewardWho.option' : 'rewardWho.optionUnkept', { kind: t(`rewardWho.kind.${kind}`), label }) }));
