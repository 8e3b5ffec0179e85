// The file of a case: one case, one file (一案一卷), in the order of its main volume (enforcement 12).
import type { Case, PaperKind } from './case.ts';

export type CatalogueEntry = { code: string; isThere: boolean };

const issued = (kase: Case, kind: PaperKind): boolean => kase.papers.some((paper) => paper.kind === kind && paper.isIssued);

/** What this case's file must hold, and whether it does. */
export function catalogue(kase: Case): CatalogueEntry[] {
  const entry = (code: string, isThere: boolean): CatalogueEntry => ({ code, isThere });
  const isPenalty = kase.decision?.kind === 'PENALTY';
  return [
    entry('filingForm', issued(kase, 'filingForm')),
    ...(kase.termination ? [] : [entry('endReport', issued(kase, 'endReport'))]),
    ...(kase.findings.length > 0 ? [entry('evidence', kase.evidence.length > 0)] : []),
    ...(kase.reviews.length > 0 ? [entry('reviewOpinion', issued(kase, 'reviewOpinion'))] : []),
    ...(kase.notices.length > 0 ? [entry('priorNotice', issued(kase, 'priorNotice'))] : []),
    ...(kase.decision ? [entry('service', kase.service !== null && issued(kase, 'serviceReceipt'))] : []),
    ...(isPenalty ? [entry('decision', issued(kase, 'decision'))] : []),
    ...(isPenalty ? [entry('publication', Boolean(kase.publication))] : []),
    entry('closingReport', issued(kase, 'closingReport')),
  ];
}
