import { expect } from 'chai';
import { Conflict, Forbidden, Invalid, Refused } from '../../server/kernel/errors.ts';
import { ROLES } from '../../server/people/rules/person.ts';
import type { Role } from '../../server/people/rules/person.ts';
import { ACTION_NAMES, ACTIONS, allow, isTheirs, nextStep, permitted } from '../../server/cases/rules/actions.ts';
import type { ActionName } from '../../server/cases/rules/actions.ts';
import { CASE_STATES } from '../../server/cases/rules/case.ts';
import type { Case, DecisionKind } from '../../server/cases/rules/case.ts';
import { started } from '../../server/cases/rules/clocks.ts';
import { surchargeFen } from '../../server/cases/rules/execution.ts';
import { forDecision, range } from '../../server/cases/rules/guards.ts';
import { caseName, outsideName } from '../../server/cases/rules/naming.ts';
import { numeral, provision } from '../../server/cases/rules/papers.ts';
import { perform } from '../../server/cases/rules/perform.ts';
import type { Inputs } from '../../server/cases/rules/perform.ts';
import { aCase, aDecidable, aDiscussion, aFinding, aNotice, anItem, aPerson, aReview, aSituation, DEFENCE } from './builders.ts';

const one = aPerson('one', ['investigator']);
const two = aPerson('two', ['investigator']);
const reviewer = aPerson('reviewer', ['legalReviewer']);
const head = aPerson('head', ['head']);

/** The reason of a refusal, or the name of what was thrown, or 'done'. */
function reasonOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Refused) return error.reason;
    if (error instanceof Invalid) return `invalid:${Object.keys(error.fields).join(',')}`;
    if (error instanceof Forbidden) return 'forbidden';
    if (error instanceof Conflict) return 'conflict';
    throw error;
  }
  return 'done';
}
const does = <Name extends ActionName>(name: Name, kase: Case, input: Inputs[Name], person = one, today = '2026-11-10'): Case => perform(name, kase, input, aSituation(kase, person, { today }));
const decides = (kase: Case, kind: DecisionKind = 'PENALTY', change: { person?: typeof one; today?: string; lateReason?: string } = {}): string =>
  reasonOf(() => does('decide', kase, { kind, reason: '事实清楚', basis: '', receivingBody: '', lateReason: change.lateReason ?? '' }, change.person ?? head, change.today ?? '2026-11-10'));

