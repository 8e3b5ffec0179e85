import { createPrivateKey, createPublicKey } from 'node:crypto';
import { expect } from 'chai';
import {
  BadKey, CannotOpen, canonicalJson, createCrypto, generateKeys, loadKeys, newSalt, orderedId, randomId, sameDigest, saltedHash,
  verifySignature, type KeyTexts, type Sealed,
} from '../../server/kernel/crypto.ts';

// The key of RFC 8032, test 1, so that its signature is a literal.
const fixed: KeyTexts = {
  masterKey: Buffer.alloc(32, 1).toString('base64'),
  lookupKey: Buffer.alloc(32, 2).toString('base64'),
  sessionKey: Buffer.alloc(32, 3).toString('base64'),
  receiptSigningKey: Buffer.from(
    '302e020100300506032b657004220420' + '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex').toString('base64'),
};
const crypto = createCrypto(loadKeys(fixed));
const other = createCrypto(loadKeys(generateKeys()));

describe('keys', () => {
  it('loads what it generates', () => {
    expect(createCrypto(loadKeys(generateKeys())).publicReceiptKeys()).to.have.length(1);
  });

  for (const [name, text] of [
    ['masterKey', ''], ['lookupKey', Buffer.alloc(31).toString('base64')], ['sessionKey', Buffer.alloc(33).toString('base64')],
    ['receiptSigningKey', 'AAAA'],
  ] as const) {
    it(`names ${name} when it cannot be used, and nothing of its text`, () => {
      let thrown: unknown;
      try {
        loadKeys({ ...fixed, [name]: text });
      } catch (error) {
        thrown = error;
      }
      expect(thrown).to.be.instanceOf(BadKey).with.property('key', name);
      expect(thrown).to.have.property('message', `${name} is not usable`);
    });
  }

  it('refuses a signing key of another kind', () => {
    const x25519 = Buffer.from('302e020100300506032b656e04220420' + '11'.repeat(32), 'hex');
    expect(createPrivateKey({ key: x25519, format: 'der', type: 'pkcs8' }).asymmetricKeyType).to.equal('x25519');
    expect(() => loadKeys({ ...fixed, receiptSigningKey: x25519.toString('base64') })).to.throw(BadKey);
  });

  it('derives another key for each root and purpose', () => {
    const derived = [crypto.derivedKey('session', 'jwt'), crypto.derivedKey('session', 'other'), crypto.derivedKey('lookup', 'jwt')];
    expect(new Set(derived.map((key) => key.export().toString('hex'))).size).to.equal(3);
    expect(crypto.derivedKey('lookup', 'search', 16).symmetricKeySize).to.equal(16);
  });
});

describe('envelope sealing', () => {
  const value = { narrative: '药店用医保卡卖洗衣液', amount: 12_300, at: '2026-11-20' };

  it('opens what it sealed', () => {
    expect(crypto.open('content', 'r1', crypto.seal('content', 'r1', value))).to.deep.equal(value);
  });

  it('shows nothing of the value and differs from record to record', () => {
    const [one, two] = [crypto.seal('content', 'r1', value), crypto.seal('content', 'r1', value)];
    expect(JSON.stringify(one)).not.to.contain('narrative');
    expect([one.wrapped === two.wrapped, one.iv === two.iv, one.data === two.data]).to.deep.equal([false, false, false]);
    expect(Object.keys(one)).to.deep.equal(['v', 'kid', 'wrapped', 'iv', 'data']);
  });

  it('refuses another record, another purpose and another key', () => {
    const sealed = crypto.seal('content', 'r1', value);
    expect(() => crypto.open('content', 'r2', sealed)).to.throw(CannotOpen);
    expect(() => crypto.open('identity', 'r1', sealed)).to.throw(CannotOpen);
    expect(() => other.open('content', 'r1', sealed)).to.throw(CannotOpen);
    expect(() => other.open('content', 'r1', { ...sealed, kid: other.seal('content', 'r1', 1).kid })).to.throw(CannotOpen);
  });

  it('does not mistake an id for a part of the purpose', () => {
    const sealed = crypto.seal('content', 'a","b', value);
    expect(() => crypto.open('content', 'a', sealed)).to.throw(CannotOpen);
  });

  it('refuses any changed part', () => {
    const sealed = crypto.seal('identity', 'r1', value);
    const flip = (text: string): string => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
    for (const part of ['wrapped', 'iv', 'data'] as const) {
      expect(() => crypto.open('identity', 'r1', { ...sealed, [part]: flip(sealed[part]) }), part).to.throw(CannotOpen);
      expect(() => crypto.open('identity', 'r1', { ...sealed, [part]: '' }), part).to.throw(CannotOpen);
    }
    expect(() => crypto.open('identity', 'r1', { ...sealed, v: 2 } as unknown as Sealed)).to.throw(CannotOpen);
  });

  it('does not put the data of one record under the data key of another', () => {
    const [one, two] = [crypto.seal('content', 'r1', 'one'), crypto.seal('content', 'r1', 'two')];
    expect(() => crypto.open('content', 'r1', { ...one, iv: two.iv, data: two.data })).to.throw(CannotOpen);
  });
});

