// Enough XML for the parts of a workbook: elements, attributes, text. No entities but the five and numbers, no document types.
import { refuse } from './refuse.ts';

export type Listener = {
  open: (name: string, attribute: (name: string) => string | null) => void;
  text: (text: string) => void;
  close: (name: string) => void;
};

/** A tag or a run of text longer than this stands in no honest file: a cell holds 32,767 characters. */
const LONGEST = 1_048_576;
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

export const unescape = (text: string): string => (text.includes('&') ? text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
  if (name !== undefined) return NAMED[String(name)] ?? whole;
  const code = decimal !== undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}) : text);

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Takes the document in pieces and tells what it meets as it meets it. */
export function createScanner(listener: Listener): { push: (piece: string) => void; end: () => void } {
  let rest = '';

  function tag(raw: string): void {
    if (raw.startsWith('/')) return listener.close(withoutPrefix(raw.slice(1).trimEnd()));
    const isEmpty = raw.endsWith('/');
    const space = raw.search(/[\s/]/);
    const name = withoutPrefix(space < 0 ? raw : raw.slice(0, space));
    listener.open(name, (wanted) => attributeOf(raw, wanted));
    if (isEmpty) listener.close(name);
  }

  /** Reads one thing from `at`; the position after it, or -1 where it does not end in what has come so far. */
  function step(at: number): number {
    if (rest.charCodeAt(at) !== 60) {
      const end = rest.indexOf('<', at);
      if (end < 0) return -1;
      listener.text(unescape(rest.slice(at, end)));
      return end;
    }
    if (rest.startsWith('<!--', at)) return after('-->', at + 4);
    if (rest.startsWith('<![CDATA[', at)) {
      const end = rest.indexOf(']]>', at);
      if (end < 0) return -1;
      listener.text(rest.slice(at + 9, end));
      return end + 3;
    }
    if (rest.startsWith('<?', at)) return after('?>', at + 2);
    // The head of a comment may be cut in two by the pieces.
    if (rest.startsWith('<!', at) && rest.length - at < 9) return -1;
    if (rest.startsWith('<!', at)) throw refuse('broken');
    const end = endOfTag(rest, at);
    if (end < 0) return -1;
    tag(rest.slice(at + 1, end));
    return end + 1;
  }

  const after = (mark: string, from: number): number => {
    const found = rest.indexOf(mark, from);
    return found < 0 ? -1 : found + mark.length;
  };

  return {
    push(piece) {
      rest += piece;
      let at = 0;
      for (let next = 0; at < rest.length; at = next) {
        next = step(at);
        if (next < 0) break;
      }
      rest = rest.slice(at);
      if (rest.length > LONGEST) throw refuse('broken');
    },
    end() {
      if (rest.trim() !== '') throw refuse('broken');
    },
  };
}

/** The '>' of a tag, past those inside its attributes. */
function endOfTag(text: string, from: number): number {
  let quote = 0;
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 34 || code === 39) quote = code;
    else if (code === 62) return at;
  }
  return -1;
}

/** The value of an attribute by its name without prefix. */
function attributeOf(raw: string, wanted: string): string | null {
  let at = raw.indexOf(wanted);
  while (at >= 0) {
    const before = raw.charCodeAt(at - 1);
    const equals = raw.charCodeAt(at + wanted.length);
    if (at > 0 && equals === 61 && (before <= 32 || before === 58)) {
      const quote = raw[at + wanted.length + 1] ?? '"';
      const start = at + wanted.length + 2;
      return unescape(raw.slice(start, raw.indexOf(quote, start)));
    }
    at = raw.indexOf(wanted, at + 1);
  }
  return null;
}