describe('what may be done to a case', () => {
  // Written again by hand: a row that changes in the table must be changed here too.
  const INQUIRY = ['investigating'];
  const BEFORE = ['investigating', 'reported', 'legalReview', 'reviewPassed', 'notified', 'hearing', 'legalReview2', 'collectiveDiscussion'];
  const EXPECTED: Record<ActionName, { from: string[]; by: Role[] }> = {
    addFinding: { from: INQUIRY, by: ['investigator'] }, changeFinding: { from: INQUIRY, by: ['investigator'] }, removeFinding: { from: INQUIRY, by: ['investigator'] }, addEvidence: { from: INQUIRY, by: ['investigator'] },
    disposePreservation: { from: [...BEFORE, 'suspended', 'decided', 'served', 'executing', 'executed'], by: ['investigator'] }, hearEvidence: { from: BEFORE, by: ['investigator'] }, recordStatement: { from: INQUIRY, by: ['investigator'] },
    orderCorrection: { from: INQUIRY, by: ['investigator'] }, followUpOrder: { from: ['investigating', 'reported'], by: ['investigator'] }, enterPenalty: { from: ['investigating', 'reported'], by: ['investigator'] },
    writeEndReport: { from: INQUIRY, by: ['investigator'] }, signEndReport: { from: INQUIRY, by: ['investigator'] }, submitReport: { from: INQUIRY, by: ['investigator'] }, sendToReview: { from: ['reported'], by: ['investigator'] },
    passReview: { from: ['legalReview'], by: ['legalReviewer'] }, returnReview: { from: ['legalReview'], by: ['legalReviewer'] }, issueNotice: { from: ['reported', 'reviewPassed'], by: ['investigator'] }, serveNotice: { from: ['reported', 'reviewPassed'], by: ['investigator'] },
    recordDefence: { from: ['notified'], by: ['investigator'] }, waiveDefence: { from: ['notified'], by: ['investigator'] }, waiveHearing: { from: ['notified'], by: ['investigator'] }, requestHearing: { from: ['notified'], by: ['investigator'] },
    arrangeHearing: { from: ['notified'], by: ['investigator'] }, recordHearing: { from: ['hearing'], by: ['investigator'] }, passReview2: { from: ['legalReview2'], by: ['legalReviewer'] }, returnReview2: { from: ['legalReview2'], by: ['legalReviewer'] },
    discuss: { from: ['reported', 'reviewPassed', 'notified', 'legalReview2'], by: ['head'] }, decide: { from: ['reported', 'reviewPassed', 'notified', 'legalReview2', 'collectiveDiscussion'], by: ['head'] }, serveDecision: { from: ['decided'], by: ['investigator'] },
    recordPayment: { from: ['served', 'executing'], by: ['investigator'] }, noteSuspension: { from: ['served', 'executing'], by: ['investigator'] }, finishExecution: { from: ['executing'], by: ['investigator'] },
    publishDecision: { from: ['served', 'executing', 'executed', 'closed'], by: ['investigator', 'head'] }, keepUnpublished: { from: ['served', 'executing', 'executed', 'closed'], by: ['head'] },
    writeClosingReport: { from: ['served', 'executed', 'terminated'], by: ['investigator'] }, close: { from: ['served', 'executed', 'terminated'], by: ['head'] }, archive: { from: ['closed'], by: ['investigator'] },
    suspend: { from: INQUIRY, by: ['head'] }, resume: { from: ['suspended'], by: ['head'] }, terminate: { from: INQUIRY, by: ['head'] }, extend: { from: BEFORE, by: ['head'] }, extendReview: { from: ['legalReview', 'legalReview2'], by: ['head'] }, stopClocks: { from: BEFORE, by: ['investigator'] }, runClocks: { from: [...BEFORE, 'suspended'], by: ['investigator'] }, reopen: { from: ['reported'], by: ['investigator'] },
    returnForChange: { from: ['reviewPassed', 'notified', 'legalReview2', 'collectiveDiscussion'], by: ['investigator', 'head'] }, addOfficer: { from: [...BEFORE, 'suspended', 'decided', 'served', 'executing'], by: ['head'] },
    declareRecusal: { from: BEFORE, by: ['investigator', 'legalReviewer', 'head'] }, applyRecusal: { from: BEFORE, by: ['investigator'] }, decideRecusal: { from: [...BEFORE, 'suspended'], by: ['head'] },
  };

  it('names every act of the table once', () => {
    expect([...ACTION_NAMES].sort()).to.deep.equal(Object.keys(ACTIONS).sort());
  });

  for (const name of ACTION_NAMES) {
    it(`${name}: every state, every role`, () => {
      const { from, by } = EXPECTED[name];
      for (const state of CASE_STATES) {
        for (const role of ROLES) {
          // An investigator acts as an officer of the case, everybody else as somebody who never handled it.
          const person = aPerson(role === 'investigator' ? 'one' : `a-${role}`, [role]);
          const kase = aCase({ state });
          const expected = !by.includes(role) ? 'forbidden' : from.includes(state) ? 'done' : 'conflict';
          expect(reasonOf(() => allow(name, kase, aSituation(kase, person), () => undefined)), `${name} ${state} ${role}`).to.equal(expected);
        }
      }
    });
  }

  it('officers of other cases, former officers and other bureaus act on none of it', () => {
    const former = aCase({ officers: aCase().officers.map((officer) => (officer.id === 'one' ? { ...officer, until: '2026-11-09' } : officer)) });
    for (const name of ACTION_NAMES.filter((each) => EXPECTED[each].by[0] === 'investigator' && each !== 'declareRecusal')) {
      expect(isTheirs(name, aCase(), aPerson('three', ['investigator'])), name).to.equal(false);
      expect(isTheirs(name, former, one), name).to.equal(false);
      expect(isTheirs(name, aCase(), aPerson('one', ['investigator'], { bureau: '440700' })), name).to.equal(false);
    }
  });

  it('who handled a case never reviews, hosts or decides it, whatever roles he has', () => {
    const both = aPerson('one', ['investigator', 'legalReviewer', 'head']);
    for (const name of ACTION_NAMES.filter((each) => ['head', 'legalReviewer'].includes(EXPECTED[each].by[0] ?? ''))) expect(isTheirs(name, aCase(), both), name).to.equal(false);
  });

  it('shows exactly what a POST would do', () => {
    const kase = aCase({ state: 'investigating' });
    expect(permitted(kase, aSituation(kase, one))).to.deep.equal(['addFinding', 'changeFinding', 'removeFinding', 'addEvidence', 'hearEvidence', 'recordStatement', 'orderCorrection', 'enterPenalty', 'writeEndReport', 'submitReport', 'stopClocks', 'declareRecusal', 'applyRecusal']);
    expect(permitted(kase, aSituation(kase, head))).to.deep.equal(['suspend', 'terminate', 'extend', 'addOfficer', 'declareRecusal']);
  });
});

