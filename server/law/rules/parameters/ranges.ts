import { row, type Mark, type Parameter, type Period } from './record.ts';

// Ranges of fines and suspensions as the statutes fix them (enforcement 4.2). No bureau enters its own over them: a change of the law is a new row with its day.

const R735: Period = ['2021-05-01', null];
const SIL: Period = ['2011-07-01', null];
const REGULATION = '《医疗保障基金使用监督管理条例》';
const INSURANCE = '《社会保险法》';

type Bounds = readonly [low: string, high: string];
const range = (code: string, [low, high]: Bounds, period: Period, source: string, mark: Mark = 'Q', jurisdiction = 'CN'): Parameter =>
  row(jurisdiction, period, code, { value: [low, high], unit: 'LIST', dayKind: null }, mark, source);

/** TIMES: multiples of the base, as decimals; SUM: fen; MONTHS: months of suspension. Both bounds belong to the range. */
export const RANGES: readonly Parameter[] = [
  range('R735.37.TIMES', ['2', '5'], R735, `${REGULATION}第三十七条`),
  range('R735.38.TIMES', ['1', '2'], R735, `${REGULATION}第三十八条`),
  range('R735.38.MONTHS', ['6', '12'], R735, `${REGULATION}第三十八条`),
  range('R735.39.SUM', ['1000000', '5000000'], R735, `${REGULATION}第三十九条`),
  range('R735.40.TIMES', ['2', '5'], R735, `${REGULATION}第四十条`),
  range('R735.40.MONTHS', ['6', '12'], R735, `${REGULATION}第四十条`),
  range('R735.41.1.MONTHS', ['3', '12'], R735, `${REGULATION}第四十一条第一款`),
  range('R735.41.2.TIMES', ['2', '5'], R735, `${REGULATION}第四十一条第二款`),
  range('R735.41.2.MONTHS', ['3', '12'], R735, `${REGULATION}第四十一条第二款`),
  range('D7.TRACE.SUM', ['1000000', '5000000'], ['2026-04-01', null], '《医疗保障基金使用监督管理条例实施细则》（追溯码）', 'S'),
  range('SIL.84.TIMES', ['1', '3'], SIL, `${INSURANCE}第八十四条`),
  range('SIL.84.PERSON.SUM', ['50000', '300000'], SIL, `${INSURANCE}第八十四条`),
  range('SIL.87.TIMES', ['2', '5'], SIL, `${INSURANCE}第八十七条`),
  range('SIL.88.TIMES', ['2', '5'], SIL, `${INSURANCE}第八十八条`),
  range('SAR.68.TIMES', ['1', '3'], ['2014-05-01', null], '《社会救助暂行办法》第六十八条'),
  range('ZJ55.UNIT.TIMES', ['1', '3'], ['2021-07-01', null], '《浙江省医疗保障条例》第五十五条', 'Q', '330000'),
  range('ZJ55.PERSON.SUM', ['100000', '1000000'], ['2021-07-01', null], '《浙江省医疗保障条例》第五十五条', 'Q', '330000'),
];

const isBounds = (value: Parameter['value']): value is Bounds => Array.isArray(value) && value.length === 2;

/** The range of the day; before the first version the first, so that a provision can be named whose law was not there yet (that is a check of its own). Null: the provision has none. */
export function rangeOn(code: string, date: string, ranges: readonly Parameter[] = RANGES): Bounds | null {
  const versions = ranges.filter((each) => each.code === code).sort((one, other) => (one.from ?? '').localeCompare(other.from ?? ''));
  const found = versions.findLast(({ from }) => from === null || from <= date) ?? versions[0];
  return found && isBounds(found.value) ? found.value : null;
}
