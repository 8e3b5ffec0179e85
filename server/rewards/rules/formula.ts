// Walking a formula tree: which branch an input falls into, and what it comes to.
import { compare, decimal, digits, minus, percent, percentage, plus, times, ZERO, type Exact } from './exact.ts';
import type { Bracket, Formula } from './rule-set.ts';
import type { LevelCode, Party, Profile } from './vocabulary.ts';

export type Choice = { level?: LevelCode | undefined; profile: Profile; party?: Party | undefined };
/** `points` is a share of one that rate bonuses add to every rate. */
export type Sums = { base: Exact; fines: Exact; points: Exact; officerRate: Exact | null; officerAmount: Exact | null };

/** A branch with the way to it, e.g. `formula.byParty.unit.brackets.2`, and why the base falls there: `10000.00 < 10000.01`. */
export type Found = { node: Formula; path: string; because?: string };

/** The branch of a choice as far as it does not depend on the base; undefined where a needed choice is not stated. */
export function chosenBranch(formula: Formula, choice: Choice, path = 'formula'): Found | undefined {
  const child = chosenChild(formula, choice);
  if (child === 'leaf') return { node: formula, path };
  return child && chosenBranch(child.node, choice, `${path}.${child.key}`);
}

function chosenChild(node: Formula, choice: Choice): 'leaf' | { node: Formula; key: string } | undefined {
  if (node.kind === 'byLevel') {
    const child = choice.level && node.levels[choice.level];
    return child && { node: child, key: `byLevel.${choice.level}` };
  }
  if (node.kind === 'byParty') return choice.party && { node: node.parties[choice.party], key: `byParty.${choice.party}` };
  if (node.kind !== 'byProfile') return 'leaf';
  const own = node.profiles[choice.profile];
  return own ? { node: own, key: `byProfile.${choice.profile}` } : { node: node.otherwise, key: 'byProfile.otherwise' };
}

const reaches = (end: { upTo: string | null; including: boolean }, base: Exact): boolean => {
  if (end.upTo === null) return true;
  const side = compare(base, decimal(end.upTo));
  return side < 0 || (side === 0 && end.including);
};

/** The one bracket a base falls into; the last is open. */
const bracketOf = (brackets: readonly Bracket[], base: Exact): number => brackets.findIndex((bracket) => reaches(bracket, base));

/** The leaf a base falls into, or undefined where a choice is missing. */
export function leafOf(formula: Formula, choice: Choice, base: Exact, path = 'formula'): Found | undefined {
  const branch = chosenBranch(formula, choice, path);
  if (branch?.node.kind !== 'brackets') return branch;
  const index = bracketOf(branch.node.brackets, base);
  const bracket = branch.node.brackets[index];
  const leaf = bracket && leafOf(bracket.then, choice, base, `${branch.path}.brackets.${index + 1}`);
  return leaf && { ...leaf, because: between(branch.node.brackets[index - 1], bracket, base) };
}

/** The base between the ends of its bracket, in symbols. */
function between(below: Bracket | undefined, own: Bracket | undefined, base: Exact): string {
  const lower = below?.upTo ? `${digits(decimal(below.upTo))} ${below.including ? '<' : '≤'} ` : '';
  const upper = own?.upTo ? ` ${own.including ? '≤' : '<'} ${digits(decimal(own.upTo))}` : '';
  return `${lower}${digits(base)}${upper}`;
}

/** The award of a leaf with its symbols, or the path of what is not known. */
export type Raw = { value: Exact; formula: string } | { unknown: string };

const rated = (share: Exact, of: Exact): Raw => ({ value: times(share, of), formula: `${percent(share)} × ${digits(of)}` });

export function rawOf({ node, path }: Found, sums: Sums, choice: Choice): Raw {
  switch (node.kind) {
    case 'rate':
      return rated(plus(percentage(node.percent), sums.points), node.of === 'fines' ? sums.fines : sums.base);
    case 'rateRange':
      return sums.officerRate ? rated(plus(sums.officerRate, sums.points), sums.base) : { unknown: path };
    case 'sum':
      return { value: decimal(node.yuan), formula: digits(decimal(node.yuan)) };
    case 'sumRange':
      return sums.officerAmount ? { value: sums.officerAmount, formula: digits(sums.officerAmount) } : { unknown: path };
    case 'sumPlusRate': {
      const over = node.excessOver === null ? ZERO : decimal(node.excessOver);
      const share = plus(percentage(node.percent), sums.points);
      const of = minus(sums.base, over);
      const symbols = node.excessOver === null ? digits(of) : `(${digits(sums.base)} − ${digits(over)})`;
      return { value: plus(decimal(node.yuan), times(share, of)), formula: `${digits(decimal(node.yuan))} + ${percent(share)} × ${symbols}` };
    }
    case 'segments':
      return segmentsOf(node, path, sums);
    case 'total':
      return totalOf(node, path, sums, choice);
    case 'honour':
      return { value: ZERO, formula: '0' };
    default:
      return { unknown: path };
  }
}

function segmentsOf(node: Extract<Formula, { kind: 'segments' }>, path: string, sums: Sums): Raw {
  let value = ZERO;
  let from = ZERO;
  const symbols: string[] = [];
  for (const [index, segment] of node.segments.entries()) {
    if (segment.percent === null) return { unknown: `${path}.segments.${index + 1}.percent` };
    const last = reaches(segment, sums.base);
    const part = minus(last || segment.upTo === null ? sums.base : decimal(segment.upTo), from);
    const share = plus(percentage(segment.percent), sums.points);
    value = plus(value, times(share, part));
    symbols.push(`${percent(share)} × ${digits(part)}`);
    if (last) break;
    from = decimal(segment.upTo ?? '0');
  }
  return { value, formula: symbols.join(' + ') };
}

function totalOf(node: Extract<Formula, { kind: 'total' }>, path: string, sums: Sums, choice: Choice): Raw {
  let value = ZERO;
  const symbols: string[] = [];
  for (const [index, part] of node.parts.entries()) {
    const leaf = leafOf(part, choice, sums.base, `${path}.parts.${index + 1}`);
    const raw = leaf ? rawOf(leaf, sums, choice) : { unknown: `${path}.parts.${index + 1}` };
    if ('unknown' in raw) return raw;
    value = plus(value, raw.value);
    symbols.push(raw.formula);
  }
  return { value, formula: symbols.join(' + ') };
}

/** Every node of a tree, itself first. */
export function nodesOf(formula: Formula): Formula[] {
  return [formula, ...childrenOf(formula).flatMap(nodesOf)];
}

export function childrenOf(node: Formula): Formula[] {
  switch (node.kind) {
    case 'brackets':
      return node.brackets.map((bracket) => bracket.then);
    case 'byLevel':
      return Object.values(node.levels);
    case 'byParty':
      return Object.values(node.parties);
    case 'byProfile':
      return [...Object.values(node.profiles), node.otherwise];
    case 'total':
      return [...node.parts];
    default:
      return [];
  }
}

/** The thresholds of a tree in yuan. */
export const thresholdsOf = (formula: Formula): string[] => [
  ...new Set(
    nodesOf(formula).flatMap((node) => {
      const ends = node.kind === 'brackets' ? node.brackets : node.kind === 'segments' ? node.segments : [];
      return ends.flatMap(({ upTo }) => (upTo === null ? [] : [upTo]));
    }),
  ),
];
