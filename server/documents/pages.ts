import type { FieldErrors } from '../kernel/errors.ts';
import type { Typed } from '../kernel/forms.ts';
import type { Words } from '../kernel/i18n.ts';
import { view } from '../kernel/views.ts';
import { errorLinks, errorText } from '../people/pages.ts';
import type { ErrorLink } from '../people/pages.ts';
import type { DownloadReason } from '../evidence/rules/files.ts';
import { waysOf } from './rules/document.ts';
import type { OpenDocument, Way } from './rules/document.ts';
import type { Line } from './rules/render.ts';
import type { DocumentKind } from './rules/template.ts';

export type DeliveryFields = {
  action: string; version: number; on: string; onError: string | null; way: string; wayError: string | null; ways: { value: Way; text: string }[];
  remark: string; remarkError: string | null; confirmation: string; slipError: string | null;
};
export type DocumentPage = {
  title: string;
  id: string;
  documentKind: DocumentKind;
  number: string | null;
  /** What the sheet itself carries: the number, or on a letter to a reporter the report's own. */
  printed: string | null;
  issuedOn: string;
  templateVersion: number;
  letter: { bureau: string; title: string; lines: Line[]; basis: string[]; signedOn: string; demo: string | null };
  deliveries: { on: string; way: Way; wayText: string; remark: string; confirmation: string; officer: string; slip: { download: string; field: string; size: string; digest: string } | null }[];
  /** Why the original of a slip is wanted. */
  reasons: { value: string; text: string }[];
  reasonError: string | null;
  /** The matter that it belongs to, for who may open it. */
  back: string | null;
  /** Null where this person may read but not deliver. */
  form: DeliveryFields | null;
  errors: ErrorLink[];
};
export const documentView = view<DocumentPage>('documents/show', { layout: 'print' });

type Input = {
  document: OpenDocument; names: ReadonlyMap<string, string>; slips: readonly { id: string; sha256: string; size: number }[]; reasons: readonly DownloadReason[]; mayDeliver: boolean; today: string; slipError?: string | null;
  typed?: Typed; errors?: FieldErrors;
};

const sizeText = (bytes: number): string => (bytes >= 1024 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`);
const MATTERS: Partial<Record<OpenDocument['subject']['kind'], string>> = { report: '/reports/desk', case: '/cases', reward: '/rewards' };

/** The sheet as it was printed, and below it, not on paper, how it was delivered. */
export function documentPage(t: Words, { document, names, slips, reasons, mayDeliver, today, slipError = null, typed = {}, errors }: Input): DocumentPage {
  const { content, number } = document;
  const wasTyped = (name: string, otherwise: string): string => (typeof typed[name] === 'string' ? typed[name] : otherwise);
  return {
    // The browser prints the title on the sheet.
    title: [content.title, content.reference ?? number].filter((part) => part !== null).join(' '),
    id: document.id,
    documentKind: document.kind,
    number,
    printed: content.reference ?? number,
    issuedOn: document.issuedOn,
    templateVersion: document.templateVersion,
    letter: { bureau: content.bureau, title: content.title, lines: content.lines, basis: content.basis, signedOn: content.signedOn, demo: content.demo },
    deliveries: document.deliveries.map(({ on, way, note, confirmation, by, fileId }, at) => {
      const slip = slips.find(({ id }) => id === fileId);
      return {
        on, way, wayText: t(`documents.way.${way}`), remark: note, confirmation, officer: names.get(by) ?? t('common.unknown'),
        slip: slip ? { download: `/documents/${document.id}/slips/${slip.id}`, field: `reason-${at + 1}`, size: sizeText(slip.size), digest: `${slip.sha256.slice(0, 4)}…${slip.sha256.slice(-4)}` } : null,
      };
    }),
    reasons: reasons.map((value) => ({ value, text: t(`evidence.reason.${value}`) })), reasonError: errorText(t, errors, 'reason'),
    back: MATTERS[document.subject.kind] === undefined ? null : `${MATTERS[document.subject.kind] ?? ''}/${document.subject.id}`,
    form: mayDeliver
      ? {
          action: `/documents/${document.id}/deliveries`, version: document.version,
          on: wasTyped('on', today), onError: errorText(t, errors, 'on'),
          way: wasTyped('way', ''), wayError: errorText(t, errors, 'way'), ways: waysOf(document.kind).map((value) => ({ value, text: t(`documents.way.${value}`) })),
          remark: wasTyped('note', ''), remarkError: errorText(t, errors, 'note'), confirmation: wasTyped('confirmation', ''), slipError,
        }
      : null,
    errors: errorLinks(t, errors).map((link) => (link.href === '#slip' && slipError ? { ...link, text: slipError } : link)),
  };
}
