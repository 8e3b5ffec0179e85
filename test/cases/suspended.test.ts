// What notice and decision say is suspended: never more than was decided.
import { expect } from 'chai';
import { penaltyText } from '../../server/cases/rules/papers.ts';
import { aCase, aFinding } from './builders.ts';

describe('a suspension on paper', () => {
  const line = (article: string, unit: string): string | undefined => {
    const finding = aFinding({ id: 'f1', article });
    const kase = aCase({ findings: [{ ...finding, penalty: finding.penalty && { ...finding.penalty, suspensionUnit: unit } }] });
    const told = [{ id: 'f1', fineFen: 0, suspensionMonths: '6.0', terminateAgreement: false }];
    return penaltyText(kase, { fineTotalFen: 0, refundTotalFen: 0, findings: told }).split('\n')[0]?.replace(/^.*：/, '');
  };

  it('is that of the department which was named', () => expect(line('40.1', '康复科')).to.equal('暂停康复科涉及医疗保障基金使用的医药服务6个月。'));
  it('is that of the responsible department where none was named, as the law says it', () => expect(line('38', '')).to.equal('暂停相关责任部门涉及医疗保障基金使用的医药服务6个月。'));
  it('is of an insured person the settlement, and of nothing else', () => expect(line('41.1', '')).to.equal('暂停医疗费用联网结算6个月。'));
});
