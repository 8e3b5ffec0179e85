// Before a reward is opened: who stands first with the proof, what the law leaves open, and where an officer answers it.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import { RELATIONS } from '../rules/reporters.ts';
import type { FirstInLine } from '../rules/shown.ts';
import { receiptsOf, sourceOptions } from './exhibits.ts';
import { faultsOf } from './faults.ts';

type Option = { value: string; text: string };
type Checked = Option & { isChecked: boolean };
export type NewRewardPage = {
  title: string; errors: ErrorLink[]; caseId: string; caseText: string; outcome: string; explanation: string;
  order: { number: string; register: string; receivedOn: string; receivedAt: string; proof: string | null; isFirst: boolean }[];
  setAside: { number: string; register: string; why: string; whyText: string }[];
  questions: { code: string; text: string }[];
  /** Reports over which the award may pass on, and those of which one is the earliest; empty where nothing is asked. */
  passedOver: Checked[]; earliest: string; equal: Option[]; reason: string; reasonError: string | null; isOpenable: boolean;
  /** Leads of the bureau's own that may have made the facts known before. */
  heldBefore: { number: string; receivedOn: string }[]; withdrawnLater: string[];
  relations: { id: string; label: string; value: string; options: Option[] }[];
  joint: { isOpen: boolean; representatives: Option[]; representative: string; members: string; membersError: string | null; division: string; divisionError: string | null; authority: string; authorityError: string | null };
  laterFacts: boolean; asksLater: boolean; agencyFirst: Checked[]; evidence: string; evidenceError: string | null; sources: Option[]; source: string; sourceError: string | null; exhibitsError: string | null;
};
export const newRewardView = view<NewRewardPage>('rewards/new', { layout: 'desk', nav: '/rewards' });

type Again = { typed?: Typed; errors?: FieldErrors };

export function newRewardPage(t: Words, { facts, proposal, reports, heldBefore, salts, offered }: FirstInLine, minute: (at: Date) => string, again: Again = {}): NewRewardPage {
  const named = (id: string) => reports.find((report) => report.id === id) ?? { number: '', register: '', receivedOn: '' };
  const asked = (...codes: string[]): string[] => [...new Set(proposal.questions.flatMap(({ code, ids }) => (codes.includes(code) ? ids : [])))];
  const typed = (name: string, otherwise: string): string => (typeof again.typed?.[name] === 'string' ? again.typed[name] : otherwise);
  const isTyped = (name: string, id: string): boolean => [again.typed?.[name] ?? []].flat().includes(id);
  const error = (name: string): string | null => errorText(t, again.errors, name);
  const moments = receiptsOf(proposal.order.map(({ id, receivedAt }) => ({ receivedOn: named(id).receivedOn, receivedAt: receivedAt.toISOString() })), minute);
  return {
    title: t('rewards.new.title'), errors: faultsOf(t, 'new', again.errors), caseId: facts.id, caseText: `${facts.name}（${facts.caseNumber}）`, outcome: proposal.outcome, explanation: t(`rewards.new.outcome.${proposal.outcome}`),
    order: proposal.order.map(({ id }, at) => ({
      number: named(id).number, register: named(id).register, receivedOn: named(id).receivedOn, receivedAt: moments[at] ?? '', proof: salts.get(id) ?? null, isFirst: id === proposal.first,
    })),
    setAside: proposal.setAside.map(({ id, why }) => ({ number: named(id).number, register: named(id).register, why, whyText: t(`rewards.aside.${why}`) })),
    questions: proposal.questions.map(({ code }) => ({ code, text: t(`rewards.question.${code}`) })),
    passedOver: asked('FIRST_NOT_ELIGIBLE').map((id) => ({ value: id, text: t('rewards.new.passOver', { number: named(id).number }), isChecked: isTyped('passedOver', id) })),
    earliest: typed('earliest', ''),
    equal: asked('EQUAL_TIMES', 'AGENCY_FIRST').map((id) => ({ value: id, text: named(id).number })),
    reason: typed('reason', ''), reasonError: error('reason'), isOpenable: proposal.outcome !== 'NONE',
    heldBefore: heldBefore.map(({ number, receivedOn }) => ({ number, receivedOn })),
    withdrawnLater: reports.flatMap(({ id, number, withdrawnOn }) => (withdrawnOn !== null && proposal.order.some((proof) => proof.id === id) ? [t('rewardWho.withdrawn', { number, on: withdrawnOn, decided: facts.decidedOn })] : [])),
    relations: reports.map(({ id, number, register }) => ({ id: `relation-${id}`, label: `${register} ${number}`, value: typed(`relation-${id}`, 'same'), options: RELATIONS.map((value) => ({ value, text: t(`awards.relation.${value}`) })) })),
    joint: {
      isOpen: ['representative', 'members', 'division', 'authority'].some((name) => error(name) !== null),
      representatives: [...new Set([...asked('REPRESENTATIVE_UNKNOWN'), ...reports.map(({ id }) => id)])].map((id) => ({ value: id, text: named(id).number })), representative: typed('representative', ''),
      members: typed('members', ''), membersError: error('members'), division: typed('division', ''), divisionError: error('division'), authority: typed('authority', ''), authorityError: error('authority'),
    },
    laterFacts: typed('laterFacts', '') === 'yes', asksLater: asked('LATER_NEW_FACTS').length > 0,
    agencyFirst: reports.map(({ id, number, register }) => ({ value: id, text: `${register} ${number}`, isChecked: isTyped('agencyFirst', id) })),
    evidence: typed('evidence', ''), evidenceError: error('evidence'), sources: sourceOptions(t, offered), source: typed('source', ''), sourceError: error('source'), exhibitsError: error('exhibits'),
  };
}
