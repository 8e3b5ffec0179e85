import { expect } from 'chai';
import { networkOf } from '../../server/kernel/http/request.ts';
import { openSite } from '../support/http.ts';
import type { Answer, TestSite, Upload } from '../support/http.ts';
import { addStaff } from '../support/people.ts';

const TIP = { targetName: '演示康复医院', division: '440784', narrative: '周末的理疗单都是补的，病人根本没有来。', identity: 'anonymous' };
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const photo: Upload = { field: 'files', name: '清单.png', type: 'image/png', bytes: PNG };
const recording = (megabytes: number): Upload => ({ field: 'files', name: '大录音.txt', type: 'text/plain', bytes: Buffer.alloc(megabytes * 1024 * 1024, 'a') });

describe('the door: how much may come from one address', () => {
  let site: TestSite;
  beforeEach(async () => {
    site = await openSite({ env: { TIP_OFFS_PER_SOURCE: '6', UPLOAD_MB_PER_SOURCE: '4' } });
    await addStaff(site.services);
  });
  afterEach(() => site.close());

  /** As a script floods: no cookie is kept, nothing is waited for. */
  const flood = async (times: number): Promise<number[]> => {
    const all: number[] = [];
    for (let n = 0; n < times; n += 1) all.push((await site.client().post('/reports', { ...TIP, targetKind: 'pharmacy' })).status);
    return all;
  };
  const fill = async (client = site.client(), files: readonly Upload[] = []): Promise<Answer> => client.press(await client.get('/reports/new'), '提交举报', TIP, files);

  it('turns a flood away, and lets the person behind the same address in after half a minute, with all that was typed and chosen', async () => {
    expect(await flood(8)).to.deep.equal([201, 201, 201, 201, 201, 201, 429, 429]);
    const client = site.client();
    const waiting = await fill(client, [photo]);
    expect(waiting.status).to.equal(429);
    expect(waiting.headers.get('retry-after')).to.equal('30');
    expect(waiting.text).to.contain('请等 30 秒再点一次').and.to.contain('清单.png').and.to.not.contain('请改正');
    expect(waiting.forms.find(({ action }) => action === '/reports')?.fields.find(({ name }) => name === 'narrative')?.value).to.equal(TIP.narrative);
    site.clock.advance({ seconds: 10 });
    const tooSoon = await client.press(waiting, '提交举报');
    expect(tooSoon.status).to.equal(429);
    expect(tooSoon.headers.get('retry-after')).to.equal('20');
    site.clock.advance({ seconds: 21 });
    expect(await flood(3)).to.deep.equal([429, 429, 429]);
    const ticket = client.cookies.get('mj_wait') ?? '';
    const received = await client.press(tooSoon, '提交举报');
    expect(received.status).to.equal(201);
    expect((await client.press(received, '继续，查看进展', { saved: 'yes' })).text).to.contain('清单.png');
    // A ticket opens once: who goes on sending waits again.
    client.cookies.set('mj_wait', ticket);
    expect((await fill(client)).status).to.equal(429);
  });

  it('is open again for everybody once the first of the flood has slid out', async () => {
    await flood(20);
    site.clock.advance({ minutes: 12 });
    expect(await flood(2)).to.deep.equal([201, 429]);
    site.clock.advance({ minutes: 20 });
    expect(await flood(1)).to.deep.equal([201]);
  });

  it('says it in the language of the reader, and to a program as a problem', async () => {
    await flood(6);
    const client = site.client();
    await client.get('/preferences?language=en&back=/');
    expect((await client.press(await client.get('/reports/new'), 'Send the report', TIP)).text).to.contain('Please wait 30 seconds');
    const program = await site.client().postJson('/reports', { ...TIP, targetKind: 'pharmacy' });
    expect(program.status).to.equal(429);
    expect(program.json()).to.include({ status: 429, title: '请稍等一会儿再试', retryAfter: 30 });
  });

  it('keeps no more bytes of one address than it may send: the text stays, the files are read and dropped', async () => {
    const client = site.client();
    expect((await fill(client, [recording(3)])).status).to.equal(201);
    const other = site.client();
    const full = await fill(other, [recording(3)]);
    expect(full.status).to.equal(429);
    expect(full.text).to.contain('没有收“大录音.txt”').and.to.contain('可以先不带文件提交');
    expect(await site.services.database.connection.collection('files').countDocuments()).to.equal(1);
    expect((await other.press(full, '提交举报')).status).to.equal(201);
  });

  it('holds for what a reporter adds later too, and keeps his words', async () => {
    const client = site.client();
    const mine = await client.press(await fill(client), '继续，查看进展', { saved: 'yes' });
    for (let n = 0; n < 6; n += 1) expect((await client.press(mine, '发送', { text: `补充 ${n}` })).status).to.equal(200);
    const waiting = await client.press(mine, '发送', { text: '再补一句' });
    expect(waiting.status).to.equal(429);
    expect(waiting.forms.find(({ action }) => action === '/reports/mine/messages')?.fields.find(({ name }) => name === 'text')?.value).to.equal('再补一句');
  });

  it('stores no address: only keyed digests that vanish', async () => {
    await flood(7);
    await site.services.budgets.told();
    const rows = await site.services.database.connection.collection<{ _id: string; expiresAt: Date }>('budgets').find().toArray();
    expect(rows).to.have.length(1);
    expect(rows[0]?._id).to.match(/^tipOff:[\w-]{43}:\d+$/);
    expect(rows[0]?.expiresAt.getTime()).to.be.greaterThan(site.clock().getTime());
    expect(JSON.stringify(rows)).to.not.contain('127.0.0.1');
  });

  it('counts a long address by the network that one household or hospital gets', () => {
    expect(['203.0.113.7', '::ffff:203.0.113.7', '2001:db8:12:34:5:6:7:8', '2001:db8:12:34::1', '2001:0db8:0012:0034::', '2001:db8::1', 'fe80::1%eth0', '::1'].map(networkOf))
      .to.deep.equal(['203.0.113.7', '203.0.113.7', '2001:db8:12:34::/64', '2001:db8:12:34::/64', '2001:db8:12:34::/64', '2001:db8:0:0::/64', 'fe80:0:0:0::/64', '0:0:0:0::/64']);
  });
});
