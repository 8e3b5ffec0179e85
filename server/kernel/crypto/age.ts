// Files at rest in the age format (age-encryption.org/v1, one X25519 recipient), so that the standard tool opens them
// with the installation's identity even when this program is gone.
import {
  createCipheriv, createDecipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync,
  timingSafeEqual, type KeyObject,
} from 'node:crypto';
import { CannotOpen } from './envelope.ts';
import { deriveKey, PAIR_IN_DER, type Keys } from './keys.ts';
import { random } from './random.ts';

/** Plain bytes of every piece but the last. */
export const AGE_PIECE = 65_536;
const TAG = 16;
const ONE = Buffer.from([1]);
const CIPHER = 'chacha20-poly1305';
const HEADER_LIMIT = 4096;
const VERSION_LINE = 'age-encryption.org/v1\n';
// PKCS8 prefix of an X25519 private key, RFC 8410.
const X25519_PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
/** Of either half; it stands at the end of the SPKI and of the PKCS8 form. */
const RAW_BYTES = 32;

/** Seals one file: write `header`, then what every piece became, in order; the last one with `last`. A full last piece is allowed. */
export type AgeSealer = { header: Buffer; seal: (piece: Buffer, last: boolean) => Buffer[] };

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
const hmac = (key: Buffer, ...parts: (Buffer | string)[]): Buffer => parts.reduce((mac, part) => mac.update(part), createHmac('sha256', key)).digest();
/** HKDF-SHA-256 (RFC 5869) for one block of 32 bytes: as two HMACs a third of the time of hkdfSync, which makes key objects for each. */
const derive = (secret: Buffer, salt: Buffer, info: string): Buffer => hmac(hmac(salt, secret), info, ONE);
const rawPublic = (key: KeyObject): Buffer => Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');

const publicFromRaw = (raw: Buffer): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: raw.toString('base64url') }, format: 'jwk' });

/** A pair for one file. Raw halves are read back in half the time of PKCS8. */
function ephemeralPair(): { secret: KeyObject; share: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519', PAIR_IN_DER);
  const share = publicKey.subarray(-RAW_BYTES);
  const raw = { x: share.toString('base64url'), d: privateKey.subarray(-RAW_BYTES).toString('base64url') };
  return { secret: createPrivateKey({ key: { kty: 'OKP', crv: 'X25519', ...raw }, format: 'jwk' }), share };
}

const wrapKey = (shared: Buffer, share: Buffer, recipient: Buffer): Buffer =>
  derive(shared, Buffer.concat([share, recipient]), 'age-encryption.org/v1/X25519');

const headerMac = (fileKey: Buffer, header: string): Buffer =>
  hmac(derive(fileKey, Buffer.alloc(0), 'header'), header);

/** Body and tag apart: joined they would be copied once more. */
function sealPiece(key: Buffer, nonce: Buffer, plain: Buffer): Buffer[] {
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG });
  const body = cipher.update(plain);
  cipher.final();
  return [body, cipher.getAuthTag()];
}

function openPiece(key: Buffer, nonce: Buffer, sealed: Buffer): Buffer {
  if (sealed.length < TAG) throw new CannotOpen();
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG });
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  try {
    const plain = decipher.update(sealed.subarray(0, sealed.length - TAG));
    decipher.final();
    return plain;
  } catch {
    throw new CannotOpen();
  }
}

