import type { Words } from '../../kernel/i18n.ts';
import { NotFound } from '../../kernel/errors.ts';
import { view } from '../../kernel/views.ts';
import { sizeText } from '../../reports/pages/words.ts';
import type { Case } from '../rules/case.ts';
import { crumb, wordsFor } from './words.ts';

export type FileLine = { id: string; name: string; size: number; sha256: string };
export type EvidencePage = {
  title: string; crumbs: { href: string; text: string }[]; facts: { label: string; text: string }[];
  files: { href: string; name: string; size: string; sha256: string }[]; reasons: { value: string; text: string }[];
};
export const evidenceView = view<EvidencePage>('cases/evidence', { layout: 'desk', nav: '/cases' });

/** One item of evidence. @throws NotFound */
export function evidencePage(t: Words, kase: Case, itemId: string, files: readonly FileLine[], reasons: readonly string[]): EvidencePage {
  const item = kase.evidence.find((each) => each.id === itemId);
  if (!item) throw new NotFound('evidence');
  const names = item.obtainedBy.map((id) => kase.officers.find((officer) => officer.id === id)?.name ?? '');
  const { preservation, heard } = item;
  const fact = (label: string, text: string | null | undefined): { label: string; text: string }[] => (text ? [{ label, text }] : []);
  return {
    title: `${item.no}. ${item.name}`, crumbs: crumb(t, kase),
    facts: [
      ...fact(t('cases.evidence.kind'), wordsFor(t, `cases.option.evidenceKind.${item.kind}`, item.kind)), ...fact(t('cases.evidence.obtained'), item.obtainedOn), ...fact(t('cases.evidence.by'), names.join('、')),
      ...fact(t('cases.evidence.source'), item.source), ...fact(t('cases.evidence.proves'), item.proves),
      ...fact(t('cases.field.preservedOn'), preservation?.on), ...fact(t('cases.evidence.keptAt'), preservation?.keptAt), ...fact(t('cases.field.approvedBy'), preservation?.approvedBy),
      ...fact(t('cases.evidence.disposal'), preservation?.disposal ? `${preservation.disposal.on} ${wordsFor(t, `cases.option.disposal.${preservation.disposal.kind}`, preservation.disposal.kind)} ${preservation.disposal.note}` : null),
      ...fact(t('cases.evidence.heard'), heard ? `${heard.on} ${heard.comment}` : null),
    ],
    files: files.map((file) => ({ href: `/cases/${kase.id}/files/${file.id}`, name: file.name, size: sizeText(file.size), sha256: file.sha256 })),
    reasons: reasons.map((value) => ({ value, text: wordsFor(t, `evidence.reason.${value}`, value) })),
  };
}
