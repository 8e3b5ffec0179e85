// 浙江 330000, with 舟山. No figures are known for either: every one of these refuses.
import type { RuleSet } from '../rules/rule-set.ts';
import { INCOMPLETE, marks, UNDER_2018, UNDER_2022 } from './common.ts';

const PROVINCE = { jurisdictionCode: '330000', jurisdiction: { zh: '浙江', en: 'Zhejiang' } } as const;
const ALL_FIGURES = ['levels', 'formula', 'floors', 'bonuses', 'noLoss'] as const;

export const ZHEJIANG = [
  {
    ...UNDER_2018,
    ...INCOMPLETE,
    ...PROVINCE,
    id: 'ZJ-2019',
    title: '浙江省2020年施行的举报奖励规定（名称待录入）',
    effectiveTo: '2023',
    datePrecision: { from: 'unknown', to: 'year' },
    missing: ['title', 'documentNo', 'effectiveFrom', ...ALL_FIGURES],
    sources: ['舟医保发〔2020〕13号'],
    confidence: marks('-', { status: 'I' }),
    remarks: [{ zh: '仅由舟山通知推知其存在。', en: 'Known to exist only from the Zhoushan notice.' }],
  },
  {
    ...UNDER_2022,
    ...INCOMPLETE,
    ...PROVINCE,
    id: 'ZJ-2023',
    title: '浙江省违法违规使用医疗保障基金举报奖励实施办法',
    documentNo: '浙医保联发〔2023〕10号',
    issuedOn: '2023-08-11',
    datePrecision: { from: 'unknown', to: 'open' },
    notBefore: '2023-08-11',
    missing: ['effectiveFrom', ...ALL_FIGURES],
    reporterTypes: ['naturalPerson', 'legalPerson', 'organisation'],
    sources: ['浙医保联发〔2023〕10号（ZJSP73-2023-0003），2023-09-04 公布'],
    confidence: marks('-', { title: 'Q', documentNo: 'Q', issuedOn: 'Q', status: 'Q', reporterTypes: 'I', conduct: 'Q' }),
    remarks: [{ zh: '第二条对举报人的定义未用"自然人"字样。', en: 'Article 2 defines the reporter without the words 自然人.' }],
  },
  {
    ...UNDER_2022,
    ...INCOMPLETE,
    id: 'ZJ-CITY',
    jurisdictionCode: null,
    jurisdiction: { zh: '浙江某市（未识别）', en: 'A Zhejiang city, not identified' },
    title: '浙江某市实施细则（第1至6条）',
    notBefore: '2023-08-01',
    datePrecision: { from: 'unknown', to: 'open' },
    missing: ['jurisdictionCode', 'documentNo', 'effectiveFrom', ...ALL_FIGURES],
    sources: ['浙江某市实施细则（2023年8月以后）'],
    confidence: marks('-', { title: 'Q', deadlines: '-' }),
    remarks: [
      { zh: '由办理举报的部门支付；市级直接查处的，移交属地部门处理并支付。', en: 'The department that handles the report pays; a case the city investigates itself goes to the local department.' },
      { zh: '举报人放弃奖励的，程序终止。', en: 'When the reporter waives the reward, the procedure ends.' },
    ],
  },
  {
    ...UNDER_2022,
    ...INCOMPLETE,
    id: 'ZS-own',
    jurisdictionCode: '330900',
    jurisdiction: { zh: '舟山', en: 'Zhoushan' },
    ownRule: 'existenceNotKnown',
    title: '舟山市自有奖励规则（是否存在不明）',
    missing: ['title', 'documentNo', 'effectiveFrom', ...ALL_FIGURES],
    sources: [],
    confidence: marks('-'),
  },
] as const satisfies readonly RuleSet[];
