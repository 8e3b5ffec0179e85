// What the answers of a reward rest on: chosen from the case, uploaded, or said in words; on the page, in the paper, in the JSON, and for whom.
import { expect } from 'chai';
import { sha256 } from '../../server/kernel/crypto.ts';
import { openZip } from '../../server/institutions/adapters/sheets/zip.ts';
import { isProven, usesOfExhibit } from '../../server/rewards/rules/exhibits.ts';
import type { Matter } from '../../server/rewards/rules/matter.ts';
import { personOf } from '../support/people.ts';
import { atRewardDesk } from './desk.ts';
import { aCase, aReport, PEOPLE } from './support.ts';
import type { World } from './support.ts';

const BYTES = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const PDF = { type: 'application/pdf', bytes: BYTES };
const DIGEST = sha256(BYTES);

describe('what an answer rests on', () => {
  it('is a choice or a text; blank is neither', () => {
    expect([isProven({ evidence: '卷 3 页' }), isProven({ evidence: ' ', source: 'case:e1' }), isProven({ evidence: ' ', source: null }), isProven({ evidence: '', source: '' })]).to.deep.equal([true, true, false, false]);
  });
  it('is named by every answer that uses it', () => {
    const matter = {
      gates: { EXCL_STAFF: { source: 'file:1' }, EXCL_OTHER: { source: 'case:1' } }, standing: { source: 'file:1' }, discretion: { source: 'file:1' }, first: { answers: { source: 'file:1' } }, events: [{ facts: { source: 'file:1' } }],
    } as unknown as Matter;
    expect(usesOfExhibit(matter, 'file:1')).to.deep.equal(['EXCL_STAFF', 'standing', 'discretion', 'first', 'notEligible']);
    expect(usesOfExhibit(matter, 'document:1')).to.deep.equal([]);
  });
});

/** A file of the case, as an officer of the case entered it. */
async function caseFile(world: World, name: string): Promise<string> {
  const intake = world.evidenceIntake({ originalName: name, position: 0 });
  await intake.write(BYTES);
  const end = await intake.end();
  if (!('kept' in end)) throw new Error(end.refused);
  const [file] = await world.evidence.keep([end.kept], { kind: 'case', id: 'case1' });
  return file?.id ?? '';
}

