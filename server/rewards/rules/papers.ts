// What the decision and the notice of a reward say. Letters are in Chinese; the person is known in them by the number of the report only.
import { formatYuan, yuanInWords } from '../../kernel/money.ts';
import { chineseDate } from '../../cases/rules/papers.ts';
import { isBeingPrepared, lossOf } from './matter.ts';
import type { Matter, StoredCalculation } from './matter.ts';
import { documentNoOf } from './registry.ts';
import { deadlinesOf } from './scope.ts';
import type { Deadline, RuleSet } from './rule-set.ts';
import { toldSteps } from './telling.ts';

const UNITS: Record<Deadline['unit'], string> = { workingDays: '个工作日', days: '日', months: '个月' };

const sumText = (fen: number): string => `${formatYuan(fen)}元（人民币${yuanInWords(fen)}）`;

const citation = (rule: RuleSet): string => `《${rule.title.replace(/^《(.*)》/, '$1')}》${documentNoOf(rule) ?? '（文号未录入）'}，规则版本${rule.id}第${rule.version}版`;

/** How long the reporter has once he has seen the notice, in words. */
function claimPeriodText({ ruleSet, frame }: StoredCalculation): string {
  const deadline = deadlinesOf(ruleSet, frame).find((each) => each.code === 'REWARD_CLAIM');
  return deadline ? `${deadline.amount}${UNITS[deadline.unit]}` : '规则未写明期限';
}

const needed = (matter: Matter): { calculation: StoredCalculation; fen: number } => {
  const { calculation } = matter;
  const fen = matter.approvedFen ?? calculation?.evaluation.amountFen;
  if (!calculation || fen === undefined || isBeingPrepared(matter)) throw new Error('no sum to print');
  return { calculation, fen };
};

export function decisionSlots(matter: Matter): Record<string, string> {
  const { calculation, fen } = needed(matter);
  const level = calculation.ruleSet.levels?.find((each) => each.code === matter.standing?.level);
  return {
    reportNumber: matter.report.number,
    matter: `${matter.case.party}一案（${matter.case.number}）于${chineseDate(matter.case.decidedOn)}作出处理决定，举报事项查证属实。`,
    ruleSet: citation(calculation.ruleSet),
    confirmation: calculation.ruleSet.confirmation?.text ?? '',
    caseValue: sumText(lossOf(matter.lines)),
    level: level?.name ?? '',
    calculation: toldSteps(calculation).join('\n'),
    reasons: matter.discretion?.reason ?? '',
    decision: fen === 0 ? '给予精神奖励，没有奖金。' : '按照上述计算给予举报人一次性奖励，以非现金方式支付。',
    amount: sumText(fen),
  };
}

export function noticeSlots(matter: Matter): Record<string, string> {
  const { calculation, fen } = needed(matter);
  const isForfeited = deadlinesOf(calculation.ruleSet, calculation.frame).some((each) => each.code === 'REWARD_CLAIM' && each.late === 'deemedWaived');
  return {
    reportNumber: matter.report.number,
    amount: sumText(fen),
    ruleSet: citation(calculation.ruleSet),
    claimPeriod: claimPeriodText(calculation),
    howToClaim: matter.report.identity === 'identifiable' ? '在查询页面输入领奖口令，填写姓名、身份证号码和本人银行账户' : '在查询页面填写姓名、身份证号码和本人银行账户',
    waiver: isForfeited ? '您可以放弃领取。看到通知后逾期没有领取的，视为主动放弃；没有看到通知的，不会因此失去奖励。' : '您可以放弃领取。',
  };
}
