import { expect } from 'chai';
import { buildReceipt, receiptContent, receiptSalts, type ReceiptInput } from '../../server/documents/rules/receipt.ts';

const input: ReceiptInput = {
  number: '3309-7QKM-4T2X', bureau: { code: '330900', name: '舟山市医疗保障局' }, receivedOn: '2026-11-20', register: '2026-000433',
  content: { narrative: '药店串换药品' }, files: [{ name: '收据.jpg', sha256: 'aa', size: 12 }, { name: '录音.mp3', sha256: 'bb', size: 34 }],
  salts: { content: 'c', order: 'o', files: ['f1', 'f2'] }, demo: false,
};
const tools = {
  keyId: 'k1', commit: (purpose: string, salt: string, value: unknown) => `${purpose}|${salt}|${JSON.stringify(value)}`,
  sign: (value: unknown) => `signed ${Object.keys(Object(value)).join(' ')}`,
};

describe('the receipt', () => {
  it('holds commitments, and a signature over everything else', () => {
    expect(buildReceipt(input, tools)).to.deep.equal({
      version: 1, number: '3309-7QKM-4T2X', bureau: { code: '330900', name: '舟山市医疗保障局' }, receivedOn: '2026-11-20',
      order: 'mingjian receipt order|o|"2026-000433"', content: 'mingjian receipt content|c|{"narrative":"药店串换药品"}',
      files: [{ sha256: 'mingjian receipt file|f1|"aa"', size: 12 }, { sha256: 'mingjian receipt file|f2|"bb"', size: 34 }],
      demo: false, algorithm: 'Ed25519', keyId: 'k1',
      signature: 'signed version number bureau receivedOn order content files demo algorithm keyId',
    });
  });

  it('leaves names, salts and the order number to the other file', () => {
    const commit = (): string => 'x';
    const text = JSON.stringify(buildReceipt(input, { ...tools, commit }));
    for (const secret of ['收据', '000433', 'f1', '串换']) expect(text).not.to.contain(secret);
    expect(receiptContent(input)).to.deep.equal({
      version: 1, number: '3309-7QKM-4T2X', salt: 'c', content: { narrative: '药店串换药品' },
      files: [{ name: '收据.jpg', salt: 'f1' }, { name: '录音.mp3', salt: 'f2' }],
    });
  });

  it('takes a salt of its own for each part', () => {
    let count = 0;
    expect(receiptSalts(2, () => `s${count++}`)).to.deep.equal({ content: 's0', order: 's1', files: ['s2', 's3'] });
    expect(() => buildReceipt({ ...input, salts: { ...input.salts, files: ['f1'] } }, tools)).to.throw(RangeError);
  });
});
