// What the directory says of the matters that name an institution, and what their pages show of it.
import { expect } from 'chai';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { submitted } from '../reports/support.ts';
import { aDraft } from './support.ts';

describe('institutions: the matters that name one', function () {
  this.timeout(60_000);
  const { site, staff, as } = staffed(['head', 'admin', 'investigator1']);

  it('counts reports and cases for whoever may read them, those of a double too, and shows the record on the page of the case', async () => {
    const { institutions, reports, cases } = site.services;
    const [intake, head] = [personOf(staff, 'intake'), personOf(staff, 'head')];
    const own = await institutions.add(intake, aDraft({ name: '演示面板医院', insuranceCode: 'H44078400091' }));
    const double = await institutions.add(intake, aDraft({ name: '演示面板分院', insuranceCode: 'H44078400092' }));
    const officers = ['investigator1', 'investigator2'].map((account) => personOf(staff, account).id);
    const sent = await submitted(site.services, { targetName: '演示面板分院', institutionId: double });
    await submitted(site.services, { targetName: '演示面板医院', institutionId: own, narrative: '这是另外一个人说的另外一件事。' });
    await reports.accept(intake, sent.id, 1);
    const version = async (): Promise<number> => (await reports.forOfficer(head, sent.id)).report.version;
    await reports.assign(intake, sent.id, await version(), officers);
    const caseId = await cases.fileFromReport(head, sent.id, await version(), {
      party: { kind: 'INSTITUTION', personKind: 'UNIT', name: '演示面板分院', institutionId: double, creditCode: '', representative: '', address: '', isInsured: false }, violationCode: 'PR-F-03', officerIds: officers,
      hasSuspect: true, suspect: '演示面板分院', isPunishable: true, punishable: '虚构服务', isOwnJurisdiction: true, jurisdiction: '机构在本市', reason: '三个条件都满足',
    });
    const counts = async (account: string, id: string) => (await institutions.open(personOf(staff, account), id)).counts;
    expect([await counts('head', own), await counts('head', double)]).to.deep.equal([{ reports: 1, cases: 0 }, { reports: 1, cases: 1 }]);
    await institutions.merge(intake, double, 1, { into: own, text: '同一家' });
    expect(await counts('head', own)).to.deep.equal({ reports: 2, cases: 1 });
    // Who handles none of them learns no number; who was given one counts that one.
    expect(await counts('admin', own)).to.deep.equal({ reports: null, cases: null });
    expect(await counts('investigator1', own)).to.deep.equal({ reports: 1, cases: 1 });
    const page = await as('head').get(`/institutions/${own}`);
    expect(page.text).to.match(/举报线索\s*2/).and.to.match(/案件\s*1/);
    expect((await as('admin').get(`/institutions/${own}`)).text).not.to.match(/举报线索\s*\d/).and.not.to.match(/案件\s*\d/);
    // The page of the case leads to the record that stands for the party today.
    const shown = await as('investigator1').get(`/cases/${caseId}`);
    expect(shown.links.filter(({ href }) => href.startsWith('/institutions/')).map(({ href, text }) => [href, text])).to.deep.equal([[`/institutions/${own}`, '演示面板医院']]);
    expect((await as('investigator1').getJson<{ institution: { name: string } }>(`/cases/${caseId}`)).institution.name).to.equal('演示面板医院');
  });
});
