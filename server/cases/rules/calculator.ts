// A case as the penalty calculator asks for it (enforcement 4.1).
import { calculate } from '../../penalties/rules/calculate.ts';
import type { Calculation } from '../../penalties/rules/calculate.ts';
import type { Finding as CalculatorFinding, PenaltyCase } from '../../penalties/rules/input.ts';
import type { Parameter } from '../../law/rules/parameters.ts';
import type { Case, Finding, PenaltyEntry } from './case.ts';
import { sameActGroups } from './same-act.ts';
import type { Situation } from './situation.ts';

function calculatorFinding(kase: Pick<Case, 'party' | 'evidence'>, finding: Finding): CalculatorFinding {
  const { party } = kase;
  const { penalty } = finding;
  const [source] = kase.evidence.filter((item) => finding.evidenceIds.includes(item.id));
  return {
    id: finding.id, subjectKind: party.kind, lawCode: finding.lawCode, article: finding.article, item: finding.item,
    conductFrom: finding.conductFrom, conductTo: finding.conductTo, discoveredOn: finding.discoveredOn,
    grossAmountFen: finding.grossFen, lossFen: finding.lossFen, defraudedFen: finding.defraudedFen, contributionsDueFen: null, illegalGainFen: null,
    violationCode: finding.violationCode, personKind: party.personKind,
    multiple: penalty?.multiple ?? null, fineFen: penalty?.fineFen ?? (penalty?.tier === 'NONE' && penalty.multiple === null ? 0 : null), intent: finding.intent, refusedToCorrect: finding.refusedToCorrect, correctionOrderId: finding.correctionOrderId,
    deadlinePassed: finding.refusedToCorrect, terminateAgreement: penalty?.terminateAgreement ?? false, seriousConsequence: finding.seriousConsequence, limitationFiveYears: false,
    unsplit: finding.unsplit ? { reason: finding.unsplit.reason, reviewerId: finding.unsplit.reviewerId ?? '' } : null, benchmarkFacts: null, insuredPerson: party.isInsured,
    tier: penalty?.tier ?? 'NORMAL', grounds: penalty?.grounds ?? [], benchmarkId: null, suspensionMonths: penalty?.suspensionMonths ?? null, reason: penalty?.reason ?? '',
    baseSource: source ? `${source.no}. ${source.name}` : null,
  };
}

/** The findings as they stand, judged by the law in force on `today`. Notices that were served bound the sums (行政处罚法第四十五条). */
export function calculateCase(kase: Pick<Case, 'bureau' | 'notices' | 'findings' | 'party' | 'evidence'>, today: string, overlay: readonly Parameter[]): Calculation {
  const input: PenaltyCase = {
    jurisdiction: kase.bureau, decisionDate: today, sameActGroups: sameActGroups(kase.findings),
    notices: kase.notices.flatMap(({ servedOn, issuedOn, fineTotalFen, findings, newBecauseOf }) => (servedOn === null ? [] : [{ issuedOn, fineTotalFen, findings, newBecauseOf }])),
    findings: kase.findings.map((finding) => calculatorFinding(kase, finding)),
  };
  return calculate(input, { parameters: overlay });
}

/** The case with these entries, as it would stand. */
export const withEntries = (kase: Case, entries: readonly (Omit<PenaltyEntry, 'by' | 'on'> & { findingId: string })[], { person, today }: Pick<Situation, 'person' | 'today'>): Case => ({
  ...kase,
  findings: kase.findings.map((finding) => {
    const entry = entries.find((each) => each.findingId === finding.id);
    if (!entry) return finding;
    const { findingId: _id, ...rest } = entry;
    return { ...finding, penalty: { ...rest, by: person.id, on: today } };
  }),
});
