// The figures of a rule set in sentences: what a reader of the rule browser checks against the official text.
import type { Language, Words } from '../../kernel/i18n.ts';
import type { Bonus, Deadline, Formula, RuleSet } from '../rules/rule-set.ts';
import { grouped } from '../rules/readable.ts';
import { LEVEL_CODES, PARTIES, PROFILES } from '../rules/vocabulary.ts';

export type Figure = { label: string; text: string };

type Piece = { upTo: string | null; including: boolean };
/** In a legal text 以内 and 以上 count the threshold in, 不满 and 超过 leave it out: each end says to which side it belongs. */
function end(t: Words, pieces: readonly Piece[], at: number): string {
  const [below, piece] = [pieces[at - 1], pieces[at]];
  const from = below?.upTo ?? null;
  const lower = from === null ? [] : [t(below?.including ? 'rewards.figure.over' : 'rewards.figure.from', { from: grouped(from) })];
  const to = piece?.upTo ?? null;
  const upper = to === null ? [] : [t(piece?.including ? 'rewards.figure.upTo' : 'rewards.figure.under', { to: grouped(to) })];
  const both = [...lower, ...upper];
  return both.length === 0 ? t('rewards.figure.all') : both.join(t('rewards.figure.to'));
}
const prefixed = (label: string, figures: Figure[]): Figure[] => figures.map((figure) => ({ label: figure.label === '' ? label : `${label} · ${figure.label}`, text: figure.text }));
const one = (text: string): Figure[] => [{ label: '', text }];

function formulaFigures(t: Words, rule: RuleSet, node: Formula): Figure[] {
  switch (node.kind) {
    case 'rate': return one(t(node.of === 'fines' ? 'rewards.figure.rateOfFines' : 'rewards.figure.rate', { percent: node.percent }));
    case 'rateRange': return one(t('rewards.figure.rateRange', { from: node.from, to: node.to }));
    case 'sum': return one(t('rewards.figure.sum', { sum: grouped(node.yuan) }));
    case 'sumRange': return one(t('rewards.figure.sumRange', { from: grouped(node.from), to: grouped(node.to) }));
    case 'sumPlusRate':
      return one(node.excessOver === null ? t('rewards.figure.sumPlusRate', { sum: grouped(node.yuan), percent: node.percent }) : t('rewards.figure.sumPlusExcess', { sum: grouped(node.yuan), percent: node.percent, over: grouped(node.excessOver) }));
    case 'brackets':
      return node.brackets.flatMap((bracket, at) => prefixed(end(t, node.brackets, at), formulaFigures(t, rule, bracket.then)));
    case 'segments':
      return node.segments.map((segment, at) => ({ label: end(t, node.segments, at), text: segment.percent === null ? t('rewards.figure.unknown') : t('rewards.figure.segment', { percent: segment.percent }) }));
    case 'byLevel':
      return LEVEL_CODES.flatMap((code) => {
        const child = node.levels[code];
        return child ? prefixed(rule.levels?.find((level) => level.code === code)?.name ?? code, formulaFigures(t, rule, child)) : [];
      });
    case 'byParty': return PARTIES.flatMap((party) => prefixed(t(`rewards.party.${party}`), formulaFigures(t, rule, node.parties[party])));
    case 'byProfile':
      return [
        ...PROFILES.flatMap((profile) => {
          const child = node.profiles[profile];
          return child ? prefixed(t(`rewards.profile.${profile}`), formulaFigures(t, rule, child)) : [];
        }),
        ...prefixed(t('rewards.figure.otherwise'), formulaFigures(t, rule, node.otherwise)),
      ];
    case 'total': return node.parts.flatMap((part, at) => prefixed(t('rewards.figure.part', { n: at + 1 }), formulaFigures(t, rule, part)));
    case 'honour': return one(t('rewards.figure.honour'));
    default: return one(t('rewards.figure.unknown'));
  }
}

