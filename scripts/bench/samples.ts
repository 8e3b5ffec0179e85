// What citizens send: forms as a browser makes them, words and pictures that no other form has.
import { randomBytes, randomInt } from 'node:crypto';

/** The bureau that all measurements are about. */
export const BUREAU = '440784';

/** A form with files, as a browser sends it. */
export function multipart(fields: Record<string, string>, files: readonly { field: string; name: string; type: string; bytes: Buffer }[]): { headers: Record<string, string>; body: Buffer } {
  const boundary = `----bench${randomBytes(12).toString('hex')}`;
  const parts = [
    ...Object.entries(fields).map(([name, value]) => Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)),
    ...files.flatMap(({ field, name, type, bytes }) => [Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`), bytes, Buffer.from('\r\n')]),
    Buffer.from(`--${boundary}--\r\n`),
  ];
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, body: Buffer.concat(parts) };
}

const SAID = '周末的理疗单都是补的 病人根本没有来 清单上每天都有 护士说床位是空的 用卡换购物券 同一天开了三次检查 出院以后还在收费 名单在护士站'.split(' ');
// What else a person writes differs from what others write: clauses of characters of a few hundred that are common.
const COMMON = Array.from({ length: 400 }, (_, at) => String.fromCodePoint(0x4e00 + at * 37));
const clause = (n: number): string => (n % 5 === 0 ? (SAID[randomInt(SAID.length)] ?? '') : Array.from({ length: 14 }, () => COMMON[randomInt(COMMON.length)]).join(''));

/** What a citizen types; each call is a form of its own, and tells what no other tells. */
export const tipOff = (): Record<string, string> => ({
  submission: randomBytes(16).toString('hex'), division: BUREAU, targetKind: 'medicalInstitution', targetName: '演示康复医院', narrative: Array.from({ length: 16 }, (_, n) => clause(n)).join('，'), identity: 'anonymous', categories: 'inventedService',
});

// Signature, header and the beginning of the data: enough for anybody who asks what kind of file it is.
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAAElEQVQ=', 'base64');
/** A picture by its beginning; the rest is noise, different every time. */
export const photo = (bytes: number): Buffer => Buffer.concat([PNG, randomBytes(bytes - PNG.length)]);