describe('lookups', () => {
  it('gives the same digest for the same parts only', () => {
    expect(crypto.lookup('phone', '13800000000')).to.equal(crypto.lookup('phone', '13800000000')).and.match(/^[\w-]{43}$/);
    const digests = [
      crypto.lookup('phone', '13800000000'), crypto.lookup('name', '13800000000'), crypto.lookup('phone', '1380000', '0000'),
      crypto.lookup('phone', '138', '00000000'), other.lookup('phone', '13800000000'),
    ];
    expect(new Set(digests).size).to.equal(5);
  });

  it('binds a code to its number', () => {
    const digest = crypto.codeDigest('3309-7QKM-4T2X', '7K3MQ9XD2HVT8RWBP');
    expect(sameDigest(digest, crypto.codeDigest('3309-7QKM-4T2X', '7K3MQ9XD2HVT8RWBP'))).to.equal(true);
    expect(sameDigest(digest, crypto.codeDigest('3309-7QKM-4T2Y', '7K3MQ9XD2HVT8RWBP'))).to.equal(false);
    expect(sameDigest(digest, digest.slice(1))).to.equal(false);
  });

  it('makes ids that are not alike', () => {
    expect(randomId()).to.match(/^[0-9a-f]{32}$/).and.not.equal(randomId());
  });
});

describe('ids that sort', () => {
  it('go up with the moment and with the order of asking, and do not count what came between', () => {
    const [first, second] = [new Date('2026-11-10T02:00:00.000Z'), new Date('2026-11-10T02:00:00.001Z')];
    const many = Array.from({ length: 50 }, () => orderedId(first));
    expect([...many].sort()).to.deep.equal(many);
    const later = orderedId(second);
    expect(later > (many.at(-1) ?? '')).to.equal(true);
    expect(later.slice(9, 13)).to.equal('0000');
  });
});

describe('sealed tokens', () => {
  const until = new Date('2026-11-20T10:00:00Z');
  const token = crypto.sealToken('reporter', { report: 'r1', version: 2 }, until);

  it('opens until its time, not at it', () => {
    expect(crypto.openToken('reporter', token, new Date('2026-11-20T09:59:59.999Z'))).to.deep.equal({ report: 'r1', version: 2 });
    expect(crypto.openToken('reporter', token, until)).to.equal(null);
  });

  it('opens under its purpose and key only', () => {
    const before = new Date(0);
    expect(crypto.openToken('officer', token, before)).to.equal(null);
    expect(other.openToken('reporter', token, before)).to.equal(null);
  });

  it('answers null for every changed or foreign text', () => {
    const changed = Array.from(token, (symbol, at) => token.slice(0, at) + (symbol === 'A' ? 'B' : 'A') + token.slice(at + 1));
    // The last symbol may hold bits that base64 drops; the bytes are then the same token.
    const opened = changed.slice(0, -1).filter((text) => crypto.openToken('reporter', text, new Date(0)) !== null);
    expect(opened).to.deep.equal([]);
    for (const text of ['', 'v1.', 'v1', 'v2.AAAA', '🐥', 'v1.' + 'A'.repeat(10_000)]) {
      expect(crypto.openToken('reporter', text, new Date(0)), text.slice(0, 10)).to.equal(null);
    }
  });

  it('shows nothing of what it holds', () => {
    expect(token).to.match(/^v1\.[\w-]+$/);
    expect(Buffer.from(token.slice(3), 'base64url').toString('latin1')).not.to.contain('report');
  });
});

