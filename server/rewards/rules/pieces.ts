// A formula as the lines of a table: who caused the loss, who reported, which level, up to which amount, and what that comes to. From lines to the tree and back.
import type { Bracket, Formula, Segment } from './rule-set.ts';
import { LEVEL_CODES, PARTIES, PROFILES, type LevelCode, type Party, type Profile } from './vocabulary.ts';

/** One rate, a range of rates, one sum, a range of sums, a sum and a rate on the whole or on the excess, honour only, not known. */
export const PIECE_KINDS = ['rate', 'range', 'sum', 'sums', 'sumRate', 'sumExcess', 'honour', 'unknown'] as const;
export type PieceKind = (typeof PIECE_KINDS)[number];
/** Which figures a kind takes: percent or yuan. */
export const PIECE_FIGURES: Readonly<Record<PieceKind, readonly ('percent' | 'yuan')[]>> = {
  rate: ['percent'], range: ['percent', 'percent'], sum: ['yuan'], sums: ['yuan', 'yuan'], sumRate: ['yuan', 'percent'], sumExcess: ['yuan', 'percent'], honour: [], unknown: [],
};
/** The one rate of its band on the whole amount, or each part of the amount at its own rate. */
export const WAYS_OF_COUNTING = ['whole', 'segments'] as const;
export type Counting = (typeof WAYS_OF_COUNTING)[number];

/** `row`: where it stands in the table; null: for all of them, or open at the top. */
export type Piece = { row: number; party: Party | null; profile: Profile | null; level: LevelCode | null; upTo: string | null; including: boolean; kind: PieceKind; first: string; second: string };
export type PieceMistake = { row: number; field: 'party' | 'profile' | 'level' | 'upTo' | 'kind' | 'counting'; key: string };
/** `refused`: paths of the branches that the table calls not known. */
export type Tree = { formula: Formula; refused: string[] } | { mistakes: PieceMistake[] };

type Branch = 'party' | 'profile' | 'level';
const NODES = { party: 'byParty', profile: 'byProfile', level: 'byLevel' } as const;

export function treeOf(pieces: readonly Piece[], counting: Counting | null): Tree {
  const mistakes: PieceMistake[] = [];
  const refused: string[] = [];
  const wrong = (row: number, field: PieceMistake['field'], key: string): void => void mistakes.push({ row, field, key });

  function leaf({ row, kind, first, second }: Piece, from: string | null, path: string): Formula {
    if (kind === 'unknown') refused.push(path);
    if (kind === 'sumExcess' && from === null) wrong(row, 'kind', 'rewardRules.error.noExcess');
    switch (kind) {
      case 'rate': return { kind: 'rate', percent: first, of: 'base' };
      case 'range': return { kind: 'rateRange', from: first, to: second };
      case 'sum': return { kind: 'sum', yuan: first };
      case 'sums': return { kind: 'sumRange', from: first, to: second };
      case 'sumRate': return { kind: 'sumPlusRate', yuan: first, percent: second, excessOver: null };
      case 'sumExcess': return { kind: 'sumPlusRate', yuan: first, percent: second, excessOver: from ?? '0' };
      case 'honour': return { kind: 'honour' };
      default: return { kind: 'refused' };
    }
  }
  function ends(own: readonly Piece[]): void {
    for (const [at, { row, upTo }] of own.entries()) {
      const [isLast, below] = [at === own.length - 1, own[at - 1]?.upTo ?? null];
      if ((upTo === null) !== isLast || (upTo !== null && Number(upTo) <= Number(below ?? 0))) wrong(row, 'upTo', isLast ? 'rewardRules.error.openTop' : 'rewardRules.error.ends');
    }
  }
  function banded(own: readonly Piece[], path: string): Formula {
    ends(own);
    const [only] = own;
    if (own.length === 1 && only) return leaf(only, null, path);
    if (counting === null) wrong(own[1]?.row ?? 1, 'counting', 'rewards.error.choice');
    if (counting === 'segments') return { kind: 'segments', segments: own.map((piece, at) => segment(piece, `${path}.segments.${at + 1}.percent`)) };
    return { kind: 'brackets', brackets: own.map((piece, at) => ({ upTo: piece.upTo, including: piece.including, then: leaf(piece, own[at - 1]?.upTo ?? null, `${path}.brackets.${at + 1}`) })) };
  }
  function segment({ row, kind, upTo, including, first }: Piece, path: string): Segment {
    if (kind !== 'rate' && kind !== 'unknown') wrong(row, 'kind', 'rewardRules.error.segmentKind');
    if (kind === 'unknown') refused.push(path);
    return { upTo, including, percent: kind === 'unknown' ? null : first };
  }

  function split(own: readonly Piece[], branches: readonly Branch[], path: string): Formula {
    const [branch, ...rest] = branches;
    if (branch === undefined) return banded(own, path);
    if (own.every((piece) => piece[branch] === null)) return split(own, rest, path);
    const child = (value: string): Formula => split(own.filter((piece) => piece[branch] === value), rest, `${path}.${NODES[branch]}.${value}`);
    const others = own.filter((piece) => piece[branch] === null);
    if (branch === 'profile') {
      // What is said of no kind of reporter is said of everybody else.
      if (others.length === 0) wrong(own[0]?.row ?? 1, 'profile', 'rewardRules.error.everybodyElse');
      const named = PROFILES.filter((profile) => own.some((piece) => piece.profile === profile));
      return { kind: 'byProfile', profiles: Object.fromEntries(named.map((profile) => [profile, child(profile)])), otherwise: others.length === 0 ? { kind: 'refused' } : split(others, rest, `${path}.byProfile.otherwise`) };
    }
    for (const { row } of others) wrong(row, branch, 'rewardRules.error.eachRow');
    if (branch === 'level') return { kind: 'byLevel', levels: Object.fromEntries(LEVEL_CODES.filter((code) => own.some((piece) => piece.level === code)).map((code) => [code, child(code)])) };
    const ofParty = (party: Party): Formula => {
      if (own.some((piece) => piece.party === party)) return child(party);
      refused.push(`${path}.byParty.${party}`);
      return { kind: 'refused' };
    };
    return { kind: 'byParty', parties: { unit: ofParty('unit'), insuredPerson: ofParty('insuredPerson'), mixed: ofParty('mixed') } };
  }

  const formula = split(pieces, ['party', 'profile', 'level'], 'formula');
  return mistakes.length > 0 ? { mistakes } : { formula, refused };
}

