import { expect } from 'chai';
import { Refused } from '../../server/kernel/errors.ts';
import { articleInWords, draftNotice, maskedParty } from '../../server/notices/rules/draft.ts';
import type { DecidedFacts } from '../../server/notices/rules/draft.ts';

const finding = { violationCode: 'PR-F-03', what: '虚构医疗服务', lawCode: 'R735', article: '40.1', from: '2025-03-04', to: '2026-02-20', grossFen: 21_931_824, lossFen: null, defraudedFen: 18_642_050, fineFen: 55_926_150, multiple: '3', suspensionMonths: '6.0', suspensionUnit: '康复科', terminateAgreement: false };
const facts: DecidedFacts = {
  bureauName: '云川市医疗保障局', place: '临溪区', party: { name: '临溪区松风骨科医院', kind: 'INSTITUTION' }, decisionKind: 'PENALTY', cause: '虚构医疗服务',
  findings: [finding], refundFen: 18_642_050, fineFen: 55_926_150, refundPaidFen: 18_642_050, finePaidFen: 0,
};

describe('the draft of a typical case', () => {
  it('fills the text pattern from the decision', () => {
    expect(draftNotice(facts).text).to.equal(
      '临溪区松风骨科医院虚构医疗服务案。云川市医疗保障局查明，2025 年 3 月至 2026 年 2 月，该机构存在虚构医疗服务问题，违规金额 219,318.24 元，骗取医保基金 186,420.50 元。'
      + '依据《医疗保障基金使用监督管理条例》第四十条，处理结果：1. 退回医保基金 186,420.50 元；2. 处 3 倍罚款 559,261.50 元；3. 责令康复科暂停涉及医保基金使用的医药服务 6 个月。目前，基金已全部退回。',
    );
  });

  it('never calls a defrauded sum a loss as well', () => {
    const draft = draftNotice({ ...facts, findings: [{ ...finding, lossFen: 100 }] });
    expect(draft.findings[0]).to.include({ lossFen: null, defraudedFen: 18_642_050 });
    expect(draft.text).to.not.include('造成医保基金损失');
  });

  it('drops each clause whose data is missing', () => {
    const bare = { ...finding, grossFen: null, defraudedFen: null, lossFen: 34_120, fineFen: 0, multiple: null, suspensionMonths: null };
    const draft = draftNotice({ ...facts, findings: [bare], refundFen: 34_120, fineFen: 0, refundPaidFen: 0 });
    expect(draft.text).to.include('问题，造成医保基金损失 341.20 元。').and.to.not.include('罚款').and.to.not.include('目前');
  });

  it('says of each suspension what is suspended, of a person the settlement, and that the agreement ends', () => {
    const handling = (findings: DecidedFacts['findings'], party = facts.party): string[] => draftNotice({ ...facts, party, findings }).handling.slice(2);
    expect(handling([finding, { ...finding, suspensionMonths: '8', suspensionUnit: '' }, finding, { ...finding, suspensionMonths: null, suspensionUnit: '', terminateAgreement: true }])).to.deep.equal([
      '责令康复科暂停涉及医保基金使用的医药服务 6 个月', '责令相关责任部门暂停涉及医保基金使用的医药服务 8 个月', '由经办机构解除服务协议',
    ]);
    expect(handling([{ ...finding, suspensionMonths: '3' }], { name: '周立新', kind: 'INDIVIDUAL' })).to.deep.equal(['暂停联网结算 3 个月']);
  });

  it('shows a person by surname only, and an institution in full', () => {
    expect(maskedParty({ name: '欧阳明', kind: 'INDIVIDUAL' })).to.equal('参保人员欧某某');
    expect(maskedParty({ name: '王秀英诊所', kind: 'INSTITUTION' })).to.equal('王秀英诊所');
    expect(draftNotice({ ...facts, party: { name: '周立新', kind: 'INDIVIDUAL' } }).title).to.equal('参保人员周某某虚构医疗服务案');
  });

  it('publishes months, never days', () => {
    expect(draftNotice(facts)).to.include({ periodFrom: '2025-03', periodTo: '2026-02' });
  });

  for (const kind of ['NOT_ESTABLISHED', 'TO_OTHER_DEPT', 'TO_JUSTICE']) {
    it(`refuses a case that ended with ${kind}`, () => {
      expect(() => draftNotice({ ...facts, decisionKind: kind })).to.throw(Refused).with.property('reason', 'NOTICE_NOT_PUBLISHABLE');
    });
  }

  it('writes articles in words', () => {
    expect(['38', '40.1', '9', '20', '10', '41.2'].map(articleInWords)).to.deep.equal(['第三十八条', '第四十条第一款', '第九条', '第二十条', '第十条', '第四十一条第二款']);
  });
});