describe('the guards', () => {
  it('lets a decision pass that has everything', () => expect(decides(aDecidable())).to.equal('done'));

  const BROKEN: [string, string, Case, Parameters<typeof decides>[2]?][] = [
    ['one officer left', 'G-OFFICERS', aDecidable({ officers: aCase().officers.slice(0, 1) })],
    ['a certificate that ran out yesterday', 'G-OFFICERS', aDecidable({ officers: aCase().officers.map((officer) => (officer.id === 'two' ? { ...officer, validTo: '2026-11-09' } : officer)) })],
    ['no review', 'G-REVIEW', aDecidable({ reviews: [] })],
    ['a review of earlier facts', 'G-REVIEW', aDecidable({ reviews: [aReview({ factsVersion: 2 })] })],
    ['a review from before the hearing', 'G-REVIEW', aDecidable({ notices: [aNotice({ hasHearingRight: true, voice: { ...aNotice().voice, hearingRequestedOn: '2026-11-10' }, hearing: { notifiedOn: '2026-11-10', on: '2026-11-23', place: '', hostId: 'x', hostName: '', isPublic: true, record: { text: '', isPartyPresent: true, isSigned: true, hostOpinion: '', on: '2026-11-23' } } })] })],
    ['no notice', 'G-NOTICE', aDecidable({ notices: [] })],
    ['a notice of earlier facts', 'G-NOTICE', aDecidable({ notices: [aNotice({ factsVersion: 2 })] })],
    ['the defence still open', 'G-NOTICE', aDecidable({ notices: [aNotice({ voice: { ...aNotice().voice, defenceWaiver: null } })], clocks: [started({ bureau: '440784' }, { overlay: [DEFENCE] }, 'DEFENCE', '2026-11-10', 'n1')] })],
    ['the hearing still to be asked for', 'G-HEARING', aDecidable({ notices: [aNotice({ hasHearingRight: true })], clocks: [started({ bureau: '440784' }, { overlay: [] }, 'HEAR_REQUEST', '2026-11-10', 'n1')] })],
    ['a hearing asked for and not held', 'G-HEARING', aDecidable({ notices: [aNotice({ hasHearingRight: true, voice: { ...aNotice().voice, hearingRequestedOn: '2026-11-10' } })] })],
    ['a fine above an earlier notice', 'G-NOT-WORSE', aDecidable({ notices: [aNotice({ id: 'n0', factsVersion: 2, fineTotalFen: 149_999 }), aNotice({ newBecauseOf: 'DEFENCE' })] })],
    ['a finding without discretion', 'G-RANGE', aDecidable({ findings: [aFinding({ penalty: null })] })],
    ['a fine below the range', 'G-RANGE', aDecidable({ findings: [aFinding({ penalty: { ...aFinding().penalty!, multiple: '0.99' } })], notices: [aNotice()] })],
    ['an act discovered after two years', 'G-LIMITATION', aDecidable({ findings: [aFinding({ conductFrom: '2024-01-01', conductTo: '2024-10-31', discoveredOn: '2026-11-01' })] })],
    ['no collective discussion where the bureau asks for it', 'G-COLLECTIVE', aDecidable({ discussions: [] })],
    ['the decision after the time limit without a word', 'G-DEADLINE', aDecidable({ clocks: [started({ bureau: '440784' }, { overlay: [] }, 'CASE_DECIDE', '2026-07-01')] })],
  ];
  for (const [what, code, kase, change] of BROKEN) it(`${code}: ${what}`, () => expect(decides(kase, 'PENALTY', change)).to.equal(code));

  it('G-DEADLINE passes with an explanation, and where the regime has no clock', () => {
    const late = aDecidable({ clocks: [started({ bureau: '440784' }, { overlay: [] }, 'CASE_DECIDE', '2026-07-01')] });
    expect(decides(late, 'PENALTY', { lateReason: '当事人多次请求延期' })).to.equal('done');
    expect(decides(aDecidable({ clocks: [started({ bureau: '440784' }, { overlay: [] }, 'CASE_DECIDE', '2020-05-01')] }))).to.equal('done');
  });

  it('G-NOT-WORSE passes when a later notice for new facts covers the sum', () => {
    expect(decides(aDecidable({ notices: [aNotice({ id: 'n0', factsVersion: 2, fineTotalFen: 149_999 }), aNotice({ newBecauseOf: 'FACTS' })] }))).to.equal('done');
  });

  it('G-NOTICE: the defence ends on its last day, and the next day a decision may come', () => {
    const kase = aDecidable({ notices: [aNotice({ voice: { ...aNotice().voice, defenceWaiver: null } })], clocks: [started({ bureau: '440784' }, { overlay: [DEFENCE] }, 'DEFENCE', '2026-11-10', 'n1')] });
    expect([decides(kase, 'PENALTY', { today: '2026-11-17' }), decides(kase, 'PENALTY', { today: '2026-11-18' })]).to.deep.equal(['G-NOTICE', 'done']);
  });

  it('HEAR_REQUEST: the day of the request counts, not the day on which it is entered', () => {
    const kase = aDecidable({ state: 'notified', notices: [aNotice({ hasHearingRight: true, servedOn: '2026-11-10' })], clocks: [started({ bureau: '440784' }, { overlay: [] }, 'HEAR_REQUEST', '2026-11-10', 'n1')] });
    const asks = (on: string, today: string): string => reasonOf(() => does('requestHearing', kase, { on, text: '邮寄的听证申请' }, one, today));
    expect([asks('2026-11-17', '2026-11-17'), asks('2026-11-17', '2026-11-18'), asks('2026-11-18', '2026-11-18')]).to.deep.equal(['done', 'done', 'HEAR_REQUEST']);
  });

  it('G-EVID-HEARD only where the parameter is on', () => {
    const kase = aDecidable();
    const on = { ...DEFENCE, code: 'EVIDENCE_MUST_BE_HEARD', value: true, unit: 'FLAG' as const, dayKind: null };
    const open = forDecision(kase, aSituation(kase, head, { overlay: [DEFENCE, on] }), 'PENALTY', '').filter((need) => !need.isMet).map((need) => need.code);
    expect(open).to.deep.equal(['G-EVID-HEARD']);
  });

  it('G-SEPARATION: a reviewer does not decide what he reviewed as an officer, nor an officer what he handled', () => {
    expect(decides(aDecidable({ reviews: [aReview({ reviewerId: 'two' })] }))).to.equal('G-SEPARATION');
    expect(decides(aDecidable(), 'PENALTY', { person: aPerson('one', ['head']) })).to.equal('forbidden');
  });

  it('G-REVIEWER: a former officer cannot review', () => {
    const kase = aCase({ state: 'legalReview', reviews: [aReview({ opinion: null, on: null, reviewerId: null })] });
    expect(reasonOf(() => does('passReview', kase, { text: '同意' }, aPerson('two', ['legalReviewer'])))).to.equal('forbidden');
    expect(does('passReview', kase, { text: '同意' }, reviewer).state).to.equal('reviewPassed');
  });

  it('G-MEASURES-RELEASED: nothing is terminated or closed while something is held', () => {
    const held = anItem({ preservation: { on: '2026-11-09', what: '账册', keptAt: '', approvedBy: '', disposal: null } });
    expect(reasonOf(() => does('terminate', aCase({ evidence: [held] }), { situation: '1', text: '照抄', reason: '终止' }, head))).to.equal('G-MEASURES-RELEASED');
    const closing = { kind: 'EXECUTED' as const, report: '', writtenBy: 'one', writtenOn: '2026-11-10', approvedBy: null, closedOn: null };
    expect(reasonOf(() => does('close', aDecidable({ state: 'executed', evidence: [held], closing }), {}, head))).to.equal('G-MEASURES-RELEASED');
    expect(does('close', aDecidable({ state: 'executed', closing }), {}, head).state).to.equal('closed');
  });

  it('DEFENCE not set: no notice can be issued', () => {
    const kase = aCase({ state: 'reviewPassed', reviews: [aReview()] });
    const bare = aSituation(kase, one, { overlay: [] });
    expect(reasonOf(() => perform('issueNotice', kase, { newBecauseOf: 'FIRST', why: '' }, bare))).to.equal('DEFENCE-SET');
    expect(does('issueNotice', kase, { newBecauseOf: 'FIRST', why: '' }).notices.at(-1)).to.deep.include({ fineTotalFen: 150_000, refundTotalFen: 100_000, newBecauseOf: 'FIRST', hasHearingRight: false });
  });

  const READY: [string, string, Partial<Case>][] = [
    ['a finding without evidence', 'EVERY-FINDING-HAS-EVIDENCE', { findings: [aFinding({ evidenceIds: [] })] }],
    ['no statement of the party', 'STATEMENT-RECORDED', { statements: [] }],
    ['a report on earlier facts', 'END-REPORT-WRITTEN', { factsVersion: 4 }],
    ['one signature', 'END-REPORT-SIGNED', { endReport: { ...aCase().endReport!, signatures: aCase().endReport!.signatures.slice(0, 1) } }],
    ['a preservation past its time', 'PRESERVATIONS', { evidence: [anItem({ preservation: { on: '2026-10-20', what: '', keptAt: '', approvedBy: '', disposal: null } })], clocks: [started({ bureau: '440784' }, { overlay: [] }, 'PRESERVE_DECIDE', '2026-10-20', 'e1')] }],
  ];
  for (const [what, code, change] of READY) it(`the end report waits for ${code}: ${what}`, () => expect(reasonOf(() => does('submitReport', aCase(change), {}))).to.equal(code));
  it('the checklist is the guards’ own answer', () => {
    const kase = aCase({ statements: [] });
    expect(nextStep(kase, aSituation(kase, one))?.needs.filter((need) => !need.isMet).map((need) => need.code)).to.deep.equal(['STATEMENT-RECORDED']);
  });
  it('ticks nothing about findings where there is none', () => {
    const aboutFindings = (kase: Case): string[] => (nextStep(kase, aSituation(kase, one))?.needs ?? []).map(({ code }) => code).filter((code) => ['EVERY-FINDING-HAS-EVIDENCE', 'PENALTY-ENTERED'].includes(code));
    expect([aboutFindings(aCase()), aboutFindings(aCase({ findings: [] }))]).to.deep.equal([['EVERY-FINDING-HAS-EVIDENCE', 'PENALTY-ENTERED'], []]);
  });
});

