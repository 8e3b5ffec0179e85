// A file at rest, what may be told of it, and the custody events that the audit record keeps.
import { mayPreview, type FileKind } from './kinds.ts';

/** Who answers for a file: a report, a message, an event of a case. */
export type Owner = { kind: string; id: string };

/** A file whose bytes are on disk and which has no row yet. */
export type Received = { id: string; originalName: string; sha256: string; size: number; mime: string; kind: FileKind };

export type StoredFile = {
  id: string;
  /** Of the plain bytes, hex. */
  sha256: string;
  size: number;
  mime: string;
  kind: FileKind;
  owner: Owner | null;
  /** The Beijing date only: the exact time of receipt is a sealed field of the report. */
  receivedOn: string;
  /** Until when it stays without anything that refers to it; null once it is attached. */
  keptUntil: Date | null;
};

/** What pages may show without opening anything; the original name is sealed. */
export type FileInfo = { id: string; sha256: string; size: number; mime: string; kind: FileKind; receivedOn: string; owner: Owner | null; mayPreview: boolean };

export const fileInfo = (file: StoredFile): FileInfo => ({
  id: file.id, sha256: file.sha256, size: file.size, mime: file.mime, kind: file.kind, receivedOn: file.receivedOn, owner: file.owner,
  mayPreview: mayPreview(file),
});

export type EvidenceLimits = { files: number; bytesPerFile: number; holdMinutes: number };
/** The form says these numbers in words. */
export const EVIDENCE_LIMITS: EvidenceLimits = { files: 20, bytesPerFile: 100 * 1024 * 1024, holdMinutes: 60 };

/** Of the names that a form showed, those of which no file is there any more; each file answers for one. */
export function goneOf(shown: readonly string[], files: readonly { name: string }[]): string[] {
  const left = files.map(({ name }) => name);
  return shown.filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

export const holdUntil = (now: Date, limits: EvidenceLimits): Date => new Date(now.getTime() + limits.holdMinutes * 60_000);

/** Why an officer needs the original; the words are in the catalogue under evidence.reason. */
export const DOWNLOAD_REASONS = ['verification', 'caseFile', 'legalReview', 'transfer', 'lawfulRequest'] as const;
export type DownloadReason = (typeof DOWNLOAD_REASONS)[number];
export const isDownloadReason = (text: string): text is DownloadReason => DOWNLOAD_REASONS.some((reason) => reason === text);

/** What happened to a file, in the shape of an audit row; the caller adds who and for which bureau and records it. */
export type CustodyEvent = { act: `evidence.${'preview' | 'open' | 'download' | 'verify'}`; subject: { kind: 'file'; id: string }; detail: Record<string, string> };

export const custody = (act: CustodyEvent['act'], file: StoredFile, detail: Record<string, string> = {}): CustodyEvent => ({
  act, subject: { kind: 'file', id: file.id },
  detail: { ...(file.owner ? { ownerKind: file.owner.kind, ownerId: file.owner.id } : {}), ...detail },
});
