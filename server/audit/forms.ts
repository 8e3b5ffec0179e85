/** What the auditor asks for; each an id, a code or '' for all. `before` is the last row of the page before. */
export type AuditQuery = { bureau: string; person: string; subject: string; before: string };

const short = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 100) : '');

export const parseAuditQuery = (query: Record<string, unknown>): AuditQuery => ({
  bureau: short(query['bureau']), person: short(query['person']), subject: short(query['subject']), before: short(query['before']),
});
