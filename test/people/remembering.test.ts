import { expect } from 'chai';
import { peopleStore } from '../../server/people/store.ts';
import { remembering } from '../../server/people/store/remembering.ts';
import type { Account, Bureau } from '../../server/people/rules/accounts.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

const BUREAU: Bureau = {
  code: '440784', name: '鹤山市演示医疗保障局', shortName: '鹤山演示局', documentWord: '鹤演医保', level: 'county', parent: null, address: '', phone: '', hours: '', isActive: true, isDemo: true, version: 1,
};
const ACCOUNT: Omit<Account, 'id'> = {
  account: 'hs.one', name: '演示甲', bureau: '440784', scope: '440784', roles: ['intake'], certificate: null, email: null, passwordHash: 'x', tokenVersion: 1, mustChangePassword: false, isDisabled: false, isDemo: true,
  createdAt: new Date('2026-11-20T00:00:00Z'), version: 1,
};

describe('a store that remembers people', () => {
  let database: TestDatabase;
  let bare: ReturnType<typeof peopleStore>;
  let now = new Date('2026-11-20T08:00:00Z');
  before(async () => {
    database = await openTestDatabase();
    bare = peopleStore(database.connection);
  });
  after(() => database.drop());

  it('asks again after three seconds, and at once after what it wrote itself', async () => {
    const store = remembering(bare, () => now);
    await store.addBureau(BUREAU);
    expect((await store.findBureau('440784')).phone).to.equal('');
    await bare.saveBureau({ ...BUREAU, phone: '1' });
    expect((await store.findBureau('440784')).phone, 'remembered').to.equal('');
    now = new Date(now.getTime() + 3_000);
    expect((await store.findBureau('440784')).phone, 'asked again').to.equal('1');
    await store.saveBureau({ ...BUREAU, phone: '2', version: 2 });
    expect((await store.findBureau('440784')).phone, 'its own write').to.equal('2');
  });

  it('does not remember that something was not there once it has added it, nor an answer that failed', async () => {
    const store = remembering(bare, () => now);
    expect(await store.findByName('hs.one')).to.equal(null);
    expect(await store.listAccounts('440784')).to.deep.equal([]);
    const failed = await store.findBureau('330900').then(() => null, (error: unknown) => error);
    expect(failed).to.be.instanceOf(Error);
    await bare.addBureau({ ...BUREAU, code: '330900' });
    expect((await store.findBureau('330900')).code).to.equal('330900');
    const id = await store.addAccount(ACCOUNT);
    expect((await store.findByName('hs.one'))?.id).to.equal(id);
    expect((await store.listAccounts('440784')).map(({ account }) => account)).to.deep.equal(['hs.one']);
  });
});
