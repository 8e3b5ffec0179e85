// A case as it stands after filing, and people around it. Dates are of November 2026; amounts in fen.
import { nationalCalendar } from '../../server/law/adapters/chinese-days.ts';
import { knownParameter } from '../../server/law/rules/parameters.ts';
import type { Parameter } from '../../server/law/rules/parameters.ts';
import type { Person, Role } from '../../server/people/rules/person.ts';
import { calculateCase } from '../../server/cases/rules/calculator.ts';
import type { Case, EvidenceItem, Finding, PriorNotice } from '../../server/cases/rules/case.ts';
import { started } from '../../server/cases/rules/clocks.ts';
import type { Situation } from '../../server/cases/rules/situation.ts';

export const aPerson = (id: string, roles: Role[], change: Partial<Person> = {}): Person => ({
  id, account: id, name: id, bureau: '440784', bureauName: '鹤山', scope: '440784', roles, certificate: { number: `YZ-${id}`, validTo: '2030-12-31' }, mustChangePassword: false, ...change,
});

export const DEFENCE: Parameter = { code: 'DEFENCE', jurisdiction: '440784', from: null, to: null, value: 5, unit: 'WD', dayKind: 'WD', approver: null, mark: 'Q', source: '演示', status: 'CONFIRMED' };
const PEOPLE = [aPerson('one', ['investigator']), aPerson('two', ['investigator']), aPerson('reviewer', ['legalReviewer']), aPerson('head', ['head']), aPerson('intake', ['intake'])];

export function aSituation(kase: Case, person: Person, { today = '2026-11-10', overlay = [DEFENCE] as readonly Parameter[] } = {}): Situation {
  const calculate = (one: Case) => calculateCase(one, today, overlay);
  return {
    at: new Date(`${today}T02:00:00Z`), today, person, newId: 'new', calculation: calculate(kase), calculate, colleagues: PEOPLE, calendar: nationalCalendar(), overlay,
    parameter: (code) => knownParameter(code, kase.bureau, today, overlay),
  };
}

export const aFinding = (change: Partial<Finding> = {}): Finding => ({
  id: 'f1', violationCode: 'PR-U-03a', lawCode: 'R735', article: '38', item: '3', conductFrom: '2026-03-01', conductTo: '2026-08-31', discoveredOn: '2026-11-01', grossFen: 200_000, lossFen: 100_000, defraudedFen: null,
  intent: false, refusedToCorrect: false, correctionOrderId: null, seriousConsequence: false, unsplit: null, facts: '重复收费', evidenceIds: ['e1'],
  penalty: { tier: 'NORMAL', grounds: [], multiple: '1.5', fineFen: null, suspensionMonths: null, suspensionUnit: '', terminateAgreement: false, sameActAs: null, reason: '酌定', by: 'one', on: '2026-11-09' }, ...change,
});

export const anItem = (change: Partial<EvidenceItem> = {}): EvidenceItem => ({
  id: 'e1', no: 1, kind: 'DOC', name: '账册', obtainedOn: '2026-11-05', obtainedBy: ['one', 'two'], source: '现场', proves: '重复收费', fileIds: [], preservation: null, heard: null, ...change,
});

export const aCase = (change: Partial<Case> = {}): Case => ({
  id: 'c1', bureau: '440784', number: '鹤演医保立〔2026〕1 号', state: 'investigating', name: '演示医院涉嫌重复收费案', version: 1,
  party: { kind: 'INSTITUTION', personKind: 'UNIT', name: '演示医院', institutionId: null, creditCode: '', representative: '周某', address: '演示路', isInsured: false },
  filing: { on: '2026-11-02', by: 'head', suspect: '', punishable: '', jurisdiction: '', reason: '', lead: { source: '线索核查' } },
  officers: [{ id: 'one', name: '甲', certificate: 'YZ-1', validTo: '2030-12-31', from: '2026-11-02', until: null }, { id: 'two', name: '乙', certificate: 'YZ-2', validTo: '2030-12-31', from: '2026-11-02', until: null }],
  recusals: [], factsVersion: 3, mainCause: 'PR-U-03a', findings: [aFinding()], evidence: [anItem()], statements: [{ id: 's1', on: '2026-11-06', by: '周某', text: '认可', evidenceId: null }], orders: [],
  endReport: { course: 'a', facts: 'b', nature: 'c', proposal: 'd', discretion: 'e', isComplex: false, writtenBy: 'one', on: '2026-11-09', factsVersion: 3, signatures: [{ id: 'one', name: '甲', on: '2026-11-09' }, { id: 'two', name: '乙', on: '2026-11-09' }], submittedOn: null },
  reviews: [], notices: [], discussions: [], decision: null, service: null, payments: [], suspensionNotes: [], closing: null, publication: null, archivedOn: null, suspension: null, termination: null,
  clocks: [started({ bureau: '440784' }, { overlay: [DEFENCE] }, 'CASE_DECIDE', '2026-11-02')], papers: [], events: [], ...change,
});

/** The notice of the current facts: fine 1,500.00, served on the day. */
export const aNotice = (change: Partial<PriorNotice> = {}): PriorNotice => ({
  id: 'n1', issuedOn: '2026-11-10', factsVersion: 3, newBecauseOf: 'FIRST', why: '', fineTotalFen: 150_000, refundTotalFen: 100_000, findings: [{ id: 'f1', fineFen: 150_000, suspensionMonths: null, terminateAgreement: false }],
  hasHearingRight: false, servedOn: '2026-11-10', servedWay: 'DIRECT', voice: { defences: [], defenceWaiver: { on: '2026-11-10', form: 'WRITTEN', text: '放弃', by: 'one' }, hearingWaiver: null, hearingRequestedOn: null }, hearing: null, ...change,
});

export const aReview = (change: Partial<Case['reviews'][number]> = {}): Case['reviews'][number] => ({ round: 1, isSecond: false, sentOn: '2026-11-09', factsVersion: 3, reviewerId: 'reviewer', opinion: 'AGREE', text: '同意', on: '2026-11-09', ...change });
export const aDiscussion = (): Case['discussions'][number] => ({ on: '2026-11-10', factsVersion: 3, members: ['甲', '乙', '丙', '丁', '戊'], absent: '', agreed: 5, against: 0, minutes: '', outcome: '', by: 'head' });

/** Everything a penalty needs: reviewed, notified, waived, discussed. */
export const aDecidable = (change: Partial<Case> = {}): Case => aCase({ state: 'collectiveDiscussion', reviews: [aReview()], notices: [aNotice()], discussions: [aDiscussion()], ...change });
