import { expect } from 'chai';
import { openSite } from '../support/http.ts';
import type { Client, TestSite } from '../support/http.ts';
import { addStaff, PASSWORD, personOf } from '../support/people.ts';
import type { Staff } from '../support/people.ts';

const FIRST = 'first word for a new one';

describe('managing people', () => {
  let site: TestSite;
  let staff: Staff;
  let admin: Client;
  before(async () => {
    site = await openSite();
    staff = await addStaff(site.services);
    admin = site.client();
    await admin.signIn('admin', PASSWORD);
  });
  after(() => site.close());

  it('the administrator creates an account by the pages, whose holder must change the password', async () => {
    const list = await admin.follow(await admin.get('/desk'), '账号');
    const form = await admin.follow(list, '新建账号');
    const fields = { account: 'li.si', name: '演示新人', roles: ['investigator'], password: FIRST, certificateNumber: 'YZ-9', certificateValidTo: '2026-12-01' };
    const made = await admin.press(form, '建立账号', fields);
    expect(made.text).to.include('账号已建立').and.to.include('演示新人').and.to.include('执法证还有 21 天到期').and.to.include('未改初始密码');
    const again = await admin.press(form, '建立账号', fields);
    expect(again.status).to.equal(422);
    expect(again.text).to.include('这个账号已经有人用了');
    expect(again.forms.find(({ action }) => action === '/accounts')?.fields.find(({ name }) => name === 'certificateNumber')?.value).to.equal('YZ-9');
    expect(again.html).not.to.include(FIRST);
    expect((await site.client().post('/sign-in', { account: 'li.si', password: FIRST })).address).to.equal('/account/password');
  });

  it('shows every mistake of the form with what was typed', async () => {
    const form = await admin.get('/accounts/new');
    const answer = await admin.press(form, '建立账号', { account: '9x', name: '', scope: '44', password: 'short' });
    expect(answer.status).to.equal(422);
    expect(answer.links.filter(({ href }) => href.startsWith('#') && href !== '#main').map(({ href }) => href)).to.have.members(['#account', '#name', '#roles', '#scope']);
    expect(answer.html).to.include('value="9x"');
    const half = await admin.press(form, '建立账号', { account: 'zhao.liu', name: '某', roles: ['head'], certificateNumber: 'YZ-1', password: FIRST });
    expect(half.links.map(({ href }) => href)).to.include('#certificateValidTo');
  });

  it('keeps the administrator’s role alone, and a scope within the manager’s own', async () => {
    const form = await admin.get('/accounts/new');
    const base = { account: 'wang.wu', name: '某', password: FIRST };
    expect((await admin.press(form, '建立账号', { ...base, roles: ['administrator', 'head'] })).text).to.include('系统管理员不能同时有别的角色');
    expect((await admin.press(form, '建立账号', { ...base, roles: ['head'], scope: '440700' })).text).to.include('不能超出您自己的范围');
    expect((await admin.press(form, '建立账号', { ...base, roles: ['head'], scope: '330900' })).text).to.include('不能超出您自己的范围');
  });

  it('changes rights, certificate and password, disables and enables', async () => {
    const page = await admin.follow(await admin.get('/accounts'), '演示癸');
    const saved = await admin.press(page, '保存', { roles: ['publisher', 'intake'], certificateNumber: 'YZ-7', certificateValidTo: '2029-01-01' });
    expect(saved.text).to.include('已保存');
    expect((await site.services.people.find(personOf(staff, 'publisher3').id))?.roles).to.deep.equal(['intake', 'publisher']);
    const stale = await admin.press(page, '保存', { name: '谁' });
    expect(stale.status).to.equal(409);
    const disabled = await admin.press(saved, '停用这个账号');
    expect(disabled.text).to.include('账号已停用');
    expect((await site.client().post('/sign-in', { account: 'publisher3', password: PASSWORD })).status).to.equal(422);
    const enabled = await admin.press(disabled, '恢复这个账号');
    expect((await admin.press(enabled, '重设密码', { password: 'short' })).text).to.include('密码太短');
    expect((await admin.press(enabled, '重设密码', { password: FIRST })).text).to.include('密码已重设');
    expect((await site.client().post('/sign-in', { account: 'publisher3', password: FIRST })).address).to.equal('/account/password');
  });

  it('does not let administrators take the role from, or disable, themselves', async () => {
    const { id } = personOf(staff, 'admin');
    const page = await admin.get(`/accounts/${id}`);
    expect(page.text).to.include('不能停用自己的账号');
    expect((await admin.press(page, '保存', { roles: ['head'] })).text).to.include('不能去掉自己的管理员角色');
    expect((await admin.post(`/accounts/${id}/state`, { version: '1', isDisabled: 'yes' })).status).to.equal(422);
  });

  it('ends at the border of the own division: accounts and bureaus elsewhere are not there', async () => {
    expect((await admin.get('/accounts')).text).not.to.include('演示巳').and.not.to.include('演示寅');
    expect((await admin.get(`/accounts/${personOf(staff, 'head.zs').id}`)).status).to.equal(404);
    expect((await admin.get(`/accounts/${personOf(staff, 'head.jm').id}`)).status).to.equal(404);
    expect((await admin.get('/bureaus/330900')).status).to.equal(404);
    expect((await admin.get('/bureaus/440700')).status).to.equal(404);
    const above = site.client();
    await above.signIn('admin.jm', PASSWORD);
    expect((await above.get(`/accounts/${personOf(staff, 'head').id}`)).status).to.equal(200);
  });

  it('pages accounts by key', async () => {
    const { people } = site.services;
    const manager = personOf(staff, 'admin.jm');
    for (let n = 0; n < 105; n += 1) {
      await people.addAccount(null, { account: `bulk${String(n).padStart(3, '0')}`, name: '批量', bureau: '440700', scope: '440700', roles: ['intake'], certificate: null, password: PASSWORD, isDemo: true });
    }
    const first = await people.listAccounts(manager, null);
    const last = first.accounts.at(-1);
    const second = await people.listAccounts(manager, last ? { bureau: last.bureau, account: last.account } : null);
    const names = [...first.accounts, ...second.accounts].map(({ account }) => account);
    expect([first.accounts.length, first.hasMore, second.hasMore]).to.deep.equal([100, true, false]);
    expect(new Set(names).size).to.equal(names.length);
    expect(names).to.include.members(['bulk000', 'bulk104', 'head', 'head.jm']).and.not.to.include('head.zs');
  });

  it('manages bureaus below the own one', async () => {
    const above = site.client();
    await above.signIn('admin.jm', PASSWORD);
    const form = await above.follow(await above.get('/bureaus'), '新建单位');
    const fields = { code: '440783', name: '开平市演示医疗保障局', shortName: '开平局', documentWord: '开演医保', level: 'county', parent: '440700', phone: '0750-000' };
    expect((await above.press(form, '保存单位', { ...fields, parent: '440784' })).text).to.include('上级单位的代码');
    const made = await above.press(form, '保存单位', fields);
    expect(made.text).to.include('单位已建立');
    expect((await above.press(form, '保存单位', fields)).text).to.include('这个单位已经登记过');
    const changed = await above.press(made, '保存单位', { phone: '0750-111' });
    expect(changed.text).to.include('已保存');
    expect((await site.services.people.findBureau('440783')).phone).to.equal('0750-111');
    expect((await above.press(made, '保存单位', { phone: '0750-222' })).status).to.equal(409);
    expect((await above.post('/bureaus', { ...fields, code: '330100', parent: '' })).status).to.equal(404);
  });

  it('cannot take over an account that reaches further than its own', async () => {
    const { people } = site.services;
    const wide = await people.addAccount(null, { account: 'head.wide', name: '演示宽', bureau: '440784', scope: '440700', roles: ['head'], certificate: null, password: PASSWORD, isDemo: true });
    const { version } = await people.findAccount(personOf(staff, 'admin'), wide);
    expect((await admin.post(`/accounts/${wide}/password`, { version, password: FIRST })).status).to.equal(403);
    expect((await admin.post(`/accounts/${wide}/state`, { version, isDisabled: 'yes' })).status).to.equal(422);
    const above = site.client();
    await above.signIn('admin.jm', PASSWORD);
    expect((await above.post(`/accounts/${wide}/password`, { version, password: FIRST })).status).to.equal(200);
  });
});
