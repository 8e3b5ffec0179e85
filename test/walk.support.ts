// What the walk needs besides pressing: where a page's own data stands, the receipt's script, and what must never be left behind.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Client, Fields, TestSite, Upload } from './support/http.ts';
import type { Team } from './cases/support.ts';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
export const photo = (name: string): Upload => ({ field: 'files', name, type: 'image/png', bytes: PNG });

/** All that tells of this reporter and may stand nowhere but on his own pages and sealed. */
export const SECRET = {
  narrative: '周末的理疗单都是夜班补的，登记本上没有病人签名。', file: '夜班补单.png', message: '补单的是三楼康复科，夜里十点以后。', messageFile: '三楼排班.png',
  passphrase: '梧桐树下那把蓝色雨伞', name: '演示领奖人', idNumber: '110101199003070003', bank: '演示银行鹤山支行', account: '6222020000001234567',
};

export const codeOn = (page: Answer): string => /mj-code__value"><span>([^<]*)<\/span><span>([^<]*)</.exec(page.html)?.slice(1).join(' ') ?? '';
export const numberOn = (page: Answer): string => /\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(page.text)?.[0] ?? '';

/** From a first page along the named links. */
export async function along(client: Client, start: string, ...words: string[]): Promise<Answer> {
  let page = await client.get(start);
  for (const word of words) page = await client.follow(page, word);
  return page;
}

/** Presses a button of the page, or of the form that a link of that name leads to; anything but the next page fails with what it says. */
export async function presses(client: Client, page: Answer, words: string, fields: Fields = {}, files: readonly Upload[] = []): Promise<Answer> {
  const isHere = page.forms.some(({ buttons }) => buttons.some(({ text }) => text.includes(words)));
  const answer = await client.press(isHere ? page : await client.follow(page, words), words, fields, files);
  if (answer.status !== 200) throw new Error(`${words}: ${answer.status} ${answer.text.slice(0, 1200)}`);
  return answer;
}

/** An officer goes from the desk along the links and does one thing there. */
export const onDesk = (team: Team, account: string, ...way: string[]) => async (words: string, fields: Fields = {}, files: readonly Upload[] = []): Promise<Answer> => {
  const client = await team.as(account);
  return presses(client, await along(client, '/desk', ...way), words, fields, files);
};

/** Saves what the reporter downloaded and runs the script over it. */
export async function verifyReceipt(saved: Record<string, string | Buffer>, ...options: string[]): Promise<{ code: number; out: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'mj-walk-'));
  for (const [name, bytes] of Object.entries(saved)) await writeFile(join(folder, name), bytes);
  const named = options.map((option) => (option in saved ? join(folder, option) : option));
  const result = await new Promise<{ code: number; out: string }>((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', 'scripts/verify-receipt.ts', join(folder, 'receipt.json'), ...named], (error, out) => resolve({ code: error ? 1 : 0, out }));
  });
  await rm(folder, { recursive: true, force: true });
  return result;
}
export const PHOTO_BYTES = PNG;
/** The official text, as somebody laid it on a scanner. */
export const SCAN: Upload = { field: 'scan', name: '征求意见稿.png', type: 'image/png', bytes: PNG };
export const STATEMENT = '演示：按征求意见稿数字，未与正式文本核对';

/** An administrator enters that the draft may be used, with its source and a scan; the head approves. */
export async function confirmsDraft(team: Team): Promise<void> {
  await onDesk(team, 'admin', '奖励规则', '确认征求意见稿可以使用')('保存，然后核对', { text: STATEMENT, documentNo: STATEMENT, effectiveFrom: '2024-01-01', citation: '2023-06-01 征求意见稿' });
  const entered = (account: string) => onDesk(team, account, '奖励规则', '关于违法违规使用医疗保障基金举报奖励办法实施细则');
  await entered('admin')('附上', {}, [SCAN]);
  await entered('admin')('提交负责人批准');
  await entered('head')('批准，按日期生效');
}


