// Collective discussion, decision, service (行政处罚法第五十七、五十九、六十一条).
import { Invalid, Refused } from '../../../kernel/errors.ts';
import { statutoryDue } from '../../../law/rules/clocks.ts';
import type { Case, DecidedFinding, Decision, DecisionKind } from '../case.ts';
import { lastNotice } from '../case.ts';
import { started, stopped } from '../clocks.ts';
import { decisionKinds } from '../decisions.ts';
import { demand, forDecision, need } from '../guards.ts';
import { delivered, deliveryOf, discretionText, evidenceText, factsText, paper, penaltyText, provisions, termText } from '../papers.ts';
import { after, needed } from '../situation.ts';
import type { Situation } from '../situation.ts';
import { checkService, receipt } from './notice.ts';
import type { ServeInput } from './notice.ts';

export type DiscussionInput = { memberIds: string[]; absent: string; agreed: number; against: number; minutes: string; outcome: string };

/** Quorum and odd number where the parameters ask for them; the majority decides; the minutes are signed by being entered by the head who chairs. */
export function discuss(kase: Case, input: DiscussionInput, situation: Situation): Case {
  const members = situation.colleagues.filter((person) => input.memberIds.includes(person.id));
  if (members.length < 2 || members.length !== new Set(input.memberIds).size) throw new Invalid({ memberIds: { key: 'cases.error.members' } });
  if (input.agreed + input.against !== members.length) throw new Invalid({ agreed: { key: 'cases.error.votes' } });
  const least = situation.parameter('COLLECTIVE_MIN');
  const isOdd = situation.parameter('COLLECTIVE_ODD');
  demand([
    need('COLLECTIVE-QUORUM', typeof least?.value !== 'number' || members.length >= least.value, least?.source ?? '', { n: Number(least?.value ?? 2) }),
    need('COLLECTIVE-ODD', isOdd?.value !== true || members.length % 2 === 1, isOdd?.source ?? ''),
    need('COLLECTIVE-MAJORITY', input.agreed > input.against, '行政处罚法第五十七条'),
  ]);
  const discussion = {
    on: situation.today, factsVersion: kase.factsVersion, members: members.map((person) => person.name), absent: input.absent, agreed: input.agreed, against: input.against,
    minutes: input.minutes, outcome: input.outcome, by: situation.person.id,
  };
  return after(kase, situation, { act: 'discuss', state: 'collectiveDiscussion', note: input.outcome, args: { n: members.length } }, { discussions: [...kase.discussions, discussion] });
}

function defenceText(kase: Case): string {
  const notice = lastNotice(kase);
  if (!notice) return '';
  const { defences, defenceWaiver, hearingWaiver } = notice.voice;
  const said = defences.map((each) => `当事人陈述、申辩：${each.text} 本局${each.isAccepted ? '采纳' : '不予采纳'}：${each.answer}`);
  const parts = [
    ...said, ...(said.length === 0 && defenceWaiver ? ['当事人明确表示放弃陈述、申辩。'] : []), ...(said.length === 0 && !defenceWaiver ? ['当事人在期限内未提出陈述、申辩。'] : []),
    ...(notice.hearing?.record ? [`本局于${notice.hearing.on}举行听证，听证笔录在卷。`] : []), ...(hearingWaiver ? ['当事人明确表示放弃听证。'] : []),
  ];
  return parts.join('\n');
}

/** 0.03 → 3%. */
const percent = (situation: Situation): string => `${Number(needed(situation, 'SURCHARGE_RATE').value) * 100}%`;

export type DecisionInput = { kind: DecisionKind; reason: string; basis: string; receivingBody: string; lateReason: string };

