import { spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import { expect } from 'chai';
import { AGE_PIECE, CannotOpen, createCrypto, generateKeys, loadKeys } from '../../server/kernel/crypto.ts';
import { ageIdentity } from '../support/age-identity.ts';

const crypto = createCrypto(loadKeys(generateKeys()));
const identity = ageIdentity(crypto.ageIdentityBytes());
const SIZES = [0, 1, 4_100, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073, 200_000];

const bytesOf = (size: number): Buffer => randomFillSync(Buffer.alloc(size));

function sealed(plain: Buffer): Buffer {
  const file = crypto.sealFile();
  const pieces = [file.header];
  let at = 0;
  for (; plain.length - at > AGE_PIECE; at += AGE_PIECE) pieces.push(Buffer.concat(file.seal(plain.subarray(at, at + AGE_PIECE), false)));
  pieces.push(Buffer.concat(file.seal(plain.subarray(at), true)));
  return Buffer.concat(pieces);
}

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function opened(bytes: Buffer, chunk = 10_007, by = crypto): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of by.openFile(inChunks(bytes, chunk))) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(() => 'opened', (error: unknown) => error);
}

describe('files in the age format', () => {
  for (const size of SIZES) {
    it(`opens ${size} bytes here and with the package age-encryption`, async () => {
      const plain = bytesOf(size);
      const file = sealed(plain);
      expect((await opened(file)).equals(plain), 'here').to.equal(true);
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      expect(Buffer.from(await decrypter.decrypt(file)).equals(plain), 'age-encryption').to.equal(true);
    });
  }

  it('opens with the tool age, where it is installed', function () {
    if (!existsSync('/usr/bin/age')) this.skip();
    const folder = mkdtempSync(join(tmpdir(), 'mingjian-age-'));
    try {
      writeFileSync(join(folder, 'identity'), `${identity}\n`, { mode: 0o600 });
      for (const size of SIZES) {
        const plain = bytesOf(size);
        const result = spawnSync('/usr/bin/age', ['-d', '-i', join(folder, 'identity')], { input: sealed(plain), maxBuffer: 1 << 20 });
        expect(result.status, `${size}: ${result.stderr.toString()}`).to.equal(0);
        expect(result.stdout.equals(plain), String(size)).to.equal(true);
      }
      expect(spawnSync('/usr/bin/age', ['-d', '-i', join(folder, 'identity')], { input: sealed(bytesOf(70_000)).subarray(0, 70_000) }).status).not.to.equal(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('opens what age-encryption sealed', async () => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(identity));
    for (const size of [0, 65_536, 65_537]) {
      const plain = bytesOf(size);
      expect((await opened(Buffer.from(await encrypter.encrypt(plain)))).equals(plain), String(size)).to.equal(true);
    }
  });

  it('opens from chunks of any size', async () => {
    const plain = bytesOf(140_000);
    const file = sealed(plain);
    for (const chunk of [1, 64, 65_551, 65_552, 65_553, file.length]) expect((await opened(file, chunk)).equals(plain), String(chunk)).to.equal(true);
  });

  it('refuses a truncated file wherever it ends', async () => {
    const file = sealed(bytesOf(131_073));
    const header = file.length - 131_073 - 3 * 16;
    for (const end of [0, 10, header - 17, header - 1, header, header + 1, header + 65_552, header + 2 * 65_552, file.length - 17, file.length - 1]) {
      expect(await refusal(opened(file.subarray(0, end))), String(end)).to.be.instanceOf(CannotOpen);
    }
  });

  it('refuses changed, reordered and appended bytes', async () => {
    const file = sealed(bytesOf(131_073));
    const header = file.length - 131_073 - 3 * 16;
    for (const at of [30, 60, 120, header - 20, header - 1, header, header + 70_000, file.length - 1]) {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await refusal(opened(changed)), String(at)).to.be.instanceOf(CannotOpen);
    }
    const swapped = Buffer.concat([
      file.subarray(0, header), file.subarray(header + 65_552, header + 131_104), file.subarray(header, header + 65_552), file.subarray(header + 131_104)]);
    expect(await refusal(opened(swapped))).to.be.instanceOf(CannotOpen);
    expect(await refusal(opened(Buffer.concat([file, Buffer.alloc(1)])))).to.be.instanceOf(CannotOpen);
  });

  it('refuses a file of another installation and text that is no age file', async () => {
    const foreign = createCrypto(loadKeys(generateKeys()));
    expect(await refusal(opened(sealed(bytesOf(10)), 100, foreign))).to.be.instanceOf(CannotOpen);
    expect(await refusal(opened(Buffer.alloc(100_000, 'a')))).to.be.instanceOf(CannotOpen);
    expect(await refusal(opened(Buffer.from('age-encryption.org/v1\n-> X25519 x\ny\n--- z\n0123456789abcdef')))).to.be.instanceOf(CannotOpen);
  });
});