describe('the course of a case', () => {
  it('anything but agreement returns it, and the next round has a higher number', () => {
    const sent = does('sendToReview', aCase({ state: 'reported' }), {});
    const back = does('returnReview', sent, { opinion: 'CHANGE', text: '裁量偏重' }, reviewer);
    expect([back.state, back.reviews.at(-1)?.opinion]).to.deep.equal(['reported', 'CHANGE']);
    expect(does('sendToReview', back, {}).reviews.map((each) => each.round)).to.deep.equal([1, 2]);
  });

  it('changed discretion after a review needs another review', () => {
    const kase = aCase({ state: 'reported', reviews: [aReview()] });
    const { by: _by, on: _on, ...entry } = aFinding().penalty!;
    const changed = does('enterPenalty', kase, { entries: [{ ...entry, findingId: 'f1', multiple: '2' }] });
    expect([changed.factsVersion, nextStep(changed, aSituation(changed, one))?.name]).to.deep.equal([4, 'sendToReview']);
  });

  it('a fine outside the range is not saved and names the article', () => {
    const { by: _by, on: _on, ...entry } = aFinding().penalty!;
    expect(reasonOf(() => does('enterPenalty', aCase(), { entries: [{ ...entry, findingId: 'f1', multiple: '2.01' }] }))).to.equal('invalid:fine-1');
  });

  it('what is missing is asked for where it is mended: the ground for suspending nothing, and the reason', () => {
    const { by: _by, on: _on, ...entry } = aFinding().penalty!;
    const fraud = aCase({ findings: [aFinding({ violationCode: 'PR-F-03', article: '40', item: '3', lossFen: null, defraudedFen: 100_000, intent: true })] });
    const enters = (kase: Case, change: Partial<typeof entry>) => reasonOf(() => does('enterPenalty', kase, { entries: [{ ...entry, findingId: 'f1', multiple: '2', ...change }] }));
    expect([enters(fraud, {}), enters(fraud, { grounds: ['G32-1'], reason: '' }), enters(aCase(), { reason: '' })]).to.deep.equal(['invalid:grounds-1', 'invalid:reason-1', 'invalid:reason-1']);
  });

  it('a fine that the law asks for is not left out: neither empty nor waived without a ground', () => {
    const { by: _by, on: _on, ...entry } = aFinding().penalty!;
    const empty = { ...entry, findingId: 'f1', multiple: null, fineFen: null };
    expect(reasonOf(() => does('enterPenalty', aCase(), { entries: [empty] }))).to.equal('invalid:fine-1');
    expect(reasonOf(() => does('enterPenalty', aCase(), { entries: [{ ...empty, tier: 'NONE', grounds: [] }] }))).to.equal('invalid:fine-1');
    expect(does('enterPenalty', aCase(), { entries: [{ ...empty, tier: 'NONE', grounds: ['G33-1'] }] }).findings[0]?.penalty?.tier).to.equal('NONE');
    const kept = aCase({ state: 'reported', reviews: [aReview()], findings: [aFinding({ penalty: { ...aFinding().penalty!, multiple: null, fineFen: null } })] });
    expect(decides(kept, 'PENALTY')).not.to.equal('done');
    expect(range(kept, aSituation(kept, one)).isMet).to.equal(false);
  });

  it('a hearing leaves seven full working days and is hosted by somebody else', () => {
    const kase = aCase({ state: 'notified', notices: [aNotice({ hasHearingRight: true, voice: { ...aNotice().voice, hearingRequestedOn: '2026-11-10' } })], reviews: [aReview({ reviewerId: 'other' })] });
    const input = { place: '会议室', hostId: 'reviewer', isPublic: true, notPublicReason: '' };
    expect(reasonOf(() => does('arrangeHearing', kase, { ...input, on: '2026-11-19' }))).to.equal('HEAR_NOTICE');
    expect(reasonOf(() => does('arrangeHearing', kase, { ...input, on: '2026-11-21' }))).to.equal('HEAR_NOTICE');
    expect(reasonOf(() => does('arrangeHearing', kase, { ...input, hostId: 'two', on: '2026-11-20' }))).to.equal('G-HOST');
    const arranged = does('arrangeHearing', kase, { ...input, on: '2026-11-20' });
    expect(arranged.state).to.equal('hearing');
    expect(reasonOf(() => does('recordHearing', arranged, { text: '', isPartyPresent: true, isSigned: true, hostOpinion: '' }))).to.equal('HEARING-DAY');
    const heard = does('recordHearing', arranged, { text: '笔录', isPartyPresent: true, isSigned: true, hostOpinion: '维持' }, one, '2026-11-20');
    expect([heard.state, heard.reviews.at(-1)?.isSecond]).to.deep.equal(['legalReview2', true]);
    expect(decides(heard, 'PENALTY', { today: '2026-11-20' })).to.equal('G-REVIEW');
    const passed = does('passReview2', heard, { text: '同意' }, reviewer.id === 'reviewer' ? aPerson('other', ['legalReviewer']) : reviewer, '2026-11-20');
    expect(decides({ ...passed, discussions: [aDiscussion()] }, 'PENALTY', { today: '2026-11-20' })).to.equal('done');
  });

  it('a suspension stops the clock and the head extends it once', () => {
    const suspended = does('suspend', aCase(), { situation: '1', text: '照抄', reason: '等待鉴定' }, head);
    const resumed = does('resume', suspended, { reason: '鉴定结束' }, head, '2026-11-20');
    expect(resumed.clocks[0]?.clock.pauses).to.deep.equal([{ reason: 'suspension', from: '2026-11-10', document: '1', by: 'head', to: '2026-11-20' }]);
    const extended = does('extend', resumed, { reason: '案情复杂', days: null, minutes: '' }, head, '2026-11-20');
    expect(extended.clocks[0]?.clock.extensions.map(({ code, amount }) => [code, amount])).to.deep.equal([['CASE_EXT_1', 30]]);
    expect(reasonOf(() => does('extend', extended, { reason: '仍未查清', days: 60, minutes: '' }, head, '2026-11-20'))).to.equal('invalid:minutes');
    expect(reasonOf(() => does('extend', extended, { reason: '仍未查清', days: 61, minutes: '集体讨论同意' }, head, '2026-11-20'))).to.equal('CLOCK_EXTENSION_LENGTH');
    expect(reasonOf(() => does('extend', extended, { reason: '仍未查清', days: 60, minutes: '集体讨论同意' }, head, '2026-11-20'))).to.equal('done');
  });

  it('a recusal is decided by the head, not by the person; whoever withdraws leaves at once', () => {
    const asked = does('declareRecusal', aCase(), { reason: '亲属在该院工作' }, two);
    expect(reasonOf(() => does('decideRecusal', { ...asked, recusals: asked.recusals.map((each) => ({ ...each, personId: 'head' })) }, { recusalId: 'new', isRecused: true, reason: '应当回避' }, head))).to.equal('RECUSAL-OWN');
    const decided = does('decideRecusal', asked, { recusalId: 'new', isRecused: true, reason: '应当回避' }, head);
    expect(decided.officers.map(({ id, until }) => [id, until])).to.deep.equal([['one', null], ['two', '2026-11-10']]);
    expect(reasonOf(() => does('submitReport', decided, {}))).to.equal('END-REPORT-SIGNED');
    expect(reasonOf(() => does('addOfficer', decided, { officerId: 'two' }, head))).to.equal('G-RECUSE');
  });

  it('refusing to correct is found only after the deadline and becomes a fact of the finding', () => {
    const ordered = does('orderCorrection', aCase(), { findingIds: ['f1'], what: '改正', dueOn: '2026-11-12' });
    const input = { orderId: 'new', isCorrected: false, note: '' };
    expect(reasonOf(() => does('followUpOrder', ordered, { ...input, on: '2026-11-12' }, one, '2026-11-13'))).to.equal('invalid:on');
    expect(does('followUpOrder', ordered, { ...input, on: '2026-11-13' }, one, '2026-11-13').findings[0]).to.deep.include({ refusedToCorrect: true, correctionOrderId: 'new' });
  });

  it('e-service needs the signed confirmation', () => {
    const kase = aDecidable({ state: 'decided', decision: { kind: 'PENALTY', on: '2026-11-10', by: 'head', byName: '', reason: '', basis: '', refundFen: 1, fineFen: 1, findings: [], receivingBody: '', lateReason: '', remedyText: '' } });
    const input = { on: '2026-11-10', way: 'ELECTRONIC' as const, recipient: '周某', note: '', isElectronicConfirmed: false, fileIds: [] };
    expect(reasonOf(() => does('serveDecision', kase, input))).to.equal('G-E-SERVICE');
    expect(does('serveDecision', kase, { ...input, isElectronicConfirmed: true }).clocks.map(({ clock }) => clock.code)).to.deep.equal(['CASE_DECIDE', 'RECONSIDER', 'SUE', 'PAY']);
  });
});

