import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Storage } from '../../server/evidence/rules/ports.ts';
import { BOUNDARY, EXE, fieldPart, filePart, form, JPEG, startUploads, type UploadServer } from './support/uploading.ts';

const head = (length: number): Buffer => Buffer.from(
  `POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=${BOUNDARY}\r\nContent-Length: ${length}\r\n\r\n`);
const big = (size: number): Buffer => Buffer.concat([JPEG, Buffer.alloc(size - JPEG.length, 9)]);

function moment(): { come: () => void; came: Promise<void> } {
  let come: () => void = () => undefined;
  const came = new Promise<void>((resolve) => { come = resolve; });
  return { come: () => come(), came };
}

/** A folder stands where the first file was: as a file it cannot be removed, by no user. */
const stuckFirst = (ids: string[] = []) => (disk: Storage, root: string): Storage => ({
  ...disk,
  async create(id, isOneWrite) {
    const sink = await disk.create(id, isOneWrite);
    if (ids.push(id) > 1) return sink;
    return { ...sink, async commit() {
      await sink.commit();
      rmSync(join(root, id.slice(0, 2), `${id}.age`));
      mkdirSync(join(root, id.slice(0, 2), `${id}.age`));
    } };
  },
});

describe('uploads', () => {
  let server: UploadServer;
  beforeEach(async () => {
    server = await startUploads();
  });
  afterEach(() => server.stop());

  it('keeps files sealed, with the hash of their plain bytes, in the order of the form', async () => {
    const contents = [big(300_000), Buffer.from('姓名,金额\n'), JPEG];
    const { status, body } = await server.post(form(
      fieldPart('narrative', '药店'), filePart('一.jpg', contents[0] ?? ''), filePart('二.csv', contents[1] ?? ''), filePart('三.jpg', contents[2] ?? '')));
    expect(status).to.equal(200);
    expect(body.fields).to.deep.equal({ narrative: '药店' });
    expect(body.kept?.map((file) => [file.originalName, file.size, file.mime, file.kind])).to.deep.equal([
      ['一.jpg', 300_000, 'image/jpeg', 'picture'], ['二.csv', 14, 'text/plain', 'text'], ['三.jpg', 2_020, 'image/jpeg', 'picture']]);
    for (const [place, file] of (body.kept ?? []).entries()) {
      expect(file.sha256).to.equal(createHash('sha256').update(contents[place] ?? '').digest('hex'));
      expect((await server.plainOf(file.id)).equals(contents[place] ?? Buffer.alloc(0))).to.equal(true);
    }
    expect(server.filesOnDisk()).to.have.length(3);
    expect(server.filesOnDisk().every((name) => /^[0-9a-f]{2}\/[0-9a-f]{32}\.age$/.test(name))).to.equal(true);
  });

  for (const size of [1, 4_099, 4_100, 65_535, 65_536, 65_537, 131_072, 131_073]) {
    it(`keeps a file of ${size} bytes whole`, async () => {
      const content = Buffer.alloc(size, '清');
      const { body } = await server.post(form(filePart('a.txt', size === 1 ? 'a' : content)));
      const [file] = body.kept ?? [];
      expect(file?.size, JSON.stringify(body)).to.equal(size);
      expect((await server.plainOf(file?.id ?? '')).length).to.equal(size);
    });
  }

  it('answers without files when there are none, and takes an unfilled file field for none', async () => {
    expect((await server.post(form(fieldPart('a', 'b')))).body).to.deep.equal({ kept: [], refused: [], fields: { a: 'b' } });
    const unfilled = Buffer.from(filePart('', '').toString().replace('image/jpeg', 'application/octet-stream'));
    expect((await server.post(form(unfilled))).body).to.deep.equal({ kept: [], refused: [], fields: {} });
  });

  describe('refused files do not cost the others', () => {
    for (const [what, name, content, reason] of [
      ['a small program', '照片.jpg', EXE, 'evidence.refused.executable'],
      ['a program of 4 MB', '照片.jpg', Buffer.concat([EXE, Buffer.alloc(4_000_000, 3)]), 'evidence.refused.executable'],
      ['a script', 'a.txt', '#!/bin/sh\nrm -rf /\n', 'evidence.refused.executable'],
      ['a page', 'a.html', '<html><script>1</script></html>', 'evidence.refused.type'],
      ['a picture that is none', 'a.jpg', 'hello', 'evidence.refused.type'],
      ['binary noise', 'a.txt', Buffer.alloc(9_000, 1), 'evidence.refused.type'],
      ['an empty file', 'a.jpg', '', 'evidence.refused.empty'],
      ['a drawing with scripts', 'a.svg', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'evidence.refused.type'],
    ] as const) {
      it(what, async () => {
        const { status, body } = await server.post(form(filePart('前.jpg', JPEG), filePart(name, Buffer.from(content)), filePart('后.jpg', big(150_000)), fieldPart('x', 'y')));
        expect(status).to.equal(200);
        expect(body.refused).to.deep.equal([{ field: 'files', originalName: name, refused: reason }]);
        expect(body.kept?.map((file) => file.originalName)).to.deep.equal(['前.jpg', '后.jpg']);
        expect(body.fields).to.deep.equal({ x: 'y' });
        expect(server.filesOnDisk()).to.have.length(2);
      });
    }

    it('a file in a field that takes none', async () => {
      const { body } = await server.post(form(filePart('a.jpg', JPEG, 'avatar'), filePart('b.jpg', JPEG)));
      expect(body.refused).to.deep.equal([{ field: 'avatar', originalName: 'a.jpg', refused: 'evidence.refused.field' }]);
      expect(body.kept).to.have.length(1);
    });
  });

  describe('names', () => {
    for (const [given, kept] of [
      ['../../etc/passwd.jpg', 'passwd.jpg'], ['..\\\\..\\\\windows\\\\x.jpg', 'x.jpg'], ['收据（三月）.jpg', '收据（三月）.jpg'],
      ['invoice\u202Egpj.exe', 'invoicegpj.exe'], ['CON.jpg', '_CON.jpg'], ['.jpg', 'jpg'], ['...', '未命名'],
      [`${'长'.repeat(300)}.jpg`, `${'长'.repeat(116)}.jpg`],
    ] as const) {
      it(JSON.stringify(given.slice(0, 30)), async () => {
        const { body } = await server.post(form(filePart(given, JPEG)));
        expect(body.kept?.map((file) => file.originalName)).to.deep.equal([kept]);
      });
    }
  });

  describe('a request that fails leaves nothing', () => {
    it('reset in the middle of a file', async () => {
      const body = form(filePart('一.jpg', JPEG), filePart('二.jpg', big(2_000_000)));
      await server.raw(Buffer.concat([head(body.length), body.subarray(0, 900_000)]), 'reset');
      await server.over(1);
      expect(await server.settledFiles(0)).to.deep.equal([]);
    });

    it('reset at many places', async () => {
      const body = form(filePart('一.jpg', big(200_000)), filePart('二.jpg', big(200_000)));
      const ends = [150, 1_000, 65_000, 66_000, 131_300, 200_150, 200_300, 266_000, 399_000, body.length - 3];
      for (const end of ends) await server.raw(Buffer.concat([head(body.length), body.subarray(0, end)]), 'reset');
      await server.over(ends.length);
      expect(await server.settledFiles(0)).to.deep.equal([]);
    });

    it('without its closing boundary', async () => {
      const body = filePart('一.jpg', big(100_000));
      const { status } = await server.post(body);
      expect(status).to.equal(400);
      expect(await server.settledFiles(0)).to.deep.equal([]);
    });

    it('with headers that are none', async () => {
      const { status } = await server.post(Buffer.concat([filePart('a.jpg', JPEG), Buffer.from(`--${BOUNDARY}\r\n\x00\x01garbage\r\n\r\nx\r\n--${BOUNDARY}--\r\n`)]));
      expect(status).to.equal(400);
      expect(await server.settledFiles(0)).to.deep.equal([]);
    });

    it('without a boundary in its type', async () => {
      const { req, answer } = server.begin({ 'Content-Type': 'multipart/form-data' });
      req.end('x');
      expect((await answer).status).to.equal(400);
    });

    it('a client that sends slowly and then leaves', async () => {
      const { req, answer } = server.begin({ 'Content-Length': '1000000' });
      const gone = answer.catch(() => 'gone');
      // Less than 256 KiB is held back, and no file is there yet.
      req.write(filePart('a.jpg', big(300_000)));
      expect(await server.settledFiles(1)).to.have.length(1);
      req.destroy();
      expect(await gone).to.equal('gone');
      await server.over(1);
      expect(await server.settledFiles(0)).to.deep.equal([]);
    });
  });
});

