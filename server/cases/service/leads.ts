// The leads of a case, asked of the reports feature. The case itself keeps nothing that leads to a report.
import { NotNow } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { codesOf } from '../../reports/rules/categories.ts';
import { FILING_CONDITIONS } from '../../reports/rules/grounds.ts';
import type { TargetKind } from '../../reports/rules/report.ts';
import type { ReportsService } from '../../reports/service.ts';
import type { Party } from '../rules/case.ts';

export type OpenLead = { id: string; version: number; number: string; receivedOn: string; source: string; partyName: string; partyKind: Party['kind']; institutionId: string | null; violationCode: string };

/** The leads of a case, as the reports feature answers for them. */
export type Leads = {
  /** The open lead that is to be filed, with what the form starts from. @throws NotFound where this person may not see it */
  open: (person: Person, reportId: string) => Promise<OpenLead>;
  /** Writes state, link and intent of the report. @throws Conflict, Refused */
  file: (person: Person, reportId: string, version: number, link: { caseId: string; on: string; reason: string }) => Promise<void>;
  isLinked: (caseId: string) => Promise<boolean>;
  /** How many leads, and the register number of the earliest, for the team's page only. */
  ofCase: (person: Person, caseId: string) => Promise<{ count: number; first: string | null }>;
  /** A line on the timeline of every reporter of the case: a message key, no names. */
  tell: (caseId: string, line: { key: string; args: Record<string, string | number>; on: string; isDone: boolean; isResult?: boolean }) => Promise<void>;
  /** The officers were on the site: from then on anonymous reporters see more. */
  visited: (caseId: string, on: string) => Promise<void>;
};

const PARTY_OF: Record<TargetKind, Party['kind']> = { medicalInstitution: 'INSTITUTION', pharmacy: 'PHARMACY', person: 'INDIVIDUAL', agency: 'AGENCY', unknown: 'INSTITUTION' };
/** Neither channel nor date of a report may stand in a case's papers. */
const SOURCE = '线索核查（来源材料存副卷）';

export const leadsOf = (reports: Pick<ReportsService, 'forOfficer' | 'file' | 'ofCase' | 'tell' | 'visited'>): Leads => ({
  async open(person, reportId) {
    const { report } = await reports.forOfficer(person, reportId);
    if (report.state !== 'verifying') throw new NotNow('cases.file', `reports.state.${report.state}`);
    const [first] = codesOf(report.categories);
    return {
      id: report.id, version: report.version, number: report.number, receivedOn: report.receivedOn, source: SOURCE, partyName: report.content.targetName, partyKind: PARTY_OF[report.targetKind],
      institutionId: report.institutionId, violationCode: first ?? '',
    };
  },
  async file(person, reportId, version, link) {
    await reports.file(person, reportId, version, { ...link, conditions: [...FILING_CONDITIONS] });
  },
  isLinked: async (caseId) => (await reports.ofCase(caseId)).length > 0,
  async ofCase(person, caseId) {
    const linked = (await reports.ofCase(caseId, person)).filter((report) => report.bureau === person.bureau);
    return { count: linked.length, first: linked[0]?.register ?? null };
  },
  async tell(caseId, { isDone, ...line }) {
    for (const { id } of await reports.ofCase(caseId)) await reports.tell(id, { ...line, ofCase: caseId, ...(isDone ? { doneOn: line.on } : {}) });
  },
  visited: (caseId, on) => reports.visited(caseId, on),
});
