// The decision on filing follows the older report to what was merged into it.
import { expect } from 'chai';
import { nationalCalendar } from '../../server/law/adapters/chinese-days.ts';
import { decisionOf, following, isFollowed } from '../../server/reports/rules/acts/following.ts';
import { permitted } from '../../server/reports/rules/actions.ts';
import { clocksAtReceipt } from '../../server/reports/rules/clocks.ts';
import type { Setting } from '../../server/reports/rules/clocks.ts';
import { reporterDates } from '../../server/reports/rules/dates.ts';
import { perform } from '../../server/reports/rules/perform.ts';
import { reporterView } from '../../server/reports/rules/reporter.ts';
import type { Report, ReportEvent } from '../../server/reports/rules/report.ts';
import { queueOf } from '../../server/reports/rules/queue.ts';
import { tied, tiesOf } from '../../server/reports/rules/ties.ts';
import type { Person, Role } from '../../server/people/rules/person.ts';
import { aReport as received } from './support.ts';

const on = (today: string): Setting => ({ at: new Date(`${today}T02:00:00Z`), today, calendar: nationalCalendar(), overlay: [] });
const person = (...roles: Role[]): Person => ({ id: 'p', account: 'p', name: 'p', bureau: '440784', bureauName: '', scope: '440784', roles, certificate: null, mustChangePassword: false });
const event = (action: string, day: string, by = 'head1'): ReportEvent => ({ action, on: day, at: null, by, text: null, detail: {} });
const aReport = (id: string, change: Partial<Report> = {}): Report =>
  received({ id, receivedOn: '2026-11-02', clocks: clocksAtReceipt('440784', on('2026-11-02')), events: [event('receive', '2026-11-02')], ...change });
const FILED = { state: 'filed', handlingOn: '2026-11-03', decidedOn: '2026-11-10', caseId: 'c' } as const;
const lead = (change: Partial<Report> = {}): Report => aReport('lead', { events: [event('receive', '2026-11-01'), event('file', '2026-11-10')], ...FILED, ...change });
const merged = (change: Partial<Report> = {}, mergedOn = '2026-11-05'): Report =>
  aReport('own', { state: 'merged', mergedInto: 'lead', handlingOn: mergedOn, ties: tied({}, { mergedAs: 'merged' }), events: [event('receive', '2026-11-02'), event('merge', mergedOn)], ...change });
const tell = ({ clocks }: Report, which = 'TELL_FILED'): string[] => clocks.filter(({ code }) => code === which).map(({ startedOn, stoppedOn, counted }) => `${startedOn}–${counted?.end ?? '?'} ${stoppedOn ?? 'runs'}`);

