import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createCrypto, generateKeys, loadKeys, newSalt, saltedHash } from '../../server/kernel/crypto.ts';
import { buildReceipt, receiptContent, receiptSalts, type Receipt } from '../../server/documents/rules/receipt.ts';

const crypto = createCrypto(loadKeys(generateKeys()));
const photo = Buffer.from('照片');
const input = {
  number: '3309-7QKM-4T2X', bureau: { code: '330900', name: '舟山市医疗保障局' }, receivedOn: '2026-11-20', register: '2026-000433',
  content: { narrative: '药店串换药品', amount: 12_300 }, files: [{ name: '照片.jpg', sha256: createHash('sha256').update(photo).digest('hex'), size: photo.length }],
  salts: receiptSalts(1, newSalt), demo: false,
};
const tools = { keyId: crypto.signingKeyId, commit: saltedHash, sign: (value: unknown) => crypto.signJson(value).value };
const receipt = buildReceipt(input, tools);
const script = join(import.meta.dirname, '../../scripts/verify-receipt.ts');

describe('verify-receipt', () => {
  let folder: string;
  const put = (name: string, value: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, Buffer.isBuffer(value) ? value : JSON.stringify(value));
    return path;
  };
  const run = (...args: string[]): Promise<{ code: number | null; out: string }> => new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args]);
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { out += text; });
    child.on('close', (code) => resolve({ code, out }));
  });
  const signed = (changes: Partial<Receipt>): Receipt => ({ ...receipt, ...changes });

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'mingjian-receipt-'));
    put('receipt.json', receipt);
    put('keys.json', { keys: crypto.publicReceiptKeys() });
    put('content.json', receiptContent(input));
    put('photo.jpg', photo);
  });
  after(() => rmSync(folder, { recursive: true }));
  const all = (): string[] => [
    join(folder, 'receipt.json'), '--keys', join(folder, 'keys.json'), '--content', join(folder, 'content.json'), '--file', join(folder, 'photo.jpg')];

  it('says yes to receipt, content, file and order', async () => {
    const { code, out } = await run(...all(), '--order', '2026-000433', `--order-salt=${input.salts.order}`);
    expect(out).to.equal([
      '3309-7QKM-4T2X · 舟山市医疗保障局 · 2026-11-20',
      '✓ 签名有效，回执没有改动 · the signature is valid; the receipt is unchanged',
      '✓ 内容与回执一致 · the content is the one of the receipt',
      `✓ ${folder}/photo.jpg：就是回执的第 1 个文件 · ${folder}/photo.jpg: is file 1 of the receipt`,
      '✓ 登记次序是 2026-000433 · the order is 2026-000433', ''].join('\n'));
    expect(code).to.equal(0);
  });

  it('takes a key by itself, and says when the receipt is a demo', async () => {
    const demo = put('demo.json', buildReceipt({ ...input, demo: true }, tools));
    const { code, out } = await run(demo, '--key', crypto.publicReceiptKeys()[0]?.publicKey ?? '');
    expect(out).to.contain('✓ 签名有效').and.contain('这是演示回执，没有效力');
    expect(code).to.equal(0);
  });

  for (const [what, changes] of [
    ['another date', { receivedOn: '2026-11-19' }], ['another number', { number: '3309-0000-0000' }], ['another demo mark', { demo: true }],
    ['a file left out', { files: [] }], ['an empty signature', { signature: '' }], ['another order', { order: '0'.repeat(64) }],
  ] as const) {
    it(`says no to ${what}`, async () => {
      const { code, out } = await run(put('changed.json', signed(changes as Partial<Receipt>)), '--keys', join(folder, 'keys.json'));
      expect(out).to.contain('✗ 签名无效');
      expect(code).to.equal(1);
    });
  }

  it('says no to a key of somebody else, under whatever id', async () => {
    const foreign = createCrypto(loadKeys(generateKeys()));
    const forged = put('forged.json', buildReceipt(input, { ...tools, sign: (value) => foreign.signJson(value).value }));
    const keys = put('forged-keys.json', { keys: foreign.publicReceiptKeys().map((key) => ({ ...key, keyId: crypto.signingKeyId })) });
    const { code, out } = await run(forged, '--keys', keys);
    expect(out).to.contain('✗ 签名密钥不在所给的公钥之中');
    expect(code).to.equal(1);
  });

  it('says no to changed content, another file and another order', async () => {
    const content = put('other-content.json', { ...receiptContent(input), content: { narrative: '别的', amount: 12_300 } });
    const { code, out } = await run(
      join(folder, 'receipt.json'), '--keys', join(folder, 'keys.json'), '--content', content, '--file', put('other.jpg', Buffer.from('照骗')),
      '--order', '2026-000432', `--order-salt=${input.salts.order}`);
    expect(out).to.contain('✓ 签名有效').and.contain('✗ 内容与回执不一致').and.contain('other.jpg：不是回执里的文件').and.contain('✗ 登记次序不是 2026-000432');
    expect(code).to.equal(1);
  });

  for (const [what, args] of [
    ['nothing given', []], ['no key given', ['receipt.json']], ['a file that is not there', ['no.json', '--key', 'x']], ['a bad key', ['receipt.json', '--key', 'x']],
    ['text that is no JSON', ['photo.jpg', '--keys', 'keys.json']], ['a file without its content', ['receipt.json', '--keys', 'keys.json', '--file', 'photo.jpg']],
    ['an unknown option', ['receipt.json', '--bogus']],
  ] as const) {
    it(`cannot check: ${what}`, async () => {
      const { code, out } = await run(...args.map((text) => (/\.(json|jpg)$/.test(text) ? join(folder, text) : text)));
      expect(out).to.match(/^无法验证 · cannot be checked: /);
      expect(code).to.equal(2);
    });
  }
});
