// The two pages on which a claim is seen: the reporter's own, and the reward officer's after he has said why he looks.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Language, Words } from '../../kernel/i18n.ts';
import { formatYuan, yuanInWords } from '../../kernel/money.ts';
import { view } from '../../kernel/views.ts';
import { errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import type { Matter } from '../rules/matter.ts';
import { deadlinesOf } from '../rules/scope.ts';
import type { ClaimData, ClaimReason, ReporterReward } from '../rules/shown.ts';
import { changesOf } from '../rules/comparison.ts';
import { faultsOf } from './faults.ts';
import { traceOf, type Trace } from './trace.ts';
import { countedPlainly } from '../../law/pages/counted.ts';
import type { CountedPlain } from '../../law/pages/counted.ts';
import { clockWords, type ClockWords } from './words.ts';

// The notice reads like any other letter to the reporter.
export { letterPage, letterView } from '../../reports/pages/mine.ts';

export type ClaimPage = {
  title: string; errors: ErrorLink[]; state: string; number: string; lede: string; amount: { sum: string; inWords: string } | null; trace: Trace | null; clock: ClockWords | null; dueOn: string | null; counted: CountedPlain | null;
  period: string | null; noticeHref: string | null; proof: string | null; mayAcknowledge: boolean; mayWaive: boolean; sureError: string | null; paid: { on: string; amount: string } | null; changes: { on: string; text: string }[];
  form: { action: string; isAmendment: boolean; needsPassphrase: boolean; bank: string; nameError: string | null; idNumberError: string | null; bankError: string | null; accountError: string | null; passphraseError: string | null } | null;
};
export const claimView = view<ClaimPage>('rewards/claim', { layout: 'public', nav: '/reports/status', hasExit: true, tab: 'reporter.tab.mine' });

const FIELDS = ['name', 'idNumber', 'bank', 'account', 'passphrase'] as const;

export function claimPage(t: Words, language: Language, reward: ReporterReward | null, number: string, again: { typed?: Typed; errors?: FieldErrors } = {}): ClaimPage {
  const title = t('rewards.claim.title');
  if (!reward) {
    return {
      title, errors: [], state: 'none', number, lede: t('rewards.claim.none'), amount: null, trace: null, clock: null, dueOn: null, counted: null, period: null, noticeHref: null, proof: null, mayAcknowledge: false, mayWaive: false, sureError: null, paid: null, changes: [], form: null,
    };
  }
  const { matter, permitted, needsPassphrase, mayAmend, clock, notice } = reward;
  const { calculation, approvedFen } = matter;
  const mayClaim = permitted.includes('claim');
  const bank = again.typed?.['bank'];
  const deadline = calculation ? deadlinesOf(calculation.ruleSet, calculation.frame).find((each) => each.code === 'REWARD_CLAIM') : undefined;
  const payment = matter.state === 'paid' || matter.state === 'completed' ? matter.payments.findLast((each) => each.failed === null) : undefined;
  const own = matter.first.order.find(({ number: each }) => each === matter.report.number);
  const failed = mayAmend ? 'failed' : null;
  const isHonour = approvedFen === 0;
  const errors = Object.fromEntries(FIELDS.map((name) => [`${name}Error`, errorText(t, again.errors, name)]));
  return {
    title, errors: faultsOf(t, 'claim', again.errors), state: matter.state, number,
    lede: isHonour && matter.state === 'notified' ? t('rewards.claim.honour') : t(`rewards.claim.state.${failed ?? stateOf(matter)}`),
    amount: approvedFen === null || isHonour ? null : { sum: formatYuan(approvedFen), inWords: yuanInWords(approvedFen) },
    trace: calculation ? traceOf(t, language, { evaluation: calculation.evaluation, ruleSet: calculation.ruleSet, frame: calculation.frame }, 'public') : null,
    // Once claimed or over, the time to claim is nobody's worry any more.
    clock: clock && matter.state === 'notified' ? clockWords(t, clock) : null, dueOn: matter.state === 'notified' ? (clock?.due ?? null) : null,
    counted: clock?.how && matter.state === 'notified' ? countedPlainly(t, language, clock.how) : null,
    period: deadline ? t('rewards.claim.period', { amount: deadline.amount, unit: t(`rewards.unit.${deadline.unit}`) }) : t('rewards.claim.noPeriod'),
    noticeHref: notice === null ? null : '/reports/mine/claim/notice',
    proof: own?.salt ? t('awards.claim.proof', { register: own.register, salt: own.salt }) : null,
    mayAcknowledge: permitted.includes('acknowledge'), mayWaive: permitted.includes('waive'), sureError: errorText(t, again.errors, 'sure'),
    changes: changesOf(matter).map(({ on, by }) => ({ on, text: t(by === 'officer' ? 'rewardClaims.told.corrected' : 'rewardClaims.changed.reporter') })),
    paid: payment ? { on: payment.on, amount: formatYuan(payment.amountFen) } : null,
    form: mayClaim || mayAmend
      ? {
          action: mayAmend ? '/reports/mine/claim/account' : '/reports/mine/claim', isAmendment: mayAmend, needsPassphrase, bank: typeof bank === 'string' ? bank : '',
          nameError: errors['nameError'] ?? null, idNumberError: errors['idNumberError'] ?? null, bankError: errors['bankError'] ?? null, accountError: errors['accountError'] ?? null, passphraseError: errors['passphraseError'] ?? null,
        }
      : null,
  };
}

/** Seen and not yet seen are told apart; the workflow knows only one state for both. */
const stateOf = (matter: Matter): 'unread' | 'notified' | 'claimed' | 'paid' | 'completed' | 'waived' | 'lapsed' | 'clawedBack' => {
  switch (matter.state) {
    case 'claimed': case 'paid': case 'completed': case 'waived': case 'lapsed': case 'clawedBack': return matter.state;
    default: return matter.acknowledgedAt === null ? 'unread' : 'notified';
  }
};

export type OpenedClaimPage = {
  title: string; id: string; errors: ErrorLink[]; reasons: { value: string; text: string }[]; reason: string; reasonError: string | null; opened: { label: string; text: string }[] | null; comparison: string | null; amount: string | null;
};
export const openedClaimView = view<OpenedClaimPage>('rewards/opened', { layout: 'desk', nav: '/rewards' });

/** Before a reason is given there is nothing on it but the question. */
export function openedClaimPage(t: Words, id: string, reasons: readonly ClaimReason[], seen: { matter: Matter; claim: ClaimData; registered: string | null } | null, again: { reason?: string; errors?: FieldErrors } = {}): OpenedClaimPage {
  const same = (one: string, other: string): boolean => one.replace(/\s/g, '') === other.replace(/\s/g, '');
  return {
    title: t('rewards.opened.title'), id, errors: faultsOf(t, 'opened', again.errors), reasons: reasons.map((value) => ({ value, text: t(`rewards.opened.reason.${value}`) })), reason: again.reason ?? '', reasonError: errorText(t, again.errors, 'reason'),
    opened: seen
      ? [
          { label: t('rewards.field.name'), text: seen.claim.name }, ...(seen.claim.agent ? [{ label: t('awards.field.agentName'), text: seen.claim.agent.name }, { label: t('awards.field.agentIdNumber'), text: seen.claim.agent.idNumber }] : []), { label: t('rewards.field.idNumber'), text: seen.claim.idNumber },
          { label: t('rewards.field.bank'), text: seen.claim.bank }, { label: t('rewards.field.account'), text: seen.claim.account.replace(/(\d{4})(?=\d)/g, '$1 ') },
          ...(seen.registered === null ? [] : [{ label: t('rewards.field.registered'), text: seen.registered }]),
        ]
      : null,
    comparison: !seen ? null : seen.registered === null ? t('rewards.opened.byPassphrase') : t(same(seen.registered, seen.claim.name) ? 'rewards.opened.same' : 'rewards.opened.differs'),
    amount: seen && seen.matter.approvedFen !== null ? formatYuan(seen.matter.approvedFen) : null,
  };
}
