import { expect } from 'chai';
import { findLeaks, isCardNumber, openHits, sharedRuns } from '../../server/notices/rules/leaks.ts';
import { isIdentityNumber } from '../../server/people/rules/identity-number.ts';
import type { NoticeContent } from '../../server/notices/rules/notice.ts';

const clean: NoticeContent = {
  title: '临溪区松风骨科医院虚构医疗服务案', subjectKind: 'INSTITUTION', cause: '虚构医疗服务', intro: '云川市医疗保障局查明：2025 年 3 月至 2026 年 2 月，该机构存在虚构医疗服务问题。',
  findings: [{ violationCode: 'PR-F-03', what: '虚构医疗服务', grossFen: 1, lossFen: null, defraudedFen: 1 }], handling: ['退回医保基金 186,420.50 元'], execution: '', law: [],
  basis: '', periodFrom: '2025-03', periodTo: '2026-02', refundFen: 1, fineFen: 1, suspensionMonths: null, text: '',
};
const nothing: { names: string[]; secrets: string[]; allowed: string[] } = { names: [], secrets: [], allowed: ['临溪区松风骨科医院', '虚构医疗服务'] };
const checksOf = (intro: string, input = nothing): string[] => [...new Set(findLeaks({ ...clean, intro }, input).map((hit) => hit.check))];

describe('the leak check', () => {
  it('finds nothing in a clean draft', () => {
    expect(findLeaks(clean, nothing)).to.deep.equal([]);
  });

  // One seeded leak for each check; all persons and numbers are invented.
  const seeded: [string, string][] = [
    ['LC-01', '涉及人员 110101199003074610 的记录'],
    ['LC-01', '身份证 1101 0119 9003 0746 10'],
    ['LC-01', '身份证 １１０１０１１９９００３０７４６１０'],
    ['LC-02', '联系电话 13800138000'],
    ['LC-02', '请拨 138-0013-8000'],
    ['LC-02', '电话 一三八零零一三八零零零'],
    ['LC-03', '账号 6222021234567890128'],
    ['LC-04', '住院号：A20319'],
    ['LC-05', '微信 abc12345'],
    ['LC-05', '车牌 浙L12345'],
    ['LC-06', '患者王秀英三次入院'],
    ['LC-08', '据该院职工反映'],
    ['LC-08', '举报编号 3309-7QKM-4T2X'],
    ['LC-11', '住在 3 单元 402 室'],
    ['LC-12', '2026 年 3 月 14 日入院'],
    ['LC-14', '该机\u200b构'],
    ['LC-16', '该院涉嫌骗保'],
  ];
  for (const [check, text] of seeded) it(`${check}: ${text}`, () => expect(checksOf(text)).to.include(check));

  it('finds people known from the file wherever they stand', () => {
    expect(checksOf('由沈望舒签字', { ...nothing, names: ['沈望舒'] })).to.deep.equal(['LC-06']);
  });

  it('finds eight characters of the tip-off, also across punctuation', () => {
    expect(checksOf('床给你留着回家住就行', { ...nothing, secrets: ['护士说“床给你留着，回家住就行”。'] })).to.deep.equal(['LC-07']);
    expect(sharedRuns('床给你留着回家', ['护士说“床给你留着，回家住就行”。'])).to.deep.equal([]);
  });

  it('lets an editor call a hit false with a reason, but never one that points to the reporter', () => {
    const hits = [{ check: 'LC-12', field: 'intro', fragment: '2026 年 3 月 14 日' }, { check: 'LC-08', field: 'intro', fragment: '举报人' }];
    const resolved = hits.map((hit) => ({ ...hit, falseHitReason: '决定书日期' }));
    expect(openHits(hits, resolved)).to.deep.equal([hits[1]]);
    expect(openHits(hits, [{ ...hits[0]!, falseHitReason: ' ' }])).to.deep.equal(hits);
  });

  it('knows identity and card numbers by their check digits', () => {
    expect(isIdentityNumber('110101199003074610')).to.equal(true);
    expect(isIdentityNumber('110101199003074611')).to.equal(false);
    expect(isCardNumber('6222021234567890128')).to.equal(true);
    expect(isCardNumber('6222021234567890129')).to.equal(false);
  });
});
