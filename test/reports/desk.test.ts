import { expect } from 'chai';
import sharp from 'sharp';
import type { Submission } from '../../server/reports/service.ts';
import type { Answer } from '../support/http.ts';
import { PASSWORD, personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { aRealName, aSubmission, submitted } from './support.ts';

const PHOTO = '附件 1';

describe('the officers’ desk', () => {
  const { site, staff, as } = staffed(['intake', 'investigator1', 'investigator2', 'head', 'head.jm', 'intake.zs', 'admin', 'reviewer']);
  const id = (account: string): string => personOf(staff, account).id;
  const photo = (): Promise<Buffer> => sharp({ create: { width: 40, height: 30, channels: 3, background: '#886644' } }).withExif({ IFD0: { Make: 'SpyCam', ImageDescription: 'bed 7' } }).jpeg().toBuffer();
  async function withPhoto(change: Partial<Submission> = {}): Promise<string> {
    const intake = site.services.evidence.receive({ originalName: '王某的清单.jpg', position: 0 });
    await intake.write(await photo());
    const outcome = await intake.end();
    if ('refused' in outcome) throw new Error(outcome.refused);
    const sent = await site.services.reports.submit(aSubmission({ submission: `photo-${outcome.kept.id}`, ...change }), { received: [outcome.kept], handle: null });
    return sent.id;
  }
  const buttonsOf = (page: Answer): string[] => page.forms.flatMap(({ buttons }) => buttons.map(({ text }) => text));
  const auditOf = async (subjectId: string): Promise<string[]> => (await site.services.audit.list({ subjectId }, null)).rows.map(({ act, outcome }) => `${act} ${outcome}`);
  const actsOf = async (account: string, report: string): Promise<string[]> => (await as(account).getJson<{ acts: { act: string }[] }>(`/reports/desk/${report}`)).acts.map(({ act }) => act);

  it('leads from the desk to the inbox, to the report, through acceptance and assignment, to the filing page', async () => {
    const report = await withPhoto({ ...aRealName, targetName: '演示星桥医院' });
    const desk = await as('intake').get('/desk');
    expect(desk.text).to.include('待受理的举报');
    const inbox = await as('intake').follow(desk, '收件箱');
    expect(inbox.text).to.include('演示星桥医院').and.to.include('剩 15 个工作日').and.to.include('实名').and.to.include('待受理');
    const page = await as('intake').follow(inbox, '演示星桥医院');
    expect(page.text).to.include('我母亲只去了三次').and.to.include('核查，决定是否立案').and.to.include('12-01 周二').and.to.include('登记').and.to.include('未录入期限').and.to.include('尚未起算');
    expect(page.text).to.include('收到举报：2026-11-10（周二），当天不算').and.to.include('H1 以哪一天确定适用办法：收到举报的那一天').and.to.include('H5 移送后期限从哪天算：接收单位收到的那一天').and.to.include('单独加密存放').and.to.include(PHOTO);
    expect(page.html).not.to.include('王某的清单').and.not.to.include('000-1234').and.not.to.include('演示举报人');
    const accepted = await as('intake').press(page, '受理，开始核查');
    expect(accepted.text).to.include('已受理').and.to.include('核查中').and.to.include('举报登记通知书');
    expect(accepted.links.some(({ href }) => href.startsWith('/documents/'))).to.equal(true);
    const form = await as('intake').follow(accepted, '分派核查');
    const assigned = await as('intake').press(form, '分派', { officers: [id('investigator1'), id('investigator2')] });
    expect(assigned.text).to.include('已经分派好').and.to.include('演示乙，演示丙');
    expect((await as('investigator1').get('/inbox')).text).to.include('演示星桥医院');
    const headPage = await as('head').get(`/reports/desk/${report}`);
    expect(headPage.links.filter(({ text }) => text === '立案').map(({ href }) => href)).to.deep.equal([`/cases/new?report=${report}`]);
    expect(await auditOf(report)).to.include.members(['reports.read done', 'reports.accept done', 'reports.assign done']);
  });

  it('shows each role exactly what the rules permit it', async () => {
    const { id: report } = await submitted(site.services);
    expect(await actsOf('intake', report)).to.have.members(['accept', 'assign', 'ask', 'transfer', 'merge', 'notAccept', 'recuse']);
    expect(await actsOf('head', report)).to.have.members(['assign', 'ask', 'extend', 'recuse']);
    const locked = (await as('intake').get(`/reports/desk/${report}`)).text;
    expect(locked).to.include('延长核查期限').and.to.include('由负责人来做').and.to.include('第十四条');
    expect((await as('investigator1').get(`/reports/desk/${report}`)).status).to.equal(404);
    await as('intake').post(`/reports/desk/${report}/accept`, { version: 1 });
    expect((await as('intake').post(`/reports/desk/${report}/notFile`, { version: 2, reason: 'NF_NO_SUSPECT', text: '查过了，没有这家医院。' })).status).to.equal(409);
    expect((await as('intake').get(`/reports/desk/${report}/notFile`)).status).to.equal(409);
    expect((await as('intake').get(`/reports/desk/${report}/nothing`)).status).to.equal(404);
  });

  it('is not there for other bureaus, the administrator, the reviewer, nor for who declared an interest', async () => {
    const { id: report } = await submitted(site.services, { targetName: '演示回避医院' });
    expect((await as('intake.zs').get(`/reports/desk/${report}`)).status).to.equal(404);
    expect((await as('head.jm').get(`/reports/desk/${report}`)).status).to.equal(404);
    for (const account of ['admin', 'reviewer']) {
      for (const path of ['/inbox', `/reports/desk/${report}`, `/reports/desk/${report}/ask`]) expect((await as(account).get(path)).status, `${account} ${path}`).to.equal(403);
    }
    expect((await site.client().get('/inbox')).address).to.include('/sign-in');
    const before = await as('head').getJson<{ views: { view: string; n: number }[] }>('/inbox');
    const form = await as('head').get(`/reports/desk/${report}/recuse`);
    const declared = await as('head').press(form, '申报回避', { text: '院长是我的亲属' });
    expect(declared.text).to.include('不再对您显示').and.not.to.include('演示回避医院');
    for (const path of ['', '/ask', '/files/x/preview']) expect((await as('head').get(`/reports/desk/${report}${path}`)).status).to.equal(404);
    const after = await as('head').getJson<{ views: { view: string; n: number }[]; rows: { id: string }[] }>('/inbox');
    const n = (page: { views: { view: string; n: number }[] }, view: string): number => page.views.find((each) => each.view === view)?.n ?? -1;
    for (const view of ['open', 'unassigned', 'all']) expect(n(after, view), view).to.equal(n(before, view) - 1);
    expect(after.rows.map((row) => row.id)).not.to.include(report);
    expect(await auditOf(report)).to.include('reports.read refused');
  });

  it('keeps what was typed when something is missing, and refuses what changed meanwhile', async () => {
    const { id: report } = await submitted(site.services, aRealName);
    const form = await as('intake').follow(await as('intake').get(`/reports/desk/${report}`), '不予受理');
    const wrong = await as('intake').press(form, '决定不予受理', { ground: 'NA_OUT_OF_SCOPE', text: '短' });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.include('至少写 5 个字').and.to.include('海南省2020年举报办法');
    expect(wrong.html).to.match(/value="NA_OUT_OF_SCOPE" checked/);
    expect(wrong.forms.find(({ action }) => action.endsWith('/notAccept'))?.fields.find(({ name }) => name === 'text')?.value).to.equal('短');
    expect((await as('intake').postJson(`/reports/desk/${report}/notAccept`, { version: 1, ground: 'NA_OUT_OF_SCOPE', text: '' })).json<{ errors: object }>().errors).to.have.property('text');
    await as('head').post(`/reports/desk/${report}/note`, { version: 1, text: '先等一等' });
    const stale = await as('intake').press(wrong, '决定不予受理', { text: '不属于医保基金的事。' });
    expect(stale.status).to.equal(409);
    expect(stale.text).to.include('别人刚刚改过');
    const decided = await as('intake').press(await as('intake').get(`/reports/desk/${report}/notAccept`), '决定不予受理', { ground: 'NA_OUT_OF_SCOPE', text: '不属于医保基金的事。' });
    expect(decided.text).to.include('已决定不予受理').and.to.include('不予受理告知书').and.to.include('不属于医疗保障基金使用监督管理的范围');
    expect((await as('intake').post(`/reports/desk/${report}/note`, { version: 'x', text: '' })).status).to.equal(422);
  });

  it('shows pictures without metadata and hands out originals for a recorded reason alone', async () => {
    const report = await withPhoto();
    const page = await as('intake').get(`/reports/desk/${report}`);
    const link = page.links.find(({ text }) => text === PHOTO)?.href ?? '';
    const fileId = link.split('/').at(-2) ?? '';
    const cookie = [...as('intake').cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const shown = await fetch(new URL(link, site.origin), { headers: { cookie } });
    const bytes = Buffer.from(await shown.arrayBuffer());
    expect([shown.status, shown.headers.get('content-type'), shown.headers.get('cache-control'), shown.headers.get('x-content-type-options')]).to.deep.equal([200, 'image/jpeg', 'no-store', 'nosniff']);
    expect((await photo()).includes('SpyCam')).to.equal(true);
    expect(bytes.includes('SpyCam')).to.equal(false);
    expect((await sharp(bytes).metadata()).exif).to.equal(undefined);

    const without = await as('intake').press(page, '下载');
    expect(without.status).to.equal(422);
    expect(without.text).to.include('请选择下载原件的理由');
    const original = await fetch(new URL(`/reports/desk/${report}/files/${fileId}/download`, site.origin), {
      method: 'POST', headers: { cookie, origin: site.origin, 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ reason: 'verification' }),
    });
    expect(original.headers.get('content-disposition')).to.match(/^attachment/);
    expect(Buffer.from(await original.arrayBuffer()).equals(await photo())).to.equal(true);
    expect(await auditOf(fileId)).to.have.members(['evidence.preview done', 'evidence.download done']);
    expect((await as('intake').get(`/reports/desk/${report}`)).text).to.include('打开过 2 次');
    expect((await as('intake.zs').get(link)).status).to.equal(404);
    expect((await as('intake').get(link.replace(fileId, 'not-a-file'))).status).to.equal(404);
    const { id: other } = await submitted(site.services);
    expect((await as('intake').get(`/reports/desk/${other}/files/${fileId}/preview`)).status).to.equal(404);
  });

  it('asks the reporter, with a letter, and shows the talk without his name', async () => {
    const { id: report } = await submitted(site.services, aRealName);
    const page = await as('intake').get(`/reports/desk/${report}`);
    const form = await as('intake').follow(page, '给举报人留言');
    const late = await as('intake').press(form, '发给举报人', { text: '住院是哪几天？', answerBy: '2026-11-01' });
    expect(late.status).to.equal(422);
    const asked = await as('intake').press(form, '发给举报人', { text: '住院是哪几天？', answerBy: '2026-11-20' });
    expect(asked.text).to.include('住院是哪几天？').and.to.include('已问举报人').and.to.include('补充情况询问函').and.to.include('希望 2026-11-20 前答复');
    expect((await as('intake').get('/inbox?view=asked')).links.some(({ href }) => href.endsWith(report))).to.equal(true);
    const noted = await as('intake').press(asked, '加备注', { text: '家属，口气平和' });
    expect(noted.text).to.include('备注已加上').and.to.include('家属，口气平和');
  });

  it('extends once, by the head, before it is due; transfers and takes back; does not file; tells; verifies again', async () => {
    const { id: report } = await submitted(site.services, aRealName);
    const open = async (account: string): Promise<Answer> => as(account).get(`/reports/desk/${report}`);
    const through = async (account: string, link: string, button: string, fields: Record<string, string | string[]>): Promise<Answer> => as(account).press(await as(account).follow(await open(account), link), button, fields);
    await as('intake').press(await open('intake'), '受理，开始核查');
    const sent = await through('intake', '移送其他部门', '移送', { receiver: '演示县市场监督管理局', matter: '反映某药店出售串换的药品，时间为六月到十月。', text: '不归我局管辖' });
    expect(sent.text).to.include('已移送').and.to.include('案件线索移送函').and.to.include('演示县市场监督管理局');
    await through('intake', '收回移送', '收回', { text: '对方退回了材料' });
    await through('intake', '分派核查', '分派', { officers: [id('investigator1'), id('investigator2')] });
    const visited = await through('investigator1', '记录现场检查', '记录现场检查', { on: '2026-11-10', text: '床位是空的' });
    expect(visited.text).to.include('现场检查已记录').and.to.include('床位是空的');
    const extended = await through('head', '延长核查期限', '批准延长', { text: '要到外地取证' });
    expect(extended.text).to.include('期限已延长').and.to.include('已延长一次').and.to.include('12-22 周二').and.to.include('批准延长 15 个工作日');
    expect(extended.links.some(({ text }) => text === '延长核查期限')).to.equal(false);
    const refused = await through('head', '不予立案', '决定不予立案', { reason: 'NF_NOT_PUNISHABLE', text: '没有发现应当处罚的行为' });
    expect(refused.text).to.include('已决定不予立案').and.to.include('不予立案告知书').and.to.include('为了告知，打开身份');
    const identity = await as('head').press(refused, '打开身份');
    expect(identity.text).to.include('演示举报人').and.to.include('000-1234');
    const told = await through('head', '记录已告知举报人', '记录', { way: 'phone', on: '2026-11-10' });
    expect(told.text).to.include('告知已记录').and.to.include('打开过').and.not.to.include('打开身份');
    expect(buttonsOf(told)).not.to.include('为了告知，打开身份');
    expect((await through('head', '重新核查', '重新核查', { text: '有了新的证据' })).text).to.include('核查中');
    expect(await auditOf(report)).to.include.members(['reports.openIdentity done', 'reports.extend done', 'reports.recordTold done']);
  });

  it('merges into an earlier one', async () => {
    const { id: first } = await submitted(site.services, { targetName: '演示先到医院' });
    const { id: second } = await submitted(site.services, { targetName: '演示后到医院' });
    const form = await as('intake').get(`/reports/desk/${second}/merge`);
    expect(form.text).to.include('演示先到医院');
    expect((await as('intake').press(form, '并入', { text: '' })).status).to.equal(422);
    expect((await as('intake').press(form, '并入', { into: first, text: '同一家医院同一件事' })).text).to.include('已并案');
  });

  it('assigns picked rows at once, leaves what changed meanwhile, and says what is missing', async () => {
    const [one, two, three] = [await submitted(site.services), await submitted(site.services), await submitted(site.services)];
    const inbox = await as('intake').get('/inbox?view=unassigned');
    const picks = [one, two, three].map((each) => `${each.id}:1`);
    expect((await as('intake').press(inbox, '分派', { officers: [id('investigator1'), id('investigator2')] })).text).to.include('请先在表里选至少一件');
    const same = await as('intake').press(inbox, '分派', { pick: picks, officers: [id('investigator1'), id('investigator1')] });
    expect([same.status, same.text.includes('两名不同的')]).to.deep.equal([422, true]);
    await as('head').post(`/reports/desk/${three.id}/note`, { version: 1, text: '刚刚看过' });
    const some = await as('intake').press(inbox, '分派', { pick: picks, officers: [id('investigator1'), id('investigator2')] });
    expect(some.text).to.include('有的没有分派');
    expect(some.address).to.equal('/inbox?view=unassigned');
    const left = await as('intake').getJson<{ rows: { id: string }[] }>('/inbox?view=unassigned');
    expect(left.rows.map((row) => row.id)).to.include(three.id).and.not.include(one.id);
    expect(inbox.html).to.include('name="pick"');
    expect((await as('investigator1').get('/inbox')).html).not.to.include('name="pick"');
    expect((await as('investigator1').post('/inbox/bulk', { pick: picks, officers: [id('investigator1'), id('investigator2')] })).status).to.equal(403);
    expect((await as('intake').post('/inbox/bulk', { pick: picks[0] ?? '', officers: [id('head'), id('investigator2')], back: '//evil.example' })).status).to.equal(422);
  });

  it('filters, finds by number, and pages by key', async () => {
    const { id: report, number } = await submitted(site.services, { targetKind: 'pharmacy', targetName: '演示筛选药房', identity: 'identifiable', passphrase: 'a very long pass phrase' });
    const found = async (query: string): Promise<string[]> => (await as('intake').getJson<{ rows: { id: string }[] }>(`/inbox?${query}`)).rows.map((row) => row.id);
    expect(await found('kind=pharmacy&identity=identifiable')).to.deep.equal([report]);
    expect(await found('kind=pharmacy&month=2026-10')).to.deep.equal([]);
    expect(await found('kind=pharmacy&month=2026-11&officer=nobody&state=received')).to.deep.equal([report]);
    expect(await found(`number=${number}`)).to.deep.equal([report]);
    const { register } = await as('intake').getJson<{ register: string }>(`/reports/desk/${report}`);
    expect(await found(`number=${Number(register.slice(5))}`)).to.deep.equal([report]);
    expect(await found(`officer=${id('investigator1')}&kind=pharmacy`)).to.deep.equal([]);
    expect((await as('intake').get('/inbox?state=notAccepted')).text).to.include('全部');
    expect((await as('intake').get('/inbox?view=%00&month=9999-99&after=x&state=no')).status).to.equal(200);
    expect((await as('investigator1').get('/inbox?view=unassigned')).html).not.to.include(report);
    for (let n = 0; n < 25; n += 1) await submitted(site.services);
    const first = await as('intake').get('/inbox');
    // By due date: what comes next is no older.
    const second = await as('intake').follow(first, '下一页');
    expect((await as('intake').follow(second, '回到第一页')).address).to.equal(first.address);
    expect(first.html.match(/mj-grid__what/g)).to.have.length(20);
    expect(second.status).to.equal(200);
    const links = (page: Answer): string[] => page.links.filter(({ href }) => /^\/reports\/desk\/[0-9a-f]{32}/.test(href)).map(({ href }) => href);
    expect(links(first).filter((href) => links(second).includes(href))).to.deep.equal([]);
  });

  it('counts late and soon by day, for the bureau, for each officer, and for a head above without content', async () => {
    const { id: report } = await submitted(site.services, { targetName: '演示到期医院' });
    site.clock.set('2026-11-27T02:00:00Z');
    await as('head').signIn('head', PASSWORD);
    const soon = await as('head').get('/inbox?view=soon');
    expect(soon.text).to.include('剩 2 个工作日');
    expect(soon.html).to.include('class="is-soon"');
    site.clock.set('2026-12-02T02:00:00Z');
    for (const account of ['intake', 'head', 'head.jm']) await as(account).signIn(account, PASSWORD);
    const late = await as('intake').get('/inbox?view=late');
    expect(late.text).to.include('已超 1 个工作日').and.to.include('在办工作量').and.to.match(/演示乙 \d+ 件，其中超期 \d+ 件/);
    expect(late.html).to.include('class="is-late"');
    const { views } = await as('intake').getJson<{ views: { view: string; n: number }[] }>('/inbox');
    const { bureaus } = await as('head.jm').getJson<{ bureaus: { bureau: string; late: number; open: number }[] }>('/inbox/overview');
    const own = bureaus.find(({ bureau }) => bureau === '440784');
    expect(bureaus.map(({ bureau }) => bureau)).to.have.members(['440700', '440784']);
    expect(own?.late).to.be.greaterThan(0).and.equal(views.find(({ view }) => view === 'late')?.n);
    const above = await as('head.jm').get('/inbox/overview');
    expect(above.text).to.include('鹤山市演示医疗保障局');
    expect(above.html).not.to.include('演示到期医院').and.not.to.include(report);
    expect((await as('intake').get('/inbox/overview')).status).to.equal(403);
    const refused = await as('head').post(`/reports/desk/${report}/extend`, { version: 1, text: '来不及了，请延长' });
    expect([refused.status, refused.text.includes('不能再延长') || refused.text.includes('期限')]).to.deep.equal([409, true]);
    site.clock.set('2026-11-10T02:00:00Z');
  });

  it('needs no mouse: whatever can be done is a link, a button or a field with a name', async () => {
    const report = await withPhoto({ ...aRealName });
    await as('intake').signIn('intake', PASSWORD);
    for (const path of ['/inbox', `/reports/desk/${report}`, `/reports/desk/${report}/ask`, `/reports/desk/${report}/assign`]) {
      const { html } = await as('intake').get(path);
      const main = html.slice(html.indexOf('<main'));
      expect(main, path).not.to.match(/\son[a-z]+=|tabindex="[1-9]|role="button"|href="#"/);
      const named = new Set([...main.matchAll(/<label[^>]*for="([^"]+)"/g)].map(([, field]) => field));
      for (const [tag] of main.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)) {
        if (tag.includes('type="hidden"') || tag.includes('aria-label=')) continue;
        expect(named.has(/\sid="([^"]+)"/.exec(tag)?.[1] ?? ''), `${path}: ${tag}`).to.equal(true);
      }
      const ids = [...main.matchAll(/\sid="([^"]+)"/g)].map(([, each]) => each);
      expect(ids.filter((each, at) => ids.indexOf(each) !== at), path).to.deep.equal([]);
    }
  });
});
