// Checks a receipt without trusting the program that issued it: imports nothing of it, only Node's crypto and RFC 8785.
//   node dist/scripts/verify-receipt.js receipt.json --keys keys.json [--content content.json] [--file photo.jpg]…
//   --key <base64> instead of --keys; --order 2026-000433 --order-salt=<salt> once the bureau has opened the order.
// Exit code 0: all that was asked is true. 1: something is not. 2: it could not be checked.
import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import canonicalize from 'canonicalize';

type Json = Record<string, unknown>;
type Finding = { isTrue: boolean; zh: string; en: string };

class CannotCheck extends Error {}

const USAGE = 'node dist/scripts/verify-receipt.js receipt.json (--keys keys.json | --key base64) [--content content.json] [--file path]… [--order 2026-000433 --order-salt=salt]';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const commitment = (purpose: string, salt: string, value: unknown): string => sha256(canonicalize([`mingjian receipt ${purpose}`, salt, value]) ?? '');

async function hashOfFile(path: string): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of createReadStream(path)) {
    const bytes: Buffer = piece;
    hash.update(bytes);
    size += bytes.length;
  }
  return { sha256: hash.digest('hex'), size };
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (object: Json, name: string): string => {
  const value = object[name];
  if (typeof value !== 'string') throw new CannotCheck(`“${name}” is missing or is no text`);
  return value;
};
const listOf = (object: Json, name: string): Json[] => {
  const value: unknown = object[name];
  if (!Array.isArray(value) || !value.every(isObject)) throw new CannotCheck(`“${name}” is missing or is no list`);
  return value;
};

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => { throw new CannotCheck(`cannot read ${path}`); });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new CannotCheck(`${path} is not JSON`);
  }
}

async function readObject(path: string): Promise<Json> {
  const value = await readJson(path);
  if (!isObject(value)) throw new CannotCheck(`${path} is not what it should be`);
  return value;
}

function readKey(text: string): KeyObject {
  const bytes = Buffer.from(text, 'base64');
  try {
    const key = bytes.length === 32
      ? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' })
      : createPublicKey({ key: bytes, format: 'der', type: 'spki' });
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below in words.
  }
  throw new CannotCheck('the key is not an Ed25519 public key');
}

const keyIdOf = (key: KeyObject): string => createHash('sha256').update(key.export({ format: 'der', type: 'spki' })).digest('hex').slice(0, 16);

async function keysFrom(keysPath: string | undefined, keyText: string | undefined): Promise<KeyObject[]> {
  if (keyText !== undefined) return [readKey(keyText)];
  if (keysPath === undefined) throw new CannotCheck('a key is needed: save …/receipts/keys of the bureau as keys.json');
  const read = await readJson(keysPath);
  const list = isObject(read) ? listOf(read, 'keys') : listOf({ keys: read }, 'keys');
  return list.map((entry) => readKey(textOf(entry, 'publicKey')));
}

/** The key must be the one the receipt names: an id written beside a key proves nothing, so it is worked out anew. */
function checkSignature(receipt: Json, keys: KeyObject[]): Finding {
  const { signature, ...rest } = receipt;
  const key = keys.find((one) => keyIdOf(one) === receipt['keyId']);
  if (receipt['version'] !== 1 || receipt['algorithm'] !== 'Ed25519') throw new CannotCheck('a receipt of another version');
  if (!key) return { isTrue: false, zh: '签名密钥不在所给的公钥之中', en: 'none of the given keys is the one that the receipt names' };
  const bytes = Buffer.from(canonicalize(rest) ?? '', 'utf8');
  return verify(null, bytes, key, Buffer.from(typeof signature === 'string' ? signature : '', 'base64'))
    ? { isTrue: true, zh: '签名有效，回执没有改动', en: 'the signature is valid; the receipt is unchanged' }
    : { isTrue: false, zh: '签名无效：回执被改动，或不是该局签发', en: 'the signature is not valid: the receipt was changed or was not issued by this bureau' };
}

function checkContent(receipt: Json, content: Json): Finding {
  const isTrue = content['number'] === receipt['number'] && commitment('content', textOf(content, 'salt'), content['content']) === receipt['content'];
  return isTrue
    ? { isTrue, zh: '内容与回执一致', en: 'the content is the one of the receipt' }
    : { isTrue, zh: '内容与回执不一致', en: 'the content is not the one of the receipt' };
}

async function checkFile(receipt: Json, content: Json, path: string): Promise<Finding> {
  const file = await hashOfFile(path).catch(() => { throw new CannotCheck(`cannot read ${path}`); });
  const salts = listOf(content, 'files').map((entry) => textOf(entry, 'salt'));
  const place = listOf(receipt, 'files').findIndex((entry, at) => {
    const salt = salts[at];
    return salt !== undefined && entry['size'] === file.size && entry['sha256'] === commitment('file', salt, file.sha256);
  });
  return place >= 0
    ? { isTrue: true, zh: `${path}：就是回执的第 ${place + 1} 个文件`, en: `${path}: is file ${place + 1} of the receipt` }
    : { isTrue: false, zh: `${path}：不是回执里的文件`, en: `${path}: is no file of the receipt` };
}

function checkOrder(receipt: Json, register: string, salt: string): Finding {
  const isTrue = commitment('order', salt, register) === receipt['order'];
  return isTrue
    ? { isTrue, zh: `登记次序是 ${register}`, en: `the order is ${register}` }
    : { isTrue, zh: `登记次序不是 ${register}`, en: `the order is not ${register}` };
}

async function check(args: string[]): Promise<{ receipt: Json; findings: Finding[] }> {
  const { values, positionals } = parseArgs({
    args, allowPositionals: true,
    options: {
      keys: { type: 'string' }, key: { type: 'string' }, content: { type: 'string' }, file: { type: 'string', multiple: true },
      order: { type: 'string' }, 'order-salt': { type: 'string' },
    },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new CannotCheck(USAGE);
  const receipt = await readObject(path);
  const findings = [checkSignature(receipt, await keysFrom(values.keys, values.key))];
  const content = values.content === undefined ? null : await readObject(values.content);
  if (content) findings.push(checkContent(receipt, content));
  for (const file of values.file ?? []) {
    if (!content) throw new CannotCheck('--file needs --content: the salts of the files are in it');
    findings.push(await checkFile(receipt, content, file));
  }
  if (values.order !== undefined) findings.push(checkOrder(receipt, values.order, values['order-salt'] ?? ''));
  return { receipt, findings };
}

try {
  const { receipt, findings } = await check(process.argv.slice(2));
  const bureau = isObject(receipt['bureau']) ? String(receipt['bureau']['name']) : '';
  console.log(`${String(receipt['number'])} · ${bureau} · ${String(receipt['receivedOn'])}`);
  for (const { isTrue, zh, en } of findings) console.log(`${isTrue ? '✓' : '✗'} ${zh} · ${en}`);
  if (receipt['demo'] !== false) console.log('! 这是演示回执，没有效力 · this is a demo receipt without effect');
  process.exitCode = findings.every((finding) => finding.isTrue) ? 0 : 1;
} catch (error) {
  console.error(`无法验证 · cannot be checked: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
