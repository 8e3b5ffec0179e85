// The ledger of a bureau and year: every reward once, the sums, and the check that they add up.
import type { Words } from '../../kernel/i18n.ts';
import { formatYuan, plainYuan } from '../../kernel/money.ts';
import { view } from '../../kernel/views.ts';
import type { Budget } from '../rules/funds.ts';
import { added, checksOf, isReconciled, NOTHING, type Sums } from '../rules/ledger.ts';
import type { LedgerLine } from '../rules/shown.ts';
import { stageTag } from './list.ts';

const COLUMNS = ['proposed', 'refused', 'pending', 'approved', 'paid', 'waived', 'lapsed', 'open', 'withdrawn', 'clawedBack', 'recovered', 'toRecover'] as const;

export type LedgerPage = {
  title: string; year: number; years: { href: string; text: string; isCurrent: boolean }[]; fileHref: string;
  budget: { label: string; value: string; unit: string | null }[]; budgetNote: { text: string; kind: 'info' | 'warn' | 'bad' };
  columns: { name: string; text: string }[];
  rows: { href: string | null; what: string; openedOn: string; tag: { kind: string; text: string }; isGood: boolean; amount: string; approved: string; paid: string }[];
  totals: { text: string; sum: string }[];
  checks: { text: string; left: string; right: string; isEqual: boolean; result: string }[]; isGood: boolean; verdict: string;
};
export const ledgerView = view<LedgerPage>('rewards/ledger', { layout: 'desk', nav: '/rewards' });

export function ledgerPage(t: Words, { year, lines, total, budget, thisYear }: { year: number; lines: readonly LedgerLine[]; total: Sums; budget: Budget; thisYear: number }): LedgerPage {
  const isGood = lines.every(({ sums }) => isReconciled(sums)) && isReconciled(total);
  const { budgetFen, boundFen, leftFen, isTight, isOver, source } = budget;
  const money = { year, budget: formatYuan(budgetFen ?? 0), bound: formatYuan(boundFen), left: formatYuan(Math.abs(leftFen ?? 0)), source };
  return {
    title: t('awards.ledger.title'), year, fileHref: `/rewards/ledger/file?year=${year}`,
    years: [thisYear, thisYear - 1, thisYear - 2].map((each) => ({ href: `/rewards/ledger?year=${each}`, text: String(each), isCurrent: each === year })),
    budget: [
      { label: t('awards.budget.sum'), value: budgetFen === null ? '—' : formatYuan(budgetFen), unit: null }, { label: t('awards.budget.bound'), value: formatYuan(boundFen), unit: null },
      { label: t('awards.budget.left'), value: leftFen === null ? '—' : leftFen < 0 ? `−${formatYuan(-leftFen)}` : formatYuan(leftFen), unit: null },
    ],
    budgetNote: budgetFen === null ? { kind: 'info', text: t('awards.budget.none', { year }) } : { kind: isOver ? 'bad' : isTight ? 'warn' : 'info', text: t(isOver ? 'awards.budget.over' : isTight ? 'awards.budget.tight' : 'awards.budget.fits', money) },
    columns: COLUMNS.map((name) => ({ name, text: t(`awards.sum.${name}`) })),
    rows: lines.map(({ id, openedOn, report, stage, sums, isRecused }) => ({
      href: isRecused ? null : `/rewards/${id}`, what: isRecused ? t('awards.ledger.recused') : report, openedOn, tag: stageTag(t, stage), isGood: isReconciled(sums),
      amount: formatYuan(sums.proposed), approved: formatYuan(sums.approved), paid: formatYuan(sums.paid),
    })),
    totals: COLUMNS.map((name) => ({ text: t(`awards.sum.${name}`), sum: formatYuan(total[name]) })),
    checks: checksOf(total).map(({ name, left, right, isEqual }) => ({ text: t(`awards.check.${name}`), left: formatYuan(left), right: formatYuan(right), isEqual, result: t(isEqual ? 'awards.check.equal' : 'awards.check.differs') })),
    isGood, verdict: t(isGood ? 'awards.ledger.good' : 'awards.ledger.bad'),
  };
}

/** The file row by row: the head, one row a reward, the sums of all. Sums in yuan as numbers. */
export async function* ledgerRows(t: Words, lines: AsyncIterable<LedgerLine>): AsyncGenerator<(string | number)[]> {
  yield [
    t('rewards.list.openedOn'), t('rewards.fact.report'), t('rewards.fact.case'), t('rewards.list.state'), t('rewards.fact.rule'), ...COLUMNS.map((name) => t(`awards.sum.${name}`)),
    t('awards.ledger.approvedOn'), t('awards.ledger.paidOn'), t('awards.ledger.vouchers'), t('awards.field.tax'), t('awards.ledger.check'),
  ];
  let total = NOTHING;
  for await (const { openedOn, report, caseNumber, stage, rule, sums, approvedOn, paidOn, vouchers, tax } of lines) {
    total = added(total, sums);
    yield [openedOn, report, caseNumber, t(`rewards.stage.${stage}`), rule, ...cellsOf(t, sums, approvedOn, paidOn, vouchers, tax)];
  }
  yield [t('awards.ledger.total'), '', '', '', '', ...cellsOf(t, total, '', '', '', '')];
}
const cellsOf = (t: Words, sums: Sums, ...beside: string[]): (string | number)[] => [...COLUMNS.map((name) => Number(plainYuan(sums[name]))), ...beside, t(isReconciled(sums) ? 'awards.check.equal' : 'awards.check.differs')];
