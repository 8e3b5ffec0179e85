// One reward as a lawyer follows it with a finger: who, which rule set and why this one, the gates, the base, each step, what would change it.
import { wordFor } from '../../kernel/i18n.ts';
import type { Language, Words } from '../../kernel/i18n.ts';
import { formatYuan, yuanInWords } from '../../kernel/money.ts';
import { view } from '../../kernel/views.ts';
import type { ErrorLink } from '../../people/pages.ts';
import type { Facts } from '../rules/actions.ts';
import { isAgreed } from '../rules/comparison.ts';
import { lossOf, stageOf } from '../rules/matter.ts';
import type { Matter, Stage } from '../rules/matter.ts';
import type { RewardDossier } from '../rules/shown.ts';
import { confirmedFacts, orderFacts, provenBy, shownExhibits, type ShownExhibit } from './exhibits.ts';
import { stageTag } from './list.ts';
import { traceOf, type Trace } from './trace.ts';
import { countedFor } from '../../law/pages/counted.ts';
import type { ClockView } from '../../law/rules/clocks.ts';
import type { Counted } from '../../law/pages/counted.ts';
import { citation, clockWords, levelName, missingLines, reasonText, sinceText, type Missing } from './words.ts';

type Fact = { label: string; text: string };
type Step = { state: 'done' | 'now' | 'next'; title: string; lines: string[]; clock: null };
/** What the paper and the screen both show. */
export type Sheet = {
  id: string; stage: string; tag: { kind: string; text: string }; crumb: string; facts: Fact[]; confirmation: string | null;
  refusal: { reason: string; text: string; rule: string; missing: Missing[] } | null;
  gates: { code: string; isMet: boolean; name: string; detail: string; exhibit: number | null }[]; exhibits: ShownExhibit[];
  lines: { id: string; finding: string; provision: string; inMatter: string; isCounted: boolean; countText: string; amount: string }[]; base: string;
  trace: Trace | null; changes: { what: string; result: string; difference: string }[];
  amount: { sum: string; inWords: string } | null; provisional: boolean; steps: Step[]; clocks: { name: string; state: string; text: string; counted: Counted | null }[];
  fingerprint: string | null; recomputed: string; papers: { href: string; text: string; on: string }[]; log: { at: string; text: string }[];
  payments: { on: string; voucher: string; amount: string; state: string; tax: string }[];
};

export type SheetInput = { dossier: RewardDossier; names: ReadonlyMap<string, string>; minute: (at: Date) => string };

function factsOf(t: Words, language: Language, dossier: RewardDossier, who: (id: string) => string, minute: (at: Date) => string): Fact[] {
  const { matter } = dossier;
  const { report, case: kase, first, choice, calculation } = matter;
  const rule = calculation?.ruleSet;
  const before = first.setAside.length;
  return [
    { label: t('rewards.fact.report'), text: t('rewards.fact.reportText', { number: report.number, register: report.register, date: report.receivedOn, others: first.order.length - 1, aside: before }) },
    { label: t('rewards.fact.case'), text: t(kase.closedOn === null ? 'rewards.fact.caseOpen' : 'rewards.fact.caseText', { number: kase.number, party: kase.party, decided: kase.decidedOn, closed: kase.closedOn ?? '' }) },
    { label: t('rewards.fact.rule'), text: rule ? t('rewards.fact.ruleText', { id: rule.id, version: rule.version, title: rule.title, document: citation(t, rule), since: sinceText(t, rule) }) : reasonText(t, choice.refusal?.reason ?? 'NO_RULE') },
    { label: t('rewards.fact.why'), text: t('rewards.fact.whyText', { basis: t(`rewards.basis.${choice.basis}`), date: choice.date, place: choice.jurisdiction, reason: choice.reason === '' ? t('rewards.fact.noReason') : choice.reason }) },
    ...orderFacts(t, matter, minute),
    ...((first.heldBefore ?? []).length > 0 ? [{ label: t('awards.fact.held'), text: (first.heldBefore ?? []).map(({ number, receivedOn }) => `${number} ${receivedOn}`).join(t('rewards.list.and')) }] : []),
    ...(matter.joint ? [{ label: t('awards.fact.joint'), text: t('awards.fact.jointText', { members: matter.joint.members, number: matter.joint.representative, division: matter.joint.division, authority: matter.joint.authority }) }] : []),
    ...(first.answers?.relations ?? []).map(({ number, relation }) => ({ label: t('awards.fact.relation'), text: `${number} ${t(`awards.relation.${relation}`)}` })),
    ...(first.answers && provenBy(t, matter, first.answers) !== '' ? [{ label: t('rewardWho.use.first'), text: provenBy(t, matter, first.answers) }] : []),
    ...(first.answers ? [{ label: t('rewards.fact.answers'), text: first.answers.reason }] : []),
    { label: t('rewards.fact.looked'), text: choice.considered.map(({ ruleId, verdict }) => `${ruleId} ${t(`rewards.verdict.${verdict}`)}`).join(t('rewards.list.and')) },
    ...confirmedFacts(t, language, dossier, who),
  ];
}