describe('the decision on filing of a merged report', () => {
  it('starts the duty to tell whoever gave a name, with a letter of his own, and is told in time', () => {
    const after = following(merged(), lead(), on('2026-11-10'));
    expect(tell(after)).to.deep.equal(['2026-11-10–2026-11-17 runs']);
    expect(after.pending.map(({ kind, slots, by, key }) => ({ kind, slots, by, key }))).to.deep.equal([{ kind: 'filed', slots: { decidedOn: '2026-11-10' }, by: 'head1', key: 'report/own/1/filed' }]);
    expect([after.decidedOn, queueOf(after), after.events.at(-1)?.action]).to.deep.equal(['2026-11-10', 'tell', 'decidedWith']);
    expect(following(after, lead(), on('2026-11-11'))).to.equal(after);
    expect(permitted(after, person('intake'), on('2026-11-12'))).to.include('recordTold');
    const told = perform('recordTold', after, person('intake'), on('2026-11-12'), { clock: 'TELL_FILED', way: 'post', on: '2026-11-12' });
    expect([tell(told), queueOf(told), told.state]).to.deep.equal([['2026-11-10–2026-11-17 2026-11-12'], 'done', 'merged']);
  });

  it('shows the page of a report that was decided by itself, with its date', () => {
    const view = reporterView(following(merged(), lead(), on('2026-11-10')), lead());
    expect(view).to.include({ state: 'filed', stage: 'inHand', decidedOn: '2026-11-10' });
    expect(reporterDates(following(merged(), lead(), on('2026-11-10')), view, on('2026-11-10')).map(({ code }) => code)).to.deep.equal(['TELL_FILED', 'CASE_DECIDE']);
    const closed = lead({ ...FILED, state: 'notFiled', caseId: null, reason: 'NF_NO_SUSPECT', doneOn: '2026-11-10', events: [event('notFile', '2026-11-10')] });
    expect(reporterView(following(merged(), closed, on('2026-11-10')), closed)).to.include({ state: 'notFiled', stage: 'done', decidedOn: '2026-11-10', doneOn: '2026-11-10', reason: 'NF_NO_SUSPECT' });
    // Without a name: no duty, no letter, and no word before the visit.
    const nameless = following(merged({ identity: 'anonymous' }), lead(), on('2026-11-10'));
    expect([tell(nameless), nameless.pending, reporterView(nameless, lead()).state]).to.deep.equal([[], [], null]);
    expect(reporterView({ ...nameless, visitedOn: '2026-11-11' }, lead()).state).to.equal('filed');
  });

  it('tells by no day that there was another before it', () => {
    const after = following(merged({}, '2026-11-16'), lead(), on('2026-11-16'));
    expect([after.decidedOn, tell(after), after.pending[0]?.slots]).to.deep.equal(['2026-11-16', ['2026-11-16–2026-11-23 runs'], { decidedOn: '2026-11-16' }]);
    const repeated = merged({ ties: tied({}, { mergedAs: 'repeated' }), events: [event('receive', '2026-11-16'), event('repeat', '2026-11-16')] }, '2026-11-16');
    const closed = lead({ state: 'notFiled', reason: 'NF_NO_SUSPECT', doneOn: '2026-11-10', events: [event('notFile', '2026-11-10')] });
    expect(reporterView(following(repeated, closed, on('2026-11-16')), closed)).to.include({ decidedOn: '2026-11-16', doneOn: '2026-11-16' });
  });

  it('goes on through a merge of a merge, and comes back when the older one is opened again or the merge undone', () => {
    const between = following(merged(), lead(), on('2026-11-10'));
    expect(isFollowed(merged(), between)).to.equal(true);
    expect(decisionOf(between)).to.deep.equal({ as: 'filed', on: '2026-11-10', reason: null, by: 'head1' });
    const below = following(merged({ id: 'below', mergedInto: 'own' }), between, on('2026-11-10'));
    expect(tell(below)).to.deep.equal(['2026-11-10–2026-11-17 runs']);
    const reopened = following(between, lead({ state: 'verifying', decidedOn: null }), on('2026-11-11'));
    expect([reopened.decidedOn, tiesOf(reopened).decided, reopened.events.at(-1)?.action]).to.deep.equal([null, null, 'reopenedWith']);
    const undone = perform('unmerge', between, person('intake'), on('2026-11-12'), { text: '并错了，不是一件' });
    expect([undone.state, undone.decidedOn, tiesOf(undone).decided, tell(undone)]).to.deep.equal(['verifying', null, null, ['2026-11-10–2026-11-17 2026-11-12']]);
  });

  it('is also that it was not accepted, each counted from his own receipt, or that it went to others, which starts nothing', () => {
    const refused = lead({ state: 'notAccepted', handlingOn: null, caseId: null, reason: 'NA_OUT_OF_SCOPE', doneOn: '2026-11-10', events: [event('notAccept', '2026-11-10', 'intake1')] });
    const after = following(merged({ handlingOn: null }), refused, on('2026-11-10'));
    expect([tell(after, 'TELL_NOT_ACCEPTED'), after.reason, after.decidedOn, queueOf(after)]).to.deep.equal([['2026-11-02–? runs'], 'NA_OUT_OF_SCOPE', '2026-11-10', 'tell']);
    // The words are not those that were written to the other reporter.
    expect(after.pending.map(({ kind, by, slots }) => [kind, by, slots['ground'], slots['explanation']])).to.deep.equal([['notAccepted', 'intake1', '@reports.ground.NA_OUT_OF_SCOPE', '@reports.ground.help']]);
    expect(reporterView(after, refused)).to.include({ state: 'notAccepted', stage: 'done', doneOn: '2026-11-10', reason: 'NA_OUT_OF_SCOPE' });
    for (const [state, action] of [['transferredOut', 'transfer'], ['referredContract', 'referContract']] as const) {
      const elsewhere = lead({ state, decidedOn: null, caseId: null, events: [event(action, '2026-11-10')] });
      const followed = following(merged(), elsewhere, on('2026-11-10'));
      expect([tiesOf(followed).decided?.as, reporterView(followed, elsewhere).state, followed.pending, queueOf(followed)], state).to.deep.equal([state, state, [], 'done']);
    }
  });

  it('is followed by what its case says, once, and by no other case', () => {
    const line = (key: string, ofCase: string, change = {}) => ({ key, args: {}, on: '2026-11-12', isForAll: false, ofCase, ...change });
    const told = lead({ told: [line('cases.told.decided', 'c', { isResult: true }), line('cases.told.decided', 'of-a-part'), { key: 'rewards.told.paid', args: {}, on: '2026-11-13', isForAll: true }] });
    expect([isFollowed(lead(), told), isFollowed(lead(), lead({ told: told.told.slice(1) }))]).to.deep.equal([true, false]);
    const own = { key: 'rewards.told.own', args: {}, on: '2026-11-11', isForAll: true };
    const after = following(merged({ told: [own] }), told, on('2026-11-12'));
    expect(after.told).to.deep.equal([own, { key: 'cases.told.decided', args: {}, on: '2026-11-12', isForAll: false, isResult: true, isTakenOver: true }]);
    expect(tell(after, 'TELL_RESULT')).to.deep.equal(['2026-11-12–? runs']);
    expect(following(after, told, on('2026-11-13'))).to.equal(after);
    const below = following(merged({ id: 'below', mergedInto: 'own' }, '2026-11-14'), after, on('2026-11-14'));
    expect([below.told.map(({ on: day }) => day), tell(below, 'TELL_RESULT')]).to.deep.equal([['2026-11-14'], ['2026-11-14–? runs']]);
    const apart = perform('unmerge', after, person('intake'), on('2026-11-15'), { text: '并错了，不是一件' });
    expect([apart.told, tell(apart, 'TELL_RESULT'), tell(apart, 'TELL_FILED')]).to.deep.equal([[own], ['2026-11-12–? 2026-11-15'], ['2026-11-10–2026-11-17 2026-11-15']]);
    expect(tell(following(merged({ identity: 'anonymous' }), told, on('2026-11-12')), 'TELL_RESULT')).to.deep.equal([]);
  });

  it('is not the decision of what hangs on it in another way', () => {
    const part = merged({ ties: tied({}, { mergedAs: 'rejoined', splitFrom: { id: 'lead', part: 2 } }) });
    expect(tell(following(part, lead(), on('2026-11-10')))).to.deep.equal([]);
    const refused = aReport('own', { state: 'notAccepted', ties: tied({}, { earlier: 'lead' }) });
    expect(following(refused, lead(), on('2026-11-10')).decidedOn).to.equal(null);
    const other = merged({ mergedInto: 'somebody' });
    expect(following(other, lead({ assigned: ['x'] }), on('2026-11-10'))).to.equal(other);
  });
});
