// Prior notice, defence and hearing (行政处罚法第四十四、四十五、六十二至六十五条).
import { Invalid, NotFound, Refused } from '../../../kernel/errors.ts';
import { isWorkday } from '../../../kernel/workdays.ts';
import { pauseClock, resumeClock, statutoryDue } from '../../../law/rules/clocks.ts';
import { hasRole } from '../../../people/rules/person.ts';
import type { Case, ChangeReason, Hearing, PartyVoice, PriorNotice, Service } from '../case.ts';
import { lastNotice } from '../case.ts';
import { changed, lastDay, started, stopped } from '../clocks.ts';
import { currentNotice, demand, exceeds, host, need, numbersOf } from '../guards.ts';
import { chineseDate, delivered, deliveryOf, discretionText, evidenceText, factsText, officersText, paper, penaltyText, provisions, termText, wayText } from '../papers.ts';
import { after, needed } from '../situation.ts';
import type { Situation } from '../situation.ts';
import { opened } from './review.ts';

const SILENT: PartyVoice = { defences: [], defenceWaiver: null, hearingWaiver: null, hearingRequestedOn: null };

function current(kase: Case): PriorNotice {
  const notice = currentNotice(kase);
  if (!notice) throw new NotFound('notice');
  return notice;
}
const withNotice = (kase: Case, notice: PriorNotice): PriorNotice[] => [...kase.notices.slice(0, -1), notice];
const withVoice = (kase: Case, voice: Partial<PartyVoice>): PriorNotice[] => {
  const notice = current(kase);
  return withNotice(kase, { ...notice, voice: { ...notice.voice, ...voice } });
};

const term = (situation: Situation, code: string): string => {
  const found = needed(situation, code);
  return termText(typeof found.value === 'number' ? found.value : null, found.unit);
};

/** Why the case came back after it was last notified; a return for the defence makes the next notice one that answers it. */
const lastReturn = (kase: Case): string | null => {
  const event = kase.events.findLast(({ act }) => act === 'returnForChange');
  return event ? String(event.args['because'] ?? '') : null;
};

/** Printed from the calculator's numbers. `newBecauseOf` and `why` are asked for from the second notice on. */
export function issueNotice(kase: Case, input: { newBecauseOf: ChangeReason; why: string }, situation: Situation): Case {
  const isFirst = kase.notices.length === 0;
  const newBecauseOf: ChangeReason = isFirst ? 'FIRST' : input.newBecauseOf;
  if (!isFirst && (newBecauseOf === 'FIRST' || input.why.trim() === '')) throw new Invalid({ newBecauseOf: { key: 'cases.error.whyAgain' } });
  if (!isFirst && input.newBecauseOf !== 'DEFENCE' && lastReturn(kase) === 'DEFENCE') throw new Invalid({ newBecauseOf: { key: 'cases.error.becauseOfDefence' } });
  const numbers = { ...numbersOf(kase, situation), refundTotalFen: situation.calculation.refundTotal };
  // A notice that answers the defence may not go beyond what was told before.
  demand([need('G-NOT-WORSE', newBecauseOf !== 'DEFENCE' || !kase.notices.some((each) => each.servedOn !== null && exceeds(numbers, each)), '行政处罚法第四十五条')]);
  const hasHearingRight = situation.calculation.gates.hearing.isOffered;
  const notice: PriorNotice = {
    ...numbers, id: situation.newId, issuedOn: situation.today, factsVersion: kase.factsVersion, newBecauseOf, why: isFirst ? '' : input.why, hasHearingRight,
    servedOn: null, servedWay: null, voice: SILENT, hearing: null,
  };
  const papers = [...kase.papers, paper(kase, situation, 'priorNotice', {
    party: kase.party.name, facts: factsText(kase), evidence: evidenceText(kase), breached: provisions(kase), basis: provisions(kase), proposal: penaltyText(kase, numbers),
    defencePeriod: term(situation, 'DEFENCE'), discretion: discretionText(kase), hearingPeriod: hasHearingRight ? term(situation, 'HEAR_REQUEST') : '', change: notice.why,
  })];
  return after(kase, situation, { act: 'issueNotice', note: notice.why, args: { fine: numbers.fineTotalFen, refund: numbers.refundTotalFen } }, { notices: [...kase.notices, notice], papers });
}

export type ServeInput = { on: string; way: Service['way']; recipient: string; note: string; isElectronicConfirmed: boolean; fileIds: string[] };

