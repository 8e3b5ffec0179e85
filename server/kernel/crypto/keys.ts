// The four secrets of the installation, checked once at start. Everything else is derived from them, one key a purpose.
import { createHash, createPrivateKey, createPublicKey, createSecretKey, generateKeyPairSync, hkdfSync, randomBytes, type KeyObject, type X25519KeyPairOptions } from 'node:crypto';

/** The four configured keys, base64: three of 32 random bytes, and an Ed25519 private key in PKCS8. */
export type KeyTexts = { masterKey: string; lookupKey: string; sessionKey: string; receiptSigningKey: string };

export type RootName = 'master' | 'lookup' | 'session';

export type Keys = {
  roots: Record<RootName, KeyObject>;
  /** Short public name of the master key, written on every sealed record. */
  masterKeyId: string;
  signing: KeyObject;
  verifying: KeyObject;
  signingKeyId: string;
};

/** Which of the four keys cannot be used; never carries the key itself. */
export class BadKey extends Error {
  readonly key: keyof KeyTexts;
  constructor(key: keyof KeyTexts) {
    super(`${key} is not usable`);
    this.key = key;
  }
}

function symmetric(name: keyof KeyTexts, text: string): KeyObject {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length !== 32) throw new BadKey(name);
  return createSecretKey(bytes);
}

function signingKey(text: string): KeyObject {
  try {
    const key = createPrivateKey({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type: 'pkcs8' });
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // The reason would tell of the key's bytes.
  }
  throw new BadKey('receiptSigningKey');
}

/** The public name of a signing key: the first eight bytes of SHA-256 over its SPKI form, in hex. */
export const publicKeyId = (key: KeyObject): string =>
  createHash('sha256').update(key.export({ format: 'der', type: 'spki' })).digest('hex').slice(0, 16);

/** A key of its own for one purpose. The result is made once and kept by the caller: deriving is not free. */
export const deriveKey = (root: KeyObject, purpose: string, bytes = 32): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', root, '', `mingjian/1/${purpose}`, bytes)));

/** What a database keeps of the keys it is written with: a short name and a digest of a key derived for this alone. */
export const keyMarks = ({ roots }: Keys): { root: 'master' | 'lookup'; id: string; mark: string }[] =>
  (['master', 'lookup'] as const).map((root) => ({ root, id: keyId(roots[root]), mark: createHash('sha256').update(deriveKey(roots[root], 'key mark').export()).digest('hex') }));

const keyId = (root: KeyObject): string => createHash('sha256').update(deriveKey(root, 'key id').export()).digest('hex').slice(0, 8);

/** Checks the four keys and makes key objects of them; throws BadKey naming the first that cannot be used. */
export function loadKeys(texts: KeyTexts): Keys {
  const signing = signingKey(texts.receiptSigningKey);
  const verifying = createPublicKey(signing);
  const master = symmetric('masterKey', texts.masterKey);
  return {
    roots: { master, lookup: symmetric('lookupKey', texts.lookupKey), session: symmetric('sessionKey', texts.sessionKey) },
    masterKeyId: keyId(master),
    signing,
    verifying,
    signingKeyId: publicKeyId(verifying),
  };
}

/**
 * How a fresh pair is asked for. As key objects it would share a lock with the job that made it: where the collector takes that job while a half
 * is being exported, the process waits for itself for ever (docs/decisions/0033).
 */
export const PAIR_IN_DER: X25519KeyPairOptions<'der', 'der'> = { publicKeyEncoding: { format: 'der', type: 'spki' }, privateKeyEncoding: { format: 'der', type: 'pkcs8' } };

/** Four fresh keys in the form in which they are configured. */
export function generateKeys(): KeyTexts {
  const symmetricText = (): string => randomBytes(32).toString('base64');
  return {
    masterKey: symmetricText(),
    lookupKey: symmetricText(),
    sessionKey: symmetricText(),
    receiptSigningKey: generateKeyPairSync('ed25519', PAIR_IN_DER).privateKey.toString('base64'),
  };
}
