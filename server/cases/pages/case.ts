// The case page: what is known on the left, what may be done on the right. It shows exactly what the rules permit.
import type { Words } from '../../kernel/i18n.ts';
import { formatYuan } from '../../kernel/money.ts';
import { view } from '../../kernel/views.ts';
import { linkedInstitution } from '../../institutions/pages/show.ts';
import type { LinkedInstitution, LinkedRecord } from '../../institutions/pages/show.ts';
import { countedFor } from '../../law/pages/counted.ts';
import type { Counted } from '../../law/pages/counted.ts';
import { clockDue } from '../../law/rules/clocks.ts';
import { actionOf, isTheirs, nextStep, permitted } from '../rules/actions.ts';
import type { ActionName } from '../rules/actions.ts';
import { activeOfficers, clockOf, lastReview } from '../rules/case.ts';
import type { Case, CaseState, Finding } from '../rules/case.ts';
import { viewOf } from '../rules/clocks.ts';
import { sumsOf } from '../rules/execution.ts';
import { causeName } from '../rules/naming.ts';
import { provision } from '../rules/papers.ts';
import type { Situation } from '../rules/situation.ts';
import { isButton, slugOf } from './addresses.ts';
import { eventText } from './events.ts';
import { stagesOf } from './stages.ts';
import type { Stage } from './stages.ts';
import { clockText, month, needLine, wordsFor } from './words.ts';
import type { ClockText, NeedLine } from './words.ts';

export type ActLink = { action: ActionName; href: string; text: string; kind: 'primary' | 'secondary' | 'warning'; isButton: boolean };
export type CasePage = {
  title: string; id: string; number: string; state: CaseState; stateText: string; version: number; phrases: string[];
  clock: ClockText | null; missing: number; stages: Stage[]; isDraft: boolean;
  findings: { id: string; code: string; what: string; basis: string; period: string; grossFen: number | null; lossFen: number | null; defraudedFen: number | null; evidence: number; isBare: boolean; href: string }[];
  evidence: { id: string; href: string; no: number; name: string; kind: string; obtained: string; proves: string; clock: ClockText | null }[];
  documents: { href: string | null; name: string; number: string; stateText: string; served: string }[];
  sums: { label: string; text: string }[];
  log: { at: string; text: string }[];
  next: { title: string; needs: NeedLine[]; acts: ActLink[]; who: string | null } | null;
  also: ActLink[];
  clocks: (ClockText & { name: string; counted: Counted | null })[];
  people: { label: string; lines: string[] }[];
  /** The party in the directory; `linkHref` stays null, a case is never linked by hand. */
  institution: LinkedInstitution | null; linkHref: null;
};
export type { LinkedRecord } from '../../institutions/pages/show.ts';
export const caseView = view<CasePage>('cases/show', { layout: 'desk', nav: '/cases' });

export type DocumentRow = { id: string; title: string; number: string | null; issuedOn: string; servedOn: string | null };
export type CaseInput = {
  kase: Case; situation: Situation; documents: readonly DocumentRow[]; leads: { count: number; first: string | null }; names: ReadonlyMap<string, string>; minute: (at: Date) => string;
  institution: LinkedRecord | null;
};

const WARNING: readonly ActionName[] = ['returnReview', 'returnReview2', 'terminate', 'removeFinding', 'reopen', 'returnForChange', 'keepUnpublished'];
const actLink = (t: Words, kase: Pick<Case, 'id' | 'notices'>, action: ActionName, isPrimary: boolean): ActLink => ({
  action, href: `/cases/${kase.id}/${slugOf(action)}`, text: t(`cases.action.${action}`), kind: WARNING.includes(action) ? 'warning' : isPrimary ? 'primary' : 'secondary', isButton: isButton(action, kase),
});

/** 条例第四十条第一款第三项: what officers call the regulation among themselves. */
export const shortProvision = (finding: Pick<Finding, 'lawCode' | 'article' | 'item'>): string => provision(finding).replace('《医疗保障基金使用监督管理条例》', '条例').replace(/[《》]/g, '');

const basisText = (t: Words, finding: Finding): string =>
  [shortProvision(finding), finding.intent ? t('cases.finding.intent') : '', finding.refusedToCorrect ? t('cases.finding.refused') : ''].filter((part) => part !== '').join(' · ');

/** The two halves of a name between which a long title may break. */
const phrases = (kase: Case): string[] => (kase.name.startsWith(kase.party.name) ? [kase.party.name, kase.name.slice(kase.party.name.length)] : [kase.name]);

