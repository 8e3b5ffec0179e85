// The signed receipt of a tip-off, and what opens it. The receipt may lie about or be shown: it holds commitments only,
// and the salts are in the second file, which the reporter keeps apart. Nothing here tells the exact time.

const RECEIPT_PURPOSES = { content: 'mingjian receipt content', file: 'mingjian receipt file', order: 'mingjian receipt order' } as const;

export type Receipt = {
  version: 1;
  number: string;
  bureau: { code: string; name: string };
  /** Beijing date. */
  receivedOn: string;
  /** Commitment to the register number; its salt is opened when it must be shown who was first. */
  order: string;
  /** Commitment to the posted fields. */
  content: string;
  /** Commitment to the SHA-256 of each file, in the order of the form; sizes in bytes. */
  files: { sha256: string; size: number }[];
  demo: boolean;
  algorithm: 'Ed25519';
  keyId: string;
  /** Base64, over the RFC 8785 bytes of all the rest. */
  signature: string;
};

/** The reporter's own copy: with it and the receipt anybody can check what was said. */
export type ReceiptContent = { version: 1; number: string; salt: string; content: Record<string, unknown>; files: { name: string; salt: string }[] };

/** Kept sealed with the report. */
export type ReceiptSalts = { content: string; order: string; files: string[] };

export type ReceiptInput = {
  number: string;
  bureau: { code: string; name: string };
  receivedOn: string;
  /** The gapless number as officers see it, `2026-000433`. */
  register: string;
  /** The posted fields, without code, passphrase or identity. */
  content: Record<string, unknown>;
  files: readonly { name: string; sha256: string; size: number }[];
  salts: ReceiptSalts;
  demo: boolean;
};

/** From the kernel's crypto: `commit` is saltedHash, `sign` is signJson(…).value. */
export type ReceiptTools = { keyId: string; commit: (purpose: string, salt: string, value: unknown) => string; sign: (value: unknown) => string };

/** One salt for each thing that may be opened apart from the others. */
export const receiptSalts = (fileCount: number, newSalt: () => string): ReceiptSalts => ({
  content: newSalt(), order: newSalt(), files: Array.from({ length: fileCount }, newSalt),
});

const saltOf = (salts: ReceiptSalts, place: number): string => {
  const salt = salts.files[place];
  if (salt === undefined) throw new RangeError('a file without its salt');
  return salt;
};

export function buildReceipt(input: ReceiptInput, { keyId, commit, sign }: ReceiptTools): Receipt {
  const unsigned: Omit<Receipt, 'signature'> = {
    version: 1,
    number: input.number,
    bureau: { code: input.bureau.code, name: input.bureau.name },
    receivedOn: input.receivedOn,
    order: commit(RECEIPT_PURPOSES.order, input.salts.order, input.register),
    content: commit(RECEIPT_PURPOSES.content, input.salts.content, input.content),
    files: input.files.map((file, place) => ({ sha256: commit(RECEIPT_PURPOSES.file, saltOf(input.salts, place), file.sha256), size: file.size })),
    demo: input.demo,
    algorithm: 'Ed25519',
    keyId,
  };
  return { ...unsigned, signature: sign(unsigned) };
}

export const receiptContent = (input: ReceiptInput): ReceiptContent => ({
  version: 1,
  number: input.number,
  salt: input.salts.content,
  content: input.content,
  files: input.files.map((file, place) => ({ name: file.name, salt: saltOf(input.salts, place) })),
});
