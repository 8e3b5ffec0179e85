// A calculation step by step: in plain words for the public, with clauses and marks for those who answer for it.
import type { Language, Words } from '../../kernel/i18n.ts';
import { formatYuan } from '../../kernel/money.ts';
import { baseKindOf } from '../rules/base.ts';
import type { Evaluation, TraceStep } from '../rules/calculation.ts';
import { chosenBranch } from '../rules/formula.ts';
import { documentNoOf } from '../rules/registry.ts';
import { grouped, readable } from '../rules/readable.ts';
import { clauseOf } from '../rules/rule-set.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { LEVEL_CODES, PARTIES, PROFILES } from '../rules/vocabulary.ts';
import { ruleHref } from './compare.ts';
import { citation, levelText, reasonText, sinceText } from './words.ts';

/** One row of shared/trace. */
export type TraceRow = { step: string; number: number; name: string; why: string | null; formula: string | null; result: string | null; changed: boolean };
/** A document that the steps name by the id of its rule set. */
type TraceSource = { rule: string; text: string; href: string };
/** `sources`: none for the public, whose steps name no clause. */
export type Trace = { sources: TraceSource[]; steps: TraceRow[]; total: string | null };
export type Traced = { evaluation: Evaluation; ruleSet: RuleSet; frame: RuleSet | null };

/** Some titles bring their own marks. */
const bare = (title: string): string => (title.includes('《') ? title : `《${title}》`);
const sum = (yuan: string | null): string => (yuan === null ? '∞' : grouped(yuan));

/** What a reader should know beside the step itself. */
const REMARKS = ['baseKindDiffers', 'profileWithoutEffect', 'officerValueUnused', 'honourOnly'] as const;
const remarksOf = (step: TraceStep) => REMARKS.filter((remark) => step.notes.includes(remark));

function whyOf(t: Words, language: Language, step: TraceStep, traced: Traced): string {
  const remarks = remarksOf(step).map((remark) => t(`rewards.remark.${remark}`));
  // A step that only stands there for its remark.
  const isBare = step.name === 'branch' || (step.name === 'officer' && step.formula === '');
  return [...(isBare && remarks.length > 0 ? [] : [ownWhy(t, language, step, traced)]), ...remarks].join(t('rewards.why.and'));
}

function ownWhy(t: Words, language: Language, step: TraceStep, { ruleSet, frame, evaluation }: Traced): string {
  const failed = evaluation.reason !== undefined && step === evaluation.trace.at(-1);
  if (failed && evaluation.reason) return reasonText(t, evaluation.reason);
  const branch = evaluation.trace.find((each) => each.name === 'branch')?.inputs ?? {};
  const level = LEVEL_CODES.find((each) => each === branch['level']);
  const party = PARTIES.find((each) => each === branch['lossBy']);
  const profile = PROFILES.find((each) => each === branch['profile']) ?? 'ordinary';
  switch (step.name) {
    case 'version':
      return t('rewards.why.version', { title: bare(ruleSet.title), document: citation(t, ruleSet), since: sinceText(t, ruleSet) });
    case 'base':
      return t(`rewards.base.${baseKindOf({ rule: ruleSet, frame })}`);
    case 'raw': {
      const isNoLoss = step.source.article === 'noLoss';
      const known = isNoLoss ? undefined : ruleSet.levels?.find((each) => each.code === level);
      const parts = [
        ...(known ? [levelText(t, language, known)] : []),
        ...(party && !isNoLoss ? [t('rewards.why.party', { party: t(`rewards.party.${party}`) })] : []),
        ...(step.inputs['bracket'] ? [t('rewards.why.bracket', { bracket: grouped(step.inputs['bracket']) })] : []),
        ...(isNoLoss ? [t('rewards.why.noLoss')] : []),
        ...(!isNoLoss && ruleSet.formula && chosenBranch(ruleSet.formula, { level, profile, party })?.node.kind === 'segments' ? [t('rewards.why.segments')] : []),
      ];
      return parts.length > 0 ? parts.join(t('rewards.why.and')) : t('rewards.why.raw');
    }
    case 'floor': {
      const ofLevel = level === undefined ? undefined : ruleSet.floors.levels[level];
      return t('rewards.why.floor', { sum: sum(ofLevel ?? ruleSet.floors.award) });
    }
    case 'bonus':
      return t('rewards.why.bonus', { profile: t(`rewards.profile.${profile}`) });
    case 'localCap':
      return t('rewards.why.localCap', { sum: sum((step.source.article === 'caps.award' || level === undefined ? null : ruleSet.caps.levels?.[level]) ?? ruleSet.caps.award) });
    case 'national': {
      const { floor, cap, document } = { floor: frame?.floors.award ?? null, cap: sum(frame?.caps.award ?? null), document: frame ? citation(t, frame) : '' };
      if (step.source.article === 'settings.wrapHonourOnly' && !step.changed) return t('rewards.why.honourStays');
      return floor === null ? t('rewards.why.nationalCap', { cap, document }) : t('rewards.why.national', { floor: sum(floor), cap, document });
    }
    case 'rounding':
      return t(`rewards.setting.rounding.${ruleSet.settings.rounding.unit}`, { mode: t(`rewards.why.rounding.${ruleSet.settings.rounding.mode}`) });
    default:
      return t('rewards.why.officer');
  }
}

