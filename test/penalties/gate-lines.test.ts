import { expect } from 'chai';
import { translate } from '../../server/kernel/i18n.ts';
import type { Words } from '../../server/kernel/i18n.ts';
import { gateLines } from '../../server/penalties/pages/gates.ts';
import type { Gates } from '../../server/penalties/rules/gates.ts';

const t: Words = (key, args = {}) => translate('zh-CN', key, args);
const GATES: Gates = {
  legalReview: { isRequired: false, because: [] }, hearing: { isOffered: true, because: ['LARGE_FINE', 'TERMINATION'] },
  collective: { isRequired: false, isForOfficer: true, because: [], minMembers: null, isOdd: false, body: 'HEADS' }, police: { isWarned: true, fromFen: 500_000 }, isSimplePossible: false, unconfirmed: [],
};

describe('the lines of what the sums ask for', () => {
  it('say of each whether it is required and why, and warn apart', () => {
    expect(gateLines(t, GATES)).to.deep.equal([
      { kind: 'notDue', state: '不需要', name: '法制审核', detail: '金额没有触发。行政处罚法第五十八条' },
      { kind: 'due', state: '需要', name: '告知听证权利', detail: '较大数额罚款；解除服务协议。行政处罚法第六十三条、第六十四条' },
      { kind: 'notDue', state: '不需要', name: '集体讨论', detail: '金额没有触发；情节复杂或者重大的，仍要集体讨论。行政处罚法第五十七条' },
      { kind: 'warning', state: '提醒', name: '可能达到诈骗罪数额', detail: '骗取金额达到 5,000.00 元。请判断要不要移送公安机关。行政处罚法第二十七条' },
    ]);
    expect(gateLines(t, { ...GATES, police: { isWarned: false, fromFen: 500_000 } }).map(({ kind }) => kind)).to.deep.equal(['notDue', 'due', 'notDue']);
  });
  it('say nothing is dispensable while sums are missing', () => {
    expect(gateLines(t, GATES, true).map(({ kind, state, detail }) => [kind, state, detail])).to.deep.equal([
      ['open', '还不知道', '金额填齐以后才能确定'], ['due', '需要', '较大数额罚款；解除服务协议。行政处罚法第六十三条、第六十四条'], ['open', '还不知道', '金额填齐以后才能确定'],
      ['warning', '提醒', '骗取金额达到 5,000.00 元。请判断要不要移送公安机关。行政处罚法第二十七条'],
    ]);
  });
});
