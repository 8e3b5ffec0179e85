// The fifteen cases: whom, what was found, how far they have come. Days are working days before today; a stage without a day is not reached.
import type { Category } from '../../server/reports/rules/categories.ts';
import type { Party } from '../../server/cases/rules/case.ts';
import type { DecisionKind, Tier } from '../../server/cases/rules/case.ts';
import { TARGETS } from './words.ts';

/** Sums in fen; either the loss or the sum defrauded is the base. */
export type FoundFact = {
  code: string; loss?: number; defrauded?: number; facts: string; multiple: string | null; tier?: Tier; grounds?: readonly string[]; months?: string; reason: string;
};
export type CaseSpec = {
  key: string; place: string; party: Party; category?: Category; cause: string; findings: readonly FoundFact[];
  filed: number; inquiry?: number; isHolding?: boolean; suspended?: number; reported?: number; review?: number; notice?: number; isWaived?: boolean; defence?: number; hearing?: number;
  decided?: { on: number; kind: DecisionKind; reason: string }; served?: number; paid?: readonly { on: number; refund: '1' | '1/2' | '0'; fine: '1' | '1/2' | '0' }[]; closed?: number; archived?: number;
};

const REASON = '金额不大，积极配合调查，在法定幅度内从低确定。';
const REASON_HIGH = '持续时间长、涉及人次多，在法定幅度内适当从重。';

function institution(place: string, at: number, n: number, representative: string): Party {
  const target = TARGETS[place]?.[at];
  if (!target) throw new Error(`no target ${at} at ${place}`);
  return {
    kind: target.kind === 'pharmacy' ? 'PHARMACY' : 'INSTITUTION', personKind: 'UNIT', name: target.name, institutionId: null, creditCode: `91${place}DEMO${String(n).padStart(6, '0')}`, representative,
    address: '演示路（虚构地址）', isInsured: false,
  };
}

const HS = '440784';
const ZS = '330900';

