// The morning mail against a real SMTP server on the loopback interface.
import { expect } from 'chai';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';
import { addStaff, PASSWORD, personOf } from '../support/people.ts';
import type { Staff } from '../support/people.ts';
import { aRealName, submitted } from '../reports/support.ts';
import { explained, isOwnPlanner } from '../support/store.ts';

type Mail = { to: string[]; text: string };

/** Takes mails, or turns them away with an answer that names the address; it can go away and come back. */
async function mailServer() {
  const mails: Mail[] = [];
  let isRefusing = false;
  const start = async (port: number): Promise<SMTPServer> => {
    const server = new SMTPServer({
      authOptional: true, disabledCommands: ['STARTTLS'],
      onRcptTo: (address, _session, done) => done(isRefusing ? Object.assign(new Error(`mailbox of ${address.address} unavailable`), { responseCode: 451 }) : null),
      onData(stream, session, done) {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(parts).toString('utf8') });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return server;
  };
  let server = await start(0);
  const { port } = server.server.address() as AddressInfo;
  const stop = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  return { url: `smtp://127.0.0.1:${port}`, mails, refuse: (value: boolean): void => { isRefusing = value; }, stop, restart: async (): Promise<void> => { server = await start(port); } };
}
/** Subject and text as a reader sees them. */
const decoded = ({ text }: Mail): string => {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const words = head.replace(/\r\n /g, '').replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_whole, way: string, coded: string) =>
    (way.toUpperCase() === 'B' ? Buffer.from(coded, 'base64').toString('utf8') : decodeURIComponent(coded.replace(/_/g, ' ').replace(/=/g, '%'))));
  const isBase64 = /transfer-encoding: base64/i.test(head);
  return `${words}\n\n${isBase64 ? Buffer.from(body, 'base64').toString('utf8') : decodeURIComponent(body.replace(/=\r\n/g, '').replace(/%/g, '%25').replace(/=([0-9A-F]{2})/g, '%$1'))}`;
};

