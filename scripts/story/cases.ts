// A case from filing to the archive, each step by the people who may take it.
import { basisOn, findViolation } from '../../server/law/rules/violations.ts';
import { addMonths, monthLength } from '../../server/kernel/workdays.ts';
import type { Case } from '../../server/cases/rules/case.ts';
import type { CaseSpec, FoundFact } from './fifteen.ts';
import { received } from './files.ts';
import { crewOf } from './people.ts';
import { accept, assign, toldOfFiling, visit } from './reports.ts';
import type { ReportSpec } from './reports.ts';
import type { Thread } from './threads.ts';
import type { Teller } from './timeline.ts';

const partyVoice = (kase: Case): string => kase.party.representative || kase.party.name;
const ids = (teller: Teller, accounts: readonly string[]): Promise<string[]> => Promise.all(accounts.map(async (account) => (await teller.person(account)).id));

function file(thread: Thread, spec: CaseSpec, report: ReportSpec): void {
  const { officers, head } = crewOf(spec.place);
  // Accepted and verified within the fifteen working days of the lead.
  const lead = report.received - spec.filed;
  accept(thread, report.received - 1);
  assign(thread, report.received - 2);
  visit(thread, spec.filed + Math.max(1, Math.floor(lead / 2) - 1));
  thread.report(spec.filed, 'file', head, async (teller, person, { id, version }) => {
    const { services, person: find } = teller;
    const caseId = await services.cases.fileFromReport(person, id, version, {
      party: spec.party, violationCode: spec.cause, officerIds: await Promise.all(officers.map(async (account) => (await find(account)).id)), suspect: `${spec.party.name}，登记信息已核对。`,
      punishable: '结算数据与登记材料不一致，初步材料表明存在违法使用医疗保障基金的行为。', jurisdiction: '当事人在本辖区内，属于本局管辖。', hasSuspect: true, isPunishable: true, isOwnJurisdiction: true, reason: '三项条件都符合，同意立案。',
    });
    teller.keep(`case ${thread.key}`, caseId);
    return null;
  });
  if (report.identity === 'realName') toldOfFiling(thread, spec.filed - 1);
}

/** Conduct in the months before the report, inside the law in force today. */
function conduct(thread: Thread, report: ReportSpec): { conductFrom: string; conductTo: string } {
  const from = thread.days.day(report.received + 85).slice(0, 7);
  const to = thread.days.day(report.received + 12).slice(0, 7);
  return { conductFrom: `${from}-01`, conductTo: `${to}-${monthLength(Number(to.slice(0, 4)), Number(to.slice(5, 7)))}` };
}

/** The article that takes this sum for its base: fraud under 40 and 41, misuse under 38. */
function provision({ code, defrauded }: FoundFact, on: string): { lawCode: string; article: string; item: string | null } {
  const violation = findViolation(code);
  const isFraud = defrauded !== undefined;
  const basis = violation ? basisOn(violation, on).find(({ lawCode, article }) => lawCode === 'R735' && article?.startsWith('38') === !isFraud) : undefined;
  return { lawCode: 'R735', article: basis?.article ?? '', item: basis?.item ?? null };
}

