// A decided case as publication sees it: codes become names, money and dates stay as decided.
import type { CaseFacts } from '../../cases/rules/facts.ts';
import { findViolation } from '../../law/rules/violations.ts';
import type { DecidedFacts } from './draft.ts';

/** Facts of a decided case, with what publication must know beside them. */
export type DecidedCase = DecidedFacts & {
  id: string; bureau: string; division: string; remedyEndsOn: string | null;
  /** Names in the file that must not be published: representatives, witnesses, officers. */
  names: string[];
};

const nameOf = (code: string): string => findViolation(code)?.nameZh ?? code;

/** Of one act the sums are told once. */
const sumsOf = ({ grossFen, lossFen, defraudedFen, isCountedElsewhere }: CaseFacts['findings'][number]) =>
  (isCountedElsewhere ? { grossFen: null, lossFen: null, defraudedFen: null } : { grossFen, lossFen, defraudedFen });

export const decidedCase = (facts: CaseFacts, where: { bureauName: string; place: string }): DecidedCase => ({
  id: facts.id, bureau: facts.bureau, division: facts.bureau, remedyEndsOn: facts.remedyEndsOn, names: facts.names,
  bureauName: where.bureauName, place: where.place, party: { name: facts.party.name, kind: facts.party.kind }, decisionKind: facts.decisionKind, cause: nameOf(facts.mainCause),
  findings: facts.findings.map((finding) => ({
    violationCode: finding.violationCode, what: nameOf(finding.violationCode), lawCode: finding.lawCode, article: finding.article, from: finding.conductFrom, to: finding.conductTo,
    ...sumsOf(finding), fineFen: finding.fineFen, multiple: finding.multiple, suspensionMonths: finding.suspensionMonths,
    suspensionUnit: finding.suspensionUnit, terminateAgreement: finding.terminateAgreement,
  })),
  refundFen: facts.refundFen, fineFen: facts.fineFen, refundPaidFen: facts.execution.refundPaidFen, finePaidFen: facts.execution.finePaidFen,
});
