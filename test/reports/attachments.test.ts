import { expect } from 'chai';
import sharp from 'sharp';
import type { Answer, Client, Upload } from '../support/http.ts';
import { PASSWORD, personOf } from '../support/people.ts';
import { phonePhoto } from '../support/photos.ts';
import { staffed } from '../support/staffed.ts';

const TIP = { targetName: '演示康复医院', division: '440784', narrative: '周末的理疗单都是补的，病人根本没有来。', identity: 'anonymous' };
const file = (name: string, bytes: Buffer): Upload => ({ field: 'files', name, type: 'application/octet-stream', bytes });
const note = (name: string): Upload => file(name, Buffer.from(`${name} 的内容\n`));

describe('files of a tip-off', () => {
  const { site, staff } = staffed();
  const send = async (client: Client, files: readonly Upload[]): Promise<Answer> => client.press(await client.get('/reports/new'), '提交举报', TIP, files);
  const keptOn = (page: Answer): string[] => [...page.html.matchAll(/<li><svg[^>]*>.*?<\/svg><span>([^<]*)<\/span>/g)].map(([, name = '']) => name);

  it('may be none', async () => {
    expect((await send(site.client(), [])).status).to.equal(201);
  });

  it('takes twenty, names each one past it, and goes on with the rest', async () => {
    const client = site.client();
    const names = Array.from({ length: 35 }, (_, n) => `第${String(n + 1).padStart(2, '0')}个.txt`);
    const back = await send(client, names.map(note));
    expect(back.status).to.equal(422);
    expect(back.text).to.contain('没有收“第21个.txt”：最多 20 个文件，这一个没有保存').and.to.contain('没有收“第35个.txt”').and.to.contain('其余 20 个已经保留');
    expect(keptOn(back)).to.deep.equal(names.slice(0, 20));
    const received = await client.press(back, '提交举报');
    expect(received.status).to.equal(201);
    expect(keptOn(await client.press(received, '继续，查看进展', { saved: 'yes' }))).to.deep.equal(names.slice(0, 20));
  });

  it('says of a file over 100 MB what to do, and keeps the others', async function () {
    this.timeout(60_000);
    const client = site.client();
    const back = await send(client, [note('小.txt'), file('大.txt', Buffer.alloc(100 * 1024 * 1024 + 1, 'a')), file('录像.txt', Buffer.alloc(106 * 1024 * 1024, 'a')), note('后.txt')]);
    expect(back.status).to.equal(422);
    expect(back.text).to.contain('没有收“大.txt”：超过 100 MB，没有保存；可以拆成几个文件，或发缩小后的版本').and.to.contain('没有收“录像.txt”：超过 100 MB').and.to.contain('其余 2 个已经保留');
    expect(keptOn(back)).to.deep.equal(['小.txt', '后.txt']);
  });

  it('hands officers a copy of a phone’s photo without place, device and time', async () => {
    const photo = await phonePhoto();
    expect((await sharp(photo).metadata()).exif?.includes('DemoPhone')).to.equal(true);
    const sent = await send(site.client(), [file('理疗室.jpg', photo)]);
    const number = /\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(sent.text)?.[0] ?? '';
    const officer = site.client();
    await officer.signIn('intake', PASSWORD);
    const { lines: [line] } = await site.services.reports.inbox(personOf(staff, 'intake'), { view: 'all', after: null, number: { number } });
    const page = await officer.get(`/reports/desk/${line?.id ?? ''}`);
    expect(page.text).to.contain('附件 1').and.to.not.contain('理疗室');
    const preview = page.links.find(({ href }) => href.endsWith('/preview'))?.href ?? '';
    const answer = await fetch(new URL(preview, site.origin), { headers: { cookie: [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } });
    const copy = Buffer.from(await answer.arrayBuffer());
    const metadata = await sharp(copy).metadata();
    expect([metadata.format, metadata.width, metadata.exif, metadata.xmp, metadata.iptc]).to.deep.equal(['jpeg', 60, undefined, undefined, undefined]);
    expect(copy.includes('DemoPhone')).to.equal(false);
  });
});
