// A reward before it is proposed: what the engine is asked, what is still missing, and who may supply it.
import { expect } from 'chai';
import type { Role } from '../../server/people/rules/person.ts';
import type { Evaluation } from '../../server/rewards/rules/calculation.ts';
import { inputOf, isBeingPrepared, lossOf, stageOf, type Line, type Matter } from '../../server/rewards/rules/matter.ts';
import { gapsOf, gatesToAnswer, mayPrepare, mayRead, waitsForRule } from '../../server/rewards/rules/readiness.ts';
import type { RuleSet } from '../../server/rewards/rules/rule-set.ts';
import { aRuleSet, shipped } from './builders.ts';
import { aPerson } from './support.ts';

const aLine = (id: string, amountFen: number, inReportedMatter: boolean | null): Line => ({ id, name: '串换药品', provision: '条例第三十八条', amountFen, inReportedMatter, reason: '' });
const answered = { holds: true, evidence: '卷 3 页', by: 'officer1', on: '2026-11-10' };
const confirmedBy = [{ by: 'inv1', on: '2026-11-10' }];
const standing = { level: null, profile: 'ordinary', lossBy: null, evidence: '卷 31 页', confirmedBy } as const;
const nobody = { rateBp: null, pointsBp: null, amountFen: null, reason: '', by: 'officer1', on: '2026-11-10' };

/** Only what these rules read of a reward. */
const aMatter = (change: Partial<Matter> = {}): Matter => ({
  bureau: '440784', state: 'returned', events: [], investigators: ['inv1'], lines: [], standing: null, discretion: null, gates: {}, calculation: null,
  choice: { date: '2026-03-09', refusal: null }, report: { identity: 'realName' }, case: { closedOn: '2026-11-03' }, ...change,
} as unknown as Matter);
const calculated = (ruleSet: RuleSet, evaluation: Partial<Evaluation> = { outcome: 'AMOUNT' }, frame: RuleSet | null = null): Matter['calculation'] => ({ ruleSet, frame, evaluation } as unknown as Matter['calculation']);

describe('what the engine is asked', () => {
  it('is what was answered and nothing else', () => {
    expect(inputOf(aMatter())).to.deep.equal({ versionDate: '2026-03-09', realName: true });
    expect(inputOf(aMatter({ report: { number: '', register: '', receivedOn: '', identity: 'identifiable' } }))).to.deep.equal({ versionDate: '2026-03-09', realName: false });
  });
  it('counts the findings that somebody placed, as losses', () => {
    const lines = [aLine('a', 100, true), aLine('b', 200, false), aLine('c', 400, null)];
    expect(inputOf(aMatter({ lines })).lines).to.deep.equal([{ id: 'a', inReportedMatter: true, kind: 'loss', amountFen: 100 }, { id: 'b', inReportedMatter: false, kind: 'loss', amountFen: 200 }]);
    expect(inputOf(aMatter({ lines: [aLine('c', 400, null)] }))).not.to.have.property('lines');
    expect([lossOf(lines), lossOf([])]).to.deep.equal([100, 0]);
  });
  it('has level, profile and party as far as they are confirmed', () => {
    expect(inputOf(aMatter({ standing }))).to.deep.equal({ versionDate: '2026-03-09', realName: true, profile: 'ordinary' });
    expect(inputOf(aMatter({ standing: { ...standing, level: 'L2', profile: 'insider', lossBy: 'unit' } }))).to.deep.include({ level: 'L2', profile: 'insider', lossBy: 'unit' });
  });
  it('has the gates that do not hold, in their order', () => {
    const gates = { EXCL_OTHER: { ...answered, holds: false }, VERIFIED_WITH_LOSS: answered, NOT_ALREADY_KNOWN: { ...answered, holds: false } };
    expect(inputOf(aMatter({ gates })).failedGates).to.deep.equal(['NOT_ALREADY_KNOWN', 'EXCL_OTHER']);
    expect(inputOf(aMatter({ gates: { VERIFIED_WITH_LOSS: answered } }))).not.to.have.property('failedGates');
  });
  it('has each value that an officer set, 0 among them, and his reason even where it is empty', () => {
    expect(inputOf(aMatter({ discretion: nobody }))).to.deep.equal({ versionDate: '2026-03-09', realName: true, officerReason: '' });
    expect(inputOf(aMatter({ discretion: { ...nobody, rateBp: 0, pointsBp: 0, amountFen: 0, reason: '情节一般' } }))).to.deep.include({ officerRateBp: 0, officerPointsBp: 0, officerAmountFen: 0, officerReason: '情节一般' });
    expect(inputOf(aMatter({ discretion: { ...nobody, pointsBp: 250 } }))).to.have.keys('versionDate', 'realName', 'officerReason', 'officerPointsBp');
  });
});

