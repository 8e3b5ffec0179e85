// Six rewards, each as far as its place in the story: proposed, approved, notified, claimed, paid out; in Zhoushan the rule set lacks its figures and refuses.
import { Refused } from '../../server/kernel/errors.ts';
import type { RewardDossier } from '../../server/rewards/service.ts';
import { crewOf } from './people.ts';
import { PASSPHRASE } from './reports.ts';
import type { Thread } from './threads.ts';

export type RewardSpec = { key: string; level: 'L1' | 'L2' | 'L3'; isInsider: boolean; opened: number; proposed: number; approved?: number; notified?: number; claimed?: number; paid?: number; isRefused?: boolean; /** Wants to be called. */ isCalled?: boolean };

export const SIX: readonly RewardSpec[] = [
  { key: 'C11', level: 'L1', isInsider: false, opened: 140, proposed: 138, approved: 132, notified: 131, claimed: 126, paid: 120 },
  { key: 'C14', level: 'L3', isInsider: false, opened: 30, proposed: 28, approved: 22, notified: 21, claimed: 4 },
  { key: 'C10', level: 'L2', isInsider: true, opened: 24, proposed: 22, approved: 15, notified: 12 },
  { key: 'C09', level: 'L2', isInsider: false, opened: 9, proposed: 8, approved: 2, isCalled: true },
  { key: 'C08', level: 'L3', isInsider: false, opened: 5, proposed: 3 },
  { key: 'C15', level: 'L1', isInsider: false, opened: 16, proposed: 14, isRefused: true },
];

/** The first item of the case's evidence, where it has one. */
const ofCase = (offered: RewardDossier['offered']): string | null => offered.find(({ kind }) => kind === 'case')?.id ?? null;

function prepare(thread: Thread, { level, isInsider, opened }: RewardSpec): void {
  const { officers, rewards: [first] } = crewOf(thread.place);
  thread.add(opened, 'open the reward', null, async (teller) => {
    const { services, person, id, keep, knows } = teller;
    if (knows(`reward ${thread.key}`)) return;
    const who = await person(first);
    // Opened before a break and not noted down: it is found by its case.
    const isThisCase = (caseId: string): boolean => caseId === id(`case ${thread.key}`);
    for (const { id: known } of (await services.rewards.list(who, 'active', null)).lines) {
      if (isThisCase((await services.rewards.forOfficer(who, known)).matter.caseId)) return keep(`reward ${thread.key}`, known);
    }
    keep(`reward ${thread.key}`, await services.rewards.open(who, id(`case ${thread.key}`)));
  });
  thread.reward(opened, 'answer the gates', first, false, ({ services }, person, { matter, gates, offered }) =>
    services.rewards.answerGates(person, matter.id, matter.version, gates.map((gate) => ({ gate, holds: true, evidence: '案卷材料与举报材料核对一致', source: ofCase(offered) }))));
  thread.reward(opened, 'say what was reported', first, false, ({ services }, person, { matter }) =>
    services.rewards.setLines(person, matter.id, matter.version, matter.lines.map(({ id }) => ({ id, inReportedMatter: true, reason: '举报材料写明了这一事实' }))));
  for (const account of officers) {
    thread.reward(opened - 1, `confirm the standing as ${account}`, account, false, async ({ services }, person, { matter, offered }) => {
      const isConfirmed = matter.standing?.confirmedBy.some(({ by }) => by === person.id) ?? false;
      if (isConfirmed || matter.calculation?.evaluation.reason === 'RULE_INCOMPLETE') return;
      await services.rewards.confirmStanding(person, matter.id, matter.version, { level, profile: isInsider ? 'insider' : 'ordinary', lossBy: null, evidence: '举报材料、核查笔录和协助记录', source: ofCase(offered) });
    });
  }
}

function propose(thread: Thread, { proposed, isRefused = false }: RewardSpec): void {
  const [first] = crewOf(thread.place).rewards;
  // The refusal is the point: it stands in the reward with what must be entered, and in the record.
  thread.reward(proposed, 'propose', first, !isRefused, async ({ services }, person, { matter }) => {
    const why = await services.rewards.propose(person, matter.id, matter.version).then(() => null, (error: unknown) => error);
    const isExpected = isRefused ? why instanceof Refused : why === null;
    if (!isExpected) throw why ?? new Error('the incomplete rule set did not refuse');
  });
}

export function tellReward(thread: Thread, spec: RewardSpec): void {
  const { head, review, rewards: [first, second] } = crewOf(thread.place);
  prepare(thread, spec);
  propose(thread, spec);
  if (spec.isCalled) {
    // With the number that came with the report.
    thread.add(spec.proposed, 'choose how to be told', null, async ({ services, person, id }) => {
      const { report } = await services.reports.forOfficer(await person(head), id(`report ${spec.key}`));
      await services.rewards.chooseNoticeWay({ report: report.id, codeVersion: report.codeVersion }, { way: 'telephone', contact: '' });
    });
  }
  if (spec.approved !== undefined) {
    thread.reward(spec.approved + 2, 'review', review, true, ({ services }, person, { matter: { id, version } }) => services.rewards.review(person, id, version));
    thread.reward(spec.approved, 'approve', head, true, ({ services }, person, { matter: { id, version } }) => services.rewards.approve(person, id, version));
  }
  if (spec.notified !== undefined) thread.reward(spec.notified, 'notify', first, true, ({ services }, person, { matter: { id, version } }) => services.rewards.notify(person, id, version));
  if (spec.claimed !== undefined) {
    thread.reporter(spec.claimed, 'acknowledge', 'reward', ({ services }, session) => services.rewards.acknowledge(session));
    thread.reporter(spec.claimed, 'claim', 'reward', ({ services }, session) =>
      services.rewards.claim(session, { name: '虚构领奖人', idNumber: '110101199003070003', bank: '演示银行', account: '6222020000000000', passphrase: PASSPHRASE }));
  }
  if (spec.paid !== undefined) {
    thread.reward(spec.paid + 1, 'compareIdentity', second, true, async ({ services }, person, { matter: { id, version, claim } }) => {
      const hasSecret = claim?.passphrase === true;
      if (!hasSecret) await services.rewards.openClaim(person, id, 'verify');
      await services.rewards.compareIdentity(person, id, version, { compared: hasSecret ? 'secret' : 'idDocument', result: 'agrees', reason: '' });
    });
    thread.reward(spec.paid, 'pay', second, true, ({ services, today }, person, { matter: { id, version, approvedFen } }) =>
      services.rewards.pay(person, id, version, { on: today(), voucher: `演示奖${spec.key}`, amountFen: approvedFen ?? 0 }));
    thread.reward(spec.paid - 3, 'complete', second, true, ({ services }, person, { matter: { id, version } }) => services.rewards.complete(person, id, version));
  }
}
