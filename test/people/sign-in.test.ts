import bcrypt from 'bcrypt';
import { expect } from 'chai';
import { DEMO_PASSWORD } from '../../server/people/rules/accounts.ts';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';
import { addStaff, PASSWORD, personOf } from '../support/people.ts';
import type { Staff } from '../support/people.ts';

const NEXT = 'purple monkey 77 dishes';

describe('signing in', () => {
  let site: TestSite;
  let staff: Staff;
  beforeEach(async () => {
    site = await openSite();
    staff = await addStaff(site.services);
  });
  afterEach(() => site.close());
  const failure = (account: string, password: string) => site.client().post('/sign-in', { account, password });

  it('leads to the desk, keeps the token from scripts and other sites, and leads back where one came from', async () => {
    const client = site.client();
    const asked = await client.get('/account/password');
    expect(asked.address).to.equal('/sign-in?back=%2Faccount%2Fpassword');
    const answer = await client.post('/sign-in', { account: ' INTAKE ', password: PASSWORD }, { follow: false });
    expect([answer.status, answer.location]).to.deep.equal([303, '/desk']);
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('mj_officer=')) ?? '';
    expect(cookie).to.match(/HttpOnly/).and.match(/SameSite=Strict/).and.match(/Max-Age=1800/);
    const back = await site.client().post('/sign-in', { account: 'intake', password: PASSWORD, back: '/account/password' }, { follow: false });
    expect(back.location).to.equal('/account/password');
    const away = await site.client().post('/sign-in', { account: 'intake', password: PASSWORD, back: '//evil.example' }, { follow: false });
    expect(away.location).to.equal('/desk');
  });

  it('answers a wrong password, an unknown and a disabled account with the same page', async () => {
    const { people } = site.services;
    await people.changeAccount(personOf(staff, 'admin'), personOf(staff, 'reward2').id, 1, { isDisabled: true });
    const strip = (html: string, account: string): string => html.replace(`value="${account}"`, 'value="…"');
    const wrong = await failure('intake', 'wrong');
    const unknown = await failure('nobody', 'wrong');
    const disabled = await failure('reward2', PASSWORD);
    expect([wrong.status, unknown.status, disabled.status]).to.deep.equal([422, 422, 422]);
    expect(strip(unknown.html, 'nobody')).to.equal(strip(wrong.html, 'intake'));
    expect(strip(disabled.html, 'reward2')).to.equal(strip(wrong.html, 'intake'));
  });

  it('locks an account after six tries, known or not alike, says no more than before, and opens again later', async () => {
    for (let n = 0; n < 6; n += 1) await failure('intake', 'wrong');
    const locked = await failure('intake', PASSWORD);
    for (let n = 0; n < 6; n += 1) await failure('nobody', 'wrong');
    const nobody = await failure('nobody', PASSWORD);
    expect(locked.status).to.equal(422);
    expect(nobody.html.replace('value="nobody"', '')).to.equal(locked.html.replace('value="intake"', ''));
    site.clock.advance({ minutes: 16 });
    expect((await site.client().signIn('intake', PASSWORD)).text).to.include('演示甲');
  });

  it('forgets the tries of one who then gets it right', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < 5; n += 1) await failure('intake', 'wrong');
      await site.client().signIn('intake', PASSWORD);
    }
  });

  it('locks a source after sixty tries over many accounts', async () => {
    for (let n = 0; n < 60; n += 1) await failure(`guess${n}`, 'wrong');
    expect((await failure('intake', PASSWORD)).status).to.equal(422);
  });

  it('compares nothing for a source that is locked, so that a flood from it leaves others their turn', async () => {
    for (let n = 0; n < 60; n += 1) await failure(`guess${n}`, 'wrong');
    const { compare } = bcrypt;
    let compared = 0;
    bcrypt.compare = ((...given: Parameters<typeof compare>) => {
      compared += 1;
      return compare(...given);
    }) as typeof compare;
    try {
      const [known, unknown] = [await failure('intake', PASSWORD), await failure('nobody', PASSWORD)];
      expect([known.status, unknown.status, compared]).to.deep.equal([422, 422, 0]);
    } finally {
      bcrypt.compare = compare;
    }
  });

  it('slides while it is used and ends after thirty minutes of nothing', async () => {
    const client = site.client();
    await client.signIn('intake', PASSWORD);
    for (let n = 0; n < 4; n += 1) {
      site.clock.advance({ minutes: 29 });
      expect((await client.get('/desk')).address, `after ${n + 1} × 29 minutes`).to.equal('/desk');
    }
    site.clock.advance({ minutes: 31 });
    expect((await client.get('/desk')).address).to.equal('/sign-in?back=%2Fdesk');
  });

  it('ends the sessions elsewhere when the password changes', async () => {
    const [here, elsewhere] = [site.client(), site.client()];
    await here.signIn('intake', PASSWORD);
    await elsewhere.signIn('intake', PASSWORD);
    const page = await here.get('/account/password');
    const refused = await here.press(page, '保存新密码', { current: 'not it', next: NEXT });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('现在的密码不对');
    expect((await here.press(page, '保存新密码', { current: PASSWORD, next: 'short' })).text).to.include('密码太短');
    expect((await here.press(page, '保存新密码', { current: PASSWORD, next: 'my intake password' })).text).to.include('不要含有账号');
    expect((await here.press(page, '保存新密码', { current: PASSWORD, next: NEXT })).text).to.include('密码已修改');
    expect((await here.get('/desk')).status).to.equal(200);
    site.clock.advance({ seconds: 4 });
    expect((await elsewhere.get('/desk')).address).to.equal('/sign-in?back=%2Fdesk');
    expect((await failure('intake', PASSWORD)).status).to.equal(422);
    await site.client().signIn('intake', NEXT);
  });

  it('is no place to guess the password at', async () => {
    const client = site.client();
    await client.signIn('head', PASSWORD);
    const change = (current: string) => client.post('/account/password', { current, next: 'another good sentence 7', again: 'another good sentence 7' }, { follow: false });
    for (let n = 0; n < 6; n += 1) expect((await change(`guess number ${n}`)).status).to.equal(422);
    expect((await change(PASSWORD)).status).to.equal(422);
    site.clock.advance({ minutes: 16 });
    expect((await change(PASSWORD)).status).to.equal(303);
  });

  it('ends the sessions of an account that is disabled, and of all people of a bureau that is', async () => {
    const client = site.client();
    await client.signIn('reward1', PASSWORD);
    await site.services.people.changeAccount(personOf(staff, 'admin'), personOf(staff, 'reward1').id, 1, { isDisabled: true });
    site.clock.advance({ seconds: 4 });
    expect((await client.get('/desk')).address).to.equal('/sign-in?back=%2Fdesk');
    const other = site.client();
    await other.signIn('head', PASSWORD);
    const bureau = await site.services.people.findBureau('440784');
    await site.services.people.changeBureau(personOf(staff, 'admin.jm'), { ...bureau, isActive: false });
    site.clock.advance({ seconds: 4 });
    expect((await other.get('/desk')).address).to.equal('/sign-in?back=%2Fdesk');
  });

  it('asks for a password of one’s own first, wherever one goes', async () => {
    const { people } = site.services;
    await people.addAccount(personOf(staff, 'admin'), { account: 'fresh', name: '新人', bureau: '440784', scope: '440784', roles: ['intake'], certificate: null, password: PASSWORD });
    const client = site.client();
    const forced = await client.post('/sign-in', { account: 'fresh', password: PASSWORD });
    expect(forced.address).to.equal('/account/password');
    expect((await client.get('/desk')).address).to.equal('/account/password');
    expect((await client.press(forced, '保存新密码', { current: PASSWORD, next: NEXT })).address).to.equal('/desk');
  });

  it('signs out everywhere at once', async () => {
    const [here, elsewhere] = [site.client(), site.client()];
    const desk = await here.signIn('intake', PASSWORD);
    await elsewhere.signIn('intake', PASSWORD);
    expect((await here.press(desk, '退出')).text).to.include('您已退出');
    site.clock.advance({ seconds: 4 });
    expect((await elsewhere.get('/desk')).address).to.equal('/sign-in?back=%2Fdesk');
  });

  it('records each try with ids only', async () => {
    await failure('nobody', 'wrong');
    await failure('intake', 'wrong');
    await site.client().signIn('intake', PASSWORD);
    const { id } = personOf(staff, 'intake');
    const { rows } = await site.services.audit.list({ actor: id }, null);
    expect(rows.map(({ act, outcome, bureau }) => [act, outcome, bureau])).to.deep.equal([['people.signIn', 'done', '440784'], ['people.signIn', 'refused', '440784']]);
    const all = JSON.stringify(await site.services.database.connection.collection('audit').find({}).toArray());
    expect(all).not.to.include('nobody').and.not.to.include('演示甲').and.not.to.include('127.0.0.1');
  });

  it('a demo account keeps its printed password, whoever would change it', async () => {
    const { people } = site.services;
    const id = await people.addAccount(null, { account: 'demo.one', name: '演示', bureau: '440784', scope: '440784', roles: ['intake'], certificate: null, password: DEMO_PASSWORD, isDemo: true });
    const client = site.client();
    await client.signIn('demo.one', DEMO_PASSWORD);
    const refused = await client.press(await client.get('/account/password'), '保存新密码', { current: DEMO_PASSWORD, next: NEXT });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.contain('这是演示账号，密码是公开打印的，不能修改');
    const admin = site.client();
    await admin.signIn('admin', PASSWORD);
    const reset = await admin.post(`/accounts/${id}/password`, { version: 1, password: NEXT });
    expect(reset.status).to.equal(422);
    expect(reset.text).to.contain('密码是公开打印的，不能修改');
    expect((await site.client().signIn('demo.one', DEMO_PASSWORD)).status).to.equal(200);
  });
});
