// Step 4: the base from its lines. Only the loss of the reported matter counts; fines and other findings do not.
import type { Evaluation } from './calculation.ts';
import { digits, ofFen, ZERO, type Exact } from './exact.ts';
import { note, stop, type Run } from './trace.ts';
import type { BaseKind } from './vocabulary.ts';

export type Base = {
  /** Null: there is no amount and the rule's no-loss clause decides. */
  loss: Exact | null;
  fines: Exact;
};

/** The kind of base that applies: an old local rule still in force under NAT-2022 follows setting S8. */
export const baseKindOf = ({ rule, frame }: Pick<Run, 'rule' | 'frame'>): BaseKind =>
  frame?.id === 'NAT-2022' && rule.parentId === 'NAT-2018' ? rule.settings.baseAfterTransition : rule.base;

export function takeBase(run: Run): Base | Evaluation {
  const { rule, frame, input } = run;
  const lines = input.lines ?? [];
  let loss = 0n;
  let fines = 0n;
  for (const line of lines) {
    if (!line.inReportedMatter) continue;
    if (line.kind === 'loss') loss += BigInt(line.amountFen);
    else fines += BigInt(line.amountFen);
  }
  const counted = digits(ofFen(loss));
  const baseKind = baseKindOf(run);
  const differs = input.baseKind !== undefined && input.baseKind !== baseKind;
  const noted = {
    article: 'base',
    inputs: { lines: String(lines.length), counted, baseKind: input.baseKind ?? baseKind },
    formula: lines.length === 1 ? counted : symbolsOf(run),
    notes: differs ? ['baseKindDiffers'] : [],
  };
  if (loss > 0n) {
    note(run, 'base', noted);
    return { loss: ofFen(loss), fines: ofFen(fines) };
  }
  const mayPay = rule.noLoss !== null && !(frame?.id === 'NAT-2022' && rule.settings.noLossUnder2022 === 'never');
  if (mayPay) {
    note(run, 'base', { ...noted, notes: [...noted.notes, 'noLossClause'] });
    return { loss: null, fines: ZERO };
  }
  if (lines.length > 0 && frame?.id === 'NAT-2022') return stop(run, 'NOT_ELIGIBLE', 'VERIFIED_WITH_LOSS', 'base', { ...noted, of: frame });
  return stop(run, 'REFUSED', 'BASE_MISSING', 'base', noted, ['base']);
}

const symbolsOf = ({ input }: Run): string =>
  (input.lines ?? [])
    .filter((line) => line.inReportedMatter && line.kind === 'loss')
    .map((line) => digits(ofFen(BigInt(line.amountFen))))
    .join(' + ');