export type AuditLine = { at: string; actorText: string; act: string; subject: string; outcome: string; detail: string };

/** The whole record of the auditor's bureau, oldest first, by the link to older rows. */
export async function recordOf(auditor: Client): Promise<AuditLine[]> {
  const lines: AuditLine[] = [];
  let next: string | null = '/audit';
  while (next !== null) {
    const page: { entries: AuditLine[]; older: string | null } = await auditor.getJson(next);
    lines.push(...page.entries);
    next = page.older;
  }
  return lines.reverse();
}

/** Everything that is stored, collection by collection, as it lies there. */
export async function stored({ services }: TestSite, ...except: string[]): Promise<Record<string, string>> {
  const { connection } = services.database;
  const names = (await connection.listCollections()).map(({ name }) => name).filter((name) => !except.includes(name));
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, JSON.stringify(await connection.collection(name).find().toArray())] as const)));
}

/** What the record of the day says, in its order: who did what. Signing in and reading stand between these. */
export const ACTS = [
  '演示丑 law.enter', '演示戊 law.confirm', '演示甲 documents.issue', '演示甲 reports.accept', '演示甲 reports.assign',
  '演示乙 reports.recordVisit', '演示戊 reports.file', '演示戊 documents.issue', '演示戊 cases.file', '演示乙 cases.addEvidence',
  '演示乙 cases.addFinding', '演示乙 cases.addFinding', '演示乙 cases.addFinding', '演示乙 cases.recordStatement', '演示乙 cases.enterPenalty',
  '演示乙 cases.writeEndReport', '演示乙 cases.signEndReport', '演示丙 cases.signEndReport', '演示乙 cases.submitReport', '演示乙 documents.issue',
  '演示乙 cases.sendToReview', '演示丁 cases.passReview', '演示丁 documents.issue', '演示乙 cases.issueNotice', '演示乙 documents.issue',
  '演示乙 cases.serveNotice', '演示乙 documents.deliver', '演示乙 documents.issue', '演示乙 cases.waiveDefence', '演示乙 cases.waiveHearing', '演示戊 cases.discuss',
  '演示戊 cases.decide', '演示戊 documents.issue', '演示乙 cases.serveDecision', '演示乙 documents.deliver', '演示乙 documents.issue', '演示乙 cases.recordPayment',
  '演示乙 cases.recordPayment', '演示乙 cases.noteSuspension', '演示乙 cases.finishExecution', '演示乙 cases.writeClosingReport', '演示戊 cases.close',
  '演示戊 documents.issue', '演示乙 cases.publishDecision', '演示丙 cases.archive', '演示己 rewards.open', '演示丑 rewardRules.enter', '演示丑 rewardRules.addScan', '演示丑 rewardRules.submit', '演示戊 rewardRules.approve', '演示己 rewards.chooseRule', '演示己 rewards.answerGates',
  '演示己 rewards.setLines', '演示乙 rewards.confirmStanding', '演示丙 rewards.confirmStanding', '演示己 rewards.propose', '演示丁 rewards.review',
  '演示戊 documents.issue', '演示戊 rewards.approve', '演示己 documents.issue', '演示己 documents.deliver', '演示己 rewards.notify', '演示庚 rewards.openClaim', '演示庚 reports.openIdentity', '演示庚 rewards.compareIdentity', '演示庚 rewards.pay',
  '演示庚 rewards.complete', '演示辛 notices.create', '演示辛 notices.submit', '演示壬 notices.passPrivacy', '演示丁 notices.passLegal',
  '演示戊 notices.approve', '演示壬 notices.releaseFirst', '演示癸 notices.releaseSecond',
];
/** The reporter's own acts stand at the beginning of their day, in no order: only the day is kept. */
export const REPORTERS_ACTS = ['举报人 rewards.acknowledge', '举报人 rewards.claim', '举报人 rewards.passphrase refused'];