/** Eleven bytes that count the pieces and one that marks the last. */
function pieceNonce(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Splits what is read from storage into header text, nonce and sealed pieces of the right size, the last one marked. */
async function* sealedPieces(source: AsyncIterable<Buffer>): AsyncGenerator<{ kind: 'header' | 'nonce' | 'piece'; bytes: Buffer; last: boolean }> {
  let held: Buffer = Buffer.alloc(0);
  let stage: 'header' | 'nonce' | 'piece' = 'header';
  for await (const chunk of source) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    if (stage === 'header') {
      const mac = held.subarray(0, HEADER_LIMIT).indexOf('\n---');
      const end = mac < 0 ? -1 : held.indexOf('\n', mac + 1);
      if (end < 0 && held.length > HEADER_LIMIT) throw new CannotOpen();
      if (end < 0) continue;
      yield { kind: 'header', bytes: held.subarray(0, end), last: false };
      held = held.subarray(end + 1);
      stage = 'nonce';
    }
    if (stage === 'nonce') {
      if (held.length < 16) continue;
      yield { kind: 'nonce', bytes: held.subarray(0, 16), last: false };
      held = held.subarray(16);
      stage = 'piece';
    }
    // One byte more than a piece shows that the piece is not the last.
    for (; held.length > AGE_PIECE + TAG; held = held.subarray(AGE_PIECE + TAG)) {
      yield { kind: 'piece', bytes: held.subarray(0, AGE_PIECE + TAG), last: false };
    }
  }
  if (stage !== 'piece') throw new CannotOpen();
  yield { kind: 'piece', bytes: held, last: true };
}

export function createAge(keys: Keys) {
  const identityBytes = deriveKey(keys.roots.master, 'age identity').export();
  const identity = createPrivateKey({ key: Buffer.concat([X25519_PKCS8, identityBytes]), format: 'der', type: 'pkcs8' });
  const recipientKey = createPublicKey(identity);
  const recipient = rawPublic(recipientKey);

  function fileKeyOf(header: string): Buffer {
    const lines = /^age-encryption\.org\/v1\n-> X25519 ([A-Za-z0-9+/]{43})\n([A-Za-z0-9+/]{43})\n--- ([A-Za-z0-9+/]{43})$/.exec(header);
    if (!lines) throw new CannotOpen();
    const share = Buffer.from(lines[1] ?? '', 'base64');
    const shared = diffieHellman({ privateKey: identity, publicKey: publicFromRaw(share) });
    const fileKey = openPiece(wrapKey(shared, share, recipient), Buffer.alloc(12), Buffer.from(lines[2] ?? '', 'base64'));
    const mac = headerMac(fileKey, header.slice(0, header.lastIndexOf('---') + 3));
    if (!timingSafeEqual(mac, Buffer.from(lines[3] ?? '', 'base64'))) throw new CannotOpen();
    return fileKey;
  }

  return {
    /** A fresh file key, wrapped to this installation. */
    sealFile(): AgeSealer {
      const fileKey = random(16);
      const { secret, share } = ephemeralPair();
      const shared = diffieHellman({ privateKey: secret, publicKey: recipientKey });
      const stanza = Buffer.concat(sealPiece(wrapKey(shared, share, recipient), Buffer.alloc(12), fileKey));
      const text = `${VERSION_LINE}-> X25519 ${unpadded(share)}\n${unpadded(stanza)}\n---`;
      const nonce = random(16);
      const payloadKey = derive(fileKey, nonce, 'payload');
      const header = Buffer.concat([Buffer.from(`${text} ${unpadded(headerMac(fileKey, text))}\n`), nonce]);
      let index = 0;
      return {
        header,
        seal: (piece, last) => {
          const sealed = sealPiece(payloadKey, pieceNonce(index, last), piece);
          index += 1;
          return sealed;
        },
      };
    },

    /** The plain bytes piece by piece, each checked before it is handed on; throws CannotOpen, also at a missing end. */
    async *openFile(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      let fileKey: Buffer = Buffer.alloc(0);
      let payloadKey: Buffer = Buffer.alloc(0);
      let index = 0;
      for await (const { kind, bytes, last } of sealedPieces(source)) {
        if (kind === 'header') fileKey = fileKeyOf(bytes.toString('latin1'));
        if (kind === 'nonce') payloadKey = derive(fileKey, bytes, 'payload');
        if (kind !== 'piece') continue;
        const plain = openPiece(payloadKey, pieceNonce(index, last), bytes);
        // Only an empty file ends with an empty piece.
        if (plain.length === 0 && index > 0) throw new CannotOpen();
        index += 1;
        if (plain.length > 0) yield plain;
      }
    },

    /** The private identity, 32 bytes: what the standard tool needs to open the files without this program. */
    ageIdentityBytes: (): Buffer => Buffer.from(identityBytes),
  };
}
