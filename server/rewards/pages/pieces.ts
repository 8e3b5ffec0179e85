// The table of the guided form: one line of the official text a row, with its own fields and mistakes.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Words } from '../../kernel/i18n.ts';
import { errorText } from '../../people/pages.ts';
import { isTyped, PIECE_ROWS, SHOWN_PIECES } from '../forms/pieces.ts';
import { PIECE_KINDS, WAYS_OF_COUNTING, type Counting, type Piece } from '../rules/pieces.ts';
import { PARTIES, PROFILES, type LevelCode } from '../rules/vocabulary.ts';
import type { Field } from './entry-form.ts';

type Option = { value: string; text: string };
export type PieceRow = { n: number; party: Field; profile: Field; level: Field; upTo: Field; including: Field; kind: Field; first: Field; second: Field };
export type PieceTable = {
  rows: PieceRow[]; more: PieceRow[]; isMoreOpen: boolean; counting: string; countings: Option[]; countingError: string | null;
  parties: Option[]; profiles: Option[]; levels: Option[]; sides: Option[]; kinds: Option[];
};

type Input = { typed: Typed | undefined; errors: FieldErrors | undefined; levels: readonly LevelCode[]; kept: { pieces: readonly Piece[]; counting: Counting | null } | null };

export function pieceTable(t: Words, { typed, errors, levels, kept }: Input): PieceTable {
  const field = (name: string, otherwise: string): Field => ({ text: typed === undefined ? otherwise : typeof typed[name] === 'string' ? typed[name] : '', error: errorText(t, errors, name) });
  const row = (n: number): PieceRow => {
    const piece = kept?.pieces.find((each) => each.row === n);
    const side = piece === undefined || piece.upTo === null ? '' : piece.including ? 'yes' : 'no';
    return {
      n, party: field(`party-${n}`, piece?.party ?? ''), profile: field(`profile-${n}`, piece?.profile ?? ''), level: field(`level-${n}`, piece?.level ?? ''), upTo: field(`upTo-${n}`, piece?.upTo ?? ''),
      including: field(`including-${n}`, side), kind: field(`kind-${n}`, piece?.kind ?? ''), first: field(`first-${n}`, piece?.first ?? ''), second: field(`second-${n}`, piece?.second ?? ''),
    };
  };
  const [rows, more] = [PIECE_ROWS.slice(0, SHOWN_PIECES).map(row), PIECE_ROWS.slice(SHOWN_PIECES).map(row)];
  const choose: Option = { value: '', text: t('rewardRules.piece.all') };
  return {
    rows, more, isMoreOpen: typed === undefined ? (kept?.pieces.length ?? 0) > SHOWN_PIECES : more.some(({ n }) => isTyped(typed, n)),
    counting: field('counting', kept?.counting ?? '').text, countingError: errorText(t, errors, 'counting'), countings: WAYS_OF_COUNTING.map((value) => ({ value, text: t(`rewardRules.counting.${value}`) })),
    parties: [choose, ...PARTIES.map((value) => ({ value, text: t(`rewards.party.${value}`) }))],
    profiles: [choose, ...PROFILES.filter((profile) => profile !== 'ordinary').map((value) => ({ value, text: t(`rewards.profile.${value}`) }))],
    levels: [choose, ...levels.map((value) => ({ value, text: t(`rewardRules.path.${value}`) }))],
    sides: [{ value: '', text: t('rewardRules.piece.noEnd') }, { value: 'yes', text: t('rewardRules.piece.including') }, { value: 'no', text: t('rewardRules.piece.excluding') }],
    kinds: [{ value: '', text: t('rewardRules.piece.noRow') }, ...PIECE_KINDS.map((value) => ({ value, text: t(`rewardRules.piece.${value}`) }))],
  };
}
