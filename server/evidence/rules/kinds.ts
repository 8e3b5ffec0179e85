// What kinds of file are taken, judged by content. The sender's claim and the name never make a file acceptable.
import { extensionOf } from './names.ts';

export const FILE_KINDS = ['picture', 'pdf', 'office', 'text', 'audio', 'video', 'archive'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** `extensions`: the endings the type goes by, the usual one first. */
type FileType = { kind: FileKind; extensions: readonly string[] };

const TYPES: Record<string, FileType> = {
  'image/jpeg': { kind: 'picture', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  'image/png': { kind: 'picture', extensions: ['png'] },
  'image/apng': { kind: 'picture', extensions: ['png', 'apng'] },
  'image/gif': { kind: 'picture', extensions: ['gif'] },
  'image/webp': { kind: 'picture', extensions: ['webp'] },
  'image/heic': { kind: 'picture', extensions: ['heic', 'heif'] },
  'image/heic-sequence': { kind: 'picture', extensions: ['heic', 'heif'] },
  'image/heif': { kind: 'picture', extensions: ['heif', 'heic'] },
  'application/pdf': { kind: 'pdf', extensions: ['pdf'] },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { kind: 'office', extensions: ['docx'] },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { kind: 'office', extensions: ['xlsx'] },
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': { kind: 'office', extensions: ['pptx'] },
  // The container of the old Office formats, and of Windows installers: see judgeFile.
  'application/x-cfb': { kind: 'office', extensions: ['doc', 'xls', 'ppt', 'wps', 'et', 'dps'] },
  'application/zip': { kind: 'archive', extensions: ['zip', 'docx', 'xlsx', 'pptx', 'ofd'] },
  'text/plain': { kind: 'text', extensions: ['txt', 'csv', 'tsv', 'log', 'md'] },
  'audio/mpeg': { kind: 'audio', extensions: ['mp3'] },
  'audio/wav': { kind: 'audio', extensions: ['wav'] },
  'audio/amr': { kind: 'audio', extensions: ['amr'] },
  'audio/aac': { kind: 'audio', extensions: ['aac'] },
  'audio/x-m4a': { kind: 'audio', extensions: ['m4a'] },
  'audio/mp4': { kind: 'audio', extensions: ['m4a', 'mp4'] },
  'audio/flac': { kind: 'audio', extensions: ['flac'] },
  'audio/ogg': { kind: 'audio', extensions: ['ogg', 'oga', 'opus'] },
  'audio/ogg; codecs=opus': { kind: 'audio', extensions: ['opus', 'ogg'] },
  'audio/x-ms-asf': { kind: 'audio', extensions: ['wma'] },
  'video/mp4': { kind: 'video', extensions: ['mp4', 'm4v'] },
  'video/x-m4v': { kind: 'video', extensions: ['m4v', 'mp4'] },
  'video/quicktime': { kind: 'video', extensions: ['mov'] },
  'video/3gpp': { kind: 'video', extensions: ['3gp'] },
  'video/3gpp2': { kind: 'video', extensions: ['3g2', '3gp'] },
  'video/vnd.avi': { kind: 'video', extensions: ['avi'] },
  'video/matroska': { kind: 'video', extensions: ['mkv'] },
  'video/webm': { kind: 'video', extensions: ['webm'] },
  'video/mpeg': { kind: 'video', extensions: ['mpg', 'mpeg'] },
  'video/mp2t': { kind: 'video', extensions: ['ts', 'mts'] },
  'video/x-flv': { kind: 'video', extensions: ['flv'] },
  'video/x-ms-asf': { kind: 'video', extensions: ['wmv', 'asf'] },
  'video/ogg': { kind: 'video', extensions: ['ogv', 'ogg'] },
};

const EXECUTABLE = new Set([
  'application/x-msdownload', 'application/x-elf', 'application/x-mach-binary', 'application/vnd.android.package-archive', 'application/java-archive',
  'application/java-vm', 'application/wasm', 'application/x.ms.shortcut', 'application/x-apple-diskimage', 'application/x-deb', 'application/x-rpm',
  'application/x-google-chrome-extension', 'application/x-xpinstall', 'application/x-ms-regedit', 'application/vnd.ms-cab-compressed',
  'application/vnd.ms-htmlhelp', 'application/x-asar',
]);
/** Class id of a Windows installer in its container, as it stands in the bytes. */
const INSTALLER = [0x84, 0x10, 0x0c, 0x00, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46];

export type RefusalKey = 'evidence.refused.empty' | 'evidence.refused.tooLarge' | 'evidence.refused.count' | 'evidence.refused.type' | 'evidence.refused.executable';
export type Judgement = { mime: string; kind: FileKind } | { refused: RefusalKey };

const typeOf = (mime: string): FileType | null => (Object.hasOwn(TYPES, mime) ? (TYPES[mime] ?? null) : null);

export const extensionsOf = (mime: string): readonly string[] => typeOf(mime)?.extensions ?? [];

/** Pictures that can be shown re-encoded; phones' HEIC cannot be decoded without a licensed codec. */
export const mayPreview = (file: { mime: string; size: number }): boolean =>
  ['image/jpeg', 'image/png', 'image/apng', 'image/gif', 'image/webp'].includes(file.mime) && file.size <= 40 * 1024 * 1024;

const decodes = (encoding: string, bytes: Uint8Array): boolean => {
  try {
    // A stream, because the sample may end inside a character.
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
};

/** Plain text in the encodings that Chinese systems write: UTF-8, UTF-16 with its mark, GB 18030. */
export function looksLikeText(sample: Uint8Array): boolean {
  const isUtf16 = (sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff);
  if (isUtf16) return decodes(sample[0] === 0xff ? 'utf-16le' : 'utf-16be', sample);
  if (sample.some((byte) => byte < 32 && ![9, 10, 12, 13].includes(byte))) return false;
  return decodes('utf-8', sample) || decodes('gb18030', sample);
}

const holds = (sample: Uint8Array, pattern: readonly number[]): boolean => {
  for (let at = sample.indexOf(pattern[0] ?? 0); at >= 0; at = sample.indexOf(pattern[0] ?? 0, at + 1)) {
    if (pattern.every((byte, place) => sample[at + place] === byte)) return true;
  }
  return false;
};

/** `mime` is what the content was recognised as (null: nothing known), `sample` the beginning of the file. */
export function judgeFile(mime: string | null, sample: Uint8Array, name: string): Judgement {
  if (mime !== null && EXECUTABLE.has(mime)) return { refused: 'evidence.refused.executable' };
  // A script begins with #!, and so does the sound that phones record in calls.
  if (sample[0] === 0x23 && sample[1] === 0x21 && mime !== 'audio/amr') return { refused: 'evidence.refused.executable' };
  if (mime === 'application/x-cfb') {
    if (holds(sample, INSTALLER)) return { refused: 'evidence.refused.executable' };
    return extensionsOf(mime).includes(extensionOf(name)) ? { mime, kind: 'office' } : { refused: 'evidence.refused.type' };
  }
  if (mime === null) {
    const ending = extensionOf(name);
    const isText = looksLikeText(sample) && (ending === '' || extensionsOf('text/plain').includes(ending));
    return isText ? { mime: 'text/plain', kind: 'text' } : { refused: 'evidence.refused.type' };
  }
  const type = typeOf(mime);
  return type ? { mime, kind: type.kind } : { refused: 'evidence.refused.type' };
}
