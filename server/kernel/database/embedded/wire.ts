import type { Socket } from 'node:net';
import { StoreError, codeName } from './errors.ts';
import { decode, documentsIn, elements, encode } from './raw.ts';
import type { Doc } from './raw.ts';

// MongoDB's wire protocol: OP_MSG, and one legacy OP_QUERY `ismaster` with which a driver opens each socket.

export type Command = { name: string; database: string; body: Doc; /** Documents of an array field, still bytes. */ documents(field: string): Buffer[] };
export type Execute = (command: Command) => Promise<Buffer>;

/** The type of an element whose value is an array. */
const ARRAY = 4;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const MORE_TO_COME = 2;
export const MAX_MESSAGE = 48_000_000;

function command(raw: Buffer, sequences: ReadonlyMap<string, Buffer[]>, database?: string): Command {
  const body = decode(raw);
  const name = Object.keys(body)[0] ?? '';
  const documents = (field: string): Buffer[] => {
    const inBody = elements(raw, one => one === field).get(field);
    return sequences.get(field) ?? (inBody?.[0] === ARRAY ? documentsIn(inBody.subarray(field.length + 2)) : []);
  };
  return { name, database: database ?? String(body['$db']), body, documents };
}

function parseMessage(message: Buffer): { command: Command; silent: boolean } {
  const flags = message.readUInt32LE(16);
  const end = message.length - (flags & 1 ? 4 : 0);
  const sequences = new Map<string, Buffer[]>();
  let body: Buffer | undefined;
  let at = 20;
  while (at < end) {
    const kind = message[at++];
    const size = message.readInt32LE(at);
    if (size < 5 || at + size > end) throw new RangeError('a section runs past its message');
    if (kind === 0) body = message.subarray(at, at + size);
    else {
      const nameEnd = message.indexOf(0, at + 4);
      const found: Buffer[] = [];
      for (let from = nameEnd + 1; from < at + size;) {
        const length = message.readInt32LE(from);
        if (length < 5) throw new RangeError('a document is too short');
        found.push(message.subarray(from, from + length));
        from += length;
      }
      sequences.set(message.toString('utf8', at + 4, nameEnd), found);
    }
    at += size;
  }
  if (!body) throw new RangeError('a message without a body');
  return { command: command(body, sequences), silent: (flags & MORE_TO_COME) !== 0 };
}

function head(length: number, to: number, opcode: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeInt32LE(16 + length, 0);
  bytes.writeInt32LE(to, 8);
  bytes.writeInt32LE(opcode, 12);
  return bytes;
}

const message = (to: number, reply: Buffer): Buffer => Buffer.concat([head(5 + reply.length, to, OP_MSG), Buffer.alloc(5), reply]);
const legacyReply = (to: number, reply: Buffer): Buffer => {
  const fields = Buffer.alloc(20);
  fields.writeInt32LE(8, 0);
  fields.writeInt32LE(1, 16);
  return Buffer.concat([head(20 + reply.length, to, OP_REPLY), fields, reply]);
};

export const failure = (error: unknown): Doc => {
  const code = error instanceof StoreError ? error.code : 1;
  return { ok: 0, errmsg: error instanceof Error ? error.message : String(error), code, codeName: codeName(code) };
};

async function answer(raw: Buffer, execute: Execute): Promise<Buffer | undefined> {
  const id = raw.readInt32LE(4);
  const opcode = raw.readInt32LE(12);
  if (opcode === OP_QUERY) {
    const nameEnd = raw.indexOf(0, 20);
    return legacyReply(id, await execute(command(raw.subarray(nameEnd + 9), new Map(), 'admin')));
  }
  if (opcode !== OP_MSG) throw new RangeError(`opcode ${opcode} is not spoken here`);
  const { command: parsed, silent } = parseMessage(raw);
  const reply = await execute(parsed);
  return silent ? undefined : message(id, reply);
}

/** Answers the messages of one connection in their order; anything malformed ends the connection. */
export function serve(socket: Socket, execute: Execute): void {
  let waiting: Buffer[] = [];
  let held = 0;
  let last = Promise.resolve();
  const end = (): void => void socket.destroy();
  const handle = async (raw: Buffer): Promise<void> => {
    if (socket.destroyed) return;
    const reply = await answer(raw, async one => {
      try {
        return await execute(one);
      } catch (error) {
        return encode(failure(error));
      }
    });
    if (reply && !socket.destroyed) socket.write(reply);
  };
  socket.on('error', end);
  socket.on('data', chunk => {
    waiting.push(chunk);
    held += chunk.length;
    for (;;) {
      if (held < 4) return;
      if (waiting.length > 1 && (waiting[0]?.length ?? 0) < 4) waiting = [Buffer.concat(waiting)];
      const size = waiting[0]?.readInt32LE(0) ?? 0;
      if (size < 16 || size > MAX_MESSAGE) return end();
      if (held < size) return;
      const all = waiting.length === 1 && waiting[0] ? waiting[0] : Buffer.concat(waiting);
      waiting = [all.subarray(size)];
      held -= size;
      last = last.then(() => handle(all.subarray(0, size))).catch(end);
    }
  });
}
