// A letter or legal document as data: what it is called, what it rests on, which blanks it has. Letters are in Chinese.
export const KINDS = [
  'registration', 'notAccepted', 'question', 'transferLetter', 'handDownLetter', 'reportBack', 'superviseLetter', 'filed', 'notFiled',
  'filingForm', 'orderToCorrect', 'endReport', 'reviewOpinion', 'priorNotice', 'hearingNotice', 'decision', 'serviceReceipt', 'closingReport',
  'rewardDecision', 'rewardNotice',
] as const;
export type DocumentKind = (typeof KINDS)[number];

/** `when` names the blank without which the paragraph is left out. */
export type Paragraph = { style: 'to' | 'body' | 'heading' | 'item'; text: string; when: string | null };

export type Template = {
  kind: DocumentKind;
  /** Moves on with every change of the wording; kept on each document that was printed from it. */
  version: number;
  title: string;
  /** What stands between the bureau's word and the year in a number: 罚 in 鹤医保罚〔2026〕2 号. */
  word: string;
  /** The articles that the document rests on, with what they ask of it. */
  basis: readonly string[];
  /** Blank → what belongs there, as a person would call it. All must be filled. */
  slots: Readonly<Record<string, string>>;
  optional: Readonly<Record<string, string>>;
  body: readonly Paragraph[];
};

/** What a reporter reads or is handed. Its running number would tell, after two dummy tip-offs, how many letters came between: it stays in the register. */
export const TO_REPORTER: readonly DocumentKind[] = ['registration', 'notAccepted', 'question', 'filed', 'notFiled', 'rewardNotice'];

/** Blanks that the service fills in itself. */
export const OWN_SLOTS = ['bureau', 'bureauAddress', 'bureauPhone', 'date'] as const;

export const to = (text: string): Paragraph => ({ style: 'to', text, when: null });
export const body = (text: string, when: string | null = null): Paragraph => ({ style: 'body', text, when });
export const heading = (text: string, when: string | null = null): Paragraph => ({ style: 'heading', text, when });
export const item = (text: string, when: string | null = null): Paragraph => ({ style: 'item', text, when });