/** Steps that the rule set does not have are left out; those that changed nothing stay, grey. */
function isShown(step: TraceStep, evaluation: Evaluation, isPublic: boolean): boolean {
  if (evaluation.reason !== undefined && step === evaluation.trace.at(-1)) return true;
  if (step.source.article === 'none') return false;
  if (remarksOf(step).length > 0) return true;
  if (step.name === 'version') return isPublic;
  if (step.name === 'officer') return step.formula !== '';
  return step.name !== 'status' && step.name !== 'gates' && step.name !== 'branch';
}

const ruleOf = ({ ruleSet, frame }: Traced, { source }: TraceStep): RuleSet => (frame !== null && source.rule === frame.id ? frame : ruleSet);

/** The clause of the document where it is entered; a field of our record is no clause, and what no source settles is a setting. */
function placeText(t: Words, traced: Traced, step: TraceStep): string {
  const { rule, article } = step.source;
  const clause = clauseOf(ruleOf(traced, step), article);
  if (clause !== null) return t('rewards.why.at', { rule, clause });
  return t(article.startsWith('settings.') ? 'rewards.why.atSetting' : 'rewards.why.atNone', { rule });
}

/** Each document once, in the order in which the steps come to it. */
function sourcesOf(t: Words, traced: Traced, steps: readonly TraceStep[]): TraceSource[] {
  return [...new Set(steps.map((step) => ruleOf(traced, step)))].map((rule) => {
    const number = documentNoOf(rule) === null ? t('rewards.why.noNumber') : t('rewards.why.number', { number: citation(t, rule) });
    return { rule: rule.id, text: t('rewards.why.document', { rule: rule.id, version: rule.version, title: bare(rule.title), number }), href: ruleHref(rule) };
  });
}

/** `voice`: the public reads words; an officer also reads where in the rule set each step stands and how sure that is. */
export function traceOf(t: Words, language: Language, traced: Traced, voice: 'public' | 'desk'): Trace {
  const { evaluation } = traced;
  const shown = evaluation.trace.filter((step) => isShown(step, evaluation, voice === 'public'));
  return {
    sources: voice === 'desk' ? sourcesOf(t, traced, shown) : [],
    steps: shown.map((step, at) => {
      const why = whyOf(t, language, step, traced);
      const { mark } = step.source;
      return {
        step: step.name, number: at + 1, name: t(`rewards.step.${step.name}`),
        why: voice === 'desk' ? t('rewards.why.source', { at: placeText(t, traced, step), why, mark: t(`rewards.mark.${mark === '-' ? 'none' : mark}`) }) : why,
        formula: readable(step, evaluation.trace[evaluation.trace.indexOf(step) - 1]?.yuan),
        result: step.name === 'base' ? grouped(step.inputs['counted'] ?? '') : step.yuan === null ? null : grouped(step.yuan),
        changed: step.changed || ['version', 'base', 'raw', 'officer', 'rounding'].includes(step.name) || step.notes.length > 0,
      };
    }),
    total: evaluation.amountFen === undefined ? null : formatYuan(evaluation.amountFen),
  };
}