/** The sums are the calculator's; nothing is typed. A late decision needs its explanation. */
export function decide(kase: Case, input: DecisionInput, situation: Situation): Case {
  const { kind } = input;
  if (!decisionKinds(kase.state).includes(kind)) throw new Invalid({ kind: { key: 'common.error.choose' } });
  if (kind.startsWith('TO_') && input.receivingBody.trim() === '') throw new Invalid({ receivingBody: { key: 'common.error.required' } });
  demand(forDecision(kase, situation, kind, input.lateReason));
  const { calculation } = situation;
  const findings: DecidedFinding[] = kase.findings.map((finding) => {
    const calculated = calculation.findings.find((each) => each.id === finding.id);
    return {
      id: finding.id, ruleCode: calculated?.ruleCode ?? '', baseFen: calculated?.base ?? 0, multiple: finding.penalty?.multiple ?? null,
      refundFen: kind === 'PENALTY' || kind === 'NO_PENALTY' ? (calculated?.refund ?? 0) : 0, fineFen: kind === 'PENALTY' ? (calculated?.fine ?? 0) : 0,
      suspensionMonths: kind === 'PENALTY' ? (finding.penalty?.suspensionMonths ?? null) : null, terminateAgreement: kind === 'PENALTY' && finding.penalty?.terminateAgreement === true,
    };
  });
  const refundFen = kind === 'PENALTY' || kind === 'NO_PENALTY' ? calculation.refundTotal : 0;
  const fineFen = kind === 'PENALTY' ? calculation.fineTotal : 0;
  const term = (code: string): string => {
    const found = needed(situation, code);
    return termText(typeof found.value === 'number' ? found.value : null, found.unit);
  };
  const remedyText = `不服本决定的，可以自收到本决定书之日起${term('RECONSIDER')}内申请行政复议，也可以在${term('SUE')}内向人民法院提起行政诉讼。`;
  const decision: Decision = { ...input, on: situation.today, by: situation.person.id, byName: situation.person.name, refundFen, fineFen, findings, remedyText };
  const numbers = { fineTotalFen: fineFen, refundTotalFen: refundFen, findings };
  const papers = kind !== 'PENALTY' ? kase.papers : [...kase.papers, paper(kase, situation, 'decision', {
    party: kase.party.name, partyAddress: kase.party.address || '（住所见案卷）', creditCode: kase.party.creditCode, representative: kase.party.representative,
    facts: factsText(kase), evidence: evidenceText(kase), defence: defenceText(kase), breached: provisions(kase), basis: input.basis.trim() || provisions(kase),
    discretion: `${discretionText(kase)}；${input.reason}`, decision: penaltyText(kase, numbers),
    performance: `自收到本决定书之日起${term('PAY')}内，退回款缴入医疗保障基金财政专户，罚款缴入国库。`,
    surcharge: fineFen > 0 ? `逾期不缴纳罚款的，依照《中华人民共和国行政处罚法》第七十二条，每日按未缴罚款的${percent(situation)}加处罚款，加处罚款的数额不超过罚款的数额。` : '', remedies: remedyText,
  })];
  const clocks = [
    ...stopped(kase.clocks, situation.calendar, 'CASE_DECIDE', situation.today), started(kase, situation, 'DELIVER_DECISION', situation.today),
    ...(kind === 'PENALTY' ? [started(kase, situation, 'PUBLISH_DECISION', situation.today)] : []),
  ];
  return after(kase, situation, { act: 'decide', state: 'decided', note: input.reason, args: { kind, fine: fineFen, refund: refundFen, ...(input.lateReason.trim() === '' ? {} : { late: 1 }) } }, { decision, papers, clocks });
}

/** The receipt's date is the day of service. By announcement it is the day on which ANNOUNCE_SERVICE has run out. */
export function serveDecision(kase: Case, input: ServeInput, situation: Situation): Case {
  const { decision } = kase;
  if (!decision) throw new Invalid({ form: { key: 'common.error.required' } });
  checkService(input, decision.on, situation.today);
  const electronic = situation.parameter('E_SERVICE_DECISION');
  if (input.way === 'ELECTRONIC' && electronic?.value !== 'SIGNED_CONFIRMATION') throw new Refused('G-E-SERVICE', electronic?.source ?? '行政处罚法第六十一条');
  const on = input.way === 'ANNOUNCED' ? statutoryDue(started(kase, situation, 'ANNOUNCE_SERVICE', input.on).clock, situation.calendar).end : input.on;
  if (on > situation.today) throw new Invalid({ on: { key: 'cases.error.announcementRuns' } });
  const clocks = [
    ...stopped(kase.clocks, situation.calendar, 'DELIVER_DECISION', on), started(kase, situation, 'RECONSIDER', on), started(kase, situation, 'SUE', on),
    ...(decision.fineFen + decision.refundFen > 0 ? [started(kase, situation, 'PAY', on)] : []),
  ];
  const papers = [...delivered(kase.papers, 'decision', deliveryOf(input, on, situation.person.id)), receipt(kase, situation, decision.kind === 'PENALTY' ? '行政处罚决定书' : '处理决定', input, on)];
  return after(kase, situation, { act: 'serveDecision', state: 'served', note: input.note, args: { on, way: input.way }, fileIds: input.fileIds }, { service: { ...input, on }, clocks, papers });
}
