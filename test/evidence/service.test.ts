import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect } from 'chai';
import sharp from 'sharp';
import { diskStorage } from '../../server/evidence/adapters.ts';
import { Invalid, NotFound } from '../../server/kernel/errors.ts';
import type { Owner } from '../../server/evidence/rules/files.ts';
import { sweeping } from '../../server/evidence/service/sweep.ts';
import { bytesOf, raised, startKeeping, type Keeping } from './support/keeping.ts';

const OWNER: Owner = { kind: 'report', id: 'r1' };

/** A black square, one bit a pixel: 256 million pixels weigh some 30 KB. */
function blackPng(edge: number): Buffer {
  const part = (name: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(name), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  header[8] = 1;
  const pixels = deflateSync(Buffer.alloc((1 + edge / 8) * edge));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), part('IHDR', header), part('IDAT', pixels), part('IEND', Buffer.alloc(0))]);
}

function crc32(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

const nobody = async (): Promise<never[]> => [];
const errorOf = (work: Promise<unknown>): Promise<unknown> => work.then(() => 'no error', (error: unknown) => error);

describe('evidence', () => {
  let kept: Keeping;
  beforeEach(async () => {
    kept = await startKeeping();
  });
  afterEach(() => kept.stop());

  it('keeps a row that shows neither name nor time of receipt', async () => {
    const file = await kept.receive('收据 三月.txt', '2026-03 现金 300 元');
    const [info] = await kept.evidence.keep([file], OWNER);
    expect(info).to.deep.equal({
      id: file.id, sha256: file.sha256, size: 22, mime: 'text/plain', kind: 'text', receivedOn: '2026-11-20', owner: OWNER, mayPreview: false, name: '收据 三月.txt',
    });
    await kept.evidence.attach([file.id], OWNER);
    const row = await kept.connection.collection('files').findOne({});
    expect(JSON.stringify(row)).not.to.contain('收据').and.not.contain('02:00');
    expect(row?.['keptUntil']).to.equal(null);
    expect(readFileSync(kept.placeOf(file.id)).subarray(0, 21).toString()).to.equal('age-encryption.org/v1');
  });

  it('lists in the order asked for, with or without names', async () => {
    const files = [await kept.receive('甲.txt', '一'), await kept.receive('乙.txt', '二')];
    await kept.evidence.keep(files, OWNER);
    const ids = [files[1]?.id ?? '', 'nothing', files[0]?.id ?? ''];
    expect((await kept.evidence.listNamed(ids)).map((file) => file.name)).to.deep.equal(['乙.txt', '甲.txt']);
    expect((await kept.evidence.list(ids)).map((file) => Object.keys(file).includes('name'))).to.deep.equal([false, false]);
  });

  describe('held for a form', () => {
    it('comes back by its handle within the hour, and not after', async () => {
      const held = await kept.evidence.hold([await kept.receive('b.txt', 'b'), await kept.receive('a.txt', 'a')], null);
      expect(held.files.map((file) => file.name)).to.deep.equal(['b.txt', 'a.txt']);
      kept.minutesLater(59);
      expect((await kept.evidence.claimByHandle(held.handle)).map((file) => file.name)).to.deep.equal(['b.txt', 'a.txt']);
      kept.minutesLater(60);
      expect(await kept.evidence.claimByHandle(held.handle)).to.deep.equal([]);
      expect(await kept.evidence.claimByHandle('')).to.deep.equal([]);
      expect(await kept.evidence.claimByHandle('🐥'.repeat(1_000))).to.deep.equal([]);
    });

    it('is claimed up to its last moment and then has another hour', async () => {
      const held = await kept.evidence.hold([await kept.receive('a.txt', 'a')], null);
      kept.minutesLater(59);
      await kept.evidence.claimByHandle(held.handle);
      kept.minutesLater(59);
      expect(await kept.evidence.sweep(nobody)).to.equal(0);
      expect(await kept.evidence.claimByHandle(held.handle)).to.have.length(1);
    });

    it('gathers files of several tries up to the limit, and drops what the person takes out', async () => {
      const first = await kept.evidence.hold([await kept.receive('1.txt', '1'), await kept.receive('2.txt', '2'), await kept.receive('3.txt', '3')], null);
      const second = await kept.evidence.hold([await kept.receive('4.txt', '4'), await kept.receive('5.txt', '5'), await kept.receive('6.txt', '6')], first.handle);
      expect(second.handle).to.equal(first.handle);
      expect(second.files.map((file) => file.name)).to.deep.equal(['1.txt', '2.txt', '3.txt', '4.txt', '5.txt']);
      expect(second.refused).to.deep.equal(['6.txt']);
      const dropped = second.files[1]?.id ?? '';
      await kept.evidence.dropHeld('another handle', dropped);
      expect(await kept.rows()).to.have.length(5);
      await kept.evidence.dropHeld(first.handle, dropped);
      expect((await kept.evidence.claimByHandle(first.handle)).map((file) => file.name)).to.deep.equal(['1.txt', '3.txt', '4.txt', '5.txt']);
      expect(kept.onDisk()).to.deep.equal(await kept.rows());
    });

    it('stays in the order in which the form sent it, try after try', async () => {
      const names = ['戊.txt', '1.txt', '丁.txt', '甲.txt', '0.txt'];
      const [five, one, four, first, zero] = await Promise.all(names.map((name) => kept.receive(name, name)));
      if (!five || !one || !four || !first || !zero) throw new Error('five files');
      const held = await kept.evidence.hold([five, one], null);
      await kept.evidence.dropHeld(held.handle, five.id);
      await kept.evidence.hold([four, first], held.handle);
      const last = await kept.evidence.hold([zero], held.handle);
      expect(last.files.map(({ name }) => name)).to.deep.equal(['1.txt', '丁.txt', '甲.txt', '0.txt']);
      expect((await kept.evidence.claimByHandle(held.handle)).map(({ name }) => name)).to.deep.equal(['1.txt', '丁.txt', '甲.txt', '0.txt']);
    });

    it('gives a new handle where the old one is over', async () => {
      const held = await kept.evidence.hold([await kept.receive('1.txt', '1')], 'made up');
      expect(held.handle).to.match(/^[\w-]{43}$/);
    });

    it('is no longer under the handle once attached', async () => {
      const held = await kept.evidence.hold([await kept.receive('1.txt', '1')], null);
      const ids = held.files.map((file) => file.id);
      await kept.evidence.attach(ids, OWNER);
      await kept.evidence.attach(ids, OWNER);
      expect(await kept.evidence.claimByHandle(held.handle)).to.deep.equal([]);
      await kept.evidence.dropHeld(held.handle, ids[0] ?? '');
      expect((await kept.evidence.list(ids)).map((file) => file.owner)).to.deep.equal([OWNER]);
    });

    it('does not show the handle in the database', async () => {
      const held = await kept.evidence.hold([await kept.receive('1.txt', '1')], null);
      expect(JSON.stringify(await kept.connection.collection('files').findOne({}))).not.to.contain(held.handle);
    });
  });

  describe('the sweeper', () => {
    it('removes what nothing refers to, and attaches what a crash left unattached', async () => {
      const [lost, referred, attached] = [await kept.receive('1.txt', '1'), await kept.receive('2.txt', '2'), await kept.receive('3.txt', '3')];
      await kept.evidence.hold([lost], null);
      await kept.evidence.keep([referred], { kind: 'report', id: 'intended' });
      await kept.evidence.keep([attached], OWNER);
      await kept.evidence.attach([attached.id], OWNER);
      kept.minutesLater(59);
      expect(await kept.evidence.sweep(nobody)).to.equal(0);
      kept.minutesLater(1);
      const asked: string[][] = [];
      const removed = await kept.evidence.sweep(async (ids) => {
        asked.push([...ids].sort());
        return [{ fileId: referred.id, owner: { kind: 'report', id: 'saved' } }];
      });
      expect(removed).to.equal(1);
      expect(asked).to.deep.equal([[lost.id, referred.id].sort()]);
      expect(await kept.rows()).to.deep.equal([referred.id, attached.id].sort());
      expect(kept.onDisk()).to.deep.equal([referred.id, attached.id].sort());
      expect((await kept.evidence.list([referred.id]))[0]?.owner).to.deep.equal({ kind: 'report', id: 'saved' });
      kept.minutesLater(10_000);
      expect(await kept.evidence.sweep(nobody)).to.equal(0);
    });

    it('leaves a file that is claimed while it looks', async () => {
      const held = await kept.evidence.hold([await kept.receive('1.txt', '1')], null);
      kept.minutesLater(60);
      const removed = await kept.evidence.sweep(async (ids) => {
        await kept.evidence.attach(ids, OWNER);
        return [];
      });
      expect(removed).to.equal(0);
      expect(await kept.rows()).to.deep.equal(held.files.map((file) => file.id));
      expect(kept.onDisk()).to.have.length(1);
    });

    it('finds nothing to do where no file has ever come', async () => {
      const nothing: string[][] = [];
      for await (const ids of diskStorage(join(kept.root, 'not-there'), raised).list(kept.now())) nothing.push(ids);
      expect(nothing).to.deep.equal([]);
    });

    it('removes bytes without a row after an hour only', async () => {
      const [young, old, known] = [await kept.receive('1.txt', '1'), await kept.receive('2.txt', '2'), await kept.receive('3.txt', '3')];
      await kept.evidence.keep([known], OWNER);
      kept.age(young.id, 59);
      kept.age(old.id, 61);
      kept.age(known.id, 600);
      writeFileSync(`${kept.root}/.gitkeep`, '');
      expect(await kept.evidence.sweepDisk()).to.equal(1);
      expect(kept.onDisk()).to.deep.equal([young.id, known.id].sort());
      expect(await kept.evidence.sweepDisk()).to.equal(0);
    });

    it('goes on past bytes that cannot be removed, and finds them again', async () => {
      const told: string[] = [];
      const disk = diskStorage(kept.root, (error) => void told.push(error instanceof Error ? error.message : ''));
      const [stuck, old] = [await kept.receive('1.txt', '1'), await kept.receive('2.txt', '2')];
      kept.age(old.id, 61);
      rmSync(kept.placeOf(stuck.id));
      mkdirSync(kept.placeOf(stuck.id));
      kept.age(stuck.id, 61);
      const { sweepDisk } = sweeping({ store: kept.store, storage: disk, clock: kept.now });
      expect(await sweepDisk()).to.equal(1);
      expect(kept.onDisk()).to.deep.equal([stuck.id]);
      expect(await sweepDisk()).to.equal(0);
      expect(told).to.deep.equal(Array(2).fill('a file could not be removed and is left to the sweeper: ERR_FS_EISDIR'));
      rmSync(kept.placeOf(stuck.id), { recursive: true });
    });
  });

  describe('handed out', () => {
    it('opens as it came, under a name that tells its kind, with the event to record', async () => {
      const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#135' } }).png().toBuffer();
      const file = await kept.receive('程序.exe', picture);
      await kept.evidence.keep([file], OWNER);
      const { stream, ...opened } = await kept.evidence.download(file.id, 'verification');
      expect(opened).to.deep.equal({
        name: '程序.exe.png', mime: 'image/png', size: picture.length, reason: 'verification',
        event: { act: 'evidence.download', subject: { kind: 'file', id: file.id }, detail: { ownerKind: 'report', ownerId: 'r1', reason: 'verification' } },
      });
      expect((await bytesOf(stream)).equals(picture)).to.equal(true);
      expect((await bytesOf((await kept.evidence.openStream(file.id)).stream)).equals(picture)).to.equal(true);
    });

    it('needs a reason from the list, and a file', async () => {
      const file = await kept.receive('1.txt', '1');
      await kept.evidence.keep([file], OWNER);
      for (const reason of ['', 'curious', '__proto__']) expect(await errorOf(kept.evidence.download(file.id, reason)), reason).to.be.instanceOf(Invalid);
      for (const id of ['', '../../etc/passwd', '0'.repeat(32)]) {
        expect(await errorOf(kept.evidence.download(id, 'verification')), id).to.be.instanceOf(NotFound);
        expect(await errorOf(kept.evidence.preview(id)), id).to.be.instanceOf(NotFound);
      }
    });

    it('notices changed, cut and missing bytes', async () => {
      const file = await kept.receive('1.txt', '字'.repeat(50_000));
      await kept.evidence.keep([file], OWNER);
      const { isIntact, event } = await kept.evidence.verifyHash(file.id);
      expect([isIntact, event.detail]).to.deep.equal([true, { ownerKind: 'report', ownerId: 'r1', result: 'intact' }]);
      const bytes = readFileSync(kept.placeOf(file.id));
      bytes[100_000] = (bytes[100_000] ?? 0) ^ 1;
      writeFileSync(kept.placeOf(file.id), bytes);
      expect((await kept.evidence.verifyHash(file.id)).isIntact).to.equal(false);
      truncateSync(kept.placeOf(file.id), 70_000);
      expect((await kept.evidence.verifyHash(file.id)).isIntact).to.equal(false);
      truncateSync(kept.placeOf(file.id), 0);
      expect((await kept.evidence.verifyHash(file.id)).event.detail).to.have.property('result', 'damaged');
    });

    it('does not hand out one file for another', async () => {
      const [one, two] = [await kept.receive('1.txt', 'one'), await kept.receive('2.txt', 'two')];
      await kept.evidence.keep([one, two], OWNER);
      writeFileSync(kept.placeOf(one.id), readFileSync(kept.placeOf(two.id)));
      expect((await kept.evidence.verifyHash(one.id)).isIntact).to.equal(false);
    });
  });

  describe('previews', () => {
    const photo = (format: 'jpeg' | 'png' | 'webp'): Promise<Buffer> => sharp({ create: { width: 2_400, height: 1_000, channels: 3, background: '#a33' } })
      .withMetadata({
        orientation: 6,
        exif: { IFD0: { Make: 'SECRETPHONE' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 1/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '122/1 6/1 0/1' } },
      })
      .withXmp('<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/">SECRETXMP</x:xmpmeta>')
      .toFormat(format).toBuffer();

    for (const format of ['jpeg', 'png', 'webp'] as const) {
      it(`shows a ${format} upright, bounded and without its metadata`, async () => {
        const bytes = await photo(format);
        expect(bytes.includes('SECRETPHONE'), 'the picture has metadata').to.equal(true);
        const file = await kept.receive('照片', bytes);
        const [info] = await kept.evidence.keep([file], OWNER);
        expect(info?.mayPreview).to.equal(true);
        const preview = await kept.evidence.preview(file.id);
        const metadata = await sharp(preview.bytes).metadata();
        expect([metadata.format, metadata.width, metadata.height]).to.deep.equal(['jpeg', 667, 1600]);
        expect([metadata.exif, metadata.xmp, metadata.icc, metadata.iptc, metadata.orientation]).to.deep.equal([undefined, undefined, undefined, undefined, undefined]);
        expect(['SECRETPHONE', 'SECRETXMP', 'Exif', 'GPS'].filter((text) => preview.bytes.includes(text))).to.deep.equal([]);
        expect(preview.event.act).to.equal('evidence.preview');
      });
    }

    it('does not show what is no picture or is broken', async () => {
      const broken = (await photo('jpeg')).subarray(0, 300);
      const files = [await kept.receive('a.txt', 'text'), await kept.receive('b.jpg', broken)];
      await kept.evidence.keep(files, OWNER);
      for (const file of files) expect(await errorOf(kept.evidence.preview(file.id)), file.originalName).to.be.instanceOf(NotFound);
    });

    it('refuses a picture that unpacks to far more than it weighs', async () => {
      const files = [await kept.receive('a.png', blackPng(16_000)), await kept.receive('b.png', blackPng(400))];
      await kept.evidence.keep(files, OWNER);
      expect(files.every((file) => file.size < 100_000)).to.equal(true);
      expect(await errorOf(kept.evidence.preview(files[0]?.id ?? ''))).to.be.instanceOf(NotFound);
      expect((await kept.evidence.preview(files[1]?.id ?? '')).mime).to.equal('image/jpeg');
    });
  });
});
