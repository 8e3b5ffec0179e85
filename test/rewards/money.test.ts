// From the proposal to the money and back: limits, budget, agent, correction, bank file, clawback, ledger, verifier.
import { expect } from 'chai';
import { Conflict, Forbidden, Invalid, NotFound, Refused, SamePerson } from '../../server/kernel/errors.ts';
import { xlsxRows } from '../../server/institutions/adapters/sheets/xlsx.ts';
import { wordsOf } from '../../server/kernel/i18n.ts';
import type { Parameter } from '../../server/law/rules/parameters.ts';
import { ROLES } from '../../server/people/rules/person.ts';
import { bankCells } from '../../server/rewards/pages/payments.ts';
import { ledgerPage, ledgerRows } from '../../server/rewards/pages/ledger.ts';
import { aScan, compares } from './comparing.ts';
import { aCase, aPerson, aReport, aWorld, PEOPLE } from './support.ts';
import type { World } from './support.ts';

const { officer1, officer2, head, reviewer, above, elsewhere } = PEOPLE;
const SESSION = { report: 'r1', codeVersion: 1 };
const CLAIM = { name: '演示本人', idNumber: '110101199003070003', bank: '演示银行', account: '6222020000000000' };
const entry = (code: string, value: Parameter['value'], unit: Parameter['unit'], more: Partial<Parameter> = {}): Parameter =>
  ({ code, jurisdiction: '440784', from: '2026-01-01', to: null, value, unit, dayKind: null, approver: null, mark: 'Q', source: '演示文件', status: 'CONFIRMED', ...more });
const thrown = (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing', (error: unknown) =>
  error instanceof Refused ? error.reason : error instanceof Invalid ? `Invalid ${Object.keys(error.fields).join()}` : error instanceof Forbidden ? 'Forbidden' : error instanceof Conflict ? 'Conflict' : error instanceof NotFound ? 'NotFound' : String(error));

