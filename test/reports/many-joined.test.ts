// More reports hang on one than a page shows: what becomes of the matter reaches each of them, and each stands in the order of reporters.
import { expect } from 'chai';
import { newReportNumber, randomId } from '../../server/kernel/crypto.ts';
import type { Person } from '../../server/people/rules/person.ts';
import { FILING_CONDITIONS } from '../../server/reports/rules/grounds.ts';
import { FOLLOWERS } from '../../server/reports/rules/ties.ts';
import { rowOf } from '../../server/reports/store/sealing.ts';
import type { ReportRow } from '../../server/reports/store/sealing.ts';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { submitted } from './support.ts';

const MANY = FOLLOWERS + 30;

describe('more joined reports than a page shows', function () {
  this.timeout(60_000);
  const { site, staff } = staffed();
  let head: Person;
  let lead: string;
  const version = async (id: string): Promise<number> => (await site.services.reports.forOfficer(head, id)).report.version;
  before(async () => {
    const { reports } = site.services;
    const intake = personOf(staff, 'intake');
    head = personOf(staff, 'head');
    const [first, second] = [await submitted(site.services), await submitted(site.services)];
    lead = first.id;
    for (const { id } of [first, second]) await reports.accept(intake, id, await version(id));
    await reports.assign(head, lead, await version(lead), ['investigator1', 'investigator2'].map((account) => personOf(staff, account).id));
    await reports.merge(intake, second.id, await version(second.id), { into: lead, text: '同一件事' });
    const { report } = await reports.forOfficer(head, second.id);
    // The same again, as the store writes it.
    const rows = site.services.database.connection.collection<ReportRow>('reports');
    const copies = Array.from({ length: MANY - 1 }, (_, n) => rowOf(site.services.crypto, { ...report, id: randomId(), number: newReportNumber('440784'), order: report.order + 1 + n, codeDigest: randomId() }, { submission: randomId(), dueOn: '', proof: null }));
    await rows.insertMany(copies);
  });

  const decided = async (): Promise<number> => (await site.services.reports.ofMatter('case1')).filter(({ id }) => id !== lead).length;

  it('all of them follow the decision, the newest at once and the rest by the job', async () => {
    const { reports, jobs, database } = site.services;
    await reports.file(head, lead, await version(lead), { caseId: 'case1', on: '2026-11-10', reason: '符合立案条件，同意立案', conditions: [...FILING_CONDITIONS] });
    const told = (): Promise<number> => database.connection.collection('reports').countDocuments({ mergedInto: lead, decidedOn: '2026-11-10' });
    expect(await told()).to.equal(FOLLOWERS);
    await jobs.runDue();
    expect(await told()).to.equal(MANY);
  });

  it('all of them stand among the reporters of the matter', async () => expect(await decided()).to.equal(MANY));
});
