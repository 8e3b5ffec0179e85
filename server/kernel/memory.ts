// V8 lets its heap grow to several times what is in use before it looks for what is not: quick, and in the minutes of a large import a hundred MiB.
import { setFlagsFromString } from 'node:v8';

const SPARING_PERCENT = 60;
let running = 0;

/** Work that makes much garbage and may take its time: while it lasts the heap grows by little before it is tidied. */
export async function sparingly<T>(work: () => Promise<T>): Promise<T> {
  running += 1;
  if (running === 1) setFlagsFromString(`--heap-growing-percent=${SPARING_PERCENT}`);
  try {
    return await work();
  } finally {
    running -= 1;
    // V8's own measure again.
    if (running === 0) setFlagsFromString('--heap-growing-percent=0');
  }
}