describe('the stage of a reward', () => {
  it('is open until something was done, then its state', () => {
    const event = { action: 'propose' } as unknown as Matter['events'][number];
    expect([stageOf(aMatter()), stageOf(aMatter({ events: [event] })), stageOf(aMatter({ state: 'proposed' })), stageOf(aMatter({ state: 'proposed', events: [event] }))]).to.deep.equal(['open', 'returned', 'proposed', 'proposed']);
    expect([isBeingPrepared(aMatter()), isBeingPrepared(aMatter({ state: 'proposed' }))]).to.deep.equal([true, false]);
  });
});

describe('what is still missing', () => {
  const choice = (refusal: { reason: string; missing: string[] } | null) => ({ date: '2026-03-09', refusal }) as unknown as Matter['choice'];
  it('is the rule set before all else', () => {
    expect([gapsOf(aMatter()), gapsOf(aMatter({ choice: choice({ reason: 'NO_RULE', missing: ['rule'] }), calculation: calculated(aRuleSet()) }))]).to.deep.equal([['RULE'], ['RULE']]);
  });
  it('is named in the order in which it is done', () => {
    const rule = aRuleSet({ conditions: ['VERIFIED'], formula: { kind: 'byLevel', levels: {} } });
    expect(gapsOf(aMatter({ calculation: calculated(rule, { outcome: 'REFUSED', reason: 'LEVEL_MISSING' }), lines: [aLine('a', 1, null)] }))).to.deep.equal(['REFUSED', 'GATES', 'LINES', 'STANDING']);
    expect(gapsOf(aMatter({ calculation: calculated(rule), lines: [aLine('a', 1, true)], gates: { VERIFIED: answered }, standing }))).to.deep.equal([]);
    expect(gapsOf(aMatter({ calculation: calculated(aRuleSet()), lines: [aLine('a', 1, true), aLine('b', 1, null)] }))).to.deep.equal(['LINES']);
  });
  it('a gate that holds or fails is answered; those of the national layer are asked too', () => {
    const frame = shipped('NAT-2022');
    const all = Object.fromEntries([...frame.conditions, ...frame.exclusions].map((gate) => [gate, answered]));
    expect(gapsOf(aMatter({ calculation: calculated(aRuleSet(), { outcome: 'AMOUNT' }, frame) }))).to.deep.equal(['GATES']);
    expect(gapsOf(aMatter({ calculation: calculated(aRuleSet(), { outcome: 'AMOUNT' }, frame), gates: all }))).to.deep.equal([]);
    expect(gapsOf(aMatter({ calculation: calculated(aRuleSet(), { outcome: 'AMOUNT' }, frame), gates: { ...all, EXCL_STAFF: { ...answered, holds: false } } }))).to.deep.equal([]);
    expect(gatesToAnswer(aMatter())).to.deep.equal([]);
    expect(gatesToAnswer(aMatter({ calculation: calculated(aRuleSet({ exclusions: ['EXCL_SOCIAL_SUPERVISOR'] }), {}, shipped('NAT-2018')) })).at(-1)).to.equal('EXCL_SOCIAL_SUPERVISOR');
  });
  it('of a failed gate nothing more; of a loss that is not there, everything', () => {
    const rule = aRuleSet({ conditions: ['VERIFIED'] });
    expect(gapsOf(aMatter({ calculation: calculated(rule, { outcome: 'NOT_ELIGIBLE', reason: 'EXCL_STAFF' }), lines: [aLine('a', 1, null)] }))).to.deep.equal([]);
    expect(gapsOf(aMatter({ calculation: calculated(rule, { outcome: 'NOT_ELIGIBLE', reason: 'VERIFIED_WITH_LOSS' }), lines: [aLine('a', 1, null)] }))).to.deep.equal(['GATES', 'LINES']);
  });
  it('level, party or profile need somebody who stands for them, where the rule asks for one', () => {
    const asked = (rule: RuleSet, given: Matter['standing'] = null) => gapsOf(aMatter({ calculation: calculated(rule), standing: given }));
    const party = aRuleSet({ formula: { kind: 'byParty', parties: { unit: { kind: 'honour' }, insuredPerson: { kind: 'honour' }, mixed: { kind: 'refused' } } } });
    expect([asked(aRuleSet()), asked(aRuleSet({ profiles: ['insider'] })), asked(aRuleSet({ formula: { kind: 'byLevel', levels: {} } })), asked(party)]).to.deep.equal([[], ['STANDING'], ['STANDING'], ['STANDING']]);
    expect([asked(party, { ...standing, confirmedBy: [] }), asked(party, standing)]).to.deep.equal([['STANDING'], []]);
  });
});

