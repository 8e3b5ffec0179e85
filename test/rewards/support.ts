// A rewards service of its own on a real database; cases and reports answer from what the test puts there.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditService } from '../../server/audit/service.ts';
import { auditStore } from '../../server/audit/store.ts';
import type { CaseFacts } from '../../server/cases/rules/facts.ts';
import { documentsService } from '../../server/documents/service.ts';
import { documentsStore } from '../../server/documents/store.ts';
import { diskStorage, recogniseContent, reencodePicture } from '../../server/evidence/adapters.ts';
import { raised } from '../evidence/support/keeping.ts';
import { EVIDENCE_LIMITS } from '../../server/evidence/rules/files.ts';
import { evidenceService } from '../../server/evidence/service.ts';
import { evidenceStore } from '../../server/evidence/store.ts';
import { sheets } from '../../server/institutions/adapters/sheets.ts';
import { createCrypto, generateKeys, loadKeys } from '../../server/kernel/crypto.ts';
import { init } from '../../server/kernel/database/connect.ts';
import { createJobs } from '../../server/kernel/jobs.ts';
import type { Log } from '../../server/kernel/log.ts';
import { NotFound } from '../../server/kernel/errors.ts';
import type { Parameter } from '../../server/law/rules/parameters.ts';
import { nationalCalendar } from '../../server/law/adapters/chinese-days.ts';
import type { Person, Role } from '../../server/people/rules/person.ts';
import type { LinkedReport } from '../../server/reports/service/links.ts';
import { writeDocx } from '../../server/rewards/adapters/docx.ts';
import { RULE_SETS } from '../../server/rewards/data/all.ts';
import { checkRuleSets } from '../../server/rewards/forms/rule-set.ts';
import { withConfirmation } from '../../server/rewards/rules/entering.ts';
import { registryOf } from '../../server/rewards/rules/registry.ts';
import type { RuleSet } from '../../server/rewards/rules/rule-set.ts';
import { rewardsService } from '../../server/rewards/service.ts';
import type { RewardsParts } from '../../server/rewards/service.ts';
import { rewardsStore } from '../../server/rewards/store.ts';
import type { Gate } from '../../server/rewards/rules/vocabulary.ts';
import { testClock } from '../support/clock.ts';
import { openTestDatabase } from '../support/database.ts';
import { aBureau } from '../support/people.ts';
import { shipped } from './builders.ts';

export const aPerson = (id: string, roles: Role[], bureau = '440784'): Person => ({
  id, account: id, name: `演示${id}`, bureau, bureauName: '演示局', scope: bureau, roles, certificate: null, mustChangePassword: false,
});

export const PEOPLE = {
  above: aPerson('above', ['head'], '440700'),
  officer1: aPerson('officer1', ['rewardOfficer']), officer2: aPerson('officer2', ['rewardOfficer']), reviewer: aPerson('reviewer', ['legalReviewer']),
  head: aPerson('head', ['head']), inv1: aPerson('inv1', ['investigator']), inv2: aPerson('inv2', ['investigator']), stranger: aPerson('stranger', ['investigator']),
  intake: aPerson('intake', ['intake']), elsewhere: aPerson('elsewhere', ['rewardOfficer'], '440700'),
};

export const aCase = (change: Partial<CaseFacts> = {}): CaseFacts => ({
  id: 'case1', caseNumber: '鹤演医保立〔2026〕1 号', bureau: '440784', name: '演示骨科医院案', state: 'closed', mainCause: '', filedOn: '2026-06-01',
  party: { name: '演示骨科医院', kind: 'INSTITUTION', personKind: 'UNIT', institutionId: null, isInsured: false },
  findings: [finding('f1', '虚构医药服务项目', 10_000_000), finding('f2', '串换药品', 1_208_000)],
  refundFen: 11_208_000, fineFen: 5_000_000, decisionKind: 'PENALTY', decidedOn: '2026-10-12', servedOn: '2026-10-14', remedyEndsOn: null,
  execution: { refundPaidFen: 0, finePaidFen: 0, state: 'open' }, closedOn: '2026-11-03', officerIds: ['inv1', 'inv2'], names: [], ...change,
});
const finding = (id: string, facts: string, lossFen: number): CaseFacts['findings'][number] => ({
  id, violationCode: 'X', lawCode: 'R735', article: '38', item: null, provision: '条例第三十八条', conductFrom: '2025-01', conductTo: '2025-12', intent: false, facts,
  grossFen: lossFen, lossFen, defraudedFen: null, fineFen: 0, refundFen: lossFen, multiple: null, suspensionMonths: null, suspensionUnit: '', terminateAgreement: false, ruleCode: '', isCountedElsewhere: false,
});

