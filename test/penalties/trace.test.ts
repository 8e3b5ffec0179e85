// What a page says of a calculation: no code of the record is left in it.
import { expect } from 'chai';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { traceSteps } from '../../server/penalties/pages/trace.ts';

const step = (name: string, formula: string, result: string, inputs: Record<string, string> = {}) => ({ step: name, clause: '', formula, result, inputs }) as Parameters<typeof traceSteps>[1]['trace'][number];
const TRACE = [
  step('law', 'conductTo', 'R735.38', { conductTo: '2026-07-31', from: '2021-05-01' }), step('base', 'A', '61,320.40', { field: 'lossFen' }),
  step('range', '[1 × A, 2 × A]', '61,320.40–122,640.80', { A: '61,320.40' }), step('range', 'none', '无罚款', { A: '未录入' }),
  step('benchmark', 'noBenchmark', ''), step('tier', '', 'NORMAL'), step('fine', 'roundHalfUp(A × 1.3, 0.01)', '79,716.52', { A: '61,320.40', multiple: '1.3' }), step('fine', 'entered', '79,716.52'),
  step('sameAct', 'max(fine), max(A)', '0.00'), step('refund', 'A', '61,320.40'), step('compare', 'SIL.88', '无罚款'), step('checks', 'engine 1', 'CALC_A:STOP CALC_B:WARN'),
];

describe('the trace of a fine in words', () => {
  it('says in Chinese how each step came about', () => {
    expect(traceSteps(wordsOf('zh-CN'), { trace: TRACE }).map(({ formula, result }) => [formula, result])).to.deep.equal([
      ['看行为结束的日子：2026-07-31', '2021-05-01 起的文本'], ['基金损失', '61,320.40'], ['61,320.40 × 1–2', '61,320.40–122,640.80'], [null, '不罚款'],
      ['本省的裁量基准没有录入', ''], [null, '一般'], ['61,320.40 × 1.3', '79,716.52'], ['直接填写的罚款', '79,716.52'],
      ['取最重的一项罚款；损失只算最大的一笔', '0.00'], ['基数', '61,320.40'], ['《社会保险法》第八十八条', '不罚款'], [null, '2 处要看，写在上面'],
    ]);
  });
  it('leaves no code in English', () => {
    const shown = traceSteps(wordsOf('en'), { trace: TRACE }).flatMap(({ formula, result }) => [formula ?? '', result]);
    for (const text of shown) expect(text).not.to.match(/conductTo|R735|roundHalf|engine|NORMAL|CALC_|无罚款|\bA\b|noBenchmark|penalties\./);
  });
});