export function casePage(t: Words, { kase, situation, documents, leads, names, minute, institution }: CaseInput): CasePage {
  const may = permitted(kase, situation);
  const step = nextStep(kase, situation);
  const needs = (step?.needs ?? []).filter((each) => each.code !== 'NOT-NOW').map((each) => needLine(t, each)).sort((a, b) => Number(a.isMet) - Number(b.isMet));
  const open = needs.filter((each) => !each.isMet).length;
  const now = may.filter((name) => actionOf(name).kind === 'next');
  const decide = viewOf(kase, situation, 'CASE_DECIDE');
  const sums = sumsOf(kase, situation);
  const isWorkdays = (code: string, subject: string): boolean => clockOf(kase, code, subject)?.unit === 'WD';
  const review = lastReview(kase);
  const findEvidence = (id: string) => kase.evidence.find((item) => item.id === id);
  return {
    title: kase.name, id: kase.id, number: kase.number, state: kase.state, stateText: t(`cases.state.${kase.state}`), version: kase.version, phrases: phrases(kase),
    clock: decide && !kase.decision ? clockText(t, decide, false) : null, missing: open, stages: stagesOf(t, kase, situation), isDraft: kase.decision === null,
    findings: kase.findings.map((finding, at) => ({
      id: finding.id, code: finding.violationCode, what: causeName(finding.violationCode), basis: basisText(t, finding), period: month(finding.conductFrom, finding.conductTo),
      grossFen: finding.grossFen, lossFen: finding.lossFen, defraudedFen: finding.defraudedFen, evidence: finding.evidenceIds.filter(findEvidence).length, isBare: finding.evidenceIds.length === 0,
      href: `/cases/${kase.id}/penalty#finding-${at + 1}`,
    })),
    evidence: [...kase.evidence].reverse().map((item) => {
      const clock = item.preservation ? viewOf(kase, situation, 'PRESERVE_DECIDE', item.id) : null;
      return {
        id: item.id, href: `/cases/${kase.id}/evidence/${item.id}`, no: item.no, name: item.name, kind: wordsFor(t, `cases.option.evidenceKind.${item.kind}`, item.kind),
        obtained: item.preservation ? t('cases.evidence.preserved', { date: item.preservation.on.slice(5) }) : item.obtainedOn.slice(5), proves: item.proves,
        clock: clock ? clockText(t, clock, isWorkdays('PRESERVE_DECIDE', item.id)) : null,
      };
    }),
    documents: [
      ...documents.map(({ id, title, number, issuedOn, servedOn }) => ({
        href: `/documents/${id}`, name: title, number: number ?? t('common.dash'), stateText: t('cases.documents.issued', { date: issuedOn.slice(5) }),
        served: servedOn ? t('cases.documents.servedOn', { date: servedOn.slice(5) }) : t('cases.documents.notServed'),
      })),
      ...kase.papers.filter((paper) => !paper.isIssued).map(() => ({ href: null, name: t('cases.documents.printing'), number: t('common.dash'), stateText: t('cases.documents.printing'), served: t('cases.documents.notServed') })),
    ],
    sums: kase.decision ? (['refund', 'fine', 'surcharge'] as const).filter((name) => sums[name].dueFen > 0 || sums[name].paidFen > 0).map((name) => ({
      label: t(`cases.sums.${name}`), text: t('cases.sums.of', { paid: formatYuan(sums[name].paidFen), due: formatYuan(sums[name].dueFen) }),
    })) : [],
    log: [...kase.events].reverse().map((event) => ({ at: minute(event.at).slice(5), text: eventText(t, event, names) })),
    next: step ? {
      title: t('common.desk.next', { action: t(`cases.action.${step.name}`) }), needs, acts: now.map((name, at) => actLink(t, kase, name, at === 0)),
      who: isTheirs(step.name, kase, situation.person) ? null : t('cases.next.who', { who: t(`cases.who.${actionOf(step.name).by[0] === 'head' ? 'head' : actionOf(step.name).by[0] === 'legalReviewer' ? 'legalReviewer' : 'investigator'}`) }),
    } : null,
    also: may.filter((name) => actionOf(name).kind !== 'next').map((name) => actLink(t, kase, name, false)),
    clocks: kase.clocks.map(({ subject, clock }) => {
      const shown = clockDue(clock, situation.calendar, situation.today);
      return { name: wordsFor(t, `cases.clock.${clock.code}`, t('cases.clock.other')), ...clockText(t, shown, isWorkdays(clock.code, subject), clock), counted: shown.how && countedFor(t, shown.how) };
    }),
    institution: linkedInstitution(t, institution), linkHref: null,
    people: [
      { label: t('cases.people.officers'), lines: activeOfficers(kase).map((officer) => `${officer.name} ${officer.certificate}`) },
      { label: t('cases.people.reviewer'), lines: [review?.reviewerId ? (names.get(review.reviewerId) ?? '') : t('cases.people.reviewerNone')] },
      { label: t('cases.people.head'), lines: [names.get(kase.filing.by) ?? ''] },
      { label: t('cases.people.party'), lines: [kase.party.name, ...(kase.party.representative ? [t('cases.people.representative', { name: kase.party.representative })] : [])] },
      ...(kase.recusals.some((each) => each.decision === null) ? [{ label: t('cases.people.recusal'), lines: kase.recusals.filter((each) => each.decision === null).map((each) => t('cases.people.recusalOpen', { name: each.personName })) }] : []),
      ...(leads.count > 0 ? [{ label: t('cases.people.leads'), lines: [t('cases.people.leadsText', { n: leads.count })] }] : []),
    ],
  };
}