describe('signatures and commitments', () => {
  it('signs as RFC 8032, test 1', () => {
    expect(Buffer.from(crypto.sign(Buffer.alloc(0)), 'base64').toString('hex')).to.equal(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155' + '5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b');
  });

  it('publishes the key that verifies, in both usual forms', () => {
    const published = crypto.publicReceiptKeys()[0];
    const bytes = Buffer.from('举报');
    expect(published?.algorithm).to.equal('Ed25519');
    expect(published?.keyId).to.equal(crypto.signJson(1).keyId).and.match(/^[0-9a-f]{16}$/);
    const spki = published?.publicKey ?? '';
    const raw = createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' }).export({ format: 'jwk' }).x ?? '';
    expect(Buffer.from(raw, 'base64url').toString('hex')).to.equal('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
    expect(verifySignature(spki, bytes, crypto.sign(bytes))).to.equal(true);
    expect(verifySignature(Buffer.from(raw, 'base64url').toString('base64'), bytes, crypto.sign(bytes))).to.equal(true);
    expect(verifySignature(spki, Buffer.from('举报!'), crypto.sign(bytes))).to.equal(false);
  });

  it('writes canonical JSON as RFC 8785, 3.2.3', () => {
    const value = { numbers: [333333333.33333329, 1e30, 4.5, 0.002, 1e-27], string: '€$\u000f\nA\'B"\\\\"/', literals: [null, true, false] };
    expect(canonicalJson(value).toString('utf8')).to.equal(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
    expect(canonicalJson({ b: 1, a: 2, '举报': 3 })).to.deep.equal(canonicalJson({ '举报': 3, a: 2, b: 1 }));
    expect(() => canonicalJson(undefined)).to.throw(TypeError);
  });

  it('commits to a value with its salt', () => {
    const hash = saltedHash('content', 'salt', { a: 1 });
    // printf '["content","salt",{"a":1}]' | sha256sum
    expect(hash).to.equal('ee5693dfe63014aa2ae363c1abdfdf1833fc17060c6097c426a0c95dc033df51');
    const others = [saltedHash('content', 'salt2', { a: 1 }), saltedHash('file', 'salt', { a: 1 }), saltedHash('content', 'salt', { a: 2 })];
    expect(new Set([hash, ...others]).size).to.equal(4);
    expect(newSalt()).to.match(/^[\w-]{43}$/).and.not.equal(newSalt());
  });
});

describe('passphrases', () => {
  it('knows the right one and no other, through either keyboard', async () => {
    const stored = await crypto.hashPassphrase('小雨２０２６ 海边的灯塔');
    expect(stored).to.match(/^s1\$15\$[\w-]{22}\$[\w-]{43}$/);
    const checked = await Promise.all([
      crypto.checkPassphrase('小雨２０２６ 海边的灯塔', stored), crypto.checkPassphrase('小雨2026 海边的灯塔 ', stored),
      crypto.checkPassphrase('小雨2026 海边的灯', stored), crypto.checkPassphrase('', stored), crypto.checkPassphrase('', null),
      crypto.checkPassphrase('x', 's2$15$a$b'),
    ]);
    expect(checked).to.deep.equal([true, true, false, false, false, false]);
  });

  it('is checked at the cost at which it was stored', async () => {
    const keys = loadKeys(fixed);
    const cheap = await createCrypto(keys, 10).hashPassphrase('correct horse');
    expect(cheap).to.match(/^s1\$10\$/);
    expect([await crypto.checkPassphrase('correct horse', cheap), await crypto.checkPassphrase('correct', cheap)]).to.deep.equal([true, false]);
  });

  it('cannot be tried with the stored text alone', async () => {
    expect(await other.checkPassphrase('correct horse', await crypto.hashPassphrase('correct horse'))).to.equal(false);
  });

  it('generates four groups of four digits', () => {
    const made = crypto.makePassphrase('one form', 'its content');
    expect(made).to.match(/^\d{4}(-\d{4}){3}$/).and.equal(crypto.makePassphrase('one form', 'its content'));
    const others = [crypto.makePassphrase('another form', 'its content'), createCrypto(loadKeys(generateKeys())).makePassphrase('one form', 'its content')];
    expect(others).to.not.include(made);
  });
});