describe('upload limits', () => {
  let server: UploadServer | undefined;
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  it('refuses the file past the count and the one past the size, and keeps the rest', async () => {
    server = await startUploads({ limits: { files: 3, bytesPerFile: 3_000_000 } });
    const { status, body } = await server.post(form(
      filePart('1.jpg', JPEG), filePart('2.jpg', big(3_000_001)), filePart('3.jpg', big(3_000_000)), filePart('4.jpg', JPEG)));
    expect(status).to.equal(200);
    expect(body.kept?.map((file) => file.originalName)).to.deep.equal(['1.jpg', '3.jpg']);
    expect(body.refused?.map((file) => [file.originalName, file.refused])).to.deep.equal([
      ['2.jpg', 'evidence.refused.tooLarge'], ['4.jpg', 'evidence.refused.count']]);
    expect(server.filesOnDisk()).to.have.length(2);
  });

  it('stops the whole request only far above', async () => {
    server = await startUploads({ backstop: { files: 2, bytes: 1_000_000, bytesPerFile: 200_000 } });
    expect((await server.post(form(filePart('1.jpg', JPEG), filePart('2.jpg', JPEG), filePart('3.jpg', JPEG)))).status).to.equal(422);
    expect((await server.post(form(filePart('1.jpg', JPEG), filePart('2.jpg', big(250_000))))).status).to.equal(422);
    expect(await server.settledFiles(0)).to.deep.equal([]);
    expect(await server.raw(Buffer.concat([head(1_000_001), filePart('a.jpg', JPEG)]), 'end')).to.match(/^HTTP\/1\.1 413 /);
    expect(await server.settledFiles(0)).to.deep.equal([]);
  });

  it('removes what a route did not take', async () => {
    server = await startUploads({ mayTake: false });
    expect((await server.post(form(filePart('1.jpg', JPEG)))).status).to.equal(200);
    await server.over(1);
    expect(await server.settledFiles(0)).to.deep.equal([]);
    expect(server.removed).to.have.length(1);
  });

  it('logs what could not be removed, without a name or a place, and answers as if it had been', async () => {
    const told: unknown[] = [];
    const ids: string[] = [];
    server = await startUploads({
      mayTake: false, failed: (error) => void told.push(error),
      around: stuckFirst(ids),
    });
    expect((await server.post(form(filePart('王某的病历.jpg', JPEG), filePart('2.jpg', JPEG)))).status).to.equal(200);
    await server.over(1);
    expect((await server.settledFiles(1)).map((name) => name.slice(3, -4))).to.deep.equal([ids[0]]);
    expect(told.map((error) => (error instanceof Error ? error.message : error))).to.deep.equal(['a file could not be removed and is left to the sweeper: ERR_FS_EISDIR']);
  });

  it('answers a form that breaks off as such even where its files cannot be removed', async () => {
    const told: unknown[] = [];
    server = await startUploads({ backstop: { files: 1 }, failed: (error) => void told.push(error), around: stuckFirst() });
    expect((await server.post(form(filePart('1.jpg', JPEG), filePart('2.jpg', JPEG)))).status).to.equal(422);
    expect(told).to.have.length(1);
  });

  it('leaves nothing of a file that is being created while the sender goes away', async () => {
    const [created, left, removed] = [moment(), moment(), moment()];
    server = await startUploads({
      around: (disk) => ({ ...disk, create: async (id, isOneWrite) => {
        created.come();
        await left.came;
        const sink = await disk.create(id, isOneWrite);
        return { ...sink, discard: () => sink.discard().then(removed.come) };
      } }),
    });
    const { req, answer } = server.begin({ 'Content-Length': '1000000' });
    const gone = answer.catch(() => 'gone');
    req.write(filePart('a.jpg', big(280_000)));
    await created.came;
    req.destroy();
    await gone;
    await server.over(1);
    left.come();
    await removed.came;
    expect(server.filesOnDisk()).to.deep.equal([]);
  });

  for (const step of ['create', 'write', 'commit'] as const) {
    it(`answers an error and leaves nothing when the disk fails at ${step}`, async () => {
      const fail = async (): Promise<never> => { throw new Error('ENOSPC'); };
      let count = 0;
      server = await startUploads({
        around: (disk) => ({
          ...disk,
          create: async (id, isOneWrite) => {
            count += 1;
            if (count < 2) return disk.create(id, isOneWrite);
            if (step === 'create') return fail();
            return { ...(await disk.create(id, isOneWrite)), [step]: fail };
          },
        }),
      });
      const { status, body } = await server.post(form(filePart('1.jpg', JPEG), filePart('2.jpg', big(3_500_000)), filePart('3.jpg', JPEG)));
      expect([status, body.error]).to.deep.equal([500, 'ENOSPC']);
      expect(await server.settledFiles(0)).to.deep.equal([]);
    });
  }
});
