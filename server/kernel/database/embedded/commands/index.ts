import { Long } from 'bson';
import { fail } from '../errors.ts';
import { ok } from '../reply.ts';
import type { Execute } from '../wire.ts';
import { create, createIndexes, drop, dropDatabase, dropIndexes, hello, listCollections, listIndexes } from './admin.ts';
import { aggregate } from './aggregate.ts';
import { arrayField, checkFields, numberField } from './context.ts';
import type { Context, Run } from './context.ts';
import { explain, find } from './read.ts';
import { findAndModify, insert, remove, update } from './write.ts';

const cursorId = (value: unknown): bigint => (Long.isLong(value) ? value.toBigInt() : fail(14, 'a cursor id must be a long'));

const getMore: Run = ({ cursors }, { body, database }) => {
  checkFields(body, ['collection', 'batchSize']);
  return cursors.more(cursorId(body['getMore']), `${database}.${String(body['collection'])}`, numberField(body, 'batchSize', Infinity));
};

const killCursors: Run = ({ cursors }, { body }) => {
  const ids = arrayField(body, 'cursors');
  const killed = ids.filter(id => cursors.kill(cursorId(id)));
  return ok({ cursorsKilled: killed, cursorsNotFound: ids.filter(id => !killed.includes(id)), cursorsAlive: [], cursorsUnknown: [] });
};

/** Every command there is; anything else is CommandNotFound. */
const COMMANDS: Record<string, Run> = {
  aggregate, delete: remove, explain, find, findAndModify, getMore, insert, killCursors, update,
  create, createIndexes, drop, dropDatabase, dropIndexes, hello, ismaster: hello, listCollections, listIndexes, ping: () => ok(),
};

export const executor = (context: Context): Execute => async command => {
  const run = Object.hasOwn(COMMANDS, command.name) ? COMMANDS[command.name] : undefined;
  if (!run) return fail(59, `no such command: '${command.name}'`);
  return run(context, command);
};
