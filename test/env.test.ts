import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { ConfigurationError, readConfig, SECRETS, VARIABLES } from '../server/kernel/config.ts';
import { generateKeys } from '../server/kernel/crypto.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const KEYS = { MASTER_KEY: KEY, LOOKUP_KEY: KEY, SESSION_KEY: KEY, RECEIPT_SIGNING_KEY: generateKeys().receiptSigningKey };
const COMPLETE = { NODE_ENV: 'production', MONGODB_URI: 'mongodb://db/mingjian', PUBLIC_URL: 'https://jb.example.cn', ...KEYS };

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message.split('\n').slice(1).map((line) => line.replace(/^ +- (\w+): .*$/, '$1'));
  }
}

describe('configuration', () => {
  it('.env.example names exactly the variables that are read', () => {
    const named = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(named).to.have.members(VARIABLES);
    expect(named).to.have.length(VARIABLES.length);
  });
  for (const name of ['README.md', 'README.zh-CN.md']) {
    it(`${name} has a table of the same variables`, () => {
      const table = readFileSync(name, 'utf8').split('\n').filter((line) => /^\| `[A-Z]/.test(line)).map((line) => line.split('|')[1] ?? '');
      const named = table.flatMap((cell) => [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, variable]) => variable));
      expect(named).to.have.members([...VARIABLES, 'MONGODB_TEST_URI']);
    });
  }
  it('.env.example as it stands starts in trial mode and holds no secret', () => {
    const given = Object.fromEntries([...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
    expect(readConfig(given).isTrial).to.equal(true);
    for (const name of SECRETS) expect(given[name], name).to.equal('');
  });
  it('is trial mode without anything, and with nothing but a port', () => {
    expect(readConfig({})).to.deep.include({ isTrial: true, isProduction: false, PORT: 3000, HOST: '127.0.0.1', PUBLIC_URL: 'http://127.0.0.1:3000', TRUST_PROXY: false });
    expect(readConfig({ PORT: '0', HOST: 'localhost' }).isTrial).to.equal(true);
  });
  it('is no trial mode on an open address, in production or with a database, and then asks for every secret at once', () => {
    expect(problemsOf({ HOST: '0.0.0.0' })).to.deep.equal(['MONGODB_URI', 'MASTER_KEY', 'LOOKUP_KEY', 'SESSION_KEY', 'RECEIPT_SIGNING_KEY']);
    expect(problemsOf({ NODE_ENV: 'production' })).to.deep.equal(['MONGODB_URI', 'MASTER_KEY', 'LOOKUP_KEY', 'SESSION_KEY', 'RECEIPT_SIGNING_KEY', 'PUBLIC_URL']);
    expect(problemsOf({ MONGODB_URI: 'mongodb://db/mingjian' })).to.deep.equal(['MASTER_KEY', 'LOOKUP_KEY', 'SESSION_KEY', 'RECEIPT_SIGNING_KEY']);
  });
  it('lists what is wrong beside what is missing', () => {
    expect(problemsOf({ ...COMPLETE, PORT: '99999', LOG_LEVEL: 'loud', MASTER_KEY: 'short', SITE_DIVISION: '44', MONGODB_URI: 'postgres://x' })).to.have.members(['PORT', 'LOG_LEVEL', 'MASTER_KEY', 'SITE_DIVISION', 'MONGODB_URI']);
  });
  it('takes a mail server with its sender or neither', () => {
    expect(problemsOf({ SMTP_URL: 'smtps://user:word@mail.example' })).to.deep.equal(['MAIL_FROM']);
    expect(problemsOf({ MAIL_FROM: 'mingjian@example.gov.cn' })).to.deep.equal(['SMTP_URL']);
    expect(problemsOf({ SMTP_URL: 'http://mail.example', MAIL_FROM: 'nobody' })).to.deep.equal(['SMTP_URL', 'MAIL_FROM']);
    expect(problemsOf({ SMTP_URL: 'smtps://user:word@mail.example', MAIL_FROM: '明鉴 <mingjian@example.gov.cn>' })).to.deep.equal([]);
  });
  it('never shows a secret in its message', () => {
    expect(() => readConfig({ ...COMPLETE, MASTER_KEY: 'hunter2hunter2' })).to.throw(ConfigurationError).that.satisfies((error: Error) => !error.message.includes('hunter2'));
  });
  it('takes a complete production, frozen', () => {
    const config = readConfig(COMPLETE);
    expect(config).to.deep.include({ isTrial: false, isProduction: true, PUBLIC_URL: 'https://jb.example.cn' });
    expect(Object.isFrozen(config)).to.equal(true);
  });
});