describe('a reward and its money', function () {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
    world.cases.set('case1', aCase());
    world.linked.set('case1', [aReport()]);
  });
  afterEach(async () => {
    expect(world.errors).to.deep.equal([]);
    await world.drop();
  });
  const v = (id: string): Promise<number> => world.versionOf(id);
  const acts = async (id: string): Promise<string[]> => (await world.audit.list({ subjectId: id }, null)).rows.map(({ act, actor, outcome }) => `${act} ${actor} ${outcome}`);

  async function claimed(): Promise<string> {
    const id = await world.notified();
    await world.rewards.claim(SESSION, { ...CLAIM, passphrase: '' });
    return id;
  }
  async function paid(): Promise<string> {
    const id = await claimed();
    await compares(world, officer2, id);
    await world.rewards.pay(officer2, id, await v(id), { on: '2026-11-10', voucher: 'V-1', amountFen: 300_000, tax: '偶然所得，已按规定处理' });
    return id;
  }

  describe('the limit', () => {
    it('is asked where it is not entered, and the answer stands in the record', async () => {
      const id = await world.reviewed();
      expect((await world.rewards.forOfficer(head, id)).approval).to.deep.include({ way: 'ask', limitFen: null });
      expect(await thrown(world.rewards.approve(head, id, await v(id)))).to.equal('Invalid authority');
      expect(await thrown(world.rewards.endorse(head, id, await v(id)))).to.equal('Conflict');
      await world.rewards.approve(head, id, await v(id), '演示权限规定第三条');
      expect((await world.store.find(id)).events.at(-1)?.facts.authority).to.equal('演示权限规定第三条');
    });
    it('within it the own head approves alone, without being asked', async () => {
      world.overlay.push(entry('REWARD_APPROVE_LIMIT', 300_000, 'FEN'));
      const id = await world.reviewed();
      await world.rewards.approve(head, id, await v(id));
      expect(await world.store.find(id)).to.deep.include({ state: 'approved', approvedFen: 300_000 });
    });
    it('above it the head of the bureau above approves too, and sees nothing of report or reporter', async () => {
      world.overlay.push(entry('REWARD_APPROVE_LIMIT', 299_999, 'FEN'), entry('REWARD_APPROVE_LIMIT', 300_000, 'FEN', { jurisdiction: '440700' }));
      const id = await world.reviewed();
      expect(await thrown(world.rewards.approve(head, id, await v(id), '本局规定'))).to.equal('REWARD_ABOVE_LIMIT');
      expect(await thrown(world.rewards.findAbove(above, id))).to.equal('NotFound');
      await world.rewards.endorse(head, id, await v(id));
      expect(await world.store.find(id)).to.deep.include({ state: 'endorsed', approvedFen: null });
      expect(await world.documents.ofSubject('reward', id)).to.deep.equal([]);
      const waiting = await world.rewards.listAbove(above);
      expect(waiting.map(({ id: each, amountFen, permitted }) => ({ each, amountFen, permitted }))).to.deep.equal([{ each: id, amountFen: 300_000, permitted: ['approveAbove', 'sendBackAbove'] }]);
      const told = JSON.stringify([waiting, await world.rewards.findAbove(above, id)]);
      for (const secret of ['4407-AAAA-AAAA', '2026-000102', '卷 31 页', '来信第 2 段', '登记姓名']) expect(told, secret).not.to.contain(secret);
      expect((await world.rewards.waiting(above)).find(({ href }) => href === '/rewards/above')?.count).to.equal(1);
      for (const who of [head, elsewhere, aPerson('h2', ['head'], '330900'), aPerson('a2', ['rewardOfficer'], '440700')]) expect(await thrown(world.rewards.approveAbove(who, id, await v(id))), who.id).to.equal('NotFound');
      expect(await thrown(world.rewards.forOfficer(above, id))).to.equal('NotFound');
      await world.rewards.approveAbove(above, id, await v(id));
      expect(await world.store.find(id)).to.deep.include({ state: 'approved', approvedFen: 300_000 });
      expect((await world.store.find(id)).duties).to.deep.include({ approver: 'head', superior: 'above' });
      expect((await world.documents.ofSubject('reward', id)).map(({ kind }) => kind)).to.deep.equal(['rewardDecision']);
      expect(await acts(id)).to.include.members(['rewards.endorse head done', 'rewards.readAbove above done', 'rewards.approveAbove above done', 'rewards.readAbove h2 refused']);
    });
    it('sent back from above it starts again', async () => {
      world.overlay.push(entry('REWARD_APPROVE_LIMIT', 0, 'FEN'), entry('REWARD_APPROVE_LIMIT', null, 'NONE', { jurisdiction: '440700' }));
      const id = await world.reviewed();
      await world.rewards.endorse(head, id, await v(id));
      expect(await thrown(world.rewards.sendBackAbove(above, id, await v(id), ' '))).to.equal('Invalid reason');
      await world.rewards.sendBackAbove(above, id, await v(id), '案值依据不足');
      expect(await world.store.find(id)).to.deep.include({ state: 'returned', duties: { proposer: 'officer1' } });
    });
  });

  describe('the budget', () => {
    const budget = (value: number): Parameter => entry('REWARD_BUDGET', value, 'FEN', { to: '2026-12-31' });
    it('stops an approval that it does not reach, and the head raises it with another entry', async () => {
      world.overlay.push(entry('REWARD_APPROVE_LIMIT', null, 'NONE'), budget(299_999));
      const id = await world.reviewed();
      expect(await thrown(world.rewards.approve(head, id, await v(id)))).to.equal('REWARD_OVER_BUDGET');
      expect(await acts(id)).to.include('rewards.approve head refused');
      world.overlay.push(entry('REWARD_BUDGET', 300_000, 'FEN', { from: '2026-11-01', to: '2026-12-31', source: '追加预算' }));
      await world.rewards.approve(head, id, await v(id));
      expect((await world.rewards.forOfficer(head, id)).budget).to.deep.include({ budgetFen: 300_000, boundFen: 300_000, leftFen: 0, isOver: false, source: '追加预算' });
    });
    it('two approvals at once that together pass it are both stopped before the notice', async () => {
      world.overlay.push(entry('REWARD_APPROVE_LIMIT', null, 'NONE'));
      const first = await world.approved();
      world.cases.set('case2', aCase({ id: 'case2' }));
      world.linked.set('case2', [aReport({ id: 'r2', number: '4407-BBBB-BBBB' })]);
      const second = await world.approved('case2');
      world.overlay.push(budget(599_999));
      for (const id of [first, second]) expect(await thrown(world.rewards.notify(officer1, id, await v(id)))).to.equal('REWARD_OVER_BUDGET');
      world.overlay.push(budget(600_000));
      for (const id of [first, second]) await world.rewards.notify(officer1, id, await v(id));
    });
    it('gets back what is waived', async () => {
      world.overlay.push(entry('REWARD_APPROVE_LIMIT', null, 'NONE'), budget(300_000));
      const id = await world.notified();
      expect(await world.store.boundIn('440784', 2026)).to.equal(300_000);
      await world.rewards.waive(SESSION);
      expect(await world.store.boundIn('440784', 2026)).to.equal(0);
      expect((await world.store.find(id)).state).to.equal('waived');
    });
  });

  describe('the notice', () => {
    async function served(way: 'direct' | 'statusPage', fileId: string | null): Promise<string> {
      const id = await world.notified();
      const notice = (await world.documents.ofSubject('reward', id)).find(({ kind }) => kind === 'rewardNotice');
      await world.documents.deliver(officer1, notice?.id ?? '', { on: '2026-11-10', way, note: '', fileId });
      return id;
    }
    it('served with a signed slip proves the receipt: the window runs from that day, once', async () => {
      const id = await served('direct', 'slip-1');
      expect((await world.store.find(id)).acknowledgedAt).to.be.instanceOf(Date);
      expect((await world.store.find(id)).events.map(({ action, by }) => `${action} ${by}`).at(-1)).to.equal('proveReceipt officer1');
      const before = await v(id);
      await world.rewards.acknowledge(SESSION);
      expect(await v(id)).to.equal(before);
      expect((await world.rewards.forOfficer(head, id)).clocks.find(({ nameZh }) => nameZh === '领取奖励')?.view.due).to.equal('2027-01-11');
      expect(await acts(id)).to.include('rewards.proveReceipt officer1 done');
    });
    it('put on the status page or without a slip proves nothing', async () => {
      const id = await served('direct', null);
      expect(await world.store.find(id)).to.deep.include({ acknowledgedAt: null, claimDueOn: null });
      world.clock.set('2028-01-01T02:00:00Z');
      expect(await thrown(world.rewards.lapse(officer1, id, await v(id)))).to.equal('Conflict');
    });
  });

  describe('the claim', () => {
    const data = { ...CLAIM, agent: { name: '演示代理', idNumber: '110101199003070011' } };
    it('by an agent needs the paper; both identities are sealed, and every sight is on record', async () => {
      const id = await world.notified();
      expect(await thrown(world.rewards.recordClaim(officer1, id, await v(id), { data, voucher: '委托书 1 号' }))).to.equal('Invalid papers');
      await world.rewards.recordClaim(officer1, id, await v(id), { data, voucher: '委托书 1 号', papers: [await aScan(world, '委托书.pdf')] });
      const matter = await world.store.find(id);
      expect(matter.claim).to.deep.include({ way: 'agent' });
      const rows = JSON.stringify(await Promise.all(['rewards', 'rewardClaims', 'audit', 'files', 'evidence'].map((name) => world.database.connection.collection(name).find({}).toArray())));
      for (const secret of ['演示代理', '演示本人', '110101199003070011', '委托书.pdf']) expect(rows, secret).not.to.contain(secret);
      const file = matter.files[0] ?? '';
      expect(await world.store.refersTo([file, 'other'])).to.deep.equal([{ fileId: file, owner: { kind: 'reward', id } }]);
      expect((await world.rewards.openClaim(officer2, id, 'verify')).claim.agent).to.deep.equal(data.agent);
      expect(await thrown(world.rewards.openPaper(officer2, id, file, ''))).to.equal('Invalid paperReason');
      expect((await world.rewards.openPaper(officer2, id, file, 'verification')).name).to.equal('委托书.pdf');
      expect(await world.audit.count({ subjectId: id, act: 'rewards.openClaim' })).to.equal(2);
      expect((await world.rewards.forOfficer(head, id)).files).to.deep.equal([]);
      expect((await world.rewards.forOfficer(officer2, id)).files).to.have.length(1);
      // Paid and closed: nobody needs to know who it was, from the papers as little as from the claim.
      await world.rewards.compareIdentity(officer2, id, await v(id), { compared: 'powerOfAttorney', result: 'agrees', reason: '' });
      await world.rewards.pay(officer2, id, await v(id), { on: '2026-11-10', voucher: 'V-1', amountFen: 300_000 });
      await world.rewards.complete(officer1, id, await v(id));
      expect(await thrown(world.rewards.openClaim(officer2, id, 'verify'))).to.equal('Conflict');
      expect(await thrown(world.rewards.openPaper(officer2, id, file, 'verification'))).to.equal('Conflict');
      expect((await world.rewards.forOfficer(officer2, id)).files).to.deep.equal([]);
    });
    it('is seen by the reward officer and by no other role', async () => {
      const id = await claimed();
      await compares(world, officer2, id);
      for (const role of ROLES) {
        const who = aPerson(`x-${role}`, [role]);
        for (const [name, work] of [['openClaim', world.rewards.openClaim(who, id, 'pay')], ['bankRows', world.rewards.bankRows(who, [id])], ['openPaper', world.rewards.openPaper(who, id, 'f', 'verification')]] as const) {
          const got = await thrown(work);
          const isOfficer = role === 'rewardOfficer';
          expect(got, `${role} ${name}`).to.be.oneOf(isOfficer ? (name === 'openPaper' ? ['NotFound'] : ['nothing']) : ['Forbidden', 'NotFound']);
        }
      }
      const rows = (await world.audit.list({ subjectId: id }, null)).rows;
      expect(rows.filter(({ act, outcome }) => act === 'rewards.openClaim' && outcome === 'done').map(({ actor }) => actor)).to.deep.equal(['x-rewardOfficer', 'x-rewardOfficer', 'officer2']);
      expect(rows.filter(({ outcome }) => outcome === 'refused').length).to.be.greaterThan(8);
    });
    it('corrected by one officer is paid by another, and the old account is gone', async () => {
      const id = await claimed();
      const correction = { name: null, idNumber: null, bank: '演示新银行', account: '6222029999999999', reason: '账号写错', voucher: '说明 1 号' };
      const officer3 = aPerson('officer3', ['rewardOfficer']);
      await compares(world, officer3, id);
      expect(await thrown(world.rewards.correctClaim(head, id, await v(id), correction))).to.equal('Forbidden');
      expect(await thrown(world.rewards.correctClaim(officer2, id, await v(id), correction))).to.equal('Invalid papers');
      expect(await world.store.findClaim(id)).to.deep.equal(CLAIM);
      await world.rewards.correctClaim(officer2, id, await v(id), { ...correction, papers: [await aScan(world, '说明.pdf')] });
      expect(await world.store.findClaim(id)).to.deep.equal({ ...CLAIM, bank: '演示新银行', account: '6222029999999999' });
      expect(world.told.map(({ key }) => key)).to.include('rewardClaims.told.corrected');
      expect(await thrown(world.rewards.pay(officer2, id, await v(id), { on: '2026-11-10', voucher: 'V', amountFen: 300_000 }))).to.equal('Forbidden');
      expect(await thrown(world.rewards.pay(officer3, id, await v(id), { on: '2026-11-10', voucher: 'V', amountFen: 300_000 }))).to.equal('IDENTITY_NOT_COMPARED');
      await compares(world, officer3, id);
      await world.rewards.pay(officer3, id, await v(id), { on: '2026-11-10', voucher: 'V', amountFen: 300_000 });
      expect(await acts(id)).to.include('rewards.correctClaim officer2 done');
    });
  });

  describe('the file for the bank', () => {
    it('holds what the payer may pay, says nothing of a reward, and each is on record', async () => {
      const id = await claimed();
      expect(await world.rewards.payable(officer1)).to.deep.equal([]);
      expect(await world.rewards.bankRows(officer1, [id]).catch((error: unknown) => error), 'his own step').to.be.instanceOf(SamePerson);
      expect(await thrown(world.rewards.payable(head))).to.equal('Forbidden');
      expect(JSON.stringify(await world.rewards.payable(officer2))).to.contain(id).and.not.to.contain('演示本人').and.not.to.contain('6222020000000000');
      expect(await thrown(world.rewards.bankRows(officer2, []))).to.equal('Invalid ids');
      expect(await thrown(world.rewards.bankRows(officer2, [id]))).to.equal('IDENTITY_NOT_COMPARED');
      await compares(world, officer2, id);
      const rows = await world.rewards.bankRows(officer2, [id]);
      const cells = [...bankCells(wordsOf('zh-CN'), rows)];
      expect(cells).to.deep.equal([
        ['序号', '收款人姓名', '收款账号', '开户银行', '金额（元）', '附言', '业务参考号'],
        ['1', '演示本人', '6222020000000000', '演示银行', '3000.00', '其他款项', id.slice(0, 12).toUpperCase()],
      ]);
      expect(JSON.stringify(cells)).not.to.match(/奖|举报|案|4407-/);
      expect(await thrown(world.rewards.bankRows(officer2, [id, 'another']))).to.equal('Forbidden');
      expect(await acts(id)).to.include.members(['rewards.exportPayments officer2 done', 'rewards.openClaim officer2 done']);
      const tried = (await world.audit.list({ bureau: '440784' }, null)).rows.filter(({ act, outcome }) => act === 'rewards.exportPayments' && outcome === 'refused');
      expect(tried.map(({ actor, subject, detail }) => [actor, subject?.id ?? null, detail['reason']])).to.have.deep.members([['officer1', id, 'samePerson'], ['officer2', id, 'IDENTITY_NOT_COMPARED'], ['officer2', null, 'forbidden']]);
      expect(await world.audit.count({ subjectId: 'r1', act: 'reports.openIdentity' })).to.equal(1);
    });
  });

  describe('what was paid', () => {
    it('keeps voucher and tax note, fails, and is paid again', async () => {
      const id = await paid();
      expect((await world.store.find(id)).payments[0]).to.deep.include({ voucher: 'V-1', tax: '偶然所得，已按规定处理', failed: null });
      await world.rewards.paymentFailed(officer2, id, await v(id), '户名不符');
      expect((await world.rewards.payable(officer2)).map(({ isFailed }) => isFailed)).to.deep.equal([true]);
      await world.rewards.pay(officer2, id, await v(id), { on: '2026-11-10', voucher: 'V-2', amountFen: 300_000 });
      expect((await world.store.find(id)).payments.map(({ voucher, failed }) => `${voucher} ${failed?.reason ?? ''}`)).to.deep.equal(['V-1 户名不符', 'V-2 ']);
    });
    it('is clawed back with its ground, at most what was paid, and comes back in parts', async () => {
      const id = await paid();
      const claw = { ground: 'CONCEALMENT', reason: '隐瞒本人参与', amountFen: 300_001 } as const;
      expect(await thrown(world.rewards.clawBack(head, id, await v(id), claw))).to.equal('Invalid amount');
      await world.rewards.clawBack(head, id, await v(id), { ...claw, amountFen: 200_000 });
      await world.rewards.recover(officer1, id, await v(id), { on: '2026-11-10', voucher: 'R-1', amountFen: 50_000 });
      expect(await thrown(world.rewards.recover(officer1, id, await v(id), { on: '2026-11-10', voucher: 'R-2', amountFen: 150_001 }))).to.equal('Invalid amount');
      const { lines, total } = await world.rewards.ledger(officer1, 2026);
      expect(lines).to.have.length(1);
      expect(total).to.deep.include({ proposed: 300_000, approved: 300_000, paid: 100_000, clawedBack: 200_000, recovered: 50_000, toRecover: 150_000 });
      expect((await world.rewards.openClaim(officer2, id, 'recover')).claim.name).to.equal('演示本人');
      await world.rewards.recover(officer1, id, await v(id), { on: '2026-11-10', voucher: 'R-3', amountFen: 150_000 });
      expect(await thrown(world.rewards.openClaim(officer2, id, 'recover'))).to.equal('Conflict');
      expect((await world.rewards.forOfficer(officer2, id)).claimReasons).to.deep.equal([]);
    });
    it('opens for no reason that is not true now', async () => {
      const reasons = async (id: string): Promise<string[]> => (await world.rewards.forOfficer(officer2, id)).claimReasons;
      const refusedNow = async (id: string, ...names: string[]): Promise<void> => {
        for (const reason of names) expect(await thrown(world.rewards.openClaim(officer2, id, reason)), reason).to.be.oneOf(['Conflict', 'IDENTITY_NOT_COMPARED']);
      };
      const id = await claimed();
      expect(await reasons(id)).to.deep.equal(['verify', 'correct']);
      await refusedNow(id, 'pay', 'recover');
      await compares(world, officer2, id);
      await world.rewards.pay(officer2, id, await v(id), { on: '2026-11-10', voucher: 'V-1', amountFen: 300_000 });
      expect(await reasons(id)).to.deep.equal(['correct']);
      await refusedNow(id, 'verify', 'pay', 'recover');
      await world.rewards.clawBack(head, id, await v(id), { ground: 'OVERPAID', reason: '多付', amountFen: 1 });
      expect(await reasons(id)).to.deep.equal(['recover']);
      await refusedNow(id, 'verify', 'pay', 'correct');
    });
  });

  describe('the ledger', () => {
    it('names in what must be equal exactly the sums beside it, in both languages', async () => {
      for (const language of ['zh-CN', 'en'] as const) {
        const { checks, totals } = ledgerPage(wordsOf(language), { ...(await world.rewards.ledger(head, 2026)), thisYear: 2026 });
        const named = checks.flatMap(({ text }) => text.toLowerCase().split(/ [=+] /));
        expect([...new Set(named)], language).to.have.members(totals.map(({ text }) => text.toLowerCase()));
      }
    });
    it('holds every reward once, adds up, and reads the same from its file', async () => {
      const id = await paid();
      world.cases.set('case2', aCase({ id: 'case2' }));
      world.linked.set('case2', [aReport({ id: 'r2', number: '4407-BBBB-BBBB' })]);
      await world.approved('case2');
      expect(await thrown(world.rewards.ledger(reviewer, 2026))).to.equal('NotFound');
      expect((await world.rewards.ledger(officer1, 2025)).lines).to.deep.equal([]);
      const ledger = await world.rewards.ledger(head, 2026);
      const page = ledgerPage(wordsOf('zh-CN'), { ...ledger, thisYear: 2026 });
      expect(page).to.deep.include({ isGood: true });
      expect(page.checks.map(({ left, right, isEqual }) => [left, right, isEqual])).to.deep.equal([['6,000.00', '6,000.00', true], ['6,000.00', '6,000.00', true], ['0.00', '0.00', true]]);
      const t = wordsOf('zh-CN');
      const bytes: Buffer[] = [];
      for await (const chunk of world.rewards.write.sheet('xlsx', '2026', ledgerRows(t, await world.rewards.exportLedger(head, 2026)))) bytes.push(chunk);
      const read: string[][] = [];
      for await (const row of xlsxRows(Buffer.concat(bytes))) read.push(row.cells);
      expect(read.map((row) => row[1])).to.deep.equal(['举报', ...ledger.lines.map(({ report }) => report), '']);
      expect(read[ledger.lines.findIndex((line) => line.id === id) + 1]?.slice(5, 10)).to.deep.equal(['3000', '0', '0', '3000', '3000']);
      expect(read.at(-1)).to.deep.equal(['合计', '', '', '', '', '6000', '0', '0', '6000', '3000', '0', '0', '3000', '0', '0', '0', '0', '', '', '', '', '相等']);
      expect((await world.audit.list({ bureau: '440784' }, null)).rows.map(({ act }) => act)).to.include.members(['rewards.ledger', 'rewards.exportLedger']);
    });
  });

  describe('the verifier', () => {
    it('finds every stored calculation the same', async () => {
      await world.approved();
      expect(await world.rewards.verification()).to.equal(null);
      expect(await world.rewards.verify()).to.deep.include({ checked: 1, differing: [], engine: '1' });
      expect(await world.rewards.verification()).to.deep.include({ checked: 1, differing: [] });
    });
    it('names what was changed, in the log and for the auditor', async () => {
      const id = await world.approved();
      const matter = await world.store.find(id);
      const { calculation } = matter;
      if (!calculation) throw new Error('no calculation');
      await world.store.save(matter, { ...matter, calculation: { ...calculation, evaluation: { ...calculation.evaluation, amountFen: 299_999 } } });
      expect((await world.rewards.verify())?.differing).to.deep.equal([{ id, bureau: '440784', what: 'evaluation' }]);
      expect(String(world.errors.splice(0)[0])).to.contain(`reward ${id}: the stored calculation gives another result`);
      expect((await world.rewards.verification())?.differing).to.have.length(1);
      const changed = await world.store.find(id);
      await world.store.save(changed, { ...changed, calculation: { ...calculation, fingerprint: 'other' } });
      expect((await world.rewards.verify())?.differing.map(({ what }) => what)).to.deep.equal(['fingerprint']);
      world.errors.splice(0);
    });
    it('stops between two batches when it is told to', async () => {
      await world.approved();
      expect(await world.rewards.verify(() => false)).to.equal(null);
      expect(await world.rewards.verification()).to.equal(null);
    });
  });
});
