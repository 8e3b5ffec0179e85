import { expect } from 'chai';
import { spelling } from '../../server/institutions/adapters/pinyin.ts';
import { isCodeQuery, isHit, keysOf, plain, waysOf } from '../../server/institutions/rules/search.ts';
import type { Sound } from '../../server/institutions/rules/search.ts';

const soundOfName = async (name: string): Promise<Sound> => ({ text: plain(name), syllables: await spelling.syllables(name) });
const lettersOf = async (query: string) => new Map(await Promise.all([...plain(query)].map(async (sign) => [sign, await spelling.firstLetters(sign)] as const)));

describe('institutions: search', () => {
  it('spells a name, one syllable a character, and reads a character among its neighbours', async () => {
    expect(await spelling.syllables('鹤山市 重庆路A1大药房')).to.deep.equal(['he', 'shan', 'shi', 'chong', 'qing', 'lu', 'a', '1', 'da', 'yao', 'fang']);
    expect(await spelling.firstLetters('重')).to.have.members(['z', 'c']);
    expect(await spelling.firstLetters('7')).to.deep.equal(['7']);
  });
  it('keeps pairs of initials that tell something, once each', () => {
    expect(keysOf([{ text: '仁和大药房', syllables: ['ren', 'he', 'da', 'yao', 'fang'] }, { text: '仁和', syllables: ['ren', 'he'] }])).to.deep.equal(['dy', 'hd', 'rh']);
  });
  it('reads a query as written, as initials and as full pinyin; too short is no way at all', () => {
    expect(waysOf('康复', new Map([['康', ['k']], ['复', ['f']]]))).to.deep.equal([['kf']]);
    expect(waysOf('重康', new Map([['重', ['z', 'c']], ['康', ['k']]]))).to.deep.equal([['zk'], ['ck']]);
    expect(waysOf('kangfu', new Map())).to.deep.include(['kf']);
    expect(waysOf('xian', new Map())).to.deep.include(['xa']);
    expect(waysOf('康', new Map([['康', ['k']]]))).to.deep.equal([]);
    expect(waysOf('！？', new Map())).to.deep.equal([]);
    // What half of all names have is looked for without a key.
    expect(waysOf('医院', new Map([['医', ['y']], ['院', ['y']]]))).to.deep.equal([[]]);
  });
  const NAME = '鹤山市（演示）康复医院';
  for (const [query, isFound] of [
    ['康复', true], ['鹤山市演示', true], ['演示）康', true], ['kf', true], ['ysKF', true], ['kangfu', true], ['fuyi', true], ['kangf', true], ['康复yy', true], ['angfu', false], ['药房', false], ['kfyf', false],
  ] as const) {
    it(`${query} ${isFound ? 'finds' : 'does not find'} ${NAME}`, async () => {
      const sound = await soundOfName(NAME);
      expect(isHit(query, sound)).to.equal(isFound);
      // What is found must also be reachable by the keys.
      const keys = new Set(keysOf([sound]));
      if (isFound) expect(waysOf(query, await lettersOf(query)).some((way) => way.every((key) => keys.has(key)))).to.equal(true);
    });
  }
  it('tells a code from a name', () => {
    expect(['H44078400001', '9144', '440784'].map(isCodeQuery)).to.deep.equal([true, true, true]);
    expect(['KFYY', '康复1', 'H4'].map(isCodeQuery)).to.deep.equal([false, false, false]);
  });
});
