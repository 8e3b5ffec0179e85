// One report from its submission to its end; what becomes a case goes on in cases.ts.
import type { Category } from '../../server/reports/rules/categories.ts';
import type { Identity } from '../../server/reports/rules/report.ts';
import { CHANNEL_OF, enter, tellWayOf } from './channels.ts';
import { chosenIn } from './institutions.ts';
import type { FileKind } from './files.ts';
import { received } from './files.ts';
import { VISIT } from '../../server/serving.ts';
import { crewOf, intakeOf } from './people.ts';
import { chance as chanceOf } from './random.ts';
import type { Thread } from './threads.ts';
import { ANSWERS, QUESTIONS, narrative } from './words.ts';
import type { Target } from './words.ts';

export type Ending = 'received' | 'offered' | 'handedDown' | 'verifying' | 'overdue' | 'extended' | 'asked' | 'filed' | 'notFiled' | 'untold' | 'notAccepted' | 'transferredOut' | 'referredContract' | `merged into ${string}`;
export type ReportSpec = {
  key: string; place: string; target: Target; category: Category; identity: Identity; wantsReward: boolean; files: readonly FileKind[]; isWithdrawn: boolean; isCorrected: boolean; isNamed: boolean; isWaived: boolean;
  /** Working days before the story's today. */
  received: number; ending: Ending;
};

export const PASSPHRASE = '2468-1357-2468-1357';
/** Invented reports whose access code is printed like the demo passwords: one asked a question, one with a reward to claim. Of a real one it is kept nowhere. */
const VISITS = ['C10', 'V02'];
const NAMES = ['闻笛', '乐千帆', '时雨生', '柏青舟', '麦晴川', '蓝一诺', '牧远山', '池上云'] as const;
const NOT_FILED = { reasons: ['NF_NO_SUSPECT', 'NF_NOT_PUNISHABLE', 'NF_NO_JURISDICTION'], text: '经核查，现有材料不能满足立案条件，理由已记录在卷。' } as const;
const GROUNDS = [
  ['NA_OUT_OF_SCOPE', '反映的是服务态度问题，不属于医疗保障部门职责，建议向卫生健康部门反映。'], ['NA_NO_TARGET_OR_FACTS', '没有写明机构和具体事实，已请补充，未收到回复。'],
  ['NA_CLOSED_NO_NEW_CLUES', '同一事项已经办结，这次没有新的线索。'], ['NA_OTHER_PROCEDURE', '所述事项正在其他法定程序中处理。'],
] as const;

/** The tip-off itself, as the form would send it. */
function submit(thread: Thread, spec: ReportSpec, seed: number): void {
  const { days } = thread;
  const words = chanceOf(seed);
  const { identity } = spec;
  const name = identity === 'realName' ? words.pick(NAMES) : null;
  const from = days.day(spec.received + 60).slice(0, 7);
  const form = {
    submission: `story-${spec.key}`, division: spec.place, targetKind: spec.target.kind, targetName: spec.target.name, institutionId: null, categories: [spec.category],
    narrative: narrative(words, spec.category, spec.target.name), from, to: days.day(spec.received + 5).slice(0, 7), amount: words.below(3) === 0 ? (words.below(180) + 6) * 10_000 : null,
    relation: words.pick(['unsaid', 'employee', 'patient', 'formerEmployee', 'other', 'patient'] as const), identity,
    passphrase: identity === 'identifiable' ? PASSPHRASE : null, name, contact: name ? '000-0000-0000（虚构）' : null, wantsReward: spec.wantsReward,
  };
  const channel = CHANNEL_OF[spec.key];
  if (channel) {
    thread.add(spec.received, 'enter', null, async (teller) => {
      teller.keep(`report ${spec.key}`, await enter(teller, spec.key, spec.place, channel, form, await received(teller.services, spec.files, chanceOf(seed + 7))));
    });
    return;
  }
  thread.add(spec.received, 'submit', null, async (teller) => {
    // Every third writes a name of his own, as people do.
    const institutionId = seed % 3 === 0 ? null : await chosenIn(teller, spec.place, spec.target);
    const { id, number, code } = await teller.services.reports.submit({ ...form, institutionId }, { received: await received(teller.services, spec.files, chanceOf(seed + 7)), handle: null });
    teller.keep(`report ${spec.key}`, id);
    if (VISITS.includes(spec.key)) teller.keep(`${VISIT}${spec.key}`, [number, code, ...(form.passphrase === null ? [] : [form.passphrase])].join(' '));
  });
}