describe('who prepares a reward', () => {
  const person = (id: string, roles: Role[], bureau = '440784') => aPerson(id, roles, bureau);
  const five = ['addExhibit', 'answerGates', 'setLines', 'confirmStanding', 'setDiscretion'];
  it('the reward officer all of it, an investigator of the case all but the rule set', () => {
    expect(mayPrepare(aMatter(), person('o', ['rewardOfficer']))).to.deep.equal(['chooseRule', ...five]);
    expect(mayPrepare(aMatter(), person('inv1', ['investigator']))).to.deep.equal(five);
    expect([mayPrepare(aMatter(), person('inv9', ['investigator'])), mayPrepare(aMatter(), person('inv1', ['head'])), mayPrepare(aMatter(), person('h', ['head', 'legalReviewer']))]).to.deep.equal([[], [], []]);
    expect([mayPrepare(aMatter({ state: 'proposed' }), person('o', ['rewardOfficer'])), mayPrepare(aMatter(), person('o', ['rewardOfficer'], '440700'))]).to.deep.equal([[], []]);
  });
  it('it is read by reward officers, head and reviewer of its bureau and the investigators of its case', () => {
    const readers = (['rewardOfficer', 'head', 'legalReviewer', 'investigator', 'intake', 'publisher', 'auditor', 'admin'] as Role[]).filter((role) => mayRead(aMatter(), person('x', [role])));
    expect(readers).to.deep.equal(['rewardOfficer', 'head', 'legalReviewer']);
    expect([mayRead(aMatter(), person('inv1', ['investigator'])), mayRead(aMatter(), person('inv1', ['intake'])), mayRead(aMatter(), person('o', ['rewardOfficer', 'head'], '440700'))]).to.deep.equal([true, false, false]);
  });
  it('waits for its rule set while nothing but the confirmation of the draft is missing', () => {
    const draft = aMatter({ calculation: calculated(shipped('GD-2023'), { outcome: 'REFUSED', reason: 'DRAFT_UNCONFIRMED' }) });
    expect([waitsForRule(draft), waitsForRule({ ...draft, state: 'proposed' }), waitsForRule(aMatter())]).to.deep.equal([true, false, false]);
    expect(waitsForRule(aMatter({ calculation: calculated(shipped('GD-2023'), { outcome: 'REFUSED', reason: 'LEVEL_MISSING' }) }))).to.equal(false);
  });
});
