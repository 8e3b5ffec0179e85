// The shortest lawful way of a case to its decision, through the service: one fraud finding, everything waived that may be waived.
import type { Inputs } from '../../server/cases/rules/perform.ts';
import type { ActionName } from '../../server/cases/rules/actions.ts';
import { beijingDate } from '../../server/kernel/clock.ts';
import { personOf } from '../support/people.ts';
import type { Team } from './support.ts';

const PARTY = { kind: 'INSTITUTION', personKind: 'UNIT', name: '演示康复医院', institutionId: null, creditCode: '91440784DEMO00001X', representative: '周某', address: '鹤山市演示路 2 号', isInsured: false } as const;

/** Decided with refund 220.68 and fine 441.36; answers the case's id. */
export async function aDecidedCase({ site, staff }: Team, reportId: string): Promise<string> {
  const { cases, reports } = site.services;
  const head = personOf(staff, 'head');
  const today = beijingDate(site.clock());
  const officers = ['investigator1', 'investigator2'].map((account) => personOf(staff, account).id);
  const { report } = await reports.forOfficer(head, reportId);
  const id = await cases.fileFromReport(head, reportId, report.version, {
    party: PARTY, violationCode: 'PR-F-03', officerIds: officers, hasSuspect: true, suspect: '已核对', isPunishable: true, punishable: '病历与结算不符', isOwnJurisdiction: true, jurisdiction: '机构在本市', reason: '三个条件都满足',
  });
  const act = async <Name extends ActionName>(account: string, name: Name, input: Inputs[Name]): Promise<void> => {
    const person = personOf(staff, account);
    const { kase } = await cases.open(person, id);
    await cases.act(person, id, name, kase.version, input);
  };
  const found = async () => (await cases.open(head, id)).kase;
  await act('investigator1', 'addEvidence', { kind: 'DOC', name: '理疗登记本', obtainedOn: today, obtainedBy: officers, source: '现场', proves: '虚构服务', fileIds: [], preservedOn: null, keptAt: '', approvedBy: '' });
  await act('investigator1', 'addFinding', {
    violationCode: 'PR-F-03', lawCode: 'R735', article: '40.1', item: '3', conductFrom: '2026-03-01', conductTo: '2026-08-31', discoveredOn: today, grossFen: 30_000, lossFen: null, defraudedFen: 22_068,
    intent: true, seriousConsequence: false, facts: '虚构理疗', evidenceIds: (await found()).evidence.map((item) => item.id), unsplitReason: '',
  });
  await act('investigator1', 'recordStatement', { on: today, by: '周某', text: '认可', evidenceId: null });
  await act('investigator1', 'enterPenalty', { entries: (await found()).findings.map((finding) => ({ findingId: finding.id, tier: 'NORMAL', grounds: [], multiple: '2', fineFen: null, suspensionMonths: '6.0', suspensionUnit: '康复科', terminateAgreement: false, sameActAs: null, reason: '按法定范围酌定' })) });
  await act('investigator1', 'writeEndReport', { course: '现场检查', facts: '一项', nature: '骗取', proposal: '处罚', discretion: '一般', isComplex: false });
  await act('investigator1', 'signEndReport', {});
  await act('investigator2', 'signEndReport', {});
  await act('investigator1', 'submitReport', {});
  await act('investigator1', 'sendToReview', {});
  await act('reviewer', 'passReview', { text: '同意' });
  await act('investigator1', 'issueNotice', { newBecauseOf: 'FIRST', why: '' });
  await act('investigator1', 'serveNotice', { on: today, way: 'DIRECT', recipient: '周某', note: '', isElectronicConfirmed: false, fileIds: [] });
  await act('investigator1', 'waiveDefence', { on: today, form: 'WRITTEN', text: '放弃' });
  await act('investigator1', 'waiveHearing', { on: today, form: 'WRITTEN', text: '放弃' });
  const members = ['investigator1', 'investigator2', 'reviewer', 'head', 'intake'].map((account) => personOf(staff, account).id);
  await act('head', 'discuss', { memberIds: members, absent: '', agreed: 5, against: 0, minutes: '一致', outcome: '同意' });
  await act('head', 'decide', { kind: 'PENALTY', reason: '事实清楚', basis: '', receivingBody: '', lateReason: '' });
  return id;
}
