/** What a page needs of a file that somebody sent. */
export type NamedFileInfo = { name: string; kind: string; size: number };
