// The steps of a case over HTTP, as the looking goes through them.
import type { CasePage } from '../../server/cases/pages/case.ts';
import type { MakerPage } from '../../server/notices/pages/desk.ts';
import type { RewardPage } from '../../server/rewards/pages/act.ts';
import { does } from '../cases/support.ts';
import type { Team } from '../cases/support.ts';
import type { Fields, Upload } from '../support/http.ts';
import { personOf } from '../support/people.ts';
import { confirmsDraft } from '../walk.support.ts';

export const TODAY = '2026-11-10';
export const PHOTO: Upload = { field: 'files', name: '清单.png', type: 'image/png', bytes: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') };
export const SERVED = { on: TODAY, way: 'DIRECT', recipient: '周某' };
export const SCAN: Upload = { field: 'scan', name: '实施办法.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n') };
/** What Zhejiang's rule set lacks. */
export const RULE_FIGURES = {
  documentNo: '浙医保联发〔2023〕10号', issuers: '浙江省医疗保障局', effectiveFrom: '2026-06-01', isOpenEnded: 'yes', shape: 'levels', 'rate-L1': '3', 'condition-L1': '有完整证据并协助查办', 'floor-L1': '1,000', 'rate-L2': '2', 'rate-L3': '1',
  capKind: 'sum', cap: '200,000', bonusKind: 'none', noLossKind: 'none', 'clause-formula': '第九条', citation: '浙医保联发〔2023〕10号第九条至第十一条',
};
const REPORT = { course: '现场检查、调取数据', facts: '两项违法事实', nature: '违法使用并骗取医疗保障基金', proposal: '建议处罚', discretion: '一般' };
const FINDINGS = [
  { violationCode: 'PR-U-02b', gross: '5066.27', loss: '5066.27', facts: '过度诊疗' },
  { violationCode: 'PR-F-03', gross: '220.68', defrauded: '220.68', intent: 'yes', facts: '虚构服务' },
];
const DISCRETION = {
  'tier-1': 'NORMAL', 'multiple-1': '1', 'fine-1': '', 'reason-1': '按幅度内酌定', 'tier-2': 'NORMAL', 'multiple-2': '2', 'fine-2': '', 'reason-2': '按幅度内酌定', 'months-2': '6', 'unit-2': '康复科',
};

export const idsOf = ({ staff }: Team, ...accounts: string[]): string[] => accounts.map((account) => personOf(staff, account).id);

/** Presses one button of one page; anything but the next page is a failure that says what stood there. */
export const onPage = (team: Team, path: () => string) => async (account: string, words: string, fields: Fields = {}, files: readonly Upload[] = []): Promise<string> => {
  const answer = await does(team, account, path(), words, fields, files);
  if (answer.status !== 200) throw new Error(`${words}: ${answer.status} ${answer.text.slice(0, 600)}`);
  return answer.address;
};

export function caseSteps(team: Team, path: () => string) {
  const act = onPage(team, path);
  const page = async (): Promise<CasePage> => (await team.as('investigator1')).getJson<CasePage>(path());
  return {
    act, page,
    async inquired(): Promise<void> {
      const obtainedBy = idsOf(team, 'investigator1', 'investigator2');
      await act('investigator1', '加证据', { evidenceKind: 'DOC', name: '理疗登记本', obtainedOn: TODAY, obtainedBy, source: '现场', proves: '虚构服务', preservedOn: TODAY, keptAt: '本局', approvedBy: '演示戊' }, [PHOTO]);
      const { evidence: [item] } = await page();
      for (const finding of FINDINGS) await act('investigator1', '加违法事实', { evidenceIds: item?.id ?? '', conductFrom: '2026-03-01', conductTo: '2026-08-31', discoveredOn: TODAY, ...finding });
      await act('investigator1', '记录当事人陈述', { on: TODAY, by: '周某', text: '认可上述事实' });
      const saved = await does(team, 'investigator1', `${path()}/penalty`, '保存草案', DISCRETION);
      if (saved.status !== 200) throw new Error(saved.text.slice(0, 600));
    },
    async reported(): Promise<void> {
      await act('investigator1', '写调查终结报告', REPORT);
      await act('investigator1', '签调查终结报告');
      await act('investigator2', '签调查终结报告');
      await act('investigator1', '提交调查终结报告');
    },
    async reviewed(): Promise<void> {
      await act('investigator1', '送法制审核');
      await act('reviewer', '审核同意', { text: '事实清楚' });
    },
  };
}

/** From the opened reward to the notice on the reporter's page; `between` is called where the page has changed its shape, `approve` where the head is asked. */
export async function rewardSteps(team: Team, path: () => string, between: () => Promise<void>, approve: () => Promise<void>): Promise<void> {
  const award = onPage(team, path);
  const { gateForm, lineForm } = await (await team.as('reward1')).getJson<RewardPage>(path());
  await confirmsDraft(team);
  await award('reward1', '按这个日期选');
  await award('reward1', '保存回答', Object.fromEntries((gateForm ?? []).flatMap(({ code }) => [[`gate-${code}`, 'yes'], [`evidence-${code}`, '案卷第 3 页']])));
  await award('reward1', '保存划分', Object.fromEntries((lineForm ?? []).flatMap(({ id }) => [[`line-${id}`, 'yes'], [`reason-${id}`, '来信写明']])));
  for (const account of ['investigator1', 'investigator2']) await award(account, '认定', { level: 'L1', profile: 'ordinary', evidence: '案卷第 31 页' });
  await between();
  await award('reward1', '提出奖励');
  await award('reviewer', '复核通过');
  await approve();
  await award('reward1', '通知举报人');
  await between();
}

export async function noticeSteps(team: Team, path: () => string): Promise<string> {
  const publish = onPage(team, path);
  await publish('publisher1', '提交核对');
  await publish('publisher2', '隐私核对通过');
  await publish('reviewer', '法制核对通过');
  await publish('head', '批准公布', { reason: '当事人已履行完毕并书面同意公布' });
  await publish('publisher2', '发布（第一人）');
  await publish('publisher3', '发布（第二人）');
  return (await (await team.as('publisher1')).getJson<MakerPage>(path())).publicHref ?? '';
}
