import { expect } from 'chai';
import { Conflict, Forbidden, Refused } from '../../server/kernel/errors.ts';
import { ACTIONS, NOTICE_ACTIONS, NOTICE_STATES, perform, permitted, tombstone } from '../../server/notices/rules/notice.ts';
import type { Notice, NoticeInput } from '../../server/notices/rules/notice.ts';
import { ROLES } from '../../server/people/rules/person.ts';
import type { Person, Role } from '../../server/people/rules/person.ts';

const at = new Date('2026-11-20T02:00:00Z');
const person = (id: string, ...roles: Role[]): Person => ({ id, account: id, name: id, bureau: '440784', bureauName: '', scope: '440784', roles, certificate: null, mustChangePassword: false });
const notice = (change: Partial<Notice> = {}): Notice => ({
  id: 'n1', bureau: '440784', division: '440784', caseId: 'c1', sourceVersion: 'v', state: 'draft', drafter: 'drafter', falseHits: [], privacyChecker: null, legalChecker: null, approver: null,
  earlyReason: '', firstReleaser: null, secondReleaser: null, publishedOn: null, publishedAt: null, expiresOn: null, withdrawnOn: null, withdrawalReason: null, isDemo: false, events: [], version: 1,
  content: { title: 't', subjectKind: 'INSTITUTION', cause: 'c', intro: '', findings: [], handling: [], execution: '', law: [], basis: '', periodFrom: '', periodTo: '', refundFen: 0, fineFen: 0, suspensionMonths: null, text: '' },
  ...change,
});
const input = (change: Partial<NoticeInput> = {}): NoticeInput => ({ reason: '有理由', today: '2026-11-20', remedyEndsOn: '2026-06-01', openHits: [], factsVersion: 'v', displayUntil: '2027-11-20', withdrawalReason: 'REVOKED', ...change });

describe('a notice', () => {
  for (const state of NOTICE_STATES) {
    for (const action of NOTICE_ACTIONS) {
      for (const role of ROLES) {
        const { from, by, to } = ACTIONS[action];
        const allowed = from.some((name) => name === state) && by.some((name) => name === role);
        it(`${state}: ${role} ${allowed ? 'may' : 'may not'} ${action}`, () => {
          const who = person('somebody', role);
          expect(permitted(notice({ state }), who).includes(action)).to.equal(allowed);
          if (allowed) expect(perform(action, notice({ state }), who, at, input()).state).to.equal(to);
          else expect(() => perform(action, notice({ state }), who, at, input())).to.throw(from.some((name) => name === state) ? Forbidden : Conflict);
        });
      }
    }
  }

  it('is never released by its drafter, nor twice by the same person', () => {
    const drafter = person('drafter', 'publisher');
    const first = person('first', 'publisher');
    expect(() => perform('passPrivacy', notice({ state: 'privacyCheck' }), drafter, at, input())).to.throw(Refused).with.property('reason', 'NOTICE_DRAFTER_CHECKS');
    expect(() => perform('releaseFirst', notice({ state: 'firstRelease' }), drafter, at, input())).to.throw(Refused).with.property('reason', 'NOTICE_DRAFTER_RELEASES');
    const half = perform('releaseFirst', notice({ state: 'firstRelease' }), first, at, input());
    expect(permitted(half, first)).to.deep.equal(['sendBack']);
    expect(() => perform('releaseSecond', half, first, at, input())).to.throw(Refused).with.property('reason', 'NOTICE_SAME_RELEASER');
    const out = perform('releaseSecond', half, person('second', 'publisher'), at, input());
    expect(out).to.include({ state: 'published', firstReleaser: 'first', secondReleaser: 'second', publishedOn: '2026-11-20', expiresOn: '2027-11-20' });
  });

  it('does not move on with an open leak, or after the decision changed', () => {
    const publisher = person('p', 'publisher');
    expect(() => perform('submit', notice(), publisher, at, input({ openHits: [{ check: 'LC-02', field: 'intro', fragment: '138' }] }))).to.throw(Refused).with.property('reason', 'NOTICE_LEAK');
    expect(() => perform('submit', notice(), publisher, at, input({ factsVersion: 'other' }))).to.throw(Refused).with.property('reason', 'NOTICE_FACTS_CHANGED');
  });

  it('waits for the remedy periods, unless the head gives a reason', () => {
    const head = person('h', 'head');
    const waiting = notice({ state: 'leaderApproval' });
    expect(() => perform('approve', waiting, head, at, input({ remedyEndsOn: '2026-11-20', reason: '' }))).to.throw(Refused).with.property('reason', 'NOTICE_REMEDY_OPEN');
    expect(perform('approve', waiting, head, at, input({ remedyEndsOn: '2026-11-19', reason: '' })).state).to.equal('firstRelease');
    expect(perform('approve', waiting, head, at, input({ remedyEndsOn: null, reason: '已履行完毕，当事人书面同意' })).earlyReason).to.equal('已履行完毕，当事人书面同意');
  });

  it('starts over when it is sent back', () => {
    const back = perform('sendBack', notice({ state: 'secondRelease', privacyChecker: 'a', legalChecker: 'b', approver: 'c', firstReleaser: 'd' }), person('h', 'head'), at, input());
    expect(back).to.include({ state: 'draft', privacyChecker: null, legalChecker: null, approver: null, firstReleaser: null });
    expect(() => perform('sendBack', notice({ state: 'privacyCheck' }), person('p', 'publisher'), at, input({ reason: ' ' }))).to.throw(Refused).with.property('reason', 'NOTICE_REASON');
  });

  it('leaves a tombstone without party, conduct or amount', () => {
    const gone = perform('withdraw', notice({ state: 'published', publishedOn: '2026-11-01' }), person('h', 'head'), at, input());
    expect(tombstone(gone, '鹤山市医疗保障局')).to.deep.equal({ kind: 'PUB-CASE', publishedOn: '2026-11-01', withdrawnOn: '2026-11-20', reason: 'REVOKED', bureau: '鹤山市医疗保障局' });
  });

  it('is for its own bureau alone', () => {
    const elsewhere = { ...person('x', 'publisher'), bureau: '440700' };
    expect(permitted(notice(), elsewhere)).to.deep.equal([]);
    expect(() => perform('submit', notice(), elsewhere, at, input())).to.throw(Forbidden);
  });
});