function inquire(thread: Thread, spec: CaseSpec, report: ReportSpec, day: number): void {
  const [first, second] = crewOf(spec.place).officers;
  const team = (teller: Teller): Promise<string[]> => ids(teller, [first, second]);
  thread.case(day, 'addEvidence', first, async (_kase, teller) => ({
    kind: 'SITE', name: '现场检查笔录', obtainedOn: teller.today(), obtainedBy: await team(teller), source: '现场检查', proves: '检查当日的服务和登记情况', fileIds: [], preservedOn: null, keptAt: '', approvedBy: '',
  }));
  thread.case(day, 'addEvidence', second, async (_kase, teller) => {
    const { filesOfCases } = teller.services;
    const kept = (await filesOfCases.hold(await received(teller.services, ['photo', 'scan'], thread.chance), null)).files.map((file) => file.id);
    return {
      kind: 'DOC', name: '治疗登记本、结算明细', obtainedOn: teller.today(), obtainedBy: await team(teller), source: '当事人提供', proves: '登记内容与结算数据不一致', fileIds: kept,
      preservedOn: spec.isHolding ? teller.today() : null, keptAt: spec.isHolding ? '本局证据室' : '', approvedBy: spec.isHolding ? (await teller.person(crewOf(spec.place).head)).name : '',
    };
  }, { isHolding: spec.isHolding ?? false });
  for (const fact of spec.findings) {
    const { code, loss = null, defrauded = null, facts } = fact;
    thread.case(day - 1, 'addFinding', first, (kase, teller) => {
      const when = conduct(thread, report);
      return {
        violationCode: code, ...provision(fact, when.conductTo), ...when, discoveredOn: teller.today(), grossFen: loss ?? defrauded, lossFen: loss, defraudedFen: defrauded, intent: defrauded !== null, seriousConsequence: false,
        facts, evidenceIds: kase.evidence.map(({ id }) => id), unsplitReason: '',
      };
    });
  }
  if (spec.findings.length > 0) {
    thread.case(day - 2, 'recordStatement', second, (kase, teller) => ({ on: teller.today(), by: partyVoice(kase), text: '对检查时看到的情况没有异议，愿意配合整改。', evidenceId: null }));
  }
}

const entry = (findingId: string, { multiple, tier = 'NORMAL', grounds = [], months, reason }: FoundFact) => ({
  findingId, tier, grounds: [...grounds], multiple, fineFen: multiple === null ? 0 : null, suspensionMonths: months ?? null, suspensionUnit: months === undefined ? '' : '涉及违法行为的科室', terminateAgreement: false, sameActAs: null, reason,
});

function report(thread: Thread, spec: CaseSpec, day: number): void {
  const [first, second] = crewOf(spec.place).officers;
  thread.case(day + 1, 'enterPenalty', first, (kase) => ({
    entries: kase.findings.flatMap(({ id }, at) => {
      const fact = spec.findings[at];
      return fact ? [entry(id, fact)] : [];
    }),
  }));
  thread.case(day + 1, 'writeEndReport', first, {
    course: '立案后到现场检查，调取登记和结算数据，询问当事人。', facts: '违法事实有现场笔录、登记本和结算明细证明。', nature: '属于违法使用医疗保障基金的行为。', proposal: '建议按所列条款处理。', discretion: '在法定幅度内确定。', isComplex: false,
  });
  thread.case(day, 'signEndReport', first, {});
  thread.case(day, 'signEndReport', second, {});
  thread.case(day, 'submitReport', first, {});
  thread.case(day, 'sendToReview', first, {}, { isConditional: true });
}

function notify(thread: Thread, spec: CaseSpec, day: number): void {
  const [first, second] = crewOf(spec.place).officers;
  thread.case(day, 'issueNotice', first, { newBecauseOf: 'FIRST', why: '' });
  thread.case(day, 'serveNotice', second, (kase, teller) => ({ on: teller.today(), way: 'DIRECT', recipient: partyVoice(kase), note: '', isElectronicConfirmed: false, fileIds: [] }));
  if (spec.defence !== undefined) {
    thread.case(spec.defence, 'recordDefence', first, (_kase, teller) => ({ on: teller.today(), text: '请求从轻处理，已经停止有关收费并退款。', isAccepted: false, answer: '情节已在幅度内考虑，所提意见没有新的事实。' }));
  }
  if (spec.isWaived) {
    const waiver = (text: string) => (_kase: Case, teller: Teller) => ({ on: teller.today(), form: 'WRITTEN', text });
    thread.case(day - 1, 'waiveDefence', first, waiver('收到告知书，放弃陈述、申辩。'));
    thread.case(day - 1, 'waiveHearing', first, waiver('不要求听证。'), { isConditional: true });
  }
  if (spec.hearing !== undefined) {
    thread.case(spec.hearing, 'requestHearing', first, (_kase, teller) => ({ on: teller.today(), text: '对数额有异议，要求听证。' }));
    thread.case(spec.hearing - 2, 'arrangeHearing', first, async (_kase, teller) => ({ on: thread.days.ahead(6), place: '本局一楼听证室', hostId: (await teller.person('hs.officer3')).id, isPublic: true, notPublicReason: '' }));
  }
}

