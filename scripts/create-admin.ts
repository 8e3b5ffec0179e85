// The first administrator of an installation, and his bureau where it is not there yet. Needs the database and the keys, not the web.
// Asks on the terminal, or takes ADMIN_ACCOUNT, ADMIN_NAME, ADMIN_BUREAU, ADMIN_PASSWORD (and for a new bureau ADMIN_BUREAU_NAME, ADMIN_DOCUMENT_WORD).
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { systemClock } from '../server/kernel/clock.ts';
import { ConfigurationError, readConfig } from '../server/kernel/config.ts';
import { connect, init } from '../server/kernel/database/connect.ts';
import { checkKeys } from '../server/kernel/database/key-marks.ts';
import { isDivisionCode, level } from '../server/kernel/divisions.ts';
import { Invalid } from '../server/kernel/errors.ts';
import { translate } from '../server/kernel/i18n.ts';
import { readKeys } from '../server/kernel/keys.ts';
import { createLog } from '../server/kernel/log.ts';
import { createServices } from '../server/services.ts';
import type { Services } from '../server/services.ts';

/** One answer; what is typed for a secret is not shown. */
async function ask(question: string, variable: string, isSecret = false): Promise<string> {
  const given = process.env[variable];
  if (given !== undefined && given !== '') return given;
  if (!process.stdin.isTTY) throw new ConfigurationError(`${variable} is not set, and there is no terminal to ask on`);
  process.stdout.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: isSecret ? silent : process.stdout, terminal: true });
  const answer = await terminal.question('');
  terminal.close();
  if (isSecret) process.stdout.write('\n');
  return answer.trim();
}

async function bureauOf(services: Services): Promise<string> {
  const code = await ask('单位的行政区划代码 Division code of the bureau (440784): ', 'ADMIN_BUREAU');
  if (!isDivisionCode(code)) throw new ConfigurationError(`${code} is not a division code of six digits`);
  if ((await services.people.listBureaus()).some((known) => known.code === code)) return code;
  const name = await ask('单位全称 Full name of the bureau: ', 'ADMIN_BUREAU_NAME');
  const documentWord = await ask('发文字 Word in document numbers (鹤医保): ', 'ADMIN_DOCUMENT_WORD');
  const height = level(code);
  if (name === '' || documentWord === '' || height === 'country') throw new ConfigurationError('the bureau needs a name and a word for its document numbers');
  await services.people.addBureau(null, {
    code, name, shortName: name, documentWord, level: height, parent: null, address: '', phone: '', hours: '', isActive: true, isDemo: false, version: 1,
  });
  return code;
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog('error');
  const database = await connect({ uri: config.MONGODB_URI, dataDir: config.DATA_DIR });
  try {
    const keys = readKeys(config);
    await checkKeys(database.connection, keys, config.DATA_DIR);
    const services = createServices({ config, database, keys, clock: systemClock, log, root: process.cwd() });
    await init(database.connection);
    const bureau = await bureauOf(services);
    const account = await ask('账号 Account: ', 'ADMIN_ACCOUNT');
    const name = await ask('姓名 Name: ', 'ADMIN_NAME');
    if (!/^[a-z][a-z0-9._-]{2,39}$/.test(account.toLowerCase()) || name === '') throw new ConfigurationError(translate('en', 'people.error.accountName'));
    const password = await ask('初始密码 First password, at least 12 characters: ', 'ADMIN_PASSWORD', true);
    await services.people.addAccount(null, { account, name, bureau, scope: bureau, roles: ['administrator'], certificate: null, password });
    process.stdout.write(`${account} (${bureau}) can sign in at ${config.PUBLIC_URL}/sign-in and must change the password there.\n`);
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  const fields = error instanceof Invalid ? Object.entries(error.fields).map(([field, { key, args }]) => `${field}: ${translate('zh-CN', key, args)} ${translate('en', key, args)}`) : [];
  process.stderr.write(`${error instanceof Invalid ? fields.join('\n') : error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
