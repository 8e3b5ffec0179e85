// Two bureaus of one province, one of another, and a person for every role.
import type { Bureau } from '../../server/people/rules/accounts.ts';
import type { Person, Role } from '../../server/people/rules/person.ts';
import type { Services } from '../../server/services.ts';

export const PASSWORD = 'correct horse 9 staple';

export const aBureau = (code: string, change: Partial<Bureau> = {}): Bureau => ({
  code, name: `演示${code}医疗保障局`, shortName: `演示${code}局`, documentWord: '演医保', level: 'prefecture', parent: null,
  address: '演示路 1 号', phone: '0000-0000000', hours: '工作日 9:00—17:00', isActive: true, isDemo: true, version: 1, ...change,
});

export const BUREAUS: Bureau[] = [
  aBureau('440000', { name: '广东省演示医疗保障局', level: 'province', documentWord: '粤演医保' }),
  aBureau('440700', { name: '江门市演示医疗保障局', parent: '440000', documentWord: '江演医保' }),
  aBureau('440784', { name: '鹤山市演示医疗保障局', level: 'county', parent: '440700', documentWord: '鹤演医保' }),
  aBureau('330000', { name: '浙江省演示医疗保障局', level: 'province', documentWord: '浙演医保' }),
  aBureau('330900', { name: '舟山市演示医疗保障局', parent: '330000', documentWord: '舟演医保' }),
];

/** Account name → its person. Two investigators, two heads and two reward officers, because the law asks for two. */
const STAFF: readonly (readonly [string, string, string, Role[]])[] = [
  ['intake', '演示甲', '440784', ['intake']],
  ['investigator1', '演示乙', '440784', ['investigator']],
  ['investigator2', '演示丙', '440784', ['investigator']],
  ['reviewer', '演示丁', '440784', ['legalReviewer']],
  ['head', '演示戊', '440784', ['head']],
  ['reward1', '演示己', '440784', ['rewardOfficer']],
  ['reward2', '演示庚', '440784', ['rewardOfficer']],
  ['publisher1', '演示辛', '440784', ['publisher']],
  ['publisher2', '演示壬', '440784', ['publisher']],
  ['publisher3', '演示癸', '440784', ['publisher']],
  ['auditor', '演示子', '440784', ['auditor']],
  ['admin', '演示丑', '440784', ['administrator']],
  ['head.jm', '演示寅', '440700', ['head']],
  ['admin.jm', '演示卯', '440700', ['administrator']],
  ['intake.zs', '演示辰', '330900', ['intake']],
  ['head.zs', '演示巳', '330900', ['head']],
];

export type Staff = Record<string, Person>;

/** Loads the bureaus and accounts; sign in with the account's name and PASSWORD. */
export async function addStaff(services: Services): Promise<Staff> {
  for (const bureau of BUREAUS) await services.people.addBureau(null, bureau);
  const staff: Staff = {};
  for (const [account, name, bureau, roles] of STAFF) {
    const id = await services.people.addAccount(null, {
      account, name, bureau, scope: bureau, roles, password: PASSWORD, isDemo: true,
      certificate: roles.includes('investigator') || roles.includes('head') ? { number: `YZ-${account}`, validTo: '2030-12-31' } : null,
    });
    const person = await services.people.find(id);
    if (person) staff[account] = person;
  }
  return staff;
}

export function personOf(staff: Staff, account: string): Person {
  const person = staff[account];
  if (!person) throw new Error(`nobody is called ${account}`);
  return person;
}