export function accept(thread: Thread, day: number): void {
  thread.report(day, 'accept', intakeOf(thread.place), ({ services }, person, { id, version }) => services.reports.accept(person, id, version, '属于本局管辖，予以受理。'));
}
export function assign(thread: Thread, day: number): void {
  const { intake, officers } = crewOf(thread.place);
  thread.report(day, 'assign', intake, async ({ services, person: find }, person, { id, version }) =>
    services.reports.assign(person, id, version, [(await find(officers[0])).id, (await find(officers[1])).id]));
}
export function visit(thread: Thread, day: number): void {
  thread.report(day, 'recordVisit', crewOf(thread.place).officers[0], ({ services, today }, person, { id, version }) =>
    services.reports.recordVisit(person, id, version, { on: today(), text: '到现场查看，调取登记本和结算数据。' }));
}
function ask(thread: Thread, day: number, isAnswered: boolean): void {
  const n = thread.chance.below(QUESTIONS.length);
  thread.report(day, 'ask', intakeOf(thread.place), ({ services }, person, { id, version }) =>
    services.reports.ask(person, id, version, { text: QUESTIONS[n] ?? QUESTIONS[0], answerBy: thread.days.ahead(5), isQuestion: true }));
  if (isAnswered) thread.reporter(Math.max(0, day - 1), 'message', 'report', ({ services }, session) => services.reports.say(session, ANSWERS[n] ?? ANSWERS[0]));
}
const told = (thread: Thread, day: number, clock: 'TELL_FILED' | 'TELL_NOT_ACCEPTED'): void =>
  thread.report(day, 'recordTold', intakeOf(thread.place), ({ services, today }, person, { id, version }) => services.reports.recordTold(person, id, version, { clock, way: tellWayOf(thread.key), on: today() }));
export const toldOfFiling = (thread: Thread, day: number): void => told(thread, day, 'TELL_FILED');

type Tell = (thread: Thread, spec: ReportSpec, start: number, seed: number) => void;

const verify = (thread: Thread, start: number): void => {
  accept(thread, start - 1);
  assign(thread, start - 2);
};
const decideNot: Tell = (thread, _spec, start, seed) => {
  verify(thread, start);
  visit(thread, start - 6);
  thread.report(start - 10, 'notFile', crewOf(thread.place).head, ({ services }, person, { id, version }) =>
    services.reports.notFile(person, id, version, { reason: NOT_FILED.reasons[seed % 3] ?? NOT_FILED.reasons[0], text: NOT_FILED.text }));
};