export const aReport = (change: Partial<LinkedReport> = {}): LinkedReport => ({
  id: 'r1', number: '4407-AAAA-AAAA', bureau: '440784', register: '2026-000102', year: 2026, order: 102, receivedOn: '2026-03-09', receivedAt: '2026-03-09T02:00:00.000Z', identity: 'realName', wantsReward: true,
  withdrawnOn: null, categories: [], division: '440784', content: { targetName: '', narrative: '', amount: null, relation: 'unsaid', receivedAt: '2026-03-09T02:00:00.000Z' }, ...change,
});

/** Under which the head of a test approves alone while no limit is entered. */
export const AUTHORITY = '演示权限规定';
export const GD_TEXT = '演示：按征求意见稿数字，未与正式文本核对';
export const GATES: readonly Gate[] = [
  'CLEAR_TARGET_AND_EVIDENCE', 'NOT_ALREADY_KNOWN', 'VERIFIED_WITH_LOSS', 'WILLING_AND_IDENTIFIABLE', 'OTHER_STATUTORY', 'EXCL_STAFF', 'EXCL_WRONGDOER', 'EXCL_WITHDRAWN', 'EXCL_UNREACHABLE', 'EXCL_OTHER_PROCEDURE', 'EXCL_OTHER',
];

export type World = Awaited<ReturnType<typeof aWorld>>;