describe('evidence of a reward over HTTP', function () {
  this.timeout(60_000);
  const desk = atRewardDesk(async () => {
    const { staff, world } = desk;
    world.cases.set('case1', aCase({ officerIds: ['investigator1', 'investigator2'].map((account) => personOf(staff, account).id).concat('inv1', 'inv2') }));
    world.linked.set('case1', [aReport()]);
    world.caseEvidence.set('case1', [{ id: 'e1', no: 3, name: '住院病历', obtainedOn: '2026-06-05', fileIds: [await caseFile(world, '病历.pdf')] }, { id: 'e2', no: 4, name: '账册', obtainedOn: '2026-06-08', fileIds: [await caseFile(world, '账册.pdf')] }, { id: 'e3', no: 5, name: '现场陈述', obtainedOn: '2026-06-09', fileIds: [] }]);
    await world.documents.issue({ key: 'case1', kind: 'question', bureau: '440784', subject: { kind: 'case', id: 'case1' }, slots: { reportNumber: '4407-AAAA-AAAA', question: '是哪一天？' }, by: 'inv1', isNumbered: false });
    await world.prepared();
    desk.path = `/rewards/${(await world.store.ofCase('case1'))[0]?.id ?? ''}`;
  });
  const { world, as, press, page } = desk;
  const id = (): string => desk.path.split('/')[2] ?? '';
  const seen = async () => (await page('reward1')).exhibits.map(({ no, label, uses, sha256: digests }) => ({ no, label, uses, digests }));

  it('an item of the case is chosen for a gate, and stands with its hash', async () => {
    const shown = await press('reward1', '保存回答', { 'gate-EXCL_STAFF': 'yes', 'source-EXCL_STAFF': 'case:e1', 'evidence-EXCL_STAFF': '' });
    expect(shown.text).to.contain('证 1（3. 住院病历）').and.to.contain(DIGEST);
    expect(await seen()).to.deep.equal([{ no: 1, label: '3. 住院病历', uses: '不是医保工作人员或第三方监管人员', digests: [DIGEST] }]);
    expect((await page('reward1')).gates.find(({ code }) => code === 'EXCL_STAFF')?.exhibit).to.equal(1);
  });

  it('an item without a file says so wherever it is offered, named and printed, and keeps its number, name and day', async () => {
    const offered = (await page('reward1')).sources.find(({ value }) => value === 'case:e3');
    expect(offered?.text).to.equal('案卷证据：5. 现场陈述（没有文件）');
    await press('reward1', '保存回答', { 'gate-OTHER_STATUTORY': 'yes', 'source-OTHER_STATUTORY': 'case:e3', 'evidence-OTHER_STATUTORY': '' });
    world.caseEvidence.get('case1')?.splice(2);
    const shown = (await page('reward1')).exhibits.find(({ id: each }) => each === 'case:e3');
    expect([shown?.sha256, shown?.unkept]).to.deep.equal([[], '没有保存文件，只有案卷里的登记：证据 5“现场陈述”，2026-06-09 取得']);
    const { text } = await (await as('reward1')).get(`${desk.path}/print`);
    expect(text).to.contain('证 2（5. 现场陈述，没有保存文件）').and.to.contain('证据 5“现场陈述”，2026-06-09 取得');
    expect((await world.store.find(id())).exhibits?.[1]?.item).to.deep.equal({ no: 5, name: '现场陈述', obtainedOn: '2026-06-09' });
  });

  it('a gate with neither is refused, and so is what is none of this case', async () => {
    const without = await press('reward1', '保存回答', { 'gate-EXCL_OTHER': 'yes', 'evidence-EXCL_OTHER': '', 'source-EXCL_OTHER': '' });
    expect([without.status, without.text.includes('请写明证据')]).to.deep.equal([422, true]);
    const { version } = await page('reward1');
    const strange = await (await as('reward1')).post(`${desk.path}/gates`, { version, 'gate-EXCL_OTHER': 'yes', 'source-EXCL_OTHER': 'case:e9' });
    expect([strange.status, strange.text.includes('请从列出的材料里选')]).to.deep.equal([422, true]);
  });

  it('a file is uploaded without script, chosen for the level, and printed with its hash', async () => {
    const none = await press('reward1', '上传', { label: '' });
    expect([none.status, none.text.includes('请填写')]).to.deep.equal([422, true]);
    const empty = await press('reward1', '上传', { label: '询问笔录' });
    expect([empty.status, empty.text.includes('请选择文件')]).to.deep.equal([422, true]);
    await press('investigator1', '上传', { label: '询问笔录' }, [{ field: 'exhibits', name: '演示笔录.pdf', ...PDF }]);
    const file = (await world.store.find(id())).exhibits?.find(({ kind }) => kind === 'file');
    const chosen = await press('investigator1', '认定', { level: 'L1', source: file?.id ?? '', evidence: '' });
    expect(chosen.text).to.contain('证 3（询问笔录 演示笔录.pdf）');
    expect((await (await as('reward1')).get(`${desk.path}/print`)).text).to.contain(DIGEST).and.to.contain('等级和情形').and.to.contain('证 3（询问笔录');
    const answer = await fetch(`${desk.origin}${desk.path}/sheet.docx`, { headers: { cookie: [...(await as('reward1')).cookies].map(([name, value]) => `${name}=${value}`).join('; ') } });
    expect(await openZip(Buffer.from(await answer.arrayBuffer())).text('word/document.xml')).to.contain(DIGEST).and.to.contain('询问笔录').and.to.contain('住院病历').and.to.contain('没有保存文件，只有案卷里的登记：证据 5');
  });

  it('is opened by who may see the reward, with a reason and a record, and by nobody else', async () => {
    const files = (await world.store.find(id())).exhibits?.flatMap((exhibit) => exhibit.files.map((file) => file.id)) ?? [];
    expect(files).to.have.length(2);
    for (const file of files) {
      const address = `${desk.path}/exhibits/${file}`;
      expect((await (await as('reviewer')).post(address, { reason: '' })).status).to.equal(422);
      for (const account of ['reward2', 'head', 'reviewer', 'investigator1']) expect((await (await as(account)).post(address, { reason: 'verification' })).headers.get('content-type'), account).to.equal('application/pdf');
      for (const account of ['publisher1', 'intake', 'auditor', 'admin']) expect((await (await as(account)).post(address, { reason: 'verification' })).status, account).to.equal(403);
      expect((await (await as('head.jm')).post(address, { reason: 'verification' })).status).to.equal(404);
    }
    // An item that no answer rests on stays with its case.
    const other = world.caseEvidence.get('case1')?.[1]?.fileIds[0] ?? '';
    expect((await (await as('reward1')).post(`${desk.path}/exhibits/${other}`, { reason: 'verification' })).status).to.equal(404);
    expect((await world.audit.list({ subjectId: id() }, null)).rows.filter(({ act }) => act === 'rewards.openExhibit')).to.have.length(8);
  });

  it('keeps names sealed and its own files for the sweeper; those of the case stay the case’s', async () => {
    const raw = JSON.stringify(await Promise.all(['rewards', 'files', 'audit'].map((name) => world.database.connection.collection(name).find().toArray())));
    for (const name of ['演示笔录', '询问笔录', '住院病历', '病历.pdf']) expect(raw, name).not.to.contain(name);
    const exhibits = (await world.store.find(id())).exhibits ?? [];
    const ids = exhibits.flatMap(({ files }) => files.map((file) => file.id));
    const own = exhibits.find(({ kind }) => kind === 'file')?.files[0]?.id ?? '';
    expect(await world.rewards.refersTo(ids)).to.deep.equal([{ fileId: own, owner: { kind: 'reward', id: id() } }]);
  });

  it('a document of the case has the hash of its words; after the proposal nothing is added any more', async () => {
    const document = (await page('reward1')).sources.find(({ value }) => value.startsWith('document:'));
    await press('reward1', '保存回答', { 'gate-EXCL_OTHER': 'yes', 'source-EXCL_OTHER': document?.value ?? '', 'evidence-EXCL_OTHER': '' });
    const [digest] = (await page('reward1')).exhibits.find(({ kindText }) => kindText === '案卷文书')?.sha256 ?? [];
    expect(digest).to.match(/^[0-9a-f]{64}$/);
    await press('reward1', '提出奖励');
    expect((await page('reward1')).uploadForm).to.equal(null);
    const late = await (await as('reward1')).postMultipart(`${desk.path}/exhibits`, { version: String((await page('reward1')).version), label: '补充' }, [{ field: 'exhibits', name: '补充.pdf', ...PDF }]);
    expect(late.status).to.equal(409);
  });

  it('a gate that fails later needs its evidence too', async () => {
    const without = await press('head', '认定不符合条件', { gate: 'EXCL_STAFF', reason: '本局退休人员返聘' });
    expect([without.status, without.text.includes('请写明证据')]).to.deep.equal([422, true]);
    const done = await press('head', '认定不符合条件', { gate: 'EXCL_STAFF', reason: '本局退休人员返聘', source: 'case:e1' });
    expect(done.text).to.contain('本局退休人员返聘；证 1（3. 住院病历）');
  });
});