const ENDINGS: Record<Exclude<Ending, 'filed' | `merged into ${string}`>, Tell> = {
  received: () => undefined,
  // Both wait for the receiver.
  offered: (thread) => {
    thread.report(2, 'offer', intakeOf(thread.place), ({ services }, person, { id, version }) =>
      services.reports.offer(person, id, version, { to: '440700', matter: '反映一家医院用送油送米招揽住院，主要事实发生在江门市区的院区。', text: '主要事实在市直院区，请依职责办理。' }));
  },
  handedDown: (thread) => {
    thread.report(4, 'handDown', intakeOf(thread.place), ({ services }, person, { id, version }) =>
      services.reports.handDown(person, id, version, { to: '440784', matter: '反映鹤山一家医院存在挂床住院。', limit: { amount: 30, unit: 'WD' }, text: '请核查，并书面报告结果' }));
  },
  verifying: (thread, _spec, start) => verify(thread, start),
  overdue: (thread, _spec, start) => verify(thread, start),
  asked: (thread, _spec, start) => {
    verify(thread, start);
    ask(thread, start - 3, false);
  },
  extended: (thread, _spec, start) => {
    verify(thread, start);
    ask(thread, start - 4, true);
    thread.report(start - 12, 'extend', crewOf(thread.place).head, ({ services }, person, { id, version }) => services.reports.extend(person, id, version, '需要向银行和物流调取材料，主要负责人批准延长。'));
  },
  notFiled: (thread, spec, start, seed) => {
    decideNot(thread, spec, start, seed);
    if (spec.identity === 'realName') told(thread, start - 12, 'TELL_FILED');
  },
  untold: decideNot,
  notAccepted: (thread, spec, start, seed) => {
    const [ground, text] = GROUNDS[seed % GROUNDS.length] ?? GROUNDS[0];
    thread.report(start - 3, 'notAccept', intakeOf(thread.place), ({ services }, person, { id, version }) => services.reports.notAccept(person, id, version, { ground, text }));
    if (spec.identity === 'realName') told(thread, start - 5, 'TELL_NOT_ACCEPTED');
  },
  transferredOut: (thread, _spec, start) => {
    thread.report(start - 3, 'transfer', intakeOf(thread.place), ({ services }, person, { id, version }) =>
      services.reports.transfer(person, id, version, { receiver: '云川市场监督管理部门（虚构）', matter: '反映某机构进货票据与库存不符，请依职责处理。', text: '主要事实属于市场监管职责，移送处理。' }));
  },
  referredContract: (thread, _spec, start) => {
    verify(thread, start);
    visit(thread, start - 5);
    thread.report(start - 6, 'note', crewOf(thread.place).officers[1], ({ services }, person, { id, version }) => services.reports.note(person, id, version, '核对三个月结算数据，属于违反服务协议的情形，未发现应当处罚的行为。'));
    thread.report(start - 9, 'referContract', crewOf(thread.place).head, ({ services }, person, { id, version }) =>
      services.reports.referContract(person, id, version, { text: '只违反服务协议，转经办机构按协议处理并追回费用。', isBreachOnly: true }));
  },
};

/** All steps of a report but those of its case. */
export function tellReport(thread: Thread, spec: ReportSpec, seed: number): void {
  submit(thread, spec, seed);
  const { ending, received: start } = spec;
  const [, older] = ending.split('merged into ');
  if (older !== undefined) {
    thread.report(start - 2, 'merge', intakeOf(thread.place), async ({ services, id: find, versions }, person, { id, version }) => {
      // The older one notes who joined it, and its decision on filing follows to the joined one.
      versions.delete(find(`report ${older}`));
      await services.reports.merge(person, id, version, { into: find(`report ${older}`), text: '与在先的举报反映同一机构、同一事实，合并处理。' });
      return null;
    });
    if (spec.identity === 'realName') toldOfFiling(thread, start - 4);
  } else if (ending !== 'filed') {
    const tell = Object.entries(ENDINGS).find(([name]) => name === ending)?.[1];
    tell?.(thread, spec, start, seed);
  }
  if (spec.isCorrected) thread.reporter(Math.max(1, start - 4), 'correct', 'report', ({ services }, session) => services.reports.correct(session, '翻了当时的记录，我前面把月份记错了，比写的晚一个月。别的没有错。'));
  if (spec.isNamed) thread.reporter(start - 3, 'giveName', 'report', ({ services }, session) => services.reports.giveName(session, { name: '云自安', contact: '000-0000-0000（虚构）', wantsReward: true }));
  if (spec.isWaived) thread.reporter(start - 4, 'waiveReward', 'report', ({ services }, session) => services.reports.waiveReward(session));
  if (spec.isWithdrawn) thread.reporter(Math.max(1, start - 4), 'withdraw', 'report', ({ services }, session) => services.reports.withdraw(session, '家里人劝我算了。'));
}
