/** Whether a write met a unique key. Servers word it differently: only the code is the same everywhere. */
export const isDuplicate = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;