describe('the morning mail', () => {
  let site: TestSite;
  let staff: Staff;
  let server: Awaited<ReturnType<typeof mailServer>>;
  before(async () => {
    server = await mailServer();
    // Tuesday 2026-11-10, ten in the morning in Beijing.
    site = await openSite({ env: { SMTP_URL: server.url, MAIL_FROM: '明鉴 <mingjian@example.gov.cn>' } });
    staff = await addStaff(site.services);
    await submitted(site.services, { ...aRealName, narrative: '独一无二的叙述文字' });
  });
  after(async () => {
    await site.close();
    await server.stop();
  });
  const run = (at: string): Promise<number> => {
    site.clock.set(at);
    return site.services.jobs.runDue();
  };

  it('an officer gives his own address; the page says whether mail is configured', async () => {
    const client = site.client();
    await client.signIn('intake', PASSWORD);
    const page = await client.follow(await client.get('/desk'), '每天的邮件提醒');
    expect(page.text).to.include('本系统已配置邮件服务器');
    const wrong = await client.press(page, '保存', { email: 'nobody' });
    expect([wrong.status, wrong.text.includes('请写一个完整的邮箱地址'), wrong.html.includes('value="nobody"')]).to.deep.equal([422, true, true]);
    expect((await client.press(page, '保存', { email: ' intake@example.gov.cn ' })).text).to.include('工作日早上会发到这个邮箱');
    await site.services.people.setEmail(personOf(staff, 'publisher1'), 'publisher@example.gov.cn');
    expect(await site.services.people.withEmail()).to.have.length(2);
    if (!isOwnPlanner) return;
    const found = await explained(site.services.database.connection.collection('accounts').find({ email: { $gt: '' } }).sort({ email: 1 }));
    expect([found.index, found.sorts]).to.deep.equal(['email_1', false]);
  });

  it('goes out at eight on working days, once, with counts and the address of the desk alone', async () => {
    await site.services.digest.start();
    await run('2026-11-10T23:59:59Z');
    expect(server.mails).to.deep.equal([]);
    await run('2026-11-11T00:00:01Z');
    // Nothing waits for the publisher: no mail.
    expect(server.mails.map(({ to }) => to)).to.deep.equal([['intake@example.gov.cn']]);
    const mail = decoded(server.mails[0] ?? { to: [], text: '' });
    // No sum in the subject: what is late is counted among what waits too.
    expect(mail).to.include('Subject: 明鉴：今天有事等您处理\r\n').and.to.include('http://127.0.0.1:3000/desk').and.to.include('Auto-Submitted: auto-generated');
    expect(mail).to.match(/- [^\n]+：1\r?\n/);
    // The mail's own random id could hold any four digits.
    const told = mail.replace(/^Message-ID: .*$/im, '');
    for (const secret of ['独一无二', '演示康复医院', '演示举报人', '4407-', '2026-00000', '演示甲']) expect(told).not.to.include(secret);
    await run('2026-11-11T02:00:00Z');
    await site.services.jobs.queue('mail.day', '2026-11-11');
    await run('2026-11-11T02:00:10Z');
    await site.services.digest.start();
    await run('2026-11-11T03:00:00Z');
    expect(server.mails).to.have.length(1);
    await run('2026-11-14T01:00:00Z');
    await run('2026-11-15T01:00:00Z');
    expect(server.mails, 'a weekend').to.have.length(1);
  });

  it('a mail that was turned away is tried again; the log names no address', async () => {
    server.refuse(true);
    await run('2026-11-16T00:00:01Z');
    const [error] = site.errors.splice(0);
    expect(error).to.be.instanceOf(Error).with.property('message', 'a mail was not taken: EENVELOPE 451');
    expect(JSON.stringify([error, ...site.traces]) + String((error as Error).stack)).not.to.include('example.gov.cn');
    expect(server.mails).to.have.length(1);
    server.refuse(false);
    await run('2026-11-16T00:01:00Z');
    await run('2026-11-16T00:02:00Z');
    expect(server.mails).to.have.length(2);
  });

  it('a server that is away is asked once for all, less and less often, and nobody’s mail is lost or doubled', async () => {
    await site.services.people.setEmail(personOf(staff, 'head'), 'head@example.gov.cn');
    await server.stop();
    const failures: number[] = [];
    const asked = async (at: string): Promise<void> => {
      await run(at);
      failures.push(site.errors.splice(0).length);
    };
    for (const at of ['00:00:01', '00:00:31', '00:01:31', '00:02:00', '00:03:31', '00:07:31']) await asked(`2026-11-17T${at}Z`);
    // Two persons, one question each time; at two nobody asks.
    expect(failures).to.deep.equal([1, 1, 1, 0, 1, 1]);
    await server.restart();
    const before = server.mails.length;
    await run('2026-11-17T00:15:31Z');
    await run('2026-11-17T00:16:31Z');
    await run('2026-11-17T03:00:00Z');
    expect(server.mails.slice(before).map(({ to }) => to[0]).sort()).to.deep.equal(['head@example.gov.cn', 'intake@example.gov.cn']);
    expect(site.errors.splice(0)).to.deep.equal([]);
    await site.services.people.setEmail(personOf(staff, 'head'), null);
  });

  it('a process that slept over a day sends no old counts, and an emptied address ends it', async () => {
    await run('2026-11-19T09:00:00Z');
    expect(server.mails).to.have.length(4);
    await site.services.people.setEmail(personOf(staff, 'intake'), null);
    await run('2026-11-20T00:00:01Z');
    expect(server.mails).to.have.length(4);
  });

  it('without a mail server nothing is planned, and the page says so', async () => {
    const bare = await openSite();
    try {
      await addStaff(bare.services);
      await bare.services.digest.start();
      expect([bare.services.digest.isConfigured, await bare.services.jobs.look('mail.day', '2026-11-11')]).to.deep.equal([false, null]);
      const client = bare.client();
      await client.signIn('intake', PASSWORD);
      expect((await client.get('/account/mail')).text).to.include('没有配置邮件服务器');
    } finally {
      await bare.close();
    }
  });
});
