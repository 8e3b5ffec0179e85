// An installation moves from the embedded store to another database with the script, and everybody finds what they left.
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeys } from '../../server/kernel/crypto.ts';
import { connect } from '../../server/kernel/database/connect.ts';
import { testClock } from '../support/clock.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { openSite } from '../support/http.ts';
import type { Answer, Client, TestSite } from '../support/http.ts';
import { addStaff, PASSWORD } from '../support/people.ts';
import { codeOn, numberOn, photo, PHOTO_BYTES } from '../walk.support.ts';

const AT = '2026-11-10T02:00:00Z';
const TIP = { targetName: '演示康复医院', division: '440784', narrative: '周末的理疗单都是补的，病人根本没有来。', identity: 'realName', name: '演示举报人', contact: '000-1234' };

async function tipOff(client: Client): Promise<Answer> {
  return client.press(await client.get('/reports/new'), '提交举报', TIP, [photo('清单.png')]);
}

describe('a copied installation', function () {
  this.timeout(60_000);
  const keys = generateKeys();
  let folder: string;
  let env: Record<string, string>;
  let target: TestDatabase;
  let number: string;
  let code: string;
  let receipt: string;
  let output: string;

  async function run(variables: Record<string, string>): Promise<{ status: unknown; output: string }> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/copy-to-mongodb.ts'], { env: { ...process.env, ...variables }, stdio: ['ignore', 'pipe', 'pipe'] });
    let written = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { written += String(chunk); });
    const [status]: unknown[] = await once(child, 'close');
    return { status, output: written };
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mj-move-'));
    env = { UPLOADS_DIR: join(folder, 'uploads') };
    const database = await connect({ dataDir: join(folder, 'data'), clock: testClock(AT) });
    const before = await openSite({ at: AT, env, keys, database: { ...database, drop: () => database.close() } });
    await addStaff(before.services);
    const citizen = before.client();
    const received = await tipOff(citizen);
    [number, code] = [numberOn(received), codeOn(received)];
    const own = await citizen.press(received, '继续，查看进展', { saved: 'yes' });
    receipt = (await citizen.follow(own, '再次下载回执')).html;
    await citizen.press(own, '发送', { text: '还有三楼。' });
    const officer = before.client();
    await officer.signIn('intake', PASSWORD);
    await officer.press(await officer.follow(await officer.get('/inbox'), TIP.targetName), '受理，开始核查');
    await before.close();
    target = await openTestDatabase({ clock: testClock(AT) });
    const copied = await run({ DATA_DIR: join(folder, 'data'), MONGODB_URI: target.uri });
    output = copied.output;
    expect(copied.status, output).to.equal(0);
  });
  after(async () => {
    await target.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const onTheCopy = async (work: (site: TestSite) => Promise<void>, given = keys): Promise<void> => {
    const database = await connect({ uri: target.uri, dataDir: '' });
    const site = await openSite({ at: AT, env, keys: given, database: { ...database, drop: () => database.close() } });
    try {
      await work(site);
    } finally {
      await site.close();
    }
  };

  it('has the same counts and hashes in each collection', () => {
    for (const name of ['accounts', 'audit', 'bureaus', 'documents', 'files', 'identities', 'reports']) {
      expect(output).to.match(new RegExp(`^${name} +([1-9]\\d*) +\\1 {2}([0-9a-f]{16}) \\2 {2}same$`, 'm'));
    }
    expect(output).to.match(/, 0 different\n$/).and.to.not.contain('DIFFERENT');
  });

  it('lets officers sign in, and hands out the file as it was sent', () => onTheCopy(async (site) => {
    const officer = site.client();
    expect((await officer.post('/sign-in', { account: 'intake', password: `${PASSWORD}!` })).status).to.equal(422);
    await officer.signIn('intake', PASSWORD);
    const page = await officer.follow(await officer.get('/inbox'), TIP.targetName);
    expect(page.text).to.contain(TIP.narrative).and.to.contain('还有三楼。').and.to.contain('2026-000001').and.to.contain('举报登记通知书');
    expect((await officer.press(page, '下载 附件 1', { reason: 'verification' })).html).to.equal(PHOTO_BYTES.toString('utf8'));
  }));

  it('opens the report with the code of before, and keeps its receipt', () => onTheCopy(async (site) => {
    const citizen = site.client();
    const own = await citizen.post('/reports/status', { number, code });
    expect(own.address).to.equal('/reports/mine');
    expect(own.text).to.contain('清单.png').and.to.contain('还有三楼。').and.to.contain('正在核查');
    expect((await citizen.follow(own, '再次下载回执')).html).to.equal(receipt);
  }));

  it('goes on counting where the other stopped', () => onTheCopy(async (site) => {
    await tipOff(site.client());
    const officer = site.client();
    await officer.signIn('intake', PASSWORD);
    expect((await officer.getJson<{ rows: { register: string }[] }>('/inbox')).rows.map(({ register }) => register)).to.have.members(['000001', '000002']);
  }));

  it('opens nothing with other keys', () => onTheCopy(async (site) => {
    // The digest of a code is keyed: the right one is wrong here.
    expect((await site.client().post('/reports/status', { number, code })).status).to.equal(422);
    const officer = site.client();
    await officer.signIn('intake', PASSWORD);
    expect((await officer.get('/inbox')).status).to.equal(500);
    expect(site.errors.splice(0).map(String)).to.deep.equal(['Error: sealed text cannot be opened']);
  }, generateKeys()));
});
