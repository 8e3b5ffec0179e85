// What the page of a reward shows about money beside the calculation: the limit, the budget, correction, clawback and what came back.
import type { Words } from '../../kernel/i18n.ts';
import { DOWNLOAD_REASONS } from '../../evidence/rules/files.ts';
import { formatYuan } from '../../kernel/money.ts';
import { sumsOf } from '../rules/ledger.ts';
import type { RewardDossier } from '../rules/shown.ts';
import { CLAWBACK_GROUNDS, type ActionName } from '../rules/states.ts';
import { compareFormOf, type CompareForm } from './identity.ts';
import { limitNotes } from './limits.ts';

type Field = { text: string; error: string | null };
type Option = { value: string; text: string };
export type MoneyForms = {
  funds: { text: string; kind: 'info' | 'warn' | 'bad' }[];
  approveForm: { authority: Field } | null;
  compareForm: CompareForm | null;
  correctForm: { isOpen: boolean; name: Field; idNumber: Field; bank: Field; account: Field; reason: Field; voucher: Field; papersError: string | null } | null;
  clawForm: { isOpen: boolean; grounds: Option[]; ground: Field; reason: Field; amount: Field; paid: string } | null;
  recoverForm: { on: Field; voucher: Field; amount: Field; left: string } | null;
  clawback: { facts: { label: string; text: string }[]; recovered: { on: string; voucher: string; amount: string }[] } | null;
  claimPapers: { action: string; field: string; size: string; error: string | null }[]; paperReasons: Option[];
  wordHrefs: { sheet: string; decision: string | null }; othersHref: string | null;
};

export type MoneyInput = {
  isOfficer: boolean; named: (code: string) => string;
  dossier: RewardDossier; field: (form: string, name: string, otherwise?: string) => Field; error: (form: string, name: string) => string | null;
  /** Whether this form came back. */
  isAgain: (form: string) => boolean;
  may: (name: ActionName) => boolean; href: (slug: string) => string;
};

function fundsOf(t: Words, { dossier, named }: MoneyInput): MoneyForms['funds'] {
  const { budget, matter } = dossier;
  if (matter.state !== 'reviewed' && matter.state !== 'endorsed' && matter.state !== 'approved') return [];
  const { budgetFen, boundFen, leftFen, isTight, isOver, year, source } = budget;
  const money = { year, budget: formatYuan(budgetFen ?? 0), bound: formatYuan(boundFen), left: formatYuan(Math.abs(leftFen ?? 0)), source };
  return [...limitNotes(t, dossier, named), budgetFen === null ? { kind: 'info', text: t('awards.budget.none', { year }) } : { kind: isOver ? 'bad' : isTight ? 'warn' : 'info', text: t(isOver ? 'awards.budget.over' : isTight ? 'awards.budget.tight' : 'awards.budget.fits', money) }];
}

export function moneyForms(t: Words, input: MoneyInput): MoneyForms {
  const { dossier, field, error, isAgain, may, href } = input;
  const { matter, approval, files, documents, hasOthers } = dossier;
  const { clawback } = matter;
  const sums = sumsOf(matter);
  return {
    funds: fundsOf(t, input),
    approveForm: may('approve') && approval?.way === 'ask' && sums.proposed > 0 ? { authority: field('approve', 'authority') } : null,
    compareForm: compareFormOf(t, input),
    correctForm: may('correctClaim') ? { isOpen: isAgain('account'), name: field('account', 'name'), idNumber: field('account', 'idNumber'), bank: field('account', 'bank'), account: field('account', 'account'), reason: field('account', 'reason'), voucher: field('account', 'voucher'), papersError: error('account', 'papers') } : null,
    clawForm: may('clawBack')
      ? { isOpen: isAgain('claw-back'), grounds: CLAWBACK_GROUNDS.map((value) => ({ value, text: t(`awards.ground.${value}`) })), ground: field('claw-back', 'ground'), reason: field('claw-back', 'reason'), amount: field('claw-back', 'amount'), paid: formatYuan(sums.paid) }
      : null,
    recoverForm: may('recover') && sums.toRecover > 0 ? { on: field('recovery', 'on', dossier.today), voucher: field('recovery', 'voucher'), amount: field('recovery', 'amount'), left: formatYuan(sums.toRecover) } : null,
    clawback: clawback
      ? {
          facts: [
            { label: t('awards.clawback.ground'), text: t(`awards.ground.${clawback.ground}`) }, { label: t('rewards.label.reason'), text: clawback.reason },
            { label: t('awards.clawback.amount'), text: formatYuan(clawback.amountFen) }, { label: t('awards.clawback.recovered'), text: formatYuan(sums.recovered) }, { label: t('awards.clawback.left'), text: formatYuan(sums.toRecover) },
          ],
          recovered: clawback.recovered.map(({ on, voucher, amountFen }) => ({ on, voucher, amount: formatYuan(amountFen) })),
        }
      : null,
    claimPapers: files.map(({ id, size }, at) => ({ action: href(`papers/${id}`), field: `paperReason-${id}`, error: error('papers', `paperReason-${id}`), size: t('awards.papers.one', { n: at + 1, size: Math.ceil(size / 1024) }) })),
    paperReasons: DOWNLOAD_REASONS.map((value) => ({ value, text: t(`evidence.reason.${value}`) })),
    wordHrefs: { sheet: href('sheet.docx'), decision: documents.some(({ kind }) => kind === 'rewardDecision') ? href('decision.docx') : null },
    othersHref: hasOthers && input.isOfficer ? `/rewards/new?case=${matter.caseId}` : null,
  };
}
