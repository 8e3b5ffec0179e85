// The steps of a calculation as the decision tells them: sentences that a reader checks without knowing the engine's symbols. In Chinese, like every letter.
import { baseKindOf } from './base.ts';
import type { TraceStep } from './calculation.ts';
import type { StoredCalculation } from './matter.ts';
import { grouped, readable } from './readable.ts';
import type { RuleSet } from './rule-set.ts';
import type { BaseKind } from './vocabulary.ts';

const BASES: Record<BaseKind, string> = {
  caseValue: '举报事项涉及的应当追回的基金损失，不含罚款', verifiedFraud: '查实的欺诈骗保金额', directlyVerified: '按线索直接查实的金额', irregularCost: '违规的医疗费用', collected: '实际收回的金额', notStated: '规则没有写明按什么计算',
};
const MODES: Record<RuleSet['settings']['rounding']['mode'], string> = { halfUp: '四舍五入', down: '舍去零头', up: '进一' };
const UNITS: Record<RuleSet['settings']['rounding']['unit'], string> = { fen: '到分', yuan: '到元' };

const yuan = (figure: string): string => `${grouped(figure)}元`;
const numbersIn = (formula: string): string[] => formula.match(/\d+(?:\.\d+)?/g) ?? [];
/** A rate carries its own sign. */
const amount = (figure: string): string => (figure.endsWith('%') ? figure : yuan(figure));

function baseText({ formula, inputs, notes }: TraceStep, kind: BaseKind): string {
  if (notes.includes('noLossClause')) return '：没有损失金额，适用没有损失时的规定';
  const counted = yuan(inputs['counted'] ?? '0');
  return `（${BASES[kind]}）：${formula.includes(' + ') ? `${grouped(formula)}，合计${counted}` : counted}`;
}

/** Each value between the ends of its range. */
const chosenText = ({ formula, inputs }: TraceStep): string =>
  formula.split('; ').map((range, at) => {
    const [from = '', to = ''] = range.split(' … ');
    const value = amount(Object.values(inputs)[at] ?? '');
    return to === '' ? `不低于${amount(from)}，确定为${value}` : `在${amount(from)}至${amount(to)}之间，确定为${value}`;
  }).join('；');

function rawText(step: TraceStep, result: string): string {
  if (step.notes.includes('honourOnly')) return '只给精神奖励，没有奖金';
  const bracket = step.inputs['bracket'];
  const sum = step.formula === step.yuan ? result : `${grouped(step.formula)}，得${result}`;
  return `${bracket ? `基数所在的档次是${grouped(bracket)}，` : ''}${sum}`;
}

function bonusText(step: TraceStep, result: string): string {
  const [, , atLeast] = /^max\((.*), ([\d.]+)\)$/.exec(step.formula) ?? [];
  const [symbols = ''] = (readable(step) ?? '').split(/ [<≥] /);
  if (atLeast === undefined) return `${symbols}，得${result}`;
  return step.yuan === atLeast ? `${symbols}，不足${yuan(atLeast)}，按${yuan(atLeast)}计算` : `${symbols}，得${result}，不低于${yuan(atLeast)}`;
}

const raisedTo = (reached: string, what: string, floor: string): string => `${yuan(reached)}低于${what}${yuan(floor)}，按${what}计算，得${yuan(floor)}`;
const loweredTo = (reached: string, what: string, cap: string): string => `${yuan(reached)}超过${what}${yuan(cap)}，按${what}计算，得${yuan(cap)}`;

/** The floor first, then what it came to, then the cap; a layer may lack either end. */
function nationalText({ formula, changed }: TraceStep, result: string): string {
  const [floor = '0', reached = '0', cap] = numbersIn(formula);
  if (changed) return Number(reached) < Number(floor) ? raisedTo(reached, '全国下限', floor) : loweredTo(reached, '全国上限', cap ?? '');
  if (cap === undefined) return `${yuan(reached)}不低于全国下限${yuan(floor)}，仍为${result}`;
  return Number(floor) === 0 ? `${yuan(reached)}不超过全国上限${yuan(cap)}，仍为${result}` : `${yuan(reached)}在全国下限${yuan(floor)}和上限${yuan(cap)}之间，仍为${result}`;
}

function sentence(step: TraceStep, before: string | null, { ruleSet, frame }: StoredCalculation): string | null {
  const result = yuan(step.yuan ?? '0');
  const [first = '', second = ''] = numbersIn(step.formula);
  const { unit, mode } = ruleSet.settings.rounding;
  switch (step.name) {
    case 'base': return `基数${baseText(step, baseKindOf({ rule: ruleSet, frame }))}`;
    case 'officer': return step.notes.length > 0 ? null : `裁量的数值：${chosenText(step)}`;
    case 'raw': return `${step.source.article === 'noLoss' ? '没有损失时的奖励' : '按规定计算'}：${rawText(step, result)}`;
    case 'floor': return `下限：${step.changed ? raisedTo(first, '下限', second) : `${yuan(first)}不低于下限${yuan(second)}，仍为${result}`}`;
    case 'bonus': return `增加的奖励：${bonusText(step, result)}`;
    case 'localCap': return `当地上限：${step.changed ? loweredTo(first, '当地上限', second) : `${yuan(first)}不超过当地上限${yuan(second)}，仍为${result}`}`;
    case 'national': return `全国下限和上限：${nationalText(step, result)}`;
    case 'rounding': return `舍入：${step.changed && before !== null ? yuan(before) : ''}${MODES[mode]}${UNITS[unit]}，得${result}`;
    default: return null;
  }
}

/** One line a step; steps that the rule set does not have are left out. */
export const toldSteps = (calculation: StoredCalculation): string[] =>
  calculation.evaluation.trace.flatMap((step, at) => {
    if (step.source.article === 'none' || (step.formula === '' && !step.notes.includes('noLossClause'))) return [];
    const text = sentence(step, calculation.evaluation.trace[at - 1]?.yuan ?? null, calculation);
    return text === null ? [] : [text];
  });
