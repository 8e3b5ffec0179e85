// Filters under a name: what an officer wrote into the name is found nowhere in the database.
import { expect } from 'chai';
import { init } from '../../server/kernel/database/connect.ts';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';

const NAME = '找老彭说的铁盒';
type Row = { _id: string; person: string; name?: string; query?: string };

describe('the name of a saved view', () => {
  const { site, staff } = staffed();
  const rows = () => site.services.database.connection.collection<Row>('report_views');
  const views = async (account: string): Promise<string[][]> => (await site.services.reports.savedViews(personOf(staff, account))).map(({ name, query }) => [name, query]);

  it('is sealed with its filters: no piece of it stands in any collection', async () => {
    await site.services.reports.saveView(personOf(staff, 'intake'), NAME, 'view=soon&kind=pharmacy');
    expect(await views('intake')).to.deep.equal([[NAME, 'view=soon&kind=pharmacy']]);
    for (const { name } of await site.services.database.connection.listCollections()) {
      const found = JSON.stringify(await site.services.database.connection.collection(name).find().toArray());
      for (const piece of ['老彭', '铁盒', 'kind=pharmacy']) expect(found, name).not.to.include(piece);
    }
  });

  it('is known again, for its own person alone', async () => {
    const again = (account: string): Promise<string> => site.services.reports.saveView(personOf(staff, account), NAME, 'view=late').then(() => 'saved', () => 'known');
    expect([await again('intake'), await again('head')]).to.deep.equal(['known', 'saved']);
    expect(await views('intake')).to.deep.equal([[NAME, 'view=soon&kind=pharmacy']]);
  });

  it('is sealed at the start where a former version kept it open, and stays usable', async () => {
    const person = personOf(staff, 'auditor').id;
    await rows().dropIndex('person_1_nameKey_1');
    await rows().createIndex({ person: 1, name: 1 }, { unique: true });
    await rows().insertMany([{ _id: 'v1', person, name: '乙的药店', query: 'kind=pharmacy' }, { _id: 'v2', person, name: '甲的医院', query: 'kind=hospital' }]);
    for (const start of ['first', 'next']) {
      await init(site.services.database.connection);
      expect(await views('auditor'), start).to.deep.equal([['甲的医院', 'kind=hospital'], ['乙的药店', 'kind=pharmacy']]);
      expect(JSON.stringify(await rows().find().toArray())).not.to.include('乙的药店').and.not.to.include('kind=');
    }
    expect((await rows().indexes()).map(({ name }) => name)).to.include('person_1_nameKey_1').and.not.include('person_1_name_1');
    expect([await site.services.reports.dropView(personOf(staff, 'auditor'), 'v1').then(() => 'dropped'), (await views('auditor')).length]).to.deep.equal(['dropped', 1]);
  });
});
