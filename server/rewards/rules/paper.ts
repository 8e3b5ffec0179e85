// A paper as data: what a word processor shall show, whichever writes the file.

export type Block =
  | { kind: 'title' | 'heading' | 'text' | 'item' | 'right' | 'note'; text: string }
  /** `sums`: columns that stand to the right. */
  | { kind: 'table'; head: readonly string[]; rows: readonly (readonly string[])[]; sums: readonly number[] };
export type Paper = { title: string; blocks: readonly Block[] };
/** The bytes of a .docx file. */
export type WritePaper = (paper: Paper) => Promise<Buffer>;
