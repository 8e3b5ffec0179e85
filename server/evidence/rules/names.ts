// File names as people give them, made safe to keep, to show and to save again.

const LONGEST = 120;
/** Device names of Windows: a file of this name cannot be saved there. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** The ending without its dot, in lower case, or ''. */
export const extensionOf = (name: string): string => /\.([^.]{1,12})$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** Without folders, controls, invisible and direction marks, characters no file system takes, and at most 120 characters long. */
export function cleanName(given: string): string {
  const base = given.slice(-2000).normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = base
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  if (plain === '') return '未命名';
  const safe = RESERVED.test(plain) ? `_${plain}` : plain;
  const characters = [...safe];
  if (characters.length <= LONGEST) return safe;
  const ending = extensionOf(safe);
  const tail = ending ? `.${ending}` : '';
  return characters.slice(0, LONGEST - [...tail].length).join('').replace(/[\s.]+$/u, '') + tail;
}

/** The name under which a file is handed out: its ending tells what it is, whatever it was called. */
export const downloadName = (name: string, extensions: readonly string[]): string =>
  extensions.length === 0 || extensions.includes(extensionOf(name)) ? name : `${name}.${extensions[0]}`;
