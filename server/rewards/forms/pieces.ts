// The table of the guided form: each line of the official text is one line here. What is left empty is no line.
import type { Typed } from '../../kernel/forms.ts';
import { PIECE_FIGURES, PIECE_KINDS, treeOf, WAYS_OF_COUNTING, type Counting, type Piece, type PieceKind } from '../rules/pieces.ts';
import { LEVEL_CODES, PARTIES, PROFILES } from '../rules/vocabulary.ts';
import type { Reading } from './reading.ts';

/** As many lines as the longest known rule needs, twice over; the first few are shown, the others unfold. */
export const MOST_PIECES = 20;
export const SHOWN_PIECES = 6;
export const PIECE_ROWS = Array.from({ length: MOST_PIECES }, (_, at) => at + 1);
const FIELDS = ['party', 'profile', 'level', 'upTo', 'kind', 'first', 'second'] as const;

export const isTyped = (typed: Typed, row: number): boolean => FIELDS.some((field) => typeof typed[`${field}-${row}`] === 'string' && typed[`${field}-${row}`] !== '');

const oneOf = <T extends string>(values: readonly T[], text: string): T | null => values.find((value) => value === text) ?? null;

function figure(read: Reading, name: string, unit: 'percent' | 'yuan' | undefined): string {
  if (unit === undefined) {
    if (read.text(name) !== '') read.wrong(name, 'rewardRules.error.noFigure');
    return '';
  }
  const value = unit === 'percent' ? read.percent(name) : read.yuan(name);
  if (value === null) read.wrong(name, `rewardRules.error.${unit}`);
  return value ?? '';
}

function piece(read: Reading, row: number): Piece {
  const kind: PieceKind | null = oneOf(PIECE_KINDS, read.text(`kind-${row}`));
  if (kind === null) read.wrong(`kind-${row}`, 'rewards.error.choice');
  const [one, other] = PIECE_FIGURES[kind ?? 'unknown'];
  const [first, second] = kind === null ? ['', ''] : [figure(read, `first-${row}`, one), figure(read, `second-${row}`, other)];
  if ((kind === 'range' || kind === 'sums') && first !== '' && second !== '' && Number(second) < Number(first)) read.wrong(`second-${row}`, 'rewardRules.error.backwards');
  const upTo = read.yuan(`upTo-${row}`);
  const side = read.text(`including-${row}`);
  // A threshold that belongs to neither side would be guessed.
  if (upTo !== null && side === '') read.wrong(`including-${row}`, 'rewards.error.choice');
  return {
    row, kind: kind ?? 'unknown', first, second, upTo, including: upTo !== null && side === 'yes',
    party: oneOf(PARTIES, read.text(`party-${row}`)), profile: oneOf(PROFILES, read.text(`profile-${row}`)), level: oneOf(LEVEL_CODES, read.text(`level-${row}`)),
  };
}

/** The lines, and how they count; every contradiction stands at its field. Null without a line. */
export function piecesAnswer(read: Reading, typed: Typed): { pieces: Piece[]; counting: Counting | null } | null {
  const pieces = PIECE_ROWS.filter((row) => isTyped(typed, row)).map((row) => piece(read, row));
  const counting = oneOf(WAYS_OF_COUNTING, read.text('counting'));
  if (pieces.length === 0) {
    read.wrong('kind-1', 'rewardRules.error.oneRow');
    return null;
  }
  const tree = treeOf(pieces, counting);
  if ('mistakes' in tree) for (const { row, field, key } of tree.mistakes) read.wrong(field === 'counting' ? field : `${field}-${row}`, key);
  return { pieces, counting };
}
