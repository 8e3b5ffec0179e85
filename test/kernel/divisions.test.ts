import { expect } from 'chai';
import { chain, children, codePrefix, fullName, isDivisionCode, level, parent, within } from '../../server/kernel/divisions.ts';
import { divisionTable } from '../../server/law/adapters/cn-division.ts';

describe('divisions', () => {
  it('knows the level and what is above', () => {
    expect(['CN', '330000', '330900', '330902'].map(level)).to.deep.equal(['country', 'province', 'prefecture', 'county']);
    expect(chain('440784')).to.deep.equal(['440784', '440700', '440000', 'CN']);
    expect(parent('CN')).to.equal(null);
  });

  it('compares a scope after cutting trailing 00', () => {
    expect(within('440000', '440784')).to.equal(true);
    expect(within('440700', '440784')).to.equal(true);
    expect(within('440784', '440784')).to.equal(true);
    expect(within('CN', '440784')).to.equal(true);
    expect(within('440784', '440700')).to.equal(false);
    expect(within('330900', '440784')).to.equal(false);
    expect(within('500000', '500101')).to.equal(true);
    expect(codePrefix('440700')).to.equal('4407');
  });

  it('refuses what is no code', () => {
    expect(['330900', '33090', '3309001', '033090', 'CN', '３３０９００'].map(isDivisionCode)).to.deep.equal([true, false, false, false, false, false]);
  });

  describe('table', () => {
    const table = divisionTable();

    it('names the bureaus of the seeds and what is around them', () => {
      expect(['330000', '330900', '330902', '330903', '330921', '330922', '440000', '440700', '440784'].map((code) => table.get(code))).to.deep.equal([
        '浙江省', '舟山市', '定海区', '普陀区', '岱山县', '嵊泗县', '广东省', '江门市', '鹤山市',
      ]);
      expect(fullName(table, '330922')).to.equal('浙江省舟山市嵊泗县');
      expect(fullName(table, '110101')).to.equal('北京市东城区');
    });

    it('lists the counties of a prefecture', () => {
      expect(children(table, '330900')).to.deep.equal([
        { code: '330902', name: '定海区' }, { code: '330903', name: '普陀区' }, { code: '330921', name: '岱山县' }, { code: '330922', name: '嵊泗县' },
      ]);
      expect(children(table, '440700').map(({ code }) => code)).to.deep.equal(['440703', '440704', '440705', '440781', '440783', '440784', '440785']);
      expect(children(table, 'CN')).to.have.length(31);
    });

    it('holds six-digit codes only', () => {
      for (const code of table.keys()) if (code !== 'CN') expect(isDivisionCode(code), code).to.equal(true);
    });
  });
});