describe('values that the rule leaves to an officer', function () {
  const desk = atRewardDesk(async () => {
    desk.world.cases.set('case1', aCase());
    desk.world.linked.set('case1', [aReport()]);
  });
  it('need reason and evidence, and whoever set them neither approves nor agrees', async () => {
    const { world } = desk;
    const id = await world.prepared();
    const { version } = await world.store.find(id);
    const value = { rateBp: null, pointsBp: null, amountFen: 100, reason: '情节', evidence: '', source: null };
    const thrown = async (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing', (error: unknown) => (error instanceof Error && 'fields' in error ? Object.keys(error.fields as object).join() : error instanceof Error ? error.constructor.name : ''));
    const both = { ...PEOPLE.head, roles: ['head', 'rewardOfficer'] as typeof PEOPLE.head.roles };
    expect(await thrown(world.rewards.setDiscretion(both, id, version, { ...value, reason: ' ' }))).to.equal('discretionReason,discretionEvidence');
    await world.rewards.setDiscretion(both, id, version, { ...value, evidence: '集体讨论记录' });
    await world.rewards.propose(PEOPLE.officer1, id, await world.versionOf(id));
    await world.rewards.review(PEOPLE.reviewer, id, await world.versionOf(id));
    expect(await thrown(world.rewards.approve(both, id, await world.versionOf(id), '演示规定'))).to.equal('SamePerson');
    expect((await world.rewards.forOfficer(both, id)).permitted).not.to.include.members(['approve']);
    await world.rewards.sendBack(PEOPLE.reviewer, id, await world.versionOf(id), '再核');
    expect((await world.store.find(id)).duties).to.deep.equal({ proposer: 'officer1', valuer: 'head' });
  });
});