function changesOf(t: Words, language: Language, { matter, whatIf, otherLines }: RewardDossier): Sheet['changes'] {
  const now = matter.calculation?.evaluation.amountFen ?? 0;
  const level = (code: string): string => {
    const found = matter.calculation?.ruleSet.levels?.find((each) => each.code === code);
    return found ? levelName(t, language, found) : code;
  };
  const row = (what: string, amountFen: number | undefined | null, reason: string | undefined | null) => ({
    what, result: amountFen === undefined || amountFen === null ? reasonText(t, reason ?? '') : formatYuan(amountFen),
    difference: amountFen === undefined || amountFen === null ? '—' : `${amountFen >= now ? '+' : '−'}${formatYuan(Math.abs(amountFen - now))}`,
  });
  return [
    ...whatIf.filter(({ amountFen }) => amountFen !== now).map(({ change: { field, value }, amountFen, reason }) => {
      if (field === 'base') return row(t('rewards.change.base', { sum: formatYuan(Number(value)) }), amountFen, reason);
      if (field === 'level') return row(t('rewards.change.level', { level: level(value) }), amountFen, reason);
      const named = wordFor(t, `rewards.${field === 'profile' ? 'profile' : 'party'}.${value}`);
      return row(t(field === 'profile' ? 'rewards.change.profile' : 'rewards.change.party', { value: named }), amountFen, reason);
    }),
    ...otherLines.map(({ line, counted, amountFen, reason }) => row(t(counted ? 'rewards.change.lineIn' : 'rewards.change.lineOut', { line }), amountFen, reason)),
  ];
}

const COURSE = ['standing', 'propose', 'review', 'approve', 'notify', 'claim', 'compare', 'pay', 'complete'] as const;
/** The step that comes next; a reward that ended early stands where it got to. */
const REACHED: Partial<Record<Stage, number>> = { open: 1, returned: 1, proposed: 2, reviewed: 3, endorsed: 3, approved: 4, notified: 5, claimed: 6, paid: 8, completed: 9 };

function stepsOf(t: Words, matter: Matter, names: ReadonlyMap<string, string>): Step[] {
  const who = (id: string): string => (id === 'reporter' ? t('rewards.reporter') : (names.get(id) ?? t('common.unknown')));
  const lastOf = (...actions: string[]) => matter.events.findLast((event) => actions.includes(event.action));
  const found = {
    standing: matter.standing ? { by: matter.standing.confirmedBy.map(({ by }) => who(by)).join(t('rewards.list.and')), on: matter.standing.confirmedBy.at(-1)?.on ?? '' } : null,
    propose: lastOf('propose', 'proposeAgain'), review: lastOf('review'), approve: lastOf('approve', 'approveAbove'), notify: lastOf('notify'), claim: lastOf('claim', 'recordClaim'), compare: isAgreed(matter) ? lastOf('compareIdentity') : null, pay: lastOf('pay'), complete: lastOf('complete'),
  };
  // What was sent back or failed is to be done again.
  const reached = REACHED[stageOf(matter)] ?? COURSE.filter((step) => found[step]).length;
  const at = matter.state === 'claimed' && isAgreed(matter) ? reached + 1 : reached;
  return COURSE.map((step, index) => {
    const event = found[step];
    const isDone = step === 'standing' ? event !== null : index < at && event !== undefined && event !== null;
    const line = !event ? [] : 'facts' in event ? [`${who(event.by)} ${event.facts.today ?? ''}`] : [`${event.by} ${event.on}`];
    return { state: isDone ? 'done' : index === at ? 'now' : 'next', title: t(`rewards.course.${step}`), lines: isDone ? line : [], clock: null };
  });
}

/** Ended by its way back, not by an answer. */
const isSentBack = ({ state }: Matter, { code }: ClockView): boolean => code === 'REWARD_APPROVE' && state === 'returned';

