// Every list of the directory reads by an index, and rules that stand alone.
import { expect } from 'chai';
import { entriesFilter, searchFilter } from '../../server/institutions/store.ts';
import { decide, readHeadings, readLine } from '../../server/institutions/rules/lines.ts';
import { added, permitted } from '../../server/institutions/rules/institution.ts';
import { explained, isOwnPlanner } from '../support/store.ts';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';
import { addStaff, personOf } from '../support/people.ts';
import type { Staff } from '../support/people.ts';
import { aDraft } from './support.ts';

const ALL = { kind: null, status: null, isDoubtful: false };
const HESHAN = { prefix: '440784', divisions: ['440784'] };

describe('institutions store', () => {
  let site: TestSite;
  let staff: Staff;
  before(async () => {
    site = await openSite();
    staff = await addStaff(site.services);
    for (let n = 0; n < 60; n += 1) {
      await site.services.institutions.add(personOf(staff, 'intake'), aDraft({ name: `鹤山市演示${n % 2 ? '康复' : '骨科'}第${n}诊所`, insuranceCode: `H440784${String(n).padStart(5, '0')}` }));
    }
  });
  after(() => site.close());

  it('takes an index for the list, the search, the doubtful ones and the codes', async function () {
    if (!isOwnPlanner) return this.skip();
    const rows = site.services.database.connection.collection('institutions');
    const plans = [
      [entriesFilter(HESHAN, ALL, null), 'place_1'], [entriesFilter(HESHAN, ALL, '440784 hss x'), 'place_1'], 
      [entriesFilter(HESHAN, { ...ALL, isDoubtful: true }, null), 'isDoubtful_1_place_1'],
    ] as const;
    for (const [filter, index] of plans) {
      const plan = await explained(rows.find(filter as object).sort({ place: 1 }).limit(51));
      expect(plan.index).to.equal(index);
    }
    for (const field of ['creditCode', 'insuranceCode'] as const) {
      expect((await explained(rows.find({ [field]: { $gt: '', $gte: 'H4407', $lt: 'H4407~' } }).sort({ [field]: 1 }).limit(50))).index).to.equal(`${field}_1`);
      expect((await explained(rows.find({ [field]: { $in: ['H44078400001'] } }))).index).to.equal(`${field}_1`);
    }
    const search = await explained(rows.find(searchFilter(HESHAN, ALL, null, ['kf']) as object).sort({ _id: 1 }).limit(200));
    expect([search.index, search.documents, search.sorts]).to.deep.equal(['keys_1', 30, false]);
    expect((await explained(rows.find(searchFilter(HESHAN, ALL, '0'.repeat(18), ['kf', 'fd']) as object).sort({ _id: 1 }).limit(200))).index).to.equal('keys_1');
  });

  it('pages by key: each once, none left out', async () => {
    const names: string[] = [];
    for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
      const found: Awaited<ReturnType<typeof site.services.institutions.list>> = await site.services.institutions.list(personOf(staff, 'head'), { query: '', division: null, ...ALL, after });
      names.push(...found.entries.map(({ name }) => name));
      after = found.next;
    }
    expect([names.length, new Set(names).size]).to.deep.equal([60, 60]);
  });
});

describe('institutions: lines of a file', () => {
  const context = { bureau: '440784', divisionOf: new Map([['鹤山市', '440784']]) };
  const line = (cells: Record<string, string>) => {
    const headings = Object.keys(cells);
    return readLine(Object.values(cells), readHeadings(headings).places, context);
  };
  const RIGHT = { 名称: '甲诊所', 类型: '诊所', 所属区划: '鹤山市' };

  it('knows the headings of other offices and names the ones that are missing', () => {
    expect([...readHeadings(['机构名称（必填）', '* 机构类别', '统筹区']).places]).to.deep.equal([['name', 0], ['kind', 1], ['division', 2]]);
    expect(readHeadings(['名称']).missing).to.deep.equal(['机构类别', '行政区划']);
  });
  it('reads a line, or says all that is wrong with it', () => {
    expect(line({ ...RIGHT, 医院等级: '三级甲等', 办医主体: '民营', 协议状态: '暂停', 医保代码: 'h44078400001', 曾用名: '乙诊所、丙诊所' })).to.deep.equal({ draft: {
      name: '甲诊所', kind: 'medicalInstitution', division: '440784', aliases: ['乙诊所', '丙诊所'], level: 'third', ownership: 'nonPublic', status: 'suspended', creditCode: null, insuranceCode: 'H44078400001', address: '', contact: '', phone: '',
    } });
    expect(line({ 名称: '', 类型: '菜场', 所属区划: '110000', 信用代码: '91350100M000100Y44', 状态: '？' })).to.deep.equal({ faults: [
      { column: 'name', fault: 'name' }, { column: 'kind', fault: 'kind' }, { column: 'division', fault: 'outside' }, { column: 'creditCode', fault: 'creditCode' }, { column: 'status', fault: 'status' },
    ] });
  });

  const known = added(aDraft({ insuranceCode: 'H44078400001', phone: '1' }), 'known', 'add', { at: new Date(0), by: 'a', text: '' });
  const judged = (change: Parameters<typeof aDraft>[0], alike = [known]) => decide(aDraft(change), alike, new Set(), '440784', () => 'fresh');
  it('decides by codes first, then by name and place, and leaves alone what an empty cell does not say', () => {
    expect(judged({ phone: '' })).to.deep.equal({ what: 'same', id: 'known' });
    expect(judged({ phone: '2' })).to.include({ what: 'changed', id: 'known', version: 1 });
    expect(judged({ insuranceCode: null, name: '鹤山市（演示）康复医院', phone: '' })).to.include({ what: 'changed', id: 'known' });
    expect(judged({ insuranceCode: 'H44078400002' })).to.include({ what: 'new', id: 'fresh', isDoubtful: true });
    expect(judged({ name: '别的医院', insuranceCode: null })).to.include({ what: 'new' });
    expect(judged({}, [{ ...known, mergedInto: 'x' }])).to.deep.equal({ what: 'wrong', faults: [{ column: null, fault: 'merged' }] });
    expect(judged({}, [known, { ...known, id: 'other' }])).to.deep.equal({ what: 'wrong', faults: [{ column: null, fault: 'ambiguous' }] });
    expect(judged({}, [{ ...known, division: '330900' }])).to.deep.equal({ what: 'wrong', faults: [{ column: null, fault: 'foreign' }] });
  });
  it('permits its acts to intake and administrator of the place alone', () => {
    const person = (role: 'intake' | 'head' | 'administrator', bureau = '440784') => ({ id: 'x', account: 'x', name: 'x', bureau, bureauName: 'x', scope: bureau, roles: [role], certificate: null, mustChangePassword: false });
    expect(permitted(known, person('intake'))).to.deep.equal(['change', 'merge']);
    expect(permitted({ ...known, mergedInto: 'y' }, person('administrator', '440700'))).to.deep.equal(['unmerge']);
    expect(permitted(known, person('head'))).to.deep.equal([]);
    expect(permitted(known, person('intake', '330900'))).to.deep.equal([]);
  });
});
