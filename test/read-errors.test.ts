// A read that failed is an error and never "nothing there": that would hide a matter, or remove what belongs to one.
import { expect } from 'chai';
import { looking } from '../server/cases/service/look.ts';
import { loading } from '../server/cases/service/parts.ts';
import type { CasesParts, Loading } from '../server/cases/service/parts.ts';
import { NotFound, orNull } from '../server/kernel/errors.ts';
import { ownBureau } from '../server/own-bureau.ts';
import type { Person } from '../server/people/rules/person.ts';
import { links } from '../server/reports/service/links.ts';
import type { Acting, ReportsParts } from '../server/reports/service/parts.ts';
import { testClock } from './support/clock.ts';

const BROKEN = new Error('the disk is gone');
const broken = (): Promise<never> => Promise.reject(BROKEN);
const missing = (): Promise<never> => Promise.reject(new NotFound('report'));
const failure = (work: Promise<unknown>): Promise<unknown> => work.then(() => 'no error', (error: unknown) => error);
const officer = (roles: Person['roles']): Person => ({ id: 'p', account: 'p', name: '演示甲', bureau: '440784', scope: '440784', roles, certificate: null }) as unknown as Person;

describe('a read that failed', () => {
  it('stays an error where only what is missing is meant', async () => {
    expect(await orNull(missing())).to.equal(null);
    expect(await orNull(Promise.resolve(0))).to.equal(0);
    expect(await failure(orNull(broken()))).to.equal(BROKEN);
  });

  it('is not a site without a bureau', async () => {
    const said = (find: () => Promise<never>) => ownBureau({ division: '440784', find, list: () => Promise.resolve([]), clock: testClock('2026-11-10T02:00:00Z') })();
    expect(await said(missing)).to.deep.equal({ name: '', contact: null });
    expect(await failure(said(broken))).to.equal(BROKEN);
  });

  it('is not a case that nobody may know of, and not one that is nowhere', async () => {
    let guard: (person: Person, id: string) => Promise<boolean> = () => Promise.resolve(true);
    const parts = (find: () => Promise<never>, findById = find) => ({
      store: { find, findById }, documents: { guard: (_kind: string, given: typeof guard) => void (guard = given) }, audit: { record: () => Promise.resolve() },
    }) as unknown as CasesParts;
    for (const person of [officer(['head']), officer(['rewardOfficer'])]) {
      looking(parts(broken), {} as Loading);
      expect(await failure(guard(person, 'c')), person.roles[0]).to.equal(BROKEN);
      looking(parts(missing), {} as Loading);
      expect(await guard(person, 'c')).to.equal(false);
    }
    expect(await failure(loading(parts(missing, broken)).load(officer(['head']), 'c'))).to.equal(BROKEN);
    expect(await failure(loading(parts(missing)).load(officer(['head']), 'c'))).to.be.instanceOf(NotFound);
  });

  it('costs no reporter his identity in the nightly tidying', async () => {
    const dropped: string[] = [];
    const tidy = (find: () => Promise<never>): Promise<void> => links({
      store: { find, recount: () => Promise.resolve(), identitiesOf: () => Promise.resolve(['r']), dropIdentity: (id: string) => Promise.resolve(void dropped.push(id)) }, people: { listBureaus: () => Promise.resolve([]) },
    } as unknown as ReportsParts, {} as Acting).tidy('2026-11-08');
    expect(await failure(tidy(broken))).to.equal(BROKEN);
    expect(dropped).to.deep.equal([]);
    await tidy(missing);
    expect(dropped).to.deep.equal(['r']);
  });
});
