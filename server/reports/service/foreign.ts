// A hotline's number is sealed with the report; what knows it again is a keyed digest of bureau, system and number.
import type { Crypto } from '../../kernel/crypto.ts';
import { HOTLINES, foreignKey } from '../rules/enter.ts';
import type { EntryChannel } from '../rules/enter.ts';

type Keyed = Pick<Crypto, 'lookup'>;

export const foreignDigest = (crypto: Keyed, bureau: string, channel: EntryChannel, number: string): string => crypto.lookup('foreign number', bureau, channel, foreignKey(number));

/** Of every system: whoever types a number does not say whose. */
export const foreignDigests = (crypto: Keyed, bureau: string, number: string): string[] => HOTLINES.map((channel) => foreignDigest(crypto, bureau, channel, number));
