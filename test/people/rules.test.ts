import { expect } from 'chai';
import { areRolesCompatible, passwordProblem, personOf, withPassword, withRights } from '../../server/people/rules/accounts.ts';
import type { Account } from '../../server/people/rules/accounts.ts';
import { brokenSeparations, hasRole, hasValidCertificate, isInScope, isOwnBureau, ROLES } from '../../server/people/rules/person.ts';
import { aPerson } from '../support/kernel-app.ts';
import { aBureau } from '../support/people.ts';

const account: Account = {
  id: 'a', account: 'someone', name: '演示', bureau: '440784', scope: '440784', roles: ['intake'], certificate: null, email: null, passwordHash: 'old', tokenVersion: 3,
  mustChangePassword: false, isDisabled: false, isDemo: false, createdAt: new Date('2026-01-01T00:00:00Z'), version: 7,
};

describe('rules of people', () => {
  it('a password has 12 characters and 72 bytes at most, and does not hold the account', () => {
    const cases: [string, string, ReturnType<typeof passwordProblem>][] = [
      ['eleven char', 'someone', 'short'], ['twelve chars', 'someone', null], ['一二三四五六七八九十一', 'someone', 'short'], ['一二三四五六七八九十一二', 'someone', null],
      ['一'.repeat(24), 'someone', null], ['一'.repeat(25), 'someone', 'long'], ['a'.repeat(72), 'someone', null], ['a'.repeat(73), 'someone', 'long'],
      ['😀'.repeat(18), 'someone', null], ['😀'.repeat(19), 'someone', 'long'], ['mySomeOne-1234', 'someone', 'likeAccount'],
    ];
    for (const [password, name, expected] of cases) expect(passwordProblem(password, name), password).to.equal(expected);
  });
  it('nobody stands behind an account that is disabled, or whose bureau is', () => {
    expect(personOf(account, aBureau('440784'))?.bureauName).to.equal('演示440784医疗保障局');
    expect(personOf({ ...account, isDisabled: true }, aBureau('440784'))).to.equal(null);
    expect(personOf(account, aBureau('440784', { isActive: false }))).to.equal(null);
  });
  it('a new password or other rights end the tokens issued before', () => {
    expect(withPassword(account, 'new', true)).to.deep.equal({ ...account, passwordHash: 'new', mustChangePassword: true, tokenVersion: 4 });
    expect(withRights(account, { isDisabled: true })).to.deep.equal({ ...account, isDisabled: true, tokenVersion: 4 });
  });
  it('the administrator’s role stands alone, all others may meet', () => {
    expect(areRolesCompatible(['administrator'])).to.equal(true);
    for (const role of ROLES.filter((each) => each !== 'administrator')) expect(areRolesCompatible(['administrator', role]), role).to.equal(false);
    expect(areRolesCompatible(['intake', 'investigator', 'head'])).to.equal(true);
  });
  it('a certificate counts up to its last day', () => {
    const holder = { certificate: { number: 'YZ-1', validTo: '2026-11-10' } };
    expect([hasValidCertificate(holder, '2026-11-10'), hasValidCertificate(holder, '2026-11-11'), hasValidCertificate({ certificate: null }, '2026-11-10')]).to.deep.equal([true, false, false]);
  });
  it('content is for the own bureau, counts reach down the tree', () => {
    const above = aPerson({ bureau: '440700', scope: '440700' });
    expect([isOwnBureau(above, '440700'), isOwnBureau(above, '440784')]).to.deep.equal([true, false]);
    expect([isInScope(above, '440784'), isInScope(above, '440000'), isInScope(above, '330900')]).to.deep.equal([true, false, false]);
    expect([hasRole(above, 'intake'), hasRole(above, 'head', 'intake'), hasRole(above, 'head')]).to.deep.equal([true, true, false]);
  });
  it('names the duties that one person must not hold in one matter', () => {
    expect(brokenSeparations({ officer: ['a', 'b'], legalReviewer: ['c'], approver: ['d'] })).to.deep.equal([]);
    expect(brokenSeparations({ officer: ['a', 'b'], legalReviewer: ['b'], hearingHost: ['b'], approver: ['a'] })).to.deep.equal([
      'officer×legalReviewer', 'officer×hearingHost', 'legalReviewer×hearingHost', 'officer×approver',
    ]);
    expect(brokenSeparations({ firstReader: ['a'], secondReader: ['a'] })).to.deep.equal(['firstReader×secondReader']);
  });
});
