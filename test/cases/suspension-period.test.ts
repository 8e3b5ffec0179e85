// The period of a suspension is the one that was decided: neither longer nor shorter, and not before the decision was served.
import { expect } from 'chai';
import { Invalid } from '../../server/kernel/errors.ts';
import type { Case, Decision } from '../../server/cases/rules/case.ts';
import { suspensionEnds } from '../../server/cases/rules/execution.ts';
import { perform } from '../../server/cases/rules/perform.ts';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';
import { aDecidable, aPerson, aSituation } from './builders.ts';
import { aDecidedCase } from './decided.ts';
import { aVerifiedLead, does, openTeam } from './support.ts';
import type { Team } from './support.ts';

const one = aPerson('one', ['investigator']);

describe('the period of a suspension', () => {
  const decided = (suspensionMonths: string | null, terminateAgreement = false): Decision => ({
    kind: 'PENALTY', on: '2026-11-05', by: 'head', byName: '', reason: '', basis: '', refundFen: 100_000, fineFen: 200_000, receivingBody: '', lateReason: '', remedyText: '',
    findings: [{ id: 'f1', ruleCode: 'R735.40', baseFen: 100_000, multiple: '2', refundFen: 100_000, fineFen: 200_000, suspensionMonths, terminateAgreement }],
  });
  const served = (decision: Decision, change: Partial<Case> = {}): Case =>
    aDecidable({ state: 'served', decision, service: { on: '2026-11-10', way: 'DIRECT', recipient: '', note: '', fileIds: [], isElectronicConfirmed: false }, ...change });
  function answers(kase: Case, from: string, to: string): string {
    try {
      return perform('noteSuspension', kase, { findingId: 'f1', from, to, note: '' }, aSituation(kase, one)).suspensionNotes.map((note) => `${note.from} ${note.to}`).join();
    } catch (error) {
      if (error instanceof Invalid) return Object.entries(error.fields).map(([field, { key }]) => `${field} ${key}`).join();
      throw error;
    }
  }
  const six = served(decided('6.0'));
  const ends = (kase: Case, from: string, ...days: string[]): string[] => days.map((to) => answers(kase, from, to));

  it('is as long as was decided, its first day counted in or not', () =>
    expect(ends(six, '2026-11-11', '2027-05-09', '2027-05-10', '2027-05-11', '2027-05-12')).to.deep.equal(['to cases.error.suspensionShort', '2026-11-11 2027-05-10', '2026-11-11 2027-05-11', 'to cases.error.suspensionLong']));
  it('begins no sooner than the decision was served, and as late as execution was put off', () =>
    expect([answers(six, '2026-11-09', '2027-05-08'), answers(six, '2026-11-10', '2027-05-09'), answers(six, '2027-08-31', '2028-02-29')]).to.deep.equal(['from cases.error.suspensionBegin', '2026-11-10 2027-05-09', '2027-08-31 2028-02-29']));
  it('still ends after it begins', () => expect(answers(six, '2026-11-11', '2026-11-11')).to.equal('to common.error.order'));
  it('may end sooner where the agreement ends, and never later', () =>
    expect(ends(served(decided('6.0', true)), '2026-11-11', '2026-12-31', '2027-05-12')).to.deep.equal(['2026-11-11 2026-12-31', 'to cases.error.suspensionLong']));
  it('is asked for where one was decided, and once', () => {
    const noted = { findingId: 'f1', from: '2026-11-11', to: '2027-05-10', note: '' };
    const other = { id: 'f2', ruleCode: 'R735.40', baseFen: 1, multiple: '2', refundFen: 1, fineFen: 2, suspensionMonths: '6', terminateAgreement: false };
    const with2 = (decision: Decision): Decision => ({ ...decision, findings: [...decision.findings, other] });
    expect([answers(served(with2(decided(null))), '2026-11-11', '2027-05-10'), answers(served(with2(decided('6')), { suspensionNotes: [noted] }), '2026-11-11', '2027-05-10')]).to.deep.equal(['findingId common.error.choose', 'findingId common.error.choose']);
  });
  it('of a part of a month is no fewer and no more days than a month may give it', () =>
    expect([suspensionEnds('2026-11-11', '6.5'), suspensionEnds('2026-11-11', '12.0'), suspensionEnds('2026-08-31', '6')]).to.deep.equal([
      { first: '2027-05-24', last: '2027-05-27' }, { first: '2027-11-10', last: '2027-11-11' }, { first: '2027-02-27', last: '2027-02-28' },
    ]));
});

describe('the period of a suspension on its form', () => {
  let site: TestSite;
  let team: Team;
  before(async () => {
    site = await openSite();
    team = await openTeam(site);
  });
  after(() => site.close());

  it('is refused at its field with the day that was decided, and kept when it is mended', async () => {
    const path = `/cases/${await aDecidedCase(team, await aVerifiedLead(team))}`;
    await does(team, 'investigator1', path, '送达决定书', { on: '2026-11-10', way: 'DIRECT', recipient: '周某' });
    const notes = (from: string, to: string) => does(team, 'investigator1', path, '记录暂停的起止', { from, to });
    const told = async (from: string, to: string) => {
      const { status, links } = await notes(from, to);
      return [status, ...links.filter(({ href }) => /^#(?:from|to)$/.test(href)).map(({ href, text }) => `${href} ${text}`)];
    };
    expect(await told('2026-11-11', '2028-11-10')).to.deep.equal([422, '#to 结束：决定的是 6 个月，从 2026-11-11 起最迟到 2027-05-11']);
    expect(await told('2026-11-11', '2026-12-10')).to.deep.equal([422, '#to 结束：决定的是 6 个月，从 2026-11-11 起最早到 2027-05-10']);
    expect(await told('2026-11-01', '2027-04-30')).to.deep.equal([422, '#from 开始：不能早于决定书送达日 2026-11-10']);
    expect(await told('9999-12-01', '9999-12-31')).to.deep.equal([422, '#from 开始：请写日期，例如 2026-11-20']);
    expect(await told('2026-11-11', '2027-05-10')).to.deep.equal([200]);
  });
});
