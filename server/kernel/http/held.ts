// Files that an earlier answer of the same form has kept: their handle, and the names that the page showed, so that none is missed without a word.
const MOST = 50;

export type HeldFields = { handle: string | null; names: string[] };

/** `held` and `heldName` of a form or a JSON body, as shared/held prints them. */
export function heldOf(body: unknown): HeldFields {
  const { held, heldName } = (typeof body === 'object' && body !== null ? body : {}) as { held?: unknown; heldName?: unknown };
  const names = [heldName ?? []].flat().filter((name): name is string => typeof name === 'string' && name !== '').map((name) => name.slice(0, 300));
  return { handle: typeof held === 'string' && held !== '' ? held.slice(0, 200) : null, names: names.slice(0, MOST) };
}
