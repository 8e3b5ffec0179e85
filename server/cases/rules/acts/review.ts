// End of the inquiry and legal review (程序规定第三十六至四十条, 行政处罚法第五十八条).
import { Invalid } from '../../../kernel/errors.ts';
import { lastReview } from '../case.ts';
import type { Case, EndReport, Opinion, Review } from '../case.ts';
import { started, stopped } from '../clocks.ts';
import { evidenceText, factsText, officersText, paper, partyText } from '../papers.ts';
import { after } from '../situation.ts';
import type { Situation } from '../situation.ts';

type ReportInput = Pick<EndReport, 'course' | 'facts' | 'nature' | 'proposal' | 'discretion' | 'isComplex'>;

/** A new text has no signatures yet. */
export function writeEndReport(kase: Case, input: ReportInput, situation: Situation): Case {
  const endReport: EndReport = { ...input, writtenBy: situation.person.id, on: situation.today, factsVersion: kase.factsVersion, signatures: [], submittedOn: null };
  return after(kase, situation, { act: 'writeEndReport' }, { endReport });
}

export function signEndReport(kase: Case, _input: Record<never, never>, situation: Situation): Case {
  if (!kase.endReport) throw new Invalid({ form: { key: 'common.error.required' } });
  const signature = { id: situation.person.id, name: situation.person.name, on: situation.today };
  return after(kase, situation, { act: 'signEndReport' }, { endReport: { ...kase.endReport, signatures: [...kase.endReport.signatures, signature] } });
}

export function submitReport(kase: Case, _input: Record<never, never>, situation: Situation): Case {
  const { endReport } = kase;
  if (!endReport) throw new Invalid({ form: { key: 'common.error.required' } });
  const papers = [...kase.papers, paper(kase, situation, 'endReport', {
    caseNumber: kase.number, party: partyText(kase), source: kase.filing.lead.source, course: endReport.course, facts: `${endReport.facts}\n${factsText(kase)}`, evidence: evidenceText(kase),
    nature: endReport.nature, proposal: endReport.proposal, discretion: endReport.discretion, officers: officersText(kase),
    correction: kase.orders.map((order) => `${order.what}（${order.followUp ? (order.followUp.isCorrected ? '已改正' : '拒不改正') : '期限未到'}）`).join('；'),
  })];
  return after(kase, situation, { act: 'submitReport', state: 'reported' }, { endReport: { ...endReport, submittedOn: situation.today }, papers });
}

const open = (kase: Case, situation: Situation, isSecond: boolean): Review => ({
  round: kase.reviews.length + 1, isSecond, sentOn: situation.today, factsVersion: kase.factsVersion, reviewerId: null, opinion: null, text: '', on: null,
});
const subjectOf = (review: Review): string => `round-${review.round}`;

/** Puts the file before the reviewer: a new round, its clock starts. */
export function opened(kase: Case, situation: Situation, isSecond: boolean): Pick<Case, 'reviews' | 'clocks'> {
  const review = open(kase, situation, isSecond);
  return { reviews: [...kase.reviews, review], clocks: [...kase.clocks, started(kase, situation, 'LEGAL_REVIEW', situation.today, subjectOf(review))] };
}

export const sendToReview = (kase: Case, _input: Record<never, never>, situation: Situation): Case =>
  after(kase, situation, { act: 'sendToReview', state: 'legalReview', args: { round: kase.reviews.length + 1 } }, opened(kase, situation, false));

const OPINION_TEXT: Record<Opinion, string> = { AGREE: '同意', CONTINUE: '建议继续调查', CHANGE: '建议变更', CORRECT: '建议纠正', OTHER: '其他' };

function answered(kase: Case, situation: Situation, opinion: Opinion, text: string): Pick<Case, 'reviews' | 'clocks' | 'papers'> {
  const review = lastReview(kase);
  if (!review || review.on !== null) throw new Invalid({ form: { key: 'cases.error.noReview' } });
  const done: Review = { ...review, reviewerId: situation.person.id, opinion, text, on: situation.today };
  return {
    reviews: [...kase.reviews.slice(0, -1), done],
    clocks: stopped(kase.clocks, situation.calendar, 'LEGAL_REVIEW', situation.today, subjectOf(review)),
    papers: [...kase.papers, paper(kase, situation, 'reviewOpinion', {
      caseNumber: kase.number, party: kase.party.name, round: String(done.round), opinion: OPINION_TEXT[opinion], reasons: text, reviewer: situation.person.name,
      suggestions: opinion === 'AGREE' ? '' : text,
    })],
  };
}

const agree = (act: 'passReview' | 'passReview2') => (kase: Case, { text }: { text: string }, situation: Situation): Case =>
  after(kase, situation, { act, note: text, ...(act === 'passReview' ? { state: 'reviewPassed' as const } : {}), args: { round: kase.reviews.length } }, answered(kase, situation, 'AGREE', text));
export const passReview = agree('passReview');
export const passReview2 = agree('passReview2');

/** Anything but agreement returns the case to rework; the next round has a higher number. */
const back = (act: 'returnReview' | 'returnReview2') => (kase: Case, { opinion, text }: { opinion: Exclude<Opinion, 'AGREE'>; text: string }, situation: Situation): Case =>
  after(kase, situation, { act, state: 'reported', note: text, args: { opinion, round: kase.reviews.length } }, answered(kase, situation, opinion, text));
export const returnReview = back('returnReview');
export const returnReview2 = back('returnReview2');

/** Back to the inquiry: the facts may change, so nothing said about them stands any longer. */
export const reopen = (kase: Case, { reason }: { reason: string }, situation: Situation): Case =>
  after(kase, situation, { act: 'reopen', state: 'investigating', note: reason }, { factsVersion: kase.factsVersion + 1, endReport: null });
