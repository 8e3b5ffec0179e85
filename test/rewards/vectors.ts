// The worked examples of the reward rules (section 15) and further ones derived by hand from the text of each rule set.
// An amount, `HONOUR_ONLY`, or the reason of a refusal or of not being eligible.
export type VectorRow = { rule: string; input: Record<string, unknown>; expected: string; confirmed?: boolean };

const at = (rule: string, more: Record<string, unknown>, rows: [base: string, expected: string][], confirmed = false): VectorRow[] =>
  rows.map(([base, expected]) => ({ rule, input: { base, ...more }, expected, ...(confirmed ? { confirmed } : {}) }));

export const SECTION_15: VectorRow[] = [
  ...at('GD-2023', { level: 'L1' }, [['100000.00', '3000.00'], ['10000.00', '400.00'], ['8000000.00', '200000.00']], true),
  ...at('GD-2023', { level: 'L2' }, [['14000.00', '300.00']], true),
  ...at('GD-2023', { level: 'L3' }, [['20000.00', '200.00']], true),
  ...at('GD-2023', { level: 'L1', profile: 'insider' }, [['10000.00', '480.00']], true),
  ...at('GD-QY-2022', { level: 'L1' }, [['3000.00', '500.00'], ['1200000.00', '100000.00']]),
  ...at('GD-QY-2022', { level: 'L2' }, [['5000.00', '400.00']]),
  ...at('GD-QY-2022', { level: 'L3' }, [['20000.00', '400.00']]),
  ...at('FJ-2024', { level: 'L1' }, [['25000.00', '1500.00']]),
  ...at('FJ-2024', { level: 'L2' }, [['25000.00', '1000.00']]),
  ...at('FJ-2024', { level: 'L3' }, [['25000.00', '500.00'], ['8000.00', '200.00']]),
  ...at('HN-2019', { level: 'L1' }, [['123456.78', '6172.84']]),
  ...at('HN-2019', { level: 'L2' }, [['123456.78', '3703.70']]),
  ...at('HN-2019', { level: 'L3' }, [['123456.78', '2469.14']]),
  ...at('BJ-2023', { lossBy: 'unit' }, [['20000.00', '500.00'], ['500000.00', '10000.00'], ['500000.01', '20000.00'], ['5000000.00', '200000.00']]),
  ...at('BJ-2023', { lossBy: 'insuredPerson' }, [['3000.00', '500.00'], ['10000.00', '1000.00'], ['10000.01', '1500.00'], ['30000.00', '3500.00']]),
  ...at('SH-2023d', { level: 'L1' }, [['5000.00', '500.00'], ['100000.00', '7000.00'], ['300000.00', '19000.00'], ['500000.00', '31000.00'], ['1000000.00', '56000.00'], ['3880000.00', '200000.00']], true),
  ...at('SC-2023', {}, [['5000.00', '200.00'], ['100000.00', '2000.00'], ['500000.00', '8000.00'], ['1000000.00', '15500.00'], ['10000000.00', '105500.00'], ['10000000.01', 'BRANCH_UNKNOWN']]),
  ...at('YZ', {}, [['49999.99', '2500.00'], ['50000.00', '2000.00'], ['149999.99', '6000.00'], ['150000.00', '4500.00'], ['4000000.00', '100000.00']]),
  ...at('AH-AQ', {}, [['999.00', '200.00'], ['1000.00', '500.00'], ['10000.00', '800.00'], ['30000.00', '1000.00'], ['50000.00', '1500.00'], ['200000.00', '3000.00']]),
  ...at('AH-WH', {}, [['49999.00', 'HONOUR_ONLY'], ['50000.00', '250.00'], ['149999.00', '750.00'], ['150000.00', '1500.00'], ['12000000.00', '100000.00']]),
  ...at('CQ-2025', {}, [['200000.00', '4000.00'], ['50000.00', '2000.00']]),
  ...at('CQ-2025', { profile: 'detailed' }, [['200000.00', '6000.00']]),
  ...at('FJ-2024', { level: 'L1', failedGates: ['VERIFIED_WITH_LOSS'] }, [['40000.00', 'VERIFIED_WITH_LOSS']]),
  {
    rule: 'FJ-2024',
    input: {
      level: 'L1',
      lines: [
        { id: '1', inReportedMatter: true, kind: 'loss', amount: '40000.00' },
        { id: '2', inReportedMatter: false, kind: 'loss', amount: '160000.00' },
        { id: '3', inReportedMatter: true, kind: 'fine', amount: '80000.00' },
      ],
    },
    expected: '2400.00',
  },
];

