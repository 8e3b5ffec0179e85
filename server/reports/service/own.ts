// What a reporter may do with his own report beside talking: correct his account, get a new code, take everything with him.
import { codeGroups, newAccessCode, normaliseNumber, randomId } from '../../kernel/crypto.ts';
import { Invalid, NotFound } from '../../kernel/errors.ts';
import { FOR_REPORTER } from '../rules/letters.ts';
import { choicesOf, correctionsOf, isAskedAgain, ownFiles } from '../rules/own.ts';
import { perform } from '../rules/perform.ts';
import type { Report } from '../rules/report.ts';
import type { ReportsStore } from '../store.ts';
import type { Acting, ReportsParts } from './parts.ts';
import type { ReporterSession } from './reporter.ts';

/** A new code, shown once. */
export type Renewed = { number: string; code: string; codeGroups: string[] };
/** One file of the download. `isPacked`: does not get smaller. */
export type Piece = { name: string; isPacked: boolean; read: () => AsyncIterable<Buffer> };

const NEW_CODES = { points: 10, seconds: 86_400 } as const;
const PACKED = ['picture', 'audio', 'video', 'archive', 'office', 'pdf'];

/** @throws NotFound once the code was replaced or the report is gone. */
export const ownReport = (store: Pick<ReportsStore, 'find'>) => async ({ report: id, codeVersion }: ReporterSession): Promise<Report> => {
  const report = await store.find(id);
  if (report.codeVersion !== codeVersion) throw new NotFound('report');
  return report;
};

const textPiece = (name: string, text: string): Piece => ({ name, isPacked: false, async *read() { yield Buffer.from(text, 'utf8'); } });
const jsonPiece = (name: string, value: object): Piece => textPiece(name, `${JSON.stringify(value, null, 2)}\n`);
const numbered = (at: number, name: string): string => `${String(at + 1).padStart(2, '0')} ${name}`;

export function owning({ store, evidence, documents, crypto, limits }: ReportsParts, { change }: Acting) {
  const load = ownReport(store);

  /** `request` names one asking: pressed twice, the second press gets a code too, since the first answer may never have arrived. */
  async function renewCode(session: ReporterSession, { number, request: given }: { number: string; request: string }): Promise<Renewed> {
    const { report: id, codeVersion: from } = session;
    const report = await store.find(id);
    const request = crypto.lookup('code request', id, given);
    if (report.codeVersion !== from && !isAskedAgain(report, request, from)) throw new NotFound('report');
    if (normaliseNumber(number) !== report.number) throw new Invalid({ number: { key: 'reporter.code.wrongNumber' } });
    if (!(await limits.allow('reporter-code', id, NEW_CODES))) throw new Invalid({ number: { key: 'reporter.code.often' } });
    // The record first: a crash between the two leaves the old code, which still opens the page.
    await change(id, (before, setting) => (isAskedAgain(before, request, from) ? null : perform('renewCode', before, null, setting, { request, from })));
    const code = newAccessCode();
    const isNew = await store.renewCode(id, report.codeVersion, crypto.codeDigest(report.number, code));
    return isNew ? { number: report.number, code, codeGroups: codeGroups(code) } : renewCode(session, { number, request: given });
  }

  return {
    /** Beside the account, never in its place. @throws Invalid, Refused at a cap. */
    async correct(session: ReporterSession, text: string): Promise<void> {
      const { id } = await load(session);
      const message = randomId();
      await change(id, (report, setting) => perform('correct', report, null, setting, { id: message, text }));
    },

    /** The old code and every session with it are dead at once. @throws Invalid for another number or after ten in a day, NotFound without a session. */
    renewCode,

    /** Receipt, posted fields, messages, choices made since, letters, own files; read one after the other while they are sent. No row tells that he took them. */
    async everything(session: ReporterSession): Promise<Piece[]> {
      const report = await load(session);
      const [proof, files, issued] = await Promise.all([store.proof(report.id), evidence.listNamed(ownFiles(report)), documents.ofSubject('report', report.id)]);
      const letters = await Promise.all(issued.filter(({ kind }) => FOR_REPORTER.includes(kind)).map(({ id }) => documents.open(id)));
      const corrections = correctionsOf(report);
      const choices = choicesOf(report);
      const nameOf = new Map(files.map((file, at) => [file.id, numbered(at, file.name)]));
      const messages = report.messages.map(({ id, from, on, text, files: sent, isQuestion, answerBy }) => ({
        from, on, text, files: sent.flatMap((file) => nameOf.get(file) ?? []), isQuestion, answerBy, isCorrection: corrections.has(id),
      }));
      return [
        ...(proof ? [jsonPiece('receipt.json', proof.receipt), jsonPiece('content.json', proof.content)] : []),
        jsonPiece('messages.json', messages),
        ...(choices.length > 0 ? [jsonPiece('choices.json', { identity: report.identity, wantsReward: report.wantsReward, changes: choices.map(({ action, on }) => ({ action, on })) })] : []),
        ...letters.map(({ content: { bureau, title, reference, lines, signedOn } }, at) =>
          textPiece(`letters/${numbered(at, title)}.txt`, `${[bureau, title, ...(reference === null ? [] : [reference]), '', ...lines.map(({ text }) => text), '', bureau, signedOn].join('\n')}\n`)),
        ...files.map(({ id, kind }) => ({ name: `files/${nameOf.get(id) ?? id}`, isPacked: PACKED.includes(kind), async *read() { yield* (await evidence.openStream(id)).stream; } })),
      ];
    },
  };
}