/** E-service only with the party's signed confirmation. @throws Refused, Invalid */
export function checkService(input: ServeInput, issuedOn: string, today: string): void {
  if (input.on < issuedOn || input.on > today) throw new Invalid({ on: { key: 'cases.error.serviceDate' } });
  if ((input.way === 'LEFT' || input.way === 'ANNOUNCED') && input.note.trim() === '') throw new Invalid({ note: { key: 'cases.error.serviceNote' } });
  demand([need('G-E-SERVICE', input.way !== 'ELECTRONIC' || input.isElectronicConfirmed, '行政处罚法第六十一条')]);
}

export const receipt = (kase: Case, situation: Situation, what: string, input: ServeInput, on: string) =>
  paper(kase, situation, 'serviceReceipt', {
    caseNumber: kase.number, served: what, recipient: input.recipient, place: kase.party.address || '当事人住所', way: wayText(input.way), servedOn: chineseDate(on), servers: officersText(kase), note: input.note,
  });

/** The day of signature is the day of service; the party's periods start with it. */
export function serveNotice(kase: Case, input: ServeInput, situation: Situation): Case {
  const notice = current(kase);
  if (input.way === 'ANNOUNCED') throw new Invalid({ way: { key: 'cases.error.noAnnouncement' } });
  checkService(input, notice.issuedOn, situation.today);
  const clocks = [...kase.clocks, started(kase, situation, 'DEFENCE', input.on, notice.id), ...(notice.hasHearingRight ? [started(kase, situation, 'HEAR_REQUEST', input.on, notice.id)] : [])];
  const papers = [...delivered(kase.papers, 'priorNotice', deliveryOf(input, input.on, situation.person.id)), receipt(kase, situation, '行政处罚事先告知书', input, input.on)];
  return after(kase, situation, { act: 'serveNotice', state: 'notified', note: input.note, args: { on: input.on, way: input.way }, fileIds: input.fileIds }, {
    notices: withNotice(kase, { ...notice, servedOn: input.on, servedWay: input.way }), clocks, papers,
  });
}

/** Fully heard and checked again: the defence and the bureau's answer stand together. */
export function recordDefence(kase: Case, input: { on: string; text: string; isAccepted: boolean; answer: string }, situation: Situation): Case {
  const notice = current(kase);
  if (input.on > situation.today || (notice.servedOn !== null && input.on < notice.servedOn)) throw new Invalid({ on: { key: 'cases.error.serviceDate' } });
  const defences = [...notice.voice.defences, { ...input, by: situation.person.id }];
  return after(kase, situation, { act: 'recordDefence', args: { on: input.on, answer: input.isAccepted ? 'accepted' : 'notAccepted' } }, { notices: withVoice(kase, { defences }) });
}

export type WaiverInput = { on: string; form: string; text: string };
const waiver = (act: 'waiveDefence' | 'waiveHearing', field: 'defenceWaiver' | 'hearingWaiver') => (kase: Case, input: WaiverInput, situation: Situation): Case => {
  const notice = current(kase);
  if (input.on > situation.today || (notice.servedOn !== null && input.on < notice.servedOn)) throw new Invalid({ on: { key: 'cases.error.serviceDate' } });
  const clock = act === 'waiveDefence' ? 'DEFENCE' : 'HEAR_REQUEST';
  return after(kase, situation, { act, note: input.text, args: { on: input.on, form: input.form } }, {
    notices: withVoice(kase, { [field]: { ...input, by: situation.person.id } }), clocks: stopped(kase.clocks, situation.calendar, clock, input.on, notice.id),
  });
};
export const waiveDefence = waiver('waiveDefence', 'defenceWaiver');
export const waiveHearing = waiver('waiveHearing', 'hearingWaiver');

/** Asked for inside the period, counted by the day of the request, not by the day it is entered. */
export function requestHearing(kase: Case, { on, text }: { on: string; text: string }, situation: Situation): Case {
  const notice = current(kase);
  if (on > situation.today || (notice.servedOn !== null && on < notice.servedOn)) throw new Invalid({ on: { key: 'cases.error.serviceDate' } });
  const last = lastDay(kase, situation, 'HEAR_REQUEST', notice.id);
  demand([need('HEAR_REQUEST', last !== null && on <= last, '行政处罚法第六十四条第一项', { due: last ?? '' })]);
  return after(kase, situation, { act: 'requestHearing', note: text, args: { on } }, {
    notices: withVoice(kase, { hearingRequestedOn: on }), clocks: stopped(kase.clocks, situation.calendar, 'HEAR_REQUEST', on, notice.id),
  });
}