export const DERIVED: VectorRow[] = [
  // GD-2023: a former insider counts, a competitor does not; the bonus comes after the floor and before the cap.
  ...at('GD-2023', { level: 'L3', profile: 'formerInsider' }, [['20000.00', '240.00'], ['100000.00', '1200.00']], true),
  ...at('GD-2023', { level: 'L1', profile: 'competitor' }, [['100000.00', '3000.00']], true),
  ...at('GD-2023', { level: 'L1', profile: 'insiderDetailed' }, [['100000.00', '3600.00'], ['6000000.00', '200000.00']], true),
  ...at('GD-2023', { level: 'L1' }, [['100000.00', 'DRAFT_UNCONFIRMED']]),
  // GD-QY-2022: points up to 5 on the rate; no loss 200 to 1,000.
  ...at('GD-QY-2022', { level: 'L1', profile: 'insider', officerPoints: '5.00' }, [['100000.00', '15000.00']]),
  ...at('GD-QY-2022', { level: 'L2', profile: 'insider', officerPoints: '0.00' }, [['100000.00', '6000.00']]),
  ...at('GD-QY-2022', { level: 'L3', profile: 'insider', officerPoints: '2.50' }, [['1000.00', '300.00'], ['10000.00', '450.00']]),
  ...at('GD-QY-2022', { level: 'L1', profile: 'insider', officerPoints: '5.01' }, [['100000.00', 'OFFICER_VALUE_OUT_OF_RANGE']]),
  ...at('GD-QY-2022', { level: 'L1', profile: 'insider' }, [['100000.00', 'OFFICER_VALUE_MISSING']]),
  ...at('GD-QY-2022', { level: 'L1', profile: 'formerInsider' }, [['100000.00', '10000.00']]),
  { rule: 'GD-QY-2022', input: { officerAmount: '200.00' }, expected: '200.00' },
  { rule: 'GD-QY-2022', input: { base: '0.00', officerAmount: '1000.00', level: 'L1', profile: 'insider' }, expected: '1000.00' },
  { rule: 'GD-QY-2022', input: { officerAmount: '199.99' }, expected: 'OFFICER_VALUE_OUT_OF_RANGE' },
  { rule: 'GD-QY-2022', input: { officerAmount: '1000.01' }, expected: 'OFFICER_VALUE_OUT_OF_RANGE' },
  { rule: 'GD-QY-2022', input: {}, expected: 'OFFICER_VALUE_MISSING' },
  { rule: 'GD-QY-2022', input: { officerAmount: '500.00', officerReason: '' }, expected: 'REASON_MISSING' },
  ...at('GD-QY-2022', { level: 'L1', versionDate: '2023-06-01' }, [['1200000.00', '120000.00'], ['3000000.00', '200000.00']]),
  ...at('GD-QY-2022', { level: 'L1', versionDate: '2022-02-13' }, [['1200000.00', 'NO_RULE']]),
  ...at('GD-QY-2022', { level: 'L1', versionDate: '2024-01-01' }, [['1200000.00', 'NO_RULE']]),
  // BJ-2023
  ...at('BJ-2023', { lossBy: 'mixed' }, [['20000.00', 'BRANCH_UNKNOWN']]),
  ...at('BJ-2023', {}, [['20000.00', 'PARTY_MISSING'], ['0.00', 'VERIFIED_WITH_LOSS']]),
  ...at('BJ-2023', { lossBy: 'unit', profile: 'insider' }, [['5000000.01', '200000.00'], ['499999.99', '10000.00']]),
  ...at('BJ-2023', { lossBy: 'insuredPerson' }, [['1995000.00', '200000.00'], ['1994999.95', '200000.00'], ['1994999.94', '199999.99']]),
  { rule: 'BJ-2023', input: { lossBy: 'unit' }, expected: 'BASE_MISSING' },
  ...at('BJ-2023', { lossBy: 'unit', versionDate: '2023-11-27' }, [['20000.00', 'NO_RULE']]),
  // SH-2023d
  ...at('SH-2023d', { level: 'L2' }, [['10000.00', '500.00'], ['100000.00', '5000.00'], ['500000.00', '21000.00'], ['1000000.00', '36000.00'], ['7000000.00', '200000.00']], true),
  ...at('SH-2023d', { level: 'L1' }, [['100000.00', 'DRAFT_UNCONFIRMED']]),
  // SH-old: brackets × level with rate ranges, no national layer.
  ...at('SH-old', { level: 'L1', officerRatePercent: '6.00' }, [['150000.00', '9000.00'], ['150000.01', 'OFFICER_VALUE_OUT_OF_RANGE'], ['1000.00', '100.00']]),
  ...at('SH-old', { level: 'L1', officerRatePercent: '5.00' }, [['150000.01', '7500.00'], ['300000.00', '10000.00']]),
  ...at('SH-old', { level: 'L3', officerRatePercent: '3.00' }, [['100000.00', '3000.00'], ['200000.00', 'OFFICER_VALUE_OUT_OF_RANGE']]),
  ...at('SH-old', { level: 'L2', officerRatePercent: '2.00' }, [['200000.00', '4000.00'], ['150000.00', 'OFFICER_VALUE_OUT_OF_RANGE']]),
  ...at('SH-old', { level: 'L1', officerRatePercent: '6.00', versionDate: '2010-01-01' }, [['150000.00', 'RULE_HISTORICAL']]),
  // SC-2023: 2 % of 100,000 and 1.5 % of 0.01 round to the fen.
  ...at('SC-2023', {}, [['100000.01', '2000.00'], ['100000.34', '2000.01'], ['10000.00', '200.00'], ['10000.50', '200.01']]),
  // CQ-2025
  ...at('CQ-2025', { profile: 'insider' }, [['200000.00', '5000.00']]),
  ...at('CQ-2025', { profile: 'formerInsider' }, [['123456.78', '3086.42']]),
  ...at('CQ-2025', { profile: 'competitor' }, [['8000000.00', '200000.00']]),
  ...at('CQ-2025', { profile: 'insiderDetailed' }, [['200000.00', 'BRANCH_UNKNOWN']]),
  ...at('CQ-2025', { versionDate: '2025-08-07' }, [['200000.00', 'NO_RULE']]),
  ...at('CQ-2025', { versionDate: '2025-08-08' }, [['200000.00', '4000.00']]),
  // JX-JJ: base + % of the excess
  ...at('JX-JJ', {}, [['5000.00', '200.00'], ['100000.00', '3000.00'], ['100000.50', '3000.01'], ['300000.00', '7000.00'], ['500000.00', '11000.00'], ['600000.00', '12000.00'], ['19400000.00', '200000.00'], ['30000000.00', '200000.00']]),
  ...at('JX-JJ', { versionDate: '2022-12-31' }, [['5000.00', 'NO_RULE']]),
  // HN-new: only L1 is known
  ...at('HN-new', { level: 'L1' }, [['1000.00', '200.00'], ['50000.00', '5000.00'], ['3000000.00', '200000.00']]),
  ...at('HN-new', { level: 'L2' }, [['50000.00', 'BRANCH_UNKNOWN']]),
  ...at('HN-new', { level: 'L3' }, [['50000.00', 'BRANCH_UNKNOWN']]),
  ...at('HN-new', {}, [['50000.00', 'LEVEL_MISSING']]),
  // HN-2019: no floor, cap 100,000; the national 200 reaches it only under NAT-2022
  ...at('HN-2019', { level: 'L3' }, [['1000.00', '20.00']]),
  ...at('HN-2019', { level: 'L3', nationalLayer: 'NAT-2022' }, [['1000.00', '200.00']]),
  ...at('HN-2019', { level: 'L1', nationalLayer: 'NAT-2022' }, [['4000000.00', '100000.00']]),
  // HEN-2023
  ...at('HEN-2023', {}, [['3000.00', '200.00'], ['100000.00', '5000.00'], ['5000000.00', '200000.00']]),
  ...at('HEN-2023', { level: 'L1' }, [['100000.00', 'BRANCH_UNKNOWN']]),
  // SX-2020
  ...at('SX-2020', { level: 'L1' }, [['5000.00', '500.00'], ['100000.00', '5000.00'], ['3000000.00', '100000.00']]),
  ...at('SX-2020', { level: 'L2' }, [['5000.00', '300.00'], ['100000.00', '3000.00']]),
  ...at('SX-2020', { level: 'L3' }, [['5000.00', '200.00'], ['100000.00', '1000.00']]),
  // SN-TC: a raise without a figure is the officer's; a missing amount is 500 and asks nobody
  ...at('SN-TC', {}, [['10000.00', '300.00'], ['1000.00', '30.00'], ['2000000.00', '50000.00']]),
  ...at('SN-TC', { profile: 'insider', officerAmount: '123.45' }, [['10000.00', '423.45'], ['1666666.00', '50000.00']]),
  ...at('SN-TC', { profile: 'competitor', officerAmount: '0.00' }, [['10000.00', '300.00']]),
  ...at('SN-TC', { profile: 'formerInsider' }, [['10000.00', 'OFFICER_VALUE_MISSING']]),
  ...at('SN-TC', { profile: 'insider', officerAmount: '50000.01' }, [['10000.00', 'OFFICER_VALUE_OUT_OF_RANGE']]),
  ...at('SN-TC', { profile: 'insider', officerAmount: '10.00', officerReason: '' }, [['10000.00', 'REASON_MISSING']]),
  { rule: 'SN-TC', input: {}, expected: '500.00' },
  { rule: 'SN-TC', input: { base: '0.00', profile: 'insider' }, expected: '500.00' },
  // GS-2019/21
  ...at('GS-2019/21', { level: 'class1', officerRatePercent: '5.50' }, [['100000.00', '5500.00'], ['2000000.00', '100000.00']]),
  ...at('GS-2019/21', { level: 'class2', officerRatePercent: '5.00' }, [['100000.00', '5000.00']]),
  ...at('GS-2019/21', { level: 'class1', officerRatePercent: '5.00' }, [['100000.00', '5000.00']]),
  ...at('GS-2019/21', { level: 'class1', officerRatePercent: '8.01' }, [['100000.00', 'OFFICER_VALUE_OUT_OF_RANGE']]),
  ...at('GS-2019/21', { level: 'class2', officerRatePercent: '2.99' }, [['100000.00', 'OFFICER_VALUE_OUT_OF_RANGE']]),
  ...at('GS-2019/21', { level: 'class1' }, [['100000.00', 'OFFICER_VALUE_MISSING']]),
  ...at('GS-2019/21', { level: 'class1', officerRatePercent: '5.00', profile: 'competitor', officerAmount: '1000.00' }, [['100000.00', '6000.00']]),
  ...at('GS-2019/21', { level: 'class1', officerRatePercent: '5.00', profile: 'competitor' }, [['100000.00', 'OFFICER_VALUE_MISSING']]),
  { rule: 'GS-2019/21', input: { officerAmount: '100000.00' }, expected: '100000.00' },
  { rule: 'GS-2019/21', input: { officerAmount: '100000.01' }, expected: 'OFFICER_VALUE_OUT_OF_RANGE' },
  { rule: 'GS-2019/21', input: { base: '100000.00', officerRatePercent: '5.00' }, expected: 'LEVEL_MISSING' },
  // FJ-2019: level floor below the national one, which comes last
  ...at('FJ-2019', { level: 'L3', officerRatePercent: '1.00' }, [['1000.00', '100.00'], ['100000.00', '1000.00']]),
  ...at('FJ-2019', { level: 'L3', officerRatePercent: '1.00', nationalLayer: 'NAT-2022' }, [['1000.00', '200.00']]),
  ...at('FJ-2019', { level: 'L3', officerRatePercent: '1.00', profile: 'insider', nationalLayer: 'NAT-2022' }, [['1000.00', '200.00'], ['20000.00', '240.00']]),
  ...at('FJ-2019', { level: 'L1', officerRatePercent: '6.00', profile: 'insider' }, [['100000.00', '7200.00'], ['1500000.00', '100000.00']]),
  ...at('FJ-2019', { level: 'L1', officerRatePercent: '3.99' }, [['100000.00', 'OFFICER_VALUE_OUT_OF_RANGE']]),
  ...at('FJ-2019', { level: 'L1', officerRatePercent: '4.00', versionDate: '2024-02-29' }, [['100000.00', '4000.00']]),
  ...at('FJ-2019', { level: 'L1', officerRatePercent: '4.00', versionDate: '2024-03-01' }, [['100000.00', 'NO_RULE']]),
  { rule: 'FJ-2019', input: { officerAmount: '100.00' }, expected: '100.00' },
  { rule: 'FJ-2019', input: { officerAmount: '100.00', nationalLayer: 'NAT-2022' }, expected: '200.00' },
  { rule: 'FJ-2019', input: { officerAmount: '2000.00', profile: 'insider' }, expected: '2000.00' },
  // FJ-2024
  ...at('FJ-2024', { level: 'L1' }, [['0.00', 'VERIFIED_WITH_LOSS']]),
  ...at('FJ-2024', {}, [['8000.00', 'LEVEL_MISSING']]),
  ...at('FJ-2024', { level: 'L1', failedGates: ['EXCL_STAFF', 'NOT_ALREADY_KNOWN'] }, [['8000.00', 'NOT_ALREADY_KNOWN']]),
  // YZ: +1 point in each tier
  ...at('YZ', { profile: 'insider' }, [['49999.99', '3000.00'], ['50000.00', '2500.00'], ['150000.00', '6000.00']]),
  { rule: 'YZ', input: {}, expected: '200.00' },
  { rule: 'YZ', input: { base: '0.00', profile: 'insider' }, expected: '200.00' },
  // AH-AQ: +20 %, at least 500, also without an amount
  ...at('AH-AQ', { profile: 'insider' }, [['999.00', '500.00'], ['1000.00', '600.00'], ['50000.00', '1800.00'], ['8240000.00', '100000.00']]),
  { rule: 'AH-AQ', input: {}, expected: '200.00' },
  { rule: 'AH-AQ', input: { base: '0.00', profile: 'insider' }, expected: '500.00' },
  // AH-WH: an honour is no amount, and what lifts it is asked
  ...at('AH-WH', { nationalLayer: 'NAT-2022' }, [['49999.00', 'SETTING_REQUIRED'], ['50000.00', '250.00']]),
  ...at('AH-WH', {}, [['0.00', 'BASE_MISSING']]),
  // SD-WF: sums inside a band; ends of neighbouring bands coincide
  ...at('SD-WF', {}, [['999.99', '200.00'], ['1000.00', 'OFFICER_VALUE_MISSING']]),
  ...at('SD-WF', { officerAmount: '500.00' }, [['5999.99', '500.00'], ['6000.00', '500.00'], ['80000.00', 'OFFICER_VALUE_OUT_OF_RANGE'], ['999.99', '200.00']]),
  ...at('SD-WF', { officerAmount: '10000.00' }, [['500000.00', '10000.00'], ['499999.99', 'OFFICER_VALUE_OUT_OF_RANGE']]),
  ...at('SD-WF', { officerAmount: '10000.00', profile: 'insider' }, [['500000.00', '10000.00']]),
  ...at('SD-WF', { officerAmount: '2000.00', profile: 'insider' }, [['80000.00', '2200.00']]),
  { rule: 'SD-WF', input: { officerAmount: '1000.00', profile: 'insider' }, expected: '1000.00' },
  { rule: 'SD-WF', input: { officerAmount: '1000.01' }, expected: 'OFFICER_VALUE_OUT_OF_RANGE' },
  // Historical, named directly
  ...at('JS-WJ', {}, [['100.00', '100.00'], ['5000.00', '1500.00'], ['10000.00', '2000.00'], ['0.00', 'BASE_MISSING']]),
  ...at('JS-WJ', { versionDate: '2013-06-01' }, [['5000.00', 'RULE_HISTORICAL']]),
  ...at('TJ-si', {}, [['1000.00', '200.00'], ['1999999.99', '200000.00'], ['1000000.05', '100000.01'], ['2000000.01', '200000.00'], ['9000000.00', '200000.00']]),
  ...at('OLD-F', {}, [['5000.00', '100.00'], ['5000.01', '200.00'], ['20000.00', '300.00'], ['30000.00', '800.00'], ['50000.00', '1000.00'], ['50000.01', '2000.00'], ['250000.01', '10000.00']]),
  { rule: 'OLD-F', input: { officerAmount: '5000.00' }, expected: '5000.00' },
  { rule: 'OLD-F', input: { officerAmount: '99.99' }, expected: 'OFFICER_VALUE_OUT_OF_RANGE' },
];

export const WHOLLY_REFUSED = [
  'ZJ-2019', 'ZJ-2023', 'ZJ-CITY', 'ZS-own', 'GD-2019', 'HS-2020', 'JM-2017', 'JM-MSB', 'BJ-2019', 'HEB-2023', 'HUB-2023', 'HI-2023', 'TJ-2024', 'AH-HF', 'SD-2019',
  'HEB-2019', 'SX-JC', 'AH-TONGCHENG', 'JS-PROV', 'NC-2020', 'DL-2019', 'HI-2020', 'SC-SN-2023', 'JS-TZ-2019', 'GD-GZ', 'CQ-prev', 'GD-HR-2023', 'SC-MY-2017', 'SZ',
  'NAT-2018', 'NAT-2022',
];
