// The line under a case on the home page: a suspended department by its name, unless the checked words no longer hold it.
import { expect } from 'chai';
import { wordsOf } from '../../server/kernel/i18n.ts';
import type { Language } from '../../server/kernel/i18n.ts';
import { draftNotice } from '../../server/notices/rules/draft.ts';
import type { DecidedFacts } from '../../server/notices/rules/draft.ts';
import { homePage } from '../../server/notices/pages/home.ts';
import type { Notice, NoticeContent } from '../../server/notices/rules/notice.ts';

type Decided = DecidedFacts['findings'][number];
const finding: Decided = { violationCode: 'PR-F-03', what: '虚构医疗服务', lawCode: 'R735', article: '40.1', from: '2025-03-04', to: '2026-02-20', grossFen: null, lossFen: null, defraudedFen: 22_068, fineFen: 44_136, multiple: '2', suspensionMonths: '6.0', suspensionUnit: '康复科', terminateAgreement: false };
const drafted = (findings: Decided[], party = { name: '演示医院', kind: 'INSTITUTION' }): NoticeContent =>
  draftNotice({ bureauName: '演示医疗保障局', place: '', party, decisionKind: 'PENALTY', cause: '虚构医疗服务', findings, refundFen: 0, fineFen: 0, refundPaidFen: 0, finePaidFen: 0 });
function line(content: NoticeContent, language: Language = 'zh-CN'): string {
  const statutory = { acceptOrFileDays: 15, decideDays: 90, rewardFloorFen: 20_000, rewardCapFen: 20_000_000 };
  const notice = { id: 'n', content, publishedOn: '2026-11-10' } as unknown as Notice;
  return homePage(wordsOf(language), { figures: { received: null, verified: null, recoveredFen: null, rewarded: null }, statutory, recent: [notice], published: 1, year: 2026 }).recent[0]?.sums ?? '';
}

describe('a suspension on the home page', () => {
  it('names the department, in both languages', () => expect([line(drafted([finding])), line(drafted([finding]), 'en')]).to.deep.equal(['康复科停医保服务 6 个月', '康复科 suspended for 6 months']));
  it('names each department once, with its months', () =>
    expect(line(drafted([finding, finding, { ...finding, suspensionUnit: '', suspensionMonths: '8' }, { ...finding, suspensionMonths: null }]))).to.equal('康复科停医保服务 6 个月，相关部门停医保服务 8 个月'));
  it('names no department that was taken out of the words', () => {
    const content = drafted([finding, { ...finding, suspensionUnit: '周立新工作室' }]);
    expect(line({ ...content, handling: content.handling.map((text) => text.replace('周立新工作室', '某科室')) })).to.equal('康复科停医保服务 6 个月，相关部门停医保服务 6 个月');
    expect(line({ ...content, handling: ['暂停两个科室的医保服务 6 个月'] })).to.equal('相关部门停医保服务 6 个月');
  });
  it('is read of notices too that were drafted before the name was kept', () => {
    const { suspensions: _kept, ...before } = drafted([finding]);
    expect([line(before), line({ ...before, suspensionMonths: null })]).to.deep.equal(['相关部门停医保服务 6 个月', '']);
  });
  it('is of an insured person the settlement', () => expect(line(drafted([{ ...finding, suspensionMonths: '3' }], { name: '周立新', kind: 'INDIVIDUAL' }))).to.equal('暂停联网结算 3 个月'));
});