export const FIFTEEN: readonly CaseSpec[] = [
  {
    key: 'C11', place: HS, party: institution(HS, 3, 11, '甘棠'), cause: 'PR-F-01a', filed: 220, inquiry: 212, reported: 196, review: 190, notice: 186, defence: 182,
    findings: [{ code: 'PR-F-01a', defrauded: 28_640_000, facts: '以接送、赠送米油等方式诱导不需要住院的参保人员住院', multiple: '2.5', months: '6', reason: REASON_HIGH }, { code: 'PR-U-01b', loss: 4_318_260, facts: '患者夜间不在院，仍收取床位费、护理费', multiple: '1', reason: REASON }],
    decided: { on: 172, kind: 'PENALTY', reason: '事实清楚，证据确凿，当事人退回基金的态度较好。' }, served: 170, paid: [{ on: 165, refund: '1', fine: '0' }, { on: 162, refund: '0', fine: '1' }], closed: 150, archived: 146,
  },
  {
    key: 'C14', place: HS, cause: 'IN-F-02', filed: 142, inquiry: 136, reported: 128, review: 124, notice: 121, isWaived: true,
    party: { kind: 'INDIVIDUAL', personKind: 'PERSON', name: '葛青原', institutionId: null, creditCode: '', representative: '', address: '演示村（虚构地址）', isInsured: true },
    findings: [{ code: 'IN-F-02', defrauded: 326_080, facts: '持他人医疗保障凭证在药店购药', multiple: '2', months: '3', reason: REASON }],
    decided: { on: 118, kind: 'PENALTY', reason: '事实清楚，当事人承认并主动退回。' }, served: 116, paid: [{ on: 112, refund: '1', fine: '1' }], closed: 104, archived: 100,
  },
  {
    key: 'C10', place: HS, party: institution(HS, 0, 10, '卫霄'), cause: 'PR-F-03', filed: 124, inquiry: 118, reported: 106, review: 101, notice: 98, isWaived: true,
    findings: [
      { code: 'PR-U-02b', loss: 506_627, facts: '对部分患者超出病情需要进行理疗', multiple: '1', reason: REASON }, { code: 'PR-U-06', loss: 1_959_541, facts: '将限定支付范围以外的项目纳入结算', multiple: '1.2', reason: REASON },
      { code: 'PR-F-03', defrauded: 6_022_068, facts: '没有开展的康复治疗，登记后上传结算', multiple: '2', months: '6', reason: REASON },
    ],
    decided: { on: 94, kind: 'PENALTY', reason: '违法事实持续三个月，已停止并整改。' }, served: 92, paid: [{ on: 86, refund: '1', fine: '1' }], closed: 70,
  },
  {
    key: 'C12', place: ZS, party: institution(ZS, 4, 12, '霍然'), cause: 'PR-U-02d', filed: 92, inquiry: 88, reported: 80, review: 77,
    findings: [{ code: 'PR-U-02d', loss: 186_000, facts: '将一次处方分为两次开具', multiple: null, tier: 'NONE', grounds: ['G33-1'], reason: '违法行为轻微并及时改正，没有造成危害后果。' }],
    decided: { on: 73, kind: 'NO_PENALTY', reason: '违法行为轻微并及时改正，不予行政处罚，退回已结算的基金。' }, served: 71, paid: [{ on: 68, refund: '1', fine: '0' }], closed: 60,
  },
  {
    key: 'C13', place: ZS, party: institution(ZS, 2, 13, '关山'), cause: 'PR-U-03a', filed: 82, inquiry: 76, reported: 68, review: 64,
    findings: [{ code: 'PR-U-03a', loss: 0, facts: '核对清单与价目，两次收费对应两次不同部位的检查', multiple: null, tier: 'NONE', grounds: ['G33-3'], reason: '证据表明收费与实际服务相符，没有主观过错。' }],
    decided: { on: 60, kind: 'NOT_ESTABLISHED', reason: '现有证据不能证明存在重复收费，违法事实不能成立。' }, served: 58, closed: 52,
  },
  {
    key: 'C09', place: HS, party: institution(HS, 7, 9, '尹照'), cause: 'PR-U-03b', filed: 70, inquiry: 62, reported: 50, review: 44, notice: 38, defence: 35,
    findings: [{ code: 'PR-U-03b', loss: 6_132_040, facts: '按高于规定的标准收取检查费', multiple: '1.3', reason: REASON }],
    decided: { on: 24, kind: 'PENALTY', reason: '事实清楚，当事人已调整收费。' }, served: 20, paid: [{ on: 16, refund: '1', fine: '0' }, { on: 12, refund: '0', fine: '1' }], closed: 10,
  },
  {
    key: 'C08', place: HS, party: institution(HS, 6, 8, '苗青'), cause: 'PR-U-01b', filed: 60, inquiry: 52, reported: 40, review: 33, notice: 28, isWaived: true,
    findings: [{ code: 'PR-U-01b', loss: 3_520_000, facts: '患者白天输液、夜间离院，仍按住院结算', multiple: '1.2', reason: REASON }],
    decided: { on: 12, kind: 'PENALTY', reason: '事实清楚，证据确凿。' }, served: 10, paid: [{ on: 8, refund: '1', fine: '1' }], closed: 6,
  },
  {
    key: 'C15', place: ZS, party: institution(ZS, 3, 15, '岑溪'), cause: 'PH-U-04a', filed: 56, inquiry: 49, reported: 36, review: 30, notice: 26, isWaived: true,
    findings: [{ code: 'PH-U-04a', loss: 2_345_060, facts: '以保健食品串换为医保药品结算', multiple: '1.5', reason: REASON_HIGH }],
    decided: { on: 22, kind: 'PENALTY', reason: '事实清楚，已退回全部基金。' }, served: 18, paid: [{ on: 6, refund: '1', fine: '0' }, { on: 3, refund: '0', fine: '1/2' }],
  },
  {
    key: 'C05', place: HS, party: institution(HS, 4, 5, '桑田'), cause: 'PR-F-03', filed: 56, inquiry: 48, reported: 34, review: 26, notice: 12, hearing: 9,
    findings: [{ code: 'PR-F-03', defrauded: 13_248_000, facts: '虚构种植、洁治项目，以治疗名义结算', multiple: '2', months: '6', reason: REASON_HIGH }],
  },
  {
    key: 'C07', place: HS, party: institution(HS, 8, 7, '裘安'), cause: 'PH-F-01c', filed: 50, inquiry: 44, reported: 32, review: 26, notice: 20,
    findings: [{ code: 'PH-F-01c', defrauded: 1_862_050, facts: '以日用品、保健品换取药品名称结算', multiple: '2', months: '6', reason: REASON }],
    decided: { on: 2, kind: 'PENALTY', reason: '事实清楚，当事人在期限内没有提出陈述、申辩。' },
  },
  {
    key: 'C04', place: HS, party: institution(HS, 3, 4, '甘棠'), cause: 'PR-U-04c', filed: 46, inquiry: 38, reported: 22, review: 14, notice: 3,
    findings: [{ code: 'PR-U-04c', loss: 4_681_520, facts: '将普通推拿串换为收费较高的项目结算', multiple: '1.5', reason: REASON_HIGH }],
  },
  { key: 'C02', place: HS, party: institution(HS, 2, 2, '项北'), cause: 'PR-F-02', filed: 41, inquiry: 34, suspended: 20, findings: [] },
  {
    key: 'C03', place: HS, party: institution(HS, 0, 3, '卫霄'), cause: 'PR-U-03a', filed: 33, inquiry: 26, reported: 6,
    findings: [{ code: 'PR-U-03a', loss: 2_864_050, facts: '同一项检查重复收费', multiple: '1.2', reason: REASON }, { code: 'PR-U-06', loss: 1_230_000, facts: '超出限定支付范围结算', multiple: '1', reason: REASON }],
  },
  {
    key: 'C06', place: ZS, party: institution(ZS, 0, 6, '骆川'), cause: 'PR-F-03', filed: 15, inquiry: 9,
    findings: [{ code: 'PR-F-03', defrauded: 5_410_000, facts: '登记的康复治疗与设备使用记录不符', multiple: null, reason: '' }],
  },
  { key: 'C01', place: HS, party: institution(HS, 1, 1, '蒲苇'), cause: 'PR-F-03', filed: 7, inquiry: 5, isHolding: true, findings: [] },
];