/** `entering`: what officers entered over the shipped rule sets. */
export async function aWorld(entering?: RewardsParts['entering']) {
  /** The bureau's own entries over the law; a test adds its own. */
  const overlay: Parameter[] = [];
  const clock = testClock('2026-11-10T02:00:00Z');
  const database = await openTestDatabase({ clock });
  const crypto = createCrypto(loadKeys(generateKeys()));
  const errors: unknown[] = [];
  const log = { info: () => undefined, warn: () => undefined, debug: () => undefined, error: (error: unknown) => void errors.push(error) } as unknown as Log;
  const audit = auditService({ store: auditStore(database.connection), clock });
  const bureau = aBureau('440784', { documentWord: '鹤演医保' });
  const documents = documentsService({ store: documentsStore(database.connection, crypto), people: { findBureau: async (code) => ({ ...bureau, code }) }, law: { overlay: async () => [] }, audit, clock, isDemo: true });
  const jobs = createJobs({ connection: database.connection, clock, log });
  const cases = new Map<string, CaseFacts>();
  const linked = new Map<string, LinkedReport[]>();
  const caseEvidence = new Map<string, { id: string; no: number; name: string; obtainedOn: string; fileIds: string[] }[]>();
  const told: { report: string; key: string }[] = [];
  const opened: string[] = [];
  const tries = new Map<string, number>();
  let tellFails = false;
  const all = (): LinkedReport[] => [...linked.values()].flat();
  const reports: RewardsParts['reports'] = {
    ofCase: async (caseId) => linked.get(caseId) ?? [],
    orderProof: async (id) => ({ register: all().find((each) => each.id === id)?.register ?? '', salt: `salt-of-${id}` }),
    tell: async (reportId, { key }) => {
      if (tellFails) throw new Error('no connection');
      if (!told.some((line) => line.report === reportId && line.key === key)) told.push({ report: reportId, key });
    },
    checkPassphrase: async ({ report }, passphrase) => {
      const count = (tries.get(report) ?? 0) + 1;
      tries.set(report, count);
      if (count > 5) return 'locked';
      return passphrase === 'correct horse' ? 'right' : 'wrong';
    },
    openIdentity: async (person, reportId) => {
      opened.push(`${person.id} ${reportId}`);
      return { name: '登记姓名', contact: '13800000000' };
    },
    holder: async ({ report: id }) => {
      const report = all().find((each) => each.id === id);
      if (!report) throw new NotFound('report');
      return { id, bureau: report.bureau, identity: report.identity };
    },
  };
  const folder = await mkdtemp(join(tmpdir(), 'rewards-'));
  const evidence = evidenceService({ store: evidenceStore(database.connection), storage: diskStorage(folder, raised), recognise: recogniseContent, reencode: reencodePicture, crypto, clock, limits: EVIDENCE_LIMITS });
  const store = rewardsStore(database.connection, crypto);
  const registry = registryOf(checkRuleSets(RULE_SETS));
  /** What else an administrator entered and the head approved. */
  const held: RuleSet[] = [];
  const confirmDraft = (): void => void held.push(withConfirmation(shipped('GD-2023'), 2, { text: GD_TEXT, by: '440784', on: '2026-11-10', documentNo: GD_TEXT, effectiveFrom: '2023-09-01' }));
  const rewards = rewardsService({
    evidence, bureaus: async () => ['440784', '440700', '440000', '330900'], write: { sheet: sheets.write, paper: writeDocx },
    store, audit, clock, log, registry, entering: { published: async () => entering?.published() ?? registry, heldFor: async (places) => [...((await entering?.heldFor(places)) ?? []), ...held] }, reports, documents, jobs, calendar: async () => nationalCalendar(), overlay: async () => [...overlay],
    cases: {
      decided: async (id) => cases.get(id) ?? Promise.reject(new NotFound('decision')),
      isRecused: async () => false,
      evidenceOf: async (caseId) => caseEvidence.get(caseId) ?? [],
      decidedIn: async (code) => [...cases.values()].filter((each) => each.bureau === code).map(({ id, caseNumber, name }) => ({ id, number: caseNumber, name })),
    },
  });
  await init(database.connection);

  /** Everything up to a proposal of 3,000.00: L1, one of two findings in the reported matter. */
  async function prepared(caseId = 'case1'): Promise<string> {
    const { officer1, inv1, inv2 } = PEOPLE;
    if (held.length === 0) confirmDraft();
    const id = await rewards.open(officer1, caseId);
    let { version } = await rewards.answerGates(officer1, id, 1, GATES.map((gate) => ({ gate, holds: true, evidence: '卷 3—8 页' })));
    ({ version } = await rewards.setLines(officer1, id, version, [{ id: 'f1', inReportedMatter: true, reason: '来信第 2 段' }, { id: 'f2', inReportedMatter: false, reason: '检查中另外发现' }]));
    ({ version } = await rewards.confirmStanding(inv1, id, version, { level: 'L1', profile: 'ordinary', lossBy: null, evidence: '卷 31 页' }));
    await rewards.confirmStanding(inv2, id, version, { level: 'L1', profile: 'ordinary', lossBy: null, evidence: '卷 31 页' });
    return id;
  }
  const versionOf = async (id: string): Promise<number> => (await store.find(id)).version;
  async function reviewed(caseId = 'case1'): Promise<string> {
    const id = await prepared(caseId);
    await rewards.propose(PEOPLE.officer1, id, await versionOf(id));
    await rewards.review(PEOPLE.reviewer, id, await versionOf(id));
    return id;
  }
  async function approved(caseId = 'case1'): Promise<string> {
    const id = await reviewed(caseId);
    await rewards.approve(PEOPLE.head, id, await versionOf(id), AUTHORITY);
    return id;
  }
  async function notified(caseId = 'case1'): Promise<string> {
    const id = await approved(caseId);
    await rewards.notify(PEOPLE.officer1, id, await versionOf(id));
    return id;
  }

  return {
    clock, overlay, people: PEOPLE, evidence, evidenceIntake: evidence.receive, database, crypto, audit, documents, jobs, store, rewards, cases, caseEvidence, linked, told, opened, errors, confirmDraft, prepared, reviewed, approved, notified, versionOf,
    failTelling: (is: boolean): void => void (tellFails = is),
    drop: async (): Promise<void> => {
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
