import type { NamedFileInfo } from './files.ts';
import type { Words } from '../../kernel/i18n.ts';
import { lateText } from '../../law/pages/late.ts';
import type { ClockView } from '../../law/rules/clocks.ts';

export type FileLine = { symbol: string; name: string; href: string | null; size: string; note: string | null };
const SYMBOLS: Record<string, string> = { picture: 'image', audio: 'file-audio', pdf: 'file-text', office: 'file-text', text: 'file-text' };

/** 1.8 MB, 96 KB. */
export function sizeText(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

export const fileLines = (files: readonly NamedFileInfo[], note: string | null): FileLine[] =>
  files.map(({ name, kind, size }) => ({ symbol: SYMBOLS[kind] ?? 'paperclip', name, href: null, size: sizeText(size), note }));

/** A due date as a reader counts it: how many working days are left. */
export function clockWords(t: Words, view: ClockView): { state: string; text: string } {
  if (view.due === null) return { state: 'none', text: t('common.clock.none') };
  if (view.state === 'late') return { state: 'late', text: lateText(t, view, true) };
  const left = view.workdays === 0 ? t('common.clock.today') : t('common.clock.left', { n: view.workdays });
  const provisional = view.provisional ? ` · ${t('common.clock.provisional')}` : '';
  return { state: view.state === 'paused' ? 'pause' : view.state, text: `${left}${provisional}` };
}
