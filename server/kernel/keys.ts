// Where the installation's keys come from: the environment, or in trial mode a folder that only this user may read.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from './config.ts';
import type { Config } from './config.ts';
import { BadKey, generateKeys, loadKeys } from './crypto.ts';
import type { Keys, KeyTexts } from './crypto.ts';

const FILES: Record<keyof KeyTexts, string> = { masterKey: 'master', lookupKey: 'lookup', sessionKey: 'session', receiptSigningKey: 'receipt-signing' };

/** @throws ConfigurationError naming the key that cannot be used. */
export function readKeys(config: Config): Keys {
  const { MASTER_KEY, LOOKUP_KEY, SESSION_KEY, RECEIPT_SIGNING_KEY } = config;
  const given = { masterKey: MASTER_KEY, lookupKey: LOOKUP_KEY, sessionKey: SESSION_KEY, receiptSigningKey: RECEIPT_SIGNING_KEY };
  const kept = config.isTrial ? trialKeys(join(config.DATA_DIR, 'keys')) : null;
  try {
    return loadKeys({
      masterKey: given.masterKey ?? kept?.masterKey ?? '',
      lookupKey: given.lookupKey ?? kept?.lookupKey ?? '',
      sessionKey: given.sessionKey ?? kept?.sessionKey ?? '',
      receiptSigningKey: given.receiptSigningKey ?? kept?.receiptSigningKey ?? '',
    });
  } catch (error) {
    if (error instanceof BadKey) throw new ConfigurationError(`The configuration cannot be used:\n  - ${error.message}`);
    throw error;
  }
}

/** Generated once, kept with the data that they open, mode 0600. */
function trialKeys(folder: string): KeyTexts {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fresh = generateKeys();
  const read = (name: keyof KeyTexts): string => {
    const path = join(folder, FILES[name]);
    if (!existsSync(path)) writeFileSync(path, fresh[name], { mode: 0o600, flag: 'wx' });
    return readFileSync(path, 'utf8').trim();
  };
  return { masterKey: read('masterKey'), lookupKey: read('lookupKey'), sessionKey: read('sessionKey'), receiptSigningKey: read('receiptSigningKey') };
}