type Where = Pick<Piece, 'party' | 'profile' | 'level'>;
const ORDER = ['byParty', 'byProfile', 'byLevel'];

/** The lines of a formula; null where a table of this shape does not hold it. */
export function piecesOf(formula: Formula): { pieces: Piece[]; counting: Counting | null } | null {
  const pieces: Omit<Piece, 'row'>[] = [];
  const used = new Set<Counting>();

  function lineOf(node: Formula, from: string | null): Pick<Piece, 'kind' | 'first' | 'second'> | null {
    switch (node.kind) {
      case 'rate': return node.of === 'base' ? { kind: 'rate', first: node.percent, second: '' } : null;
      case 'rateRange': return { kind: 'range', first: node.from, second: node.to };
      case 'sum': return { kind: 'sum', first: node.yuan, second: '' };
      case 'sumRange': return { kind: 'sums', first: node.from, second: node.to };
      case 'sumPlusRate': return node.excessOver === null || node.excessOver === from ? { kind: node.excessOver === null ? 'sumRate' : 'sumExcess', first: node.yuan, second: node.percent } : null;
      case 'honour': return { kind: 'honour', first: '', second: '' };
      case 'refused': return { kind: 'unknown', first: '', second: '' };
      default: return null;
    }
  }
  function add(where: Where, node: Formula, end: { upTo: string | null; including: boolean }, from: string | null): boolean {
    const line = lineOf(node, from);
    if (line) pieces.push({ ...where, ...line, upTo: end.upTo, including: end.including });
    return line !== null;
  }
  const bands = (where: Where, brackets: readonly Bracket[]): boolean => (used.add('whole'), brackets.every((bracket, at) => add(where, bracket.then, bracket, brackets[at - 1]?.upTo ?? null)));
  const parts = (where: Where, segments: readonly Segment[]): boolean =>
    (used.add('segments'), segments.every((each) => add(where, each.percent === null ? { kind: 'refused' } : { kind: 'rate', percent: each.percent, of: 'base' }, each, null)));

  function walk(node: Formula, where: Where, depth: number): boolean {
    const at = ORDER.indexOf(node.kind);
    if (at >= 0 && at < depth) return false;
    if (node.kind === 'byParty') return PARTIES.every((party) => (node.parties[party].kind === 'refused' ? true : walk(node.parties[party], { ...where, party }, 1)));
    if (node.kind === 'byProfile') return PROFILES.every((profile) => { const own = node.profiles[profile]; return !own || walk(own, { ...where, profile }, 2); }) && walk(node.otherwise, where, 2);
    if (node.kind === 'byLevel') return LEVEL_CODES.every((level) => { const own = node.levels[level]; return !own || walk(own, { ...where, level }, 3); });
    if (node.kind === 'brackets') return bands(where, node.brackets);
    if (node.kind === 'segments') return parts(where, node.segments);
    return add(where, node, { upTo: null, including: false }, null);
  }

  const isHeld = walk(formula, { party: null, profile: null, level: null }, 0) && used.size < 2;
  return isHeld ? { pieces: pieces.map((piece, at) => ({ row: at + 1, ...piece })), counting: [...used][0] ?? null } : null;
}
