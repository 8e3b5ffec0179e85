// "How much could a reward be?" The questions are those of the rule set of the place; the answer shows how it came about and promises nothing.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Language, Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { usesOf } from '../rules/scope.ts';
import type { Selection } from '../rules/select.ts';
import { PARTIES } from '../rules/vocabulary.ts';
import type { Estimate } from '../rules/shown.ts';
import { traceOf, type Trace } from './trace.ts';
import { inLanguage, levelText, missingLines, reasonText, sinceText, statusTag, type Missing, type StatusTag } from './words.ts';

type Option = { value: string; text: string };
type Field = { text: string; error: string | null };
export type EstimatePage = {
  title: string; errors: ErrorLink[]; place: string; places: Option[]; placeError: string | null; on: Field; shown: string;
  /** Null where no rule set could be chosen. */
  rule: { id: string; href: string; ruleTitle: string; since: string; tag: StatusTag } | null;
  isNewPlace: boolean;
  /** What nobody has entered about the rule set; the estimate stands under that reserve. */
  uncertain: Missing[];
  questions: {
    loss: Field; levels: Option[]; level: Field; profiles: Option[]; profile: Field; parties: Option[]; lossBy: Field; rate: Field | null; points: Field | null; sum: Field | null; isDraft: boolean; isConfirmed: boolean;
  } | null;
  refusal: { reason: string; text: string; missing: Missing[] } | null;
  result: { outcome: string; amount: string | null; heading: string; isHonour: boolean } | null;
  trace: Trace | null;
};
export const estimateView = view<EstimatePage>('rewards/estimate', { layout: 'public', nav: '/rewards/estimate', hasExit: true });

type Input = {
  place: string; places: readonly { code: string; name: { zh: string; en: string } }[]; today: string; selection: Selection; uncertain: readonly string[]; estimate: Estimate | null; typed: Typed; isNewPlace: boolean; errors: FieldErrors | undefined;
};

const said = (typed: Typed, name: string, otherwise = ''): string => {
  const value = typed[name];
  return typeof value === 'string' ? value : otherwise;
};

function questionsOf(t: Words, language: Language, rule: RuleSet, { typed, errors }: Input): EstimatePage['questions'] {
  const uses = usesOf(rule);
  const field = (name: string, otherwise = ''): Field => ({ text: said(typed, name, otherwise), error: errorText(t, errors, name) });
  const isComputable = rule.status !== 'incomplete' || rule.partlyComputable;
  if (!isComputable) return null;
  return {
    loss: field('loss'),
    levels: uses.needsLevel ? (rule.levels ?? []).map((level) => ({ value: level.code, text: levelText(t, language, level) })) : [],
    level: field('level'),
    profiles: rule.profiles.length > 0 ? ['ordinary' as const, ...rule.profiles].map((value) => ({ value, text: t(`rewards.profile.${value}`) })) : [],
    profile: field('profile', 'ordinary'),
    parties: uses.needsParty ? PARTIES.map((value) => ({ value, text: t(`rewards.party.${value}`) })) : [],
    lossBy: field('lossBy'),
    rate: uses.officerRate && rule.formula !== null ? field('rate') : null,
    points: uses.officerPoints && rule.formula !== null ? field('points') : null,
    sum: uses.officerAmount && rule.formula !== null ? field('sum') : null,
    isDraft: rule.status === 'draft' && rule.confirmation === null,
    isConfirmed: typed['confirmed'] === 'yes',
  };
}

export function estimatePage(t: Words, language: Language, input: Input): EstimatePage {
  const { place, places, today, selection, estimate, typed, errors } = input;
  const rule = selection.outcome === 'SELECTED' ? selection.ruleSet : null;
  const evaluation = estimate?.evaluation ?? null;
  const isRefused = evaluation?.outcome === 'REFUSED' || evaluation?.outcome === 'NOT_ELIGIBLE';
  const isIncomplete = rule !== null && rule.status === 'incomplete' && !rule.partlyComputable;
  const refused = selection.outcome === 'REFUSED' ? selection : null;
  const refusal = refused
    ? { reason: refused.reason, text: reasonText(t, refused.reason), missing: missingLines(t, refused.missing) }
    : isIncomplete
      ? { reason: 'RULE_INCOMPLETE', text: reasonText(t, 'RULE_INCOMPLETE'), missing: missingLines(t, rule.missing) }
      : isRefused && evaluation.reason
        ? { reason: evaluation.reason, text: reasonText(t, evaluation.reason), missing: missingLines(t, evaluation.missing ?? []) }
        : null;
  const trace = estimate?.ruleSet && evaluation && !isRefused ? traceOf(t, language, { evaluation, ruleSet: estimate.ruleSet, frame: estimate.frame }, 'public') : null;
  return {
    title: t('rewards.estimate.title'), errors: errorLinks(t, errors), place, places: places.map(({ code, name }) => ({ value: code, text: inLanguage(language, name) })), placeError: errorText(t, errors, 'place'),
    on: { text: said(typed, 'on', today), error: errorText(t, errors, 'on') }, shown: rule ? `${place} ${rule.id}` : place,
    rule: rule ? { id: rule.id, href: `/rewards/rules/${encodeURIComponent(rule.id)}`, ruleTitle: rule.title, since: sinceText(t, rule), tag: statusTag(t, rule) } : null,
    isNewPlace: input.isNewPlace && !isIncomplete,
    uncertain: missingLines(t, input.uncertain),
    questions: rule ? questionsOf(t, language, rule, input) : null,
    refusal,
    result: evaluation && !isRefused ? { outcome: evaluation.outcome, amount: trace?.total ?? null, heading: t(evaluation.outcome === 'HONOUR_ONLY' ? 'rewards.estimate.honour' : 'rewards.estimate.about'), isHonour: evaluation.outcome === 'HONOUR_ONLY' } : null,
    trace,
  };
}
