// The calculation sheet and the decision as papers for a word processor: the same words as on the screen and in the frozen document.
import type { OpenDocument } from '../../documents/rules/document.ts';
import type { Words } from '../../kernel/i18n.ts';
import type { Block, Paper } from '../rules/paper.ts';
import type { Sheet } from './show.ts';
import { missingText } from './words.ts';

const table = (head: readonly string[], rows: readonly (readonly string[])[], ...sums: readonly number[]): Block[] => (rows.length === 0 ? [] : [{ kind: 'table', head, rows, sums }]);
/** A heading with nothing under it would say nothing. */
const orElse = (blocks: Block[], text: string): Block[] => (blocks.length > 0 ? blocks : [{ kind: 'text', text }]);
const heading = (text: string): Block => ({ kind: 'heading', text });

/** `demo`: said on top where all of it is invented. */
export function sheetPaper(t: Words, sheet: Sheet, demo: string | null): Paper {
  const title = t('rewards.show.title');
  return {
    title,
    blocks: [
      { kind: 'title', text: title },
      ...(demo === null ? [] : [{ kind: 'note', text: demo } as const]),
      { kind: 'right', text: sheet.crumb },
      ...sheet.facts.map(({ label, text }): Block => ({ kind: 'item', text: t('awards.word.fact', { label, text }) })),
      ...(sheet.confirmation ? [{ kind: 'note', text: t('awards.word.confirmed', { text: sheet.confirmation }) } as const] : []),
      ...(sheet.refusal ? [{ kind: 'text', text: sheet.refusal.text } as const, ...sheet.refusal.missing.map((each): Block => ({ kind: 'item', text: missingText(t, each) }))] : []),
      heading(t('rewards.show.gates')),
      ...orElse(table([t('awards.word.condition'), t('awards.word.answer')], sheet.gates.map(({ name, detail }) => [name, detail])), t('rewards.show.noGates')),
      ...(sheet.exhibits.length > 0 ? [heading(t('rewardWho.exhibits'))] : []),
      ...table([t('rewardWho.col.exhibit'), t('rewardWho.col.uses'), t('rewardWho.col.hash')], sheet.exhibits.map(({ no, kindText, label, uses, sha256, unkept }) => [t('rewardWho.exhibit.line', { no, kind: kindText, label }), uses, unkept ?? sha256.join(' ')])),
      heading(t('rewards.show.base')),
      ...table([t('rewards.line.finding'), t('rewards.line.matter'), t('rewards.line.count'), t('rewards.line.loss')], [...sheet.lines.map(({ finding, provision, inMatter, countText, amount }) => [`${finding} ${provision}`, inMatter, countText, amount]), [t('rewards.step.base'), '', '', sheet.base]], 3),
      heading(t('rewards.show.calculation')),
      ...(sheet.trace ? [{ kind: 'text', text: t('rewards.show.sources') } as const, ...sheet.trace.sources.map(({ text }): Block => ({ kind: 'item', text }))] : []),
      ...orElse(table([t('awards.word.step'), t('awards.word.why'), t('awards.word.formula'), t('awards.word.result')], (sheet.trace?.steps ?? []).map(({ number, name, why, formula, result }) => [`${number}. ${name}`, why ?? '', formula ?? '', result ?? '']), 3), t('rewards.show.noCalculation')),
      ...(sheet.amount ? [{ kind: 'item', text: t('awards.word.amount', { sum: sheet.amount.sum, words: sheet.amount.inWords }) } as const] : []),
      ...(sheet.changes.length > 0 ? [heading(t('rewards.show.changes'))] : []),
      ...table([t('rewards.change.if'), t('rewards.change.then'), t('rewards.change.difference')], sheet.changes.map(({ what, result, difference }) => [what, result, difference]), 1, 2),
      ...(sheet.fingerprint ? [{ kind: 'note', text: t('awards.word.recomputed', { text: t('rewards.show.recomputeText'), fingerprint: sheet.fingerprint, result: sheet.recomputed }) } as const] : []),
    ],
  };
}

const KINDS = { heading: 'heading', body: 'text', item: 'item', to: 'item' } as const;

export const documentPaper = ({ title, number, content }: OpenDocument): Paper => ({
  title,
  blocks: [
    ...(content.demo === null ? [] : [{ kind: 'note', text: content.demo } as const]),
    { kind: 'title', text: `${content.bureau}${content.title}` },
    ...(number === null ? [] : [{ kind: 'right', text: number } as const]),
    ...content.lines.map(({ style, text }): Block => ({ kind: KINDS[style], text })),
    { kind: 'right', text: content.bureau }, { kind: 'right', text: content.signedOn },
  ],
});
