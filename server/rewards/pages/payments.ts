// Claimed rewards that wait for this payer, and the file for the bank. No name or account stands on the page; they are in the file only.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Words } from '../../kernel/i18n.ts';
import { formatYuan, plainYuan } from '../../kernel/money.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import type { BankRow } from '../rules/shown.ts';

type Payable = { id: string; reference: string; caseText: string; report: string; amountFen: number; claimedOn: string; isFailed: boolean; isCompared: boolean };
export type PaymentsPage = { title: string; errors: ErrorLink[]; error: string | null; rows: { id: string; field: string; href: string; caseText: string; reference: string; amount: string; claimedOn: string; note: string; isReady: boolean }[]; hasReady: boolean; total: string; columns: string[] };
export const paymentsView = view<PaymentsPage>('rewards/payments', { layout: 'desk', nav: '/rewards' });

export const paymentsPage = (t: Words, payable: readonly Payable[], errors?: FieldErrors): PaymentsPage => ({
  title: t('awards.payments.title'), errors: errorLinks(t, errors), error: errorText(t, errors, 'ids'),
  rows: payable.map(({ id, reference, caseText, amountFen, claimedOn, isFailed, isCompared }, at) => ({ id, field: at === 0 ? 'ids' : `ids-${at}`, href: `/rewards/${id}`, caseText, reference, amount: formatYuan(amountFen), claimedOn, note: [...(isCompared ? [] : [t('rewardClaims.notCompared')]), ...(isFailed ? [t('awards.payments.again')] : [])].join(' '), isReady: isCompared })),
  hasReady: payable.some(({ isCompared }) => isCompared), total: formatYuan(payable.reduce((sum, { amountFen, isCompared }) => (isCompared ? sum + amountFen : sum), 0)),
  columns: BANK_COLUMNS.map((column) => t(`awards.bank.${column}`)),
});

/** The template of the bank file: one payment a row. docs/operations.md says what stands in each column. */
export const BANK_COLUMNS = ['number', 'name', 'account', 'bank', 'amount', 'remark', 'reference'] as const;

/** Always in Chinese, for a bank in China. The remark tells nobody at the bank what the money is for. */
export function* bankCells(zh: Words, rows: readonly BankRow[]): Generator<readonly string[]> {
  yield BANK_COLUMNS.map((column) => zh(`awards.bank.${column}`));
  for (const [at, { name, account, bank, amountFen, reference }] of rows.entries()) yield [String(at + 1), name, account, bank, plainYuan(amountFen), zh('awards.bank.neutral'), reference];
}