function bonusText(t: Words, bonus: Bonus): string {
  if (bonus.kind === 'amount') return bonus.atLeast === null ? t('rewards.figure.bonus', { percent: bonus.percent }) : t('rewards.figure.bonusAtLeast', { percent: bonus.percent, sum: grouped(bonus.atLeast) });
  if (bonus.kind === 'points') return t('rewards.figure.points', { points: bonus.points });
  return bonus.kind === 'officerPoints' ? t('rewards.figure.officerPoints', { points: bonus.upTo }) : t('rewards.figure.raise');
}

/** The lines of a formula, each with the way to it: 一级, 20,000 元以内 …. */
export const formulaLines = formulaFigures;

/** Rates, floors, caps, bonuses and the award without loss, each with its label; empty where nothing is known. */
export function figuresOf(t: Words, rule: RuleSet): Figure[] {
  const { formula, floors, caps, noLoss } = rule;
  const nameOf = (code: string): string => rule.levels?.find((level) => level.code === code)?.name ?? code;
  return [
    ...(formula ? formulaFigures(t, rule, formula).map((figure) => ({ ...figure, label: figure.label === '' ? t('rewards.figure.award') : figure.label })) : []),
    ...(floors.award === null ? [] : [{ label: t('rewards.figure.floor'), text: t('rewards.figure.sum', { sum: grouped(floors.award) }) }]),
    ...Object.entries(floors.levels).map(([code, yuan]) => ({ label: t('rewards.figure.floorOf', { level: nameOf(code) }), text: t('rewards.figure.sum', { sum: grouped(yuan) }) })),
    ...Object.entries(caps.levels ?? {}).map(([code, yuan]) => ({ label: t('rewards.figure.capOf', { level: nameOf(code) }), text: t('rewards.figure.sum', { sum: grouped(yuan) }) })),
    ...(caps.award === null ? [] : [{ label: t('rewards.figure.cap'), text: t('rewards.figure.sum', { sum: grouped(caps.award) }) }]),
    ...rule.bonuses.map((bonus) => ({ label: bonus.profiles.map((profile) => t(`rewards.profile.${profile}`)).join(t('rewards.list.or')), text: bonusText(t, bonus) })),
    ...(noLoss === null ? [] : [{ label: t('rewards.figure.noLoss'), text: noLoss.kind === 'fixed' ? t('rewards.figure.sum', { sum: grouped(noLoss.yuan) }) : noLoss.kind === 'range' ? t('rewards.figure.sumRange', { from: grouped(noLoss.from), to: grouped(noLoss.to) }) : t('rewards.figure.officerSum') }]),
  ];
}

export const deadlineFigures = (t: Words, deadlines: readonly Deadline[]): Figure[] =>
  deadlines.map(({ code, amount, unit, trigger }) => ({ label: t(`rewards.deadline.${code}`), text: t('rewards.figure.deadline', { amount, unit: t(`rewards.unit.${unit}`), trigger: t(`rewards.trigger.${trigger}`) }) }));

/** Points that no source settles, as this rule set has them. */
export function settingFigures(t: Words, { settings }: RuleSet): Figure[] {
  const { rounding, roundAt, floorBonusOrder, capLast, versionDate, rangeBounds } = settings;
  return [
    { label: t('rewards.setting.rounding'), text: t(`rewards.setting.rounding.${rounding.unit}`, { mode: t(`rewards.why.rounding.${rounding.mode}`) }) },
    { label: t('rewards.setting.roundAt'), text: t(`rewards.setting.roundAt.${roundAt}`) },
    { label: t('rewards.setting.order'), text: t(`rewards.setting.order.${floorBonusOrder}`) },
    { label: t('rewards.setting.capLast'), text: t(capLast ? 'rewards.yes' : 'rewards.no') },
    { label: t('rewards.setting.versionDate'), text: t(`rewards.basis.${versionDate}`) },
    { label: t('rewards.setting.rangeBounds'), text: t(`rewards.setting.bounds.${rangeBounds}`) },
  ];
}

export const textOf = (language: Language, text: { zh: string; en: string } | null): string => (text === null ? '—' : language === 'en' ? text.en : text.zh);
