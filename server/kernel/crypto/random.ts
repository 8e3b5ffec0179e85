// Randomness drawn from the system in larger pieces: a tip-off needs a dozen times a few bytes, and asking costs more than the bytes.
import { randomBytes } from 'node:crypto';

const DRAWN = 4096;
let pool = Buffer.alloc(0);

/** Fresh random bytes; what is handed out stays nowhere else. At most 4096. */
export function random(bytes: number): Buffer {
  if (pool.length < bytes) pool = randomBytes(DRAWN);
  const own = Buffer.allocUnsafeSlow(bytes);
  pool.copy(own, 0, 0, bytes);
  pool.fill(0, 0, bytes);
  pool = pool.subarray(bytes);
  return own;
}
