// What of a report can be searched, and whether a hit is one: tokens only promise it, the words decide.
import { inOneLine, piecesOf, placed, searchable } from '../../kernel/pieces.ts';
import type { Placed } from '../../kernel/pieces.ts';
import { COMMON, coreName } from './duplicates.ts';
import type { Report } from './report.ts';

export const SEARCH = {
  /** Longest that may be typed. */
  characters: 60,
  /** A search counts so far and then says "more": a count must not cost more where more is found. Who asks has it count further. */
  counted: 100,
  countedFar: 1000,
  /** Reports opened for one page at most. */
  opened: 200,
  /** Distinct pieces that are kept of one report. What comes after them is found by what stands before. */
  pieces: 20_000,
} as const;

export const FOUND_IN = ['target', 'narrative', 'note', 'message'] as const;
export type FoundIn = (typeof FOUND_IN)[number];
/** Where the first word was found, with some words around it as they were written; the words of the search that stand there are hits. */
export type Found = { in: FoundIn; parts: { text: string; isHit: boolean }[] };

/** A piece that no text has: whom the report is assigned to. */
export const assignedPiece = (person: string): string => `\u0001${person}`;

function textsOf(report: Pick<Report, 'content' | 'messages' | 'events'>): { in: FoundIn; text: string }[] {
  return [
    { in: 'narrative', text: report.content.narrative },
    ...report.events.flatMap(({ text }): { in: FoundIn; text: string }[] => (text === null ? [] : [{ in: 'note', text }])),
    ...report.messages.map(({ text }): { in: FoundIn; text: string } => ({ in: 'message', text })),
    // Last: it is shown of every hit anyway.
    { in: 'target', text: report.content.targetName },
  ];
}

/** Everything by which the report is found. */
export function piecesOfReport(report: Pick<Report, 'content' | 'messages' | 'events' | 'assigned'>): string[] {
  const pieces = new Set(report.assigned.map(assignedPiece));
  for (const { text } of textsOf(report)) {
    for (const piece of piecesOf(text)) {
      if (pieces.size >= SEARCH.pieces) return [...pieces];
      pieces.add(piece);
    }
  }
  return [...pieces];
}

/** By which two reports are alike: what the reporter said, and of whom. */
export const piecesOfMatter = ({ content }: Pick<Report, 'content'>): string[] => [...piecesOf(`${content.targetName}\n${content.narrative}`)];

/** Whom a report is about, as that is looked up among those of its day; none where nobody is named. */
export function targetsOf({ institutionId, content }: Pick<Report, 'institutionId' | 'content'>): string[] {
  const core = coreName(content.targetName);
  return [...(institutionId === null ? [] : [`institution ${institutionId}`]), ...(core.length < 2 ? [] : [`name ${core}`])];
}
/** What says nothing of what happened: how people tell, and whose name it is. */
export const unsaidPieces = ({ content }: Pick<Report, 'content'>): string[] => [...COMMON, ...piecesOf(content.targetName)];

const AROUND = 18;
const isInside = (character: string | undefined): boolean => character !== undefined && /[a-z0-9]/.test(character);

/** A word of Latin letters or digits must stand alone: 3 is not found in 2013. */
function at(text: string, term: string, start = 0): number {
  for (let from = text.indexOf(term, start); from >= 0; from = text.indexOf(term, from + 1)) {
    const isWhole = !(isInside(term[0]) && isInside(text[from - 1])) && !(isInside(term.at(-1)) && isInside(text[from + term.length]));
    if (isWhole) return from;
  }
  return -1;
}

type Span = { from: number; to: number };
/** Everywhere that the term stands, in the text as it was written. */
function spansOf({ text, from, to }: Placed, term: string): Span[] {
  const spans: Span[] = [];
  for (let place = at(text, term); place >= 0; place = at(text, term, place + term.length)) spans.push({ from: from[place] ?? 0, to: to[place + term.length - 1] ?? 0 });
  return spans;
}

/** Around the first term; of signs, not of halves of them. */
function excerpt(original: string, terms: readonly string[]): Found['parts'] {
  const { written, searched } = placed(original);
  const spans = terms.flatMap((term) => spansOf(searched, term));
  const first = spans[0] ?? { from: 0, to: 0 };
  const start = first.from - [...written.slice(0, first.from)].slice(-AROUND).join('').length;
  const end = first.to + [...written.slice(first.to)].slice(0, AROUND).join('').length;
  const parts: Found['parts'] = [];
  const put = (from: number, to: number, isHit: boolean): void => {
    const text = inOneLine(written.slice(from, to));
    if (text !== '') parts.push({ text: `${from === start && start > 0 ? '…' : ''}${text}${to === end && end < written.length ? '…' : ''}`, isHit });
  };
  let next = start;
  for (const span of spans.filter(({ from, to }) => from >= start && to <= end).sort((one, other) => one.from - other.from)) {
    if (span.from < next) continue;
    put(next, span.from, false);
    put(span.from, span.to, true);
    next = span.to;
  }
  put(next, end, false);
  return parts;
}

/** Null unless every term stands in one of the texts. `terms` as termsOf makes them. */
export function foundIn(report: Pick<Report, 'content' | 'messages' | 'events'>, terms: readonly string[]): Found | null {
  const texts = textsOf(report).map((one) => ({ ...one, searched: searchable(one.text) }));
  const places = terms.map((term) => texts.find(({ searched }) => at(searched, term) >= 0));
  const [place] = places;
  return place && !places.includes(undefined) ? { in: place.in, parts: excerpt(place.text, terms) } : null;
}