describe('names, words and surcharges', () => {
  const party = aCase().party;
  it('drops 涉嫌 with a penalty and keeps it otherwise', () => {
    expect((['PENALTY', 'NO_PENALTY', 'NOT_ESTABLISHED', 'TO_OTHER_DEPT', 'TO_JUSTICE', null] as const).map((kind) => caseName(party, '重复收费', false, kind))).to.deep.equal([
      '演示医院重复收费案', '演示医院重复收费案（不予处罚）', '演示医院涉嫌重复收费案（不成立）', '演示医院涉嫌重复收费案', '演示医院涉嫌重复收费案', '演示医院涉嫌重复收费案',
    ]);
    expect(caseName(party, '重复收费', true, null)).to.equal('演示医院涉嫌重复收费等案');
  });
  it('names individuals by surname outside the team', () => {
    const person = { ...party, kind: 'INDIVIDUAL' as const, personKind: 'PERSON' as const, name: '欧阳明月' };
    expect(outsideName(person, caseName(person, '冒名就医购药', false, null))).to.equal('欧阳某某涉嫌冒名就医购药案');
    expect(outsideName(party, '演示医院涉嫌重复收费案')).to.equal('演示医院涉嫌重复收费案');
  });
  it('writes articles as laws do', () => {
    expect([numeral(7), numeral(10), numeral(38), numeral(40)]).to.deep.equal(['七', '十', '三十八', '四十']);
    expect(provision(aFinding({ article: '40.1', item: '3' }))).to.equal('《医疗保障基金使用监督管理条例》第四十条第一款第三项');
  });
  it('keeps the surcharges of S-01 to S-05 to the fen', () => {
    const late = (fineFen: number, today: string): number => surchargeFen({ fineFen, dueOn: '2026-11-10', today, rate: '0.03', cap: '1', payments: [] });
    expect([late(616_410, '2026-11-10'), late(616_410, '2026-11-11'), late(616_410, '2026-11-12'), late(616_410, '2026-12-13'), late(616_410, '2026-12-14'), late(1_000_000, '2026-11-20'), late(17, '2026-11-11')]).to.deep.equal([0, 18_492, 36_985, 610_246, 616_410, 300_000, 1]);
    expect(surchargeFen({ fineFen: 1_000_000, dueOn: '2026-11-10', today: '2026-11-30', rate: '0.03', cap: '1', payments: [{ on: '2026-11-20', amountFen: 500_000 }] })).to.equal(450_000);
  });
});