export type HearingInput = { on: string; place: string; hostId: string; isPublic: boolean; notPublicReason: string };

/** The host never handled the case; the full working days of HEAR_NOTICE lie between notice and hearing, which falls on a working day. */
export function arrangeHearing(kase: Case, input: HearingInput, situation: Situation): Case {
  const notice = current(kase);
  const person = situation.colleagues.find((each) => each.id === input.hostId);
  if (!person || !hasRole(person, 'legalReviewer', 'head', 'investigator')) throw new Invalid({ hostId: { key: 'common.error.choose' } });
  if (!input.isPublic && input.notPublicReason.trim() === '') throw new Invalid({ notPublicReason: { key: 'common.error.required' } });
  const clock = started(kase, situation, 'HEAR_NOTICE', situation.today, notice.id);
  const earliest = statutoryDue(clock.clock, situation.calendar, situation.today).end;
  const isReviewer = kase.reviews.some((review) => review.reviewerId === person.id);
  demand([
    host(kase, person.id), need('G-SEPARATION', !isReviewer, '行政处罚法第六十四条第四项', {}, 'legalReviewer×hearingHost'),
    need('HEAR_NOTICE', input.on >= earliest && isWorkday(situation.calendar, input.on), '行政处罚法第六十四条第二项', { earliest }),
  ]);
  const hearing: Hearing = { notifiedOn: situation.today, on: input.on, place: input.place, hostId: person.id, hostName: person.name, isPublic: input.isPublic, record: null };
  const paused = changed([...kase.clocks, clock], 'CASE_DECIDE', (each) =>
    each.pausable.includes('hearing') ? pauseClock(each, { reason: 'hearing', from: situation.today, document: 'hearingNotice', by: situation.person.id }) : each);
  const papers = [...kase.papers, paper(kase, situation, 'hearingNotice', {
    party: kase.party.name, matter: kase.name, hearingAt: chineseDate(input.on), place: input.place, isPublic: input.isPublic ? '公开' : '不公开', host: person.name, reasonNotPublic: input.notPublicReason,
  })];
  return after(kase, situation, { act: 'arrangeHearing', state: 'hearing', args: { on: input.on } }, { notices: withNotice(kase, { ...notice, hearing }), clocks: paused, papers });
}

export type HearingRecordInput = { text: string; isPartyPresent: boolean; isSigned: boolean; hostOpinion: string };

/** The decision rests on this record; the case goes before the reviewer again. */
export function recordHearing(kase: Case, input: HearingRecordInput, situation: Situation): Case {
  const notice = lastNotice(kase);
  if (!notice?.hearing) throw new NotFound('hearing');
  demand([need('HEARING-DAY', situation.today >= notice.hearing.on, '行政处罚法第六十四条', { on: notice.hearing.on })]);
  const hearing: Hearing = { ...notice.hearing, record: { ...input, on: situation.today } };
  const resumed = stopped(changed(kase.clocks, 'CASE_DECIDE', (each) => (each.pauses.some((pause) => pause.reason === 'hearing' && pause.to === null) ? resumeClock(each, 'hearing', situation.today) : each)), situation.calendar, 'HEAR_NOTICE', situation.today, notice.id);
  const next = opened({ ...kase, clocks: resumed }, situation, true);
  return after(kase, situation, { act: 'recordHearing', state: 'legalReview2', args: { on: hearing.on, present: input.isPartyPresent ? 1 : 0 } }, { notices: withNotice(kase, { ...notice, hearing }), ...next });
}

/** Facts, evidence or basis changed: back to the report; new review and new notice follow (RENOTIFY_ON_CHANGE). */
export function returnForChange(kase: Case, { because, reason }: { because: Exclude<ChangeReason, 'FIRST'>; reason: string }, situation: Situation): Case {
  if (kase.state === 'legalReview2' && kase.reviews.at(-1)?.on === null) throw new Refused('REVIEW_OPEN', '行政处罚法第五十八条');
  return after(kase, situation, { act: 'returnForChange', state: 'reported', note: reason, args: { because } }, { factsVersion: kase.factsVersion + 1 });
}
