// Intake keeps the directory: adds, searches, imports, merges and takes a merge back; others see what is theirs.
import { expect } from 'chai';
import { openSite } from '../support/http.ts';
import type { Answer, Client, TestSite } from '../support/http.ts';
import { addStaff, PASSWORD, personOf } from '../support/people.ts';
import type { Staff } from '../support/people.ts';
import { aDraft, aFile } from './support.ts';

describe('the directory of institutions', () => {
  let site: TestSite;
  let staff: Staff;
  const signedIn = async (account: string): Promise<Client> => {
    const client = site.client();
    await client.signIn(account, PASSWORD);
    return client;
  };
  const names = (page: Answer): string[] => page.links.filter(({ href }) => /^\/institutions\/[0-9a-z]{18}$/.test(href)).map(({ text }) => text);
  const upload = (client: Client, bytes: Buffer): Promise<Answer> =>
    client.postMultipart('/institutions/imports', {}, [{ field: 'file', name: '名录.csv', type: 'text/csv', bytes }]);
  const finish = async (): Promise<void> => {
    await site.services.jobs.runDue();
    site.clock.advance({ minutes: 1 });
    await site.services.jobs.runDue();
  };
  beforeEach(async () => {
    site = await openSite();
    staff = await addStaff(site.services);
  });
  afterEach(() => site.close());

  it('takes in one by one what intake types, and says what is wrong', async () => {
    const intake = await signedIn('intake');
    const form = await intake.follow(await intake.get('/institutions'), '登记机构');
    const wrong = await intake.press(form, '登记', { name: '', creditCode: '91350100M000100Y44' });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.contain('请写名称').and.to.contain('最后一位校验码要相符');
    const shown = await intake.press(wrong, '登记', { name: '鹤山市演示康复医院', creditCode: '91350100m000100y43', insuranceCode: 'H44078400001', phone: '000-7777' });
    expect(shown.text).to.contain('机构已登记').and.to.contain('91350100M000100Y43').and.to.contain('000-7777').and.to.contain('演示甲登记了这一家');
    const changed = await intake.press(await intake.follow(shown, '修改'), '保存修改', { name: '鹤山市演示骨科医院', text: '更名' });
    expect(changed.text).to.contain('鹤山市演示骨科医院').and.to.contain('鹤山市演示康复医院').and.to.contain('演示甲修改了资料（名称）。理由：更名');
    expect((await intake.get(changed.address, { headers: { cookie: [...intake.cookies, ['mj_lang', 'en']].map((pair) => pair.join('=')).join('; ') } })).text).to.contain('演示甲 added it').and.to.contain('演示甲 changed it (Name). Reason: 更名');
    // An earlier version is not written over.
    const id = /institutions\/([0-9a-z]{18})/.exec(changed.address)?.[1] ?? '';
    expect((await intake.post(`/institutions/${id}`, { version: 1, kind: 'pharmacy', name: '另一个', division: '440784', status: 'active' })).status).to.equal(409);
    expect((await intake.post('/institutions', { kind: 'pharmacy', name: '外地药店', division: '330900', status: 'active' })).text).to.contain('不在本局辖区');
  });

  it('is found by name, initials, pinyin, former name and codes, inside the own place alone', async () => {
    const { institutions } = site.services;
    await institutions.add(personOf(staff, 'intake'), aDraft({ creditCode: '91350100M000100Y43', aliases: ['老康复院'] }));
    await institutions.add(personOf(staff, 'intake'), aDraft({ name: '鹤山市演示大药房', kind: 'pharmacy', level: null, insuranceCode: 'P44078400002' }));
    await institutions.add(personOf(staff, 'intake.zs'), aDraft({ name: '舟山市演示康复医院', division: '330900', insuranceCode: 'H33090000001' }));
    const investigator = await signedIn('investigator1');
    for (const query of ['康复', 'kfyy', 'kangfu', '老康复', 'lkfy', 'H440784', '91350100M0', 'h44078400001']) {
      expect(names(await investigator.get(`/institutions?q=${encodeURIComponent(query)}`)), query).to.include('鹤山市演示康复医院').and.not.include('舟山市演示康复医院');
    }
    expect(names(await investigator.get('/institutions?q=dyf&kind=pharmacy'))).to.deep.equal(['鹤山市演示大药房']);
    expect((await investigator.get('/institutions?q=k')).text).to.contain('太短了');
    // Above sees below, beside does not; and who does not keep it has no button.
    expect(names(await (await signedIn('admin.jm')).get('/institutions?q=kf'))).to.deep.equal(['鹤山市演示康复医院']);
    expect(names(await (await signedIn('intake.zs')).get('/institutions'))).to.deep.equal(['舟山市演示康复医院']);
    const [foreign] = (await institutions.list(personOf(staff, 'intake.zs'), { query: '', division: null, kind: null, status: null, isDoubtful: false, after: null })).entries;
    const shown = await investigator.get(`/institutions/${(await institutions.named(personOf(staff, 'intake'), 'H44078400001')).id}`);
    expect(shown.forms.flatMap(({ buttons }) => buttons.map(({ text }) => text)).join()).not.to.contain('合并');
    expect((await investigator.get(`/institutions/${foreign?.id ?? ''}`)).status).to.equal(404);
    expect((await (await signedIn('publisher1')).get('/institutions')).status).to.equal(403);
  });

  it('imports a file after a look at it: nothing before the confirmation, all of it after', async () => {
    await site.services.institutions.add(personOf(staff, 'intake'), aDraft({ name: '鹤山市演示甲诊所', insuranceCode: 'H44078400009', phone: '' }));
    await site.services.institutions.add(personOf(staff, 'intake'), aDraft({ name: '鹤山市演示乙诊所', insuranceCode: 'H44078400008', level: 'first', ownership: 'public', phone: '1' }));
    const intake = await signedIn('intake');
    const file = aFile(
      '鹤山市演示新医院,定点医疗机构,440784,H44078400011,91350100M000100Y43,三级,公立,000-1', '鹤山市演示甲诊所,诊所,鹤山市,H44078400009,,一级,公立,000-2', '鹤山市演示乙诊所,诊所,440784,H44078400008,,一级,公立,1',
      '外地医院,医院,330900,,,,,', ',药店,440784,,91350100M000100Y44,,,', '鹤山市演示新医院,医院,440784,H44078400011,,,,', '',
    );
    const preview = await upload(intake, file);
    expect(preview.text).to.contain('等待确认').and.to.contain('共读到 6 行').and.to.match(/新增 1\s+修改 1\s+相同 1\s+有错 3/);
    expect(names(await intake.get('/institutions')).sort()).to.deep.equal(['鹤山市演示乙诊所', '鹤山市演示甲诊所']);
    // What is wrong stands on the page too, and nobody gets another name.
    expect(preview.text).to.contain('5 外地医院 行政区划：不在本局辖区').and.to.contain('7 鹤山市演示新医院 文件里前面已经有同一家').and.not.to.contain('原名');
    const faults = await intake.get(`${preview.address}/faults`);
    expect(faults.headers.get('content-type')).to.contain('text/csv');
    expect(faults.html.replace('\ufeff', '').split('\r\n')).to.deep.equal([
      '行号,机构名称,错在哪里', '5,外地医院,行政区划：不在本局辖区', '6,,机构名称：请写名称；统一社会信用代码：代码不对：18 位，最后一位校验码要相符', '7,鹤山市演示新医院,文件里前面已经有同一家', '',
    ]);
    // Another bureau does not see it.
    expect((await (await signedIn('intake.zs')).get(preview.address)).status).to.equal(404);
    const confirmed = await intake.press(preview, '确认导入');
    expect(confirmed.text).to.contain('正在写入');
    await finish();
    expect((await intake.get(preview.address)).text).to.contain('已完成').and.to.contain('已写入 2 / 2 行');
    expect(names(await intake.get('/institutions')).sort()).to.deep.equal(['鹤山市演示乙诊所', '鹤山市演示新医院', '鹤山市演示甲诊所']);
    const clinic = await intake.get(`/institutions/${(await site.services.institutions.named(personOf(staff, 'intake'), 'H44078400009')).id}`);
    expect(clinic.text).to.contain('一级 · 公立').and.to.contain('000-2').and.to.contain('从名录文件导入');
    // A code that slipped by a line would give a known institution another's name: the page says so before anything is written.
    const slipped = await upload(intake, aFile('鹤山市演示丙诊所,诊所,440784,H44078400009,,,,'));
    expect(slipped.text).to.contain('修改 原名：鹤山市演示甲诊所').and.to.contain('其中 1 家会改名称');
    // The same file again changes nothing.
    expect((await upload(intake, file)).text).to.match(/新增 0\s+修改 0\s+相同 3\s+有错 3/).and.to.contain('没有可以导入的行');
    expect((await intake.post(`${preview.address}/confirm`)).status).to.equal(409);
  });

  it('says which columns are missing, and what is no sheet; a given-up import leaves nothing', async () => {
    const intake = await signedIn('intake');
    expect((await upload(intake, Buffer.from('名称,地址\n甲,乙\n'))).text).to.contain('缺少这些列：机构类别、行政区划');
    expect((await upload(intake, Buffer.alloc(0))).status).to.equal(422);
    expect((await upload(intake, Buffer.from('%PDF-1.4\n1 0 obj\n'))).text).to.contain('这不是 .xlsx 表格，也不是 CSV 文本');
    expect((await upload(intake, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]))).text).to.contain('这不是 .xlsx 表格，也不是 CSV 文本');
    expect((await upload(intake, Buffer.from('d0cf11e0a1b11ae1', 'hex'))).text).to.contain('旧版 Excel');
    const given = await intake.press(await upload(intake, aFile('鹤山市演示新医院,医院,440784,,,,,')), '放弃这次导入');
    expect(given.text).to.contain('已放弃，名录没有变化');
    expect(names(await intake.get('/institutions'))).to.deep.equal([]);
    // Nobody confirms this one.
    await upload(intake, aFile('鹤山市演示新医院,医院,440784,,,,,'));
    site.clock.advance({ days: 8 });
    await site.services.jobs.runDue();
    expect(await site.services.database.connection.collection('institution_import_pieces').countDocuments({})).to.equal(0);
  });

  it('finishes an import that broke off in the middle, once', async () => {
    const intake = personOf(staff, 'intake');
    const { institutions, database } = site.services;
    const lines = Array.from({ length: 2500 }, (_, n) => `鹤山市演示第${n}诊所,诊所,440784,H${String(44078410000 + n)},,,,`);
    const id = await institutions.stage(intake, aFile(...lines));
    await institutions.confirm(intake, id);
    // A part of the second piece is written and the process breaks before it is noted.
    const model = database.connection.model('Institution');
    const insertMany = model.insertMany.bind(model) as (...args: unknown[]) => Promise<unknown>;
    let calls = 0;
    Object.assign(model, { insertMany: async (...args: unknown[]) => {
      const written = await insertMany(...args);
      calls += 1;
      if (calls === 7) throw new Error('the power fails');
      return written;
    } });
    await site.services.jobs.runDue();
    expect(site.errors.splice(0)).to.have.length(1);
    const rows = database.connection.collection('institutions');
    expect(await rows.countDocuments({})).to.equal(1400);
    expect((await institutions.openImport(intake, id)).state).to.equal('applying');
    site.clock.advance({ minutes: 1 });
    await site.services.jobs.runDue();
    expect(await rows.countDocuments({})).to.equal(2500);
    expect(await institutions.openImport(intake, id)).to.include({ state: 'done', applied: 2500, missed: 0 });
  });

  it('merges a double into the one that stays, sends links there, and takes it back', async () => {
    const { institutions } = site.services;
    const person = personOf(staff, 'intake');
    const survivor = await institutions.add(person, aDraft({ insuranceCode: 'H44078400001' }));
    const double = await institutions.add(person, aDraft({ name: '鹤山市 演示康复医院', insuranceCode: null, creditCode: '91350100M000100Y43', aliases: ['演示康复'] }));
    const intake = await signedIn('intake');
    expect(names(await intake.get('/institutions?doubtful=yes'))).to.have.length(2);
    const form = await intake.follow(await intake.get(`/institutions/${double}`), '并入另一家');
    expect((await intake.press(form, '合并', { text: '' })).status).to.equal(422);
    const merged = await intake.press(form, '合并', { text: '同一家登记了两次' });
    expect(merged.address).to.equal(`/institutions/${survivor}`);
    expect(merged.text).to.contain('并入这一家的记录').and.to.contain('91350100M000100Y43').and.to.contain('演示康复').and.to.contain('演示甲把另一家并入这里。理由：同一家登记了两次');
    expect(names(await intake.get('/institutions?q=康复'))).to.deep.equal(['鹤山市演示康复医院']);
    expect(names(await intake.get('/institutions?doubtful=yes'))).to.deep.equal([]);
    expect((await institutions.resolve([double])).get(double)?.id).to.equal(survivor);
    expect(await institutions.familyOf(survivor)).to.have.members([survivor, double]);
    const back = await intake.press(await intake.get(`/institutions/${double}`), '撤销合并', { text: '其实是两家' });
    expect(back.text).to.contain('合并已撤销').and.to.contain('演示甲把它并入另一家。理由：同一家登记了两次').and.to.contain('演示甲撤销合并，它重新独立。理由：其实是两家');
    const alone = await intake.get(`/institutions/${survivor}`);
    expect(alone.text).to.contain('演示甲撤销合并，并入的一家退出。理由：其实是两家');
    expect((await institutions.open(person, survivor)).institution).to.include({ creditCode: null, insuranceCode: 'H44078400001' });
    expect((await institutions.resolve([double])).get(double)?.id).to.equal(double);
  });

  it('finishes a merge of which only the first half was written', async () => {
    const { institutions, jobs, database } = site.services;
    const person = personOf(staff, 'intake');
    const survivor = await institutions.add(person, aDraft());
    const double = await institutions.add(person, aDraft({ name: '演示康复', insuranceCode: null, creditCode: '91350100M000100Y43' }));
    await institutions.merge(person, double, 1, { into: survivor, text: '同一家' });
    // The survivor as it was before the second write, the job still open.
    const rows = database.connection.collection<{ _id: string }>('institutions');
    const row = await rows.findOne({ _id: survivor }) as unknown as { events: object[] };
    await rows.updateOne({ _id: survivor }, { $set: { creditCode: null, aliases: [], events: row.events.slice(0, 1), version: 1 } });
    await database.connection.collection('jobs').updateOne({ kind: 'institutions.merge' }, { $set: { doneAt: null } });
    await jobs.runDue();
    expect((await institutions.open(person, survivor)).institution).to.include({ creditCode: '91350100M000100Y43' });
    expect((await institutions.open(person, survivor)).institution.events.map(({ action }) => action)).to.deep.equal(['add', 'absorb']);
  });

  it('offers the public a list of names a division, with nothing else in it, under an address that changes with it', async () => {
    const { institutions } = site.services;
    const person = personOf(staff, 'intake');
    const open = await institutions.add(person, aDraft());
    await institutions.add(person, aDraft({ name: '鹤山市演示停业诊所', insuranceCode: null, status: 'ended' }));
    await finish();
    site.clock.advance({ minutes: 1 });
    const addresses = await institutions.listAddresses();
    expect([...addresses.keys()]).to.deep.equal(['440700', '440784']);
    const citizen = site.client();
    const answer = await citizen.get(addresses.get('440784') ?? '');
    expect(answer.json<unknown>()).to.deep.equal([[open, '鹤山市演示康复医院', 'h', 'hssyskfyy']]);
    expect(answer.headers.get('cache-control')).to.equal('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-encoding')).to.equal('gzip');
    await institutions.change(person, open, 1, aDraft({ name: '鹤山市演示骨科医院' }), '');
    await finish();
    const old = await citizen.get(addresses.get('440784') ?? '');
    expect(old.headers.get('cache-control')).to.equal('no-store');
    expect(old.html).to.contain('骨科');
    expect((await citizen.get('/institutions/list/440785.0123456789abcdef.json')).status).to.equal(404);
  });

  it('keeps a citizen\'s choice where it is true, and lets an officer link a free name later', async () => {
    const { institutions } = site.services;
    const person = personOf(staff, 'intake');
    const id = await institutions.add(person, aDraft());
    const TIP = { division: '440784', targetKind: 'medicalInstitution', narrative: '周末的理疗单都是补的，病人根本没有来。', identity: 'anonymous' };
    const send = async (fields: Record<string, string>): Promise<string> => (await site.client().postJson('/reports', { ...TIP, ...fields })).json<{ number: string }>().number;
    const stored = async (number: string): Promise<{ _id: string; institutionId: string | null }> =>
      (await site.services.database.connection.collection('reports').findOne({ number })) as unknown as { _id: string; institutionId: string | null };
    expect((await stored(await send({ targetName: '鹤山市演示康复医院', institutionId: id }))).institutionId).to.equal(id);
    expect((await stored(await send({ targetName: '另一家', institutionId: id }))).institutionId).to.equal(null);
    const free = await stored(await send({ targetName: '演示康复医院', institutionId: 'nothing-of-ours' }));
    expect(free.institutionId).to.equal(null);

    const intake = await signedIn('intake');
    const form = await intake.follow(await intake.get(`/reports/desk/${free._id}`), '关联到名录');
    expect((await intake.press(form, '关联', { other: '没有这一家' })).status).to.equal(422);
    const linked = await intake.press(form, '关联', { institution: id });
    expect(linked.text).to.contain('已关联到名录里的机构').and.to.contain('鹤山市演示康复医院').and.to.contain('H44078400001');
    // The record counts both; another bureau's head counts none.
    expect((await intake.get(`/institutions/${id}`)).text).to.match(/举报线索\s+2/);
    expect((await (await signedIn('investigator1')).get(`/institutions/${id}`)).text).to.match(/举报线索\s+0/);
    expect((await (await signedIn('head.jm')).get(`/institutions/${id}`)).text).to.match(/举报线索\s+0/);
  });
});