export function sheetOf(t: Words, language: Language, { dossier, names, minute }: SheetInput): Sheet {
  const { matter, gates, gaps, isIdentical, clocks, documents } = dossier;
  const { calculation, choice } = matter;
  const who = (id: string): string => (id === 'reporter' ? t('rewards.reporter') : (names.get(id) ?? t('common.unknown')));
  const evaluation = calculation?.evaluation;
  const fen = matter.approvedFen ?? evaluation?.amountFen;
  const isRefused = evaluation?.outcome === 'REFUSED' || evaluation?.outcome === 'NOT_ELIGIBLE';
  const isFinal = matter.approvedFen !== null;
  return {
    id: matter.id, stage: stageOf(matter), tag: stageTag(t, stageOf(matter)),
    crumb: documents.find(({ kind }) => kind === 'rewardDecision')?.number ?? t('rewards.show.draft'),
    facts: factsOf(t, language, dossier, who, minute),
    confirmation: calculation?.ruleSet.confirmation?.text ?? null,
    refusal: choice.refusal
      ? { reason: choice.refusal.reason, text: reasonText(t, choice.refusal.reason), rule: '', missing: missingLines(t, choice.refusal.missing) }
      : isRefused && evaluation.reason
        ? { reason: evaluation.reason, text: reasonText(t, evaluation.reason), rule: evaluation.ruleId, missing: missingLines(t, evaluation.missing ?? []) }
        : null,
    gates: gates.map((gate) => {
      const answer = matter.gates[gate];
      const detail = answer ? t(answer.holds ? 'rewards.gate.met' : 'rewards.gate.notMet', { evidence: provenBy(t, matter, answer), name: who(answer.by), date: answer.on }) : t('rewards.gate.open');
      const at = (matter.exhibits ?? []).findIndex(({ id }) => id === answer?.source);
      return { code: gate, isMet: answer?.holds === true, name: t(`rewards.gate.${gate}`), detail, exhibit: at < 0 ? null : at + 1 };
    }),
    exhibits: shownExhibits(t, matter, who),
    lines: matter.lines.map(({ id, name, provision, amountFen, inReportedMatter, reason }) => ({
      id, finding: name, provision, isCounted: inReportedMatter === true, amount: formatYuan(amountFen),
      inMatter: inReportedMatter === null ? t('rewards.line.open') : t(inReportedMatter ? 'rewards.line.yes' : 'rewards.line.no', { reason }),
      countText: t(inReportedMatter === true ? 'rewards.line.counted' : 'rewards.line.notCounted'),
    })),
    base: formatYuan(lossOf(matter.lines)),
    trace: calculation && evaluation ? traceOf(t, language, { evaluation, ruleSet: calculation.ruleSet, frame: calculation.frame }, 'desk') : null,
    changes: changesOf(t, language, dossier),
    amount: fen === undefined ? null : { sum: formatYuan(fen), inWords: yuanInWords(fen) },
    provisional: !isFinal && gaps.length > 0,
    steps: stepsOf(t, matter, names),
    clocks: clocks.map(({ nameZh, nameEn, view: shown }) => ({ name: language === 'en' ? nameEn : nameZh, ...(isSentBack(matter, shown) ? { state: 'pause', text: t('rewards.clock.sentBack') } : clockWords(t, shown)), counted: shown.how && countedFor(t, shown.how) })),
    fingerprint: calculation?.fingerprint.slice(0, 16) ?? null,
    recomputed: t(isIdentical === null ? 'rewards.recompute.none' : isIdentical ? 'rewards.recompute.same' : 'rewards.recompute.differs'),
    papers: documents.map(({ id, title, number, issuedOn }) => ({ href: `/documents/${id}`, text: number === null ? title : `${title} ${number}`, on: issuedOn })),
    log: [...matter.events].reverse().map(({ at, action, by, facts }) => ({
      at: by === 'reporter' ? (facts.today ?? '') : minute(at),
      text: t(told(t, matter, facts) ? 'rewards.log.reason' : 'rewards.log.plain', { name: who(by), act: t(`rewards.act.${action}`), reason: told(t, matter, facts) }),
    })),
    payments: matter.payments.map(({ on, voucher, amountFen, tax = '', failed }) => ({ on, voucher, tax: tax === '' ? '' : t('awards.tax', { text: tax }), amount: formatYuan(amountFen), state: failed ? t('rewards.payment.failed', { reason: failed.reason, date: failed.on }) : t('rewards.payment.done') })),
  };
}

/** What was said with an act: its reason, or the provision under which it was done alone, and what it rests on. */
const told = (t: Words, matter: Matter, { reason, authority, ...facts }: Facts): string => [reason ?? authority ?? '', provenBy(t, matter, facts)].filter((part) => part !== '').join(t('rewardWho.exhibit.and'));

export type RewardPrintPage = Sheet & { title: string; errors: ErrorLink[] };
export const rewardPrintView = view<RewardPrintPage>('rewards/print', { layout: 'desk', nav: '/rewards' });
export const rewardPrintPage = (t: Words, language: Language, input: SheetInput): RewardPrintPage => ({ ...sheetOf(t, language, input), title: t('rewards.show.title'), errors: [] });
