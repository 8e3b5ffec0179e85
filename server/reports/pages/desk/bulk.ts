// Not accepting many at once: one ground and one explanation for all. What was picked travels along.
import type { FieldErrors } from '../../../kernel/errors.ts';
import { wordFor } from '../../../kernel/i18n.ts';
import type { Words } from '../../../kernel/i18n.ts';
import { view } from '../../../kernel/views.ts';
import { errorLinks, errorText } from '../../../people/pages.ts';
import type { ErrorLink } from '../../../people/pages.ts';
import type { BulkInput } from '../../forms/triage.ts';
import type { Ground } from '../../rules/grounds.ts';
import { groundWord } from './words.ts';

type Option = { value: string; text: string };
export type BulkPage = {
  title: string; targets: string[]; targetsText: string | null; back: string; picks: string[]; group: string; isWhole: boolean; ground: string; grounds: Option[]; groundError: string | null; register: string; registerError: string | null; refused: string[]; text: string; textError: string | null; button: string;
  errors: ErrorLink[];
};
export const bulkView = view<BulkPage>('reports/desk/bulk', { layout: 'desk', nav: '/inbox' });

/** So many names of a group are listed. */
const NAMES_SHOWN = 10;

export const bulkPage = (t: Words, { input, n, targets, grounds, back, refused, errors }: { input: BulkInput; n: number; targets: readonly { name: string; n: number }[]; grounds: readonly Ground[]; back: string; refused: readonly { register: string; why: string }[]; errors?: FieldErrors }): BulkPage => ({
  title: t('desk.notAccept.title', { n }), targetsText: targets.length > 1 ? t('desk.notAccept.targets', { n: targets.length }) : null,
  targets: targets.length > 1 ? targets.slice(0, NAMES_SHOWN).map((each) => t('desk.notAccept.target', each)) : [], back, picks: input.pick.map(({ id, version }) => `${id}:${version}`), group: input.group, isWhole: input.isWhole, ground: input.ground,
  grounds: grounds.map(({ code, source }) => ({ value: code, text: t('reports.desk.groundLine', { ground: groundWord(t, code), source }) })), groundError: errorText(t, errors, 'ground'),
  register: input.register, registerError: errorText(t, errors, 'into'), refused: refused.map(({ register, why }) => t('desk.notAccept.one', { register, why: wordFor(t, why) })),
  text: input.text, textError: errorText(t, errors, 'text'), button: t('desk.notAccept.do', { n }), errors: errorLinks(t, errors),
});
