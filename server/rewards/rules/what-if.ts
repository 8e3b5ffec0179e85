// What would change the result: the same input with one thing different, computed by the same engine.
import type { BaseLine, Evaluation, Reason, RewardInput } from './calculation.ts';
import { evaluate, type Context } from './evaluate.ts';
import { decimal, fenOf } from './exact.ts';
import { thresholdsOf } from './formula.ts';
import { versionOn } from './registry.ts';
import type { RuleSet } from './rule-set.ts';
import { usesOf } from './scope.ts';
import { PARTIES, type Outcome } from './vocabulary.ts';

export type WhatIf = {
  /** `base` values are fen. */
  change: { field: 'base' | 'level' | 'profile' | 'lossBy'; value: string };
  outcome: Outcome;
  amountFen?: number;
  reason?: Reason;
};

/** Neighbour brackets (the last fen below and the first above the nearest thresholds), other levels, profiles and parties. */
export function whatIf(rule: RuleSet | string, input: RewardInput, context: Context): WhatIf[] {
  const found = typeof rule === 'string' ? versionOn(context.registry.byId.get(rule) ?? [], input.versionDate) : rule;
  if (!found) return [];
  return [...otherBases(found, input), ...otherBranches(found, input)].map(({ change, input: other }) => ({ change, ...told(evaluate(found, other, context)) }));
}

type Variant = { change: WhatIf['change']; input: RewardInput };

const told = ({ outcome, amountFen, reason }: Evaluation): Omit<WhatIf, 'change'> => ({
  outcome,
  ...(amountFen === undefined ? {} : { amountFen }),
  ...(reason === undefined ? {} : { reason }),
});

function otherBases(rule: RuleSet, input: RewardInput): Variant[] {
  const base = lossOf(input.lines ?? []);
  if (base === 0 || rule.formula === null) return [];
  const ends = thresholdsOf(rule.formula).map((yuan) => fenOf(decimal(yuan))).sort((a, b) => a - b);
  const below = ends.filter((end) => end <= base).at(-1);
  const above = ends.find((end) => end > base);
  const values = [below, above].flatMap((end) => (end === undefined ? [] : [end - 1, end, end + 1]));
  return [...new Set(values)].filter((fen) => fen > 0 && fen !== base).map((fen) => ({ change: { field: 'base', value: String(fen) }, input: { ...input, lines: [oneLine(fen)] } }));
}

const oneLine = (amountFen: number): BaseLine => ({ id: '1', inReportedMatter: true, kind: 'loss', amountFen });

const lossOf = (lines: readonly BaseLine[]): number =>
  lines.filter((line) => line.inReportedMatter && line.kind === 'loss').reduce((sum, line) => sum + line.amountFen, 0);

function otherBranches(rule: RuleSet, input: RewardInput): Variant[] {
  const uses = usesOf(rule);
  const levels = (rule.levels ?? []).map((level) => level.code).filter((level) => level !== input.level);
  const profiles = (['ordinary', ...rule.profiles] as const).filter((profile) => profile !== (input.profile ?? 'ordinary'));
  const parties = uses.needsParty ? PARTIES.filter((party) => party !== input.lossBy) : [];
  return [
    ...levels.map((level): Variant => ({ change: { field: 'level', value: level }, input: { ...input, level } })),
    ...profiles.map((profile): Variant => ({ change: { field: 'profile', value: profile }, input: { ...input, profile } })),
    ...parties.map((lossBy): Variant => ({ change: { field: 'lossBy', value: lossBy }, input: { ...input, lossBy } })),
  ];
}
