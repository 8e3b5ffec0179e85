// What a notice and a reward need to know of a case: codes, sums, dates. No reporter, no evidence, no words of the file.
import type { Case, DecisionKind, Party } from './case.ts';
import { remedyEnd, sumsOf } from './execution.ts';
import { provision } from './papers.ts';
import { countedElsewhere } from './same-act.ts';
import type { Situation } from './situation.ts';

/** Amounts in fen. `division` is the bureau's code; `names` are people of the file that must never be published. */
export type CaseFacts = {
  id: string; caseNumber: string; bureau: string; name: string; state: Case['state'];
  party: Pick<Party, 'name' | 'kind' | 'personKind' | 'institutionId' | 'isInsured'>; mainCause: string; filedOn: string;
  findings: {
    id: string; violationCode: string; lawCode: string; article: string; item: string | null; provision: string; conductFrom: string; conductTo: string; intent: boolean; facts: string;
    grossFen: number | null; lossFen: number | null; defraudedFen: number | null; fineFen: number; refundFen: number; multiple: string | null; suspensionMonths: string | null; suspensionUnit: string; terminateAgreement: boolean; ruleCode: string;
    /** Its money is that of another finding of the same act. */
    isCountedElsewhere: boolean;
  }[];
  refundFen: number; fineFen: number; decisionKind: DecisionKind; decidedOn: string; servedOn: string | null; remedyEndsOn: string | null;
  execution: { refundPaidFen: number; finePaidFen: number; state: 'open' | 'done' }; closedOn: string | null; officerIds: string[]; names: string[];
};

/** Null before the decision. */
export function factsOf(kase: Case, situation: Situation): CaseFacts | null {
  const { decision, party } = kase;
  if (!decision) return null;
  const { refund, fine } = sumsOf(kase, situation);
  const elsewhere = countedElsewhere(kase.findings, decision.findings);
  return {
    id: kase.id, caseNumber: kase.number, bureau: kase.bureau, name: kase.name, state: kase.state, mainCause: kase.mainCause, filedOn: kase.filing.on,
    party: { name: party.name, kind: party.kind, personKind: party.personKind, institutionId: party.institutionId, isInsured: party.isInsured },
    findings: kase.findings.map((finding) => {
      const decided = decision.findings.find((each) => each.id === finding.id);
      const { id, violationCode, lawCode, article, item, conductFrom, conductTo, intent, facts, grossFen, lossFen, defraudedFen } = finding;
      return {
        id, violationCode, lawCode, article, item, provision: provision(finding), conductFrom, conductTo, intent, facts, grossFen, lossFen, defraudedFen,
        fineFen: decided?.fineFen ?? 0, refundFen: decided?.refundFen ?? 0, multiple: decided?.multiple ?? null, suspensionMonths: decided?.suspensionMonths ?? null,
        suspensionUnit: finding.penalty?.suspensionUnit ?? '', terminateAgreement: decided?.terminateAgreement ?? false, ruleCode: decided?.ruleCode ?? '',
        isCountedElsewhere: elsewhere.has(id),
      };
    }),
    refundFen: decision.refundFen, fineFen: decision.fineFen, decisionKind: decision.kind, decidedOn: decision.on, servedOn: kase.service?.on ?? null, remedyEndsOn: remedyEnd(kase, situation),
    execution: { refundPaidFen: refund.paidFen, finePaidFen: fine.paidFen, state: refund.leftFen + fine.leftFen === 0 ? 'done' : 'open' },
    closedOn: kase.closing?.closedOn ?? null, officerIds: kase.officers.map((officer) => officer.id),
    names: [...new Set([party.representative, ...kase.officers.map((officer) => officer.name), ...kase.statements.map((statement) => statement.by)])].filter((name) => name !== '' && name !== party.name),
  };
}