function decide(thread: Thread, spec: CaseSpec, { on, kind, reason }: NonNullable<CaseSpec['decided']>): void {
  const { head, discuss } = crewOf(spec.place);
  thread.case(on, 'discuss', head, async (_kase, teller) => ({
    memberIds: await ids(teller, discuss), absent: '', agreed: discuss.length - 1, against: 1, minutes: '承办人介绍案情，成员逐一发表意见：事实清楚，幅度适当；一人认为可以再从轻。', outcome: '多数同意承办人的意见。',
  }), { isConditional: true });
  thread.case(on, 'decide', head, { kind, reason, basis: '', receivingBody: '', lateReason: '' });
}

function execute(thread: Thread, spec: CaseSpec): void {
  const [first, second] = crewOf(spec.place).officers;
  for (const { on, refund, fine } of spec.paid ?? []) {
    for (const [kind, share, account] of [['REFUND', refund, 'FUND_FISCAL_ACCOUNT'], ['FINE', fine, 'TREASURY']] as const) {
      if (share === '0') continue;
      thread.case(on, 'recordPayment', second, (kase, teller) => {
        const due = (kind === 'REFUND' ? kase.decision?.refundFen : kase.decision?.fineFen) ?? 0;
        return { kind, account, amountFen: share === '1' ? due : Math.floor(due / 2), on: teller.today(), voucher: `演示${kind === 'REFUND' ? '退' : '罚'}${spec.key}${on}` };
      });
    }
  }
  const last = spec.paid?.at(-1)?.on ?? 0;
  for (const { months } of spec.findings) {
    if (months === undefined || spec.closed === undefined) continue;
    thread.case(last - 1, 'noteSuspension', first, (kase, teller) => {
      const open = kase.decision?.findings.find((each) => each.suspensionMonths !== null && !kase.suspensionNotes.some((note) => note.findingId === each.id));
      return { findingId: open?.id ?? '', from: teller.today(), to: addMonths(teller.today(), Number(months)), note: '经办机构已按决定暂停结算。' };
    });
  }
}

/** The steps of the case of this report, as far as it has come. */
export function tellCase(thread: Thread, spec: CaseSpec, lead: ReportSpec): void {
  const { officers: [first], head, review } = crewOf(spec.place);
  file(thread, spec, lead);
  if (spec.inquiry !== undefined) inquire(thread, spec, lead, spec.inquiry);
  if (spec.suspended !== undefined) thread.case(spec.suspended, 'suspend', head, { situation: '2', text: '等待司法鉴定机构对病历签名的鉴定意见。', reason: '鉴定结果出来以前不能继续，中止调查。' });
  if (spec.reported !== undefined) report(thread, spec, spec.reported);
  if (spec.review !== undefined) thread.case(spec.review, 'passReview', review, { text: '事实清楚，证据充分，适用法律正确，程序合法，同意。' }, { isConditional: true });
  if (spec.notice !== undefined) notify(thread, spec, spec.notice);
  if (spec.decided) decide(thread, spec, spec.decided);
  if (spec.served !== undefined) thread.case(spec.served, 'serveDecision', first, (kase, teller) => ({ on: teller.today(), way: 'DIRECT', recipient: partyVoice(kase), note: '', isElectronicConfirmed: false, fileIds: [] }));
  // The time to publish is counted from the decision; the story's bureaus are well within it.
  if (spec.decided?.kind === 'PENALTY' && spec.served !== undefined && spec.served > 3) {
    thread.case(spec.served - 1, 'publishDecision', first, (_kase, teller) => ({ on: teller.today(), publishedAt: '局网站“行政处罚公示”栏（演示）' }));
  }
  execute(thread, spec);
  if (spec.closed === undefined) return;
  if (spec.paid) thread.case(spec.closed + 1, 'finishExecution', first, {});
  thread.case(spec.closed, 'writeClosingReport', first, { report: '处理决定已经落实，材料齐全。' });
  thread.case(spec.closed, 'close', head, {});
  if (spec.archived !== undefined) thread.case(spec.archived, 'archive', crewOf(spec.place).officers[1], {});
}
