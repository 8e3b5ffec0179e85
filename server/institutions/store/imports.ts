// A file on its way in. Its lines wait in packed pieces that nothing else reads, so before the confirmation nothing of it can be seen.
import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import { Conflict, NotFound } from '../../kernel/errors.ts';
import type { Import } from '../rules/imports.ts';

type ImportRow = Omit<Import, 'id'> & { _id: string };
/** `decisions` and `faults` are packed JSON; null where there is none. */
export type PieceRow = { _id: string; import: string; n: number; decisions: Buffer | null; faults: Buffer | null };
const IMPORTS_SHOWN = 20;
/** mongoose hands binary values out as the driver's class. */
const bytes = (value: Buffer | { buffer: Uint8Array } | null): Buffer | null => (value === null ? null : Buffer.isBuffer(value) ? value : Buffer.from(value.buffer));

export function importsStore(connection: Connection) {
  const options = { strict: 'throw', versionKey: false, minimize: false } as const;
  const imports = connection.model('InstitutionImport', new Schema<ImportRow>({
    _id: String, bureau: String, by: String, at: Date, state: String, kind: String, lines: Number, counts: Schema.Types.Mixed, preview: Schema.Types.Mixed, columns: [String], divisions: [String],
    pieces: Number, appliedPieces: Number, applied: Number, missed: Number, renamed: { type: Number, default: 0 }, confirmedBy: { type: String, default: null }, endedAt: { type: Date, default: null },
  }, { ...options, collection: 'institution_imports' }).index({ bureau: 1, at: -1 }));
  const pieces = connection.model('InstitutionImportPiece', new Schema<PieceRow>({
    _id: String, import: String, n: Number, decisions: { type: Buffer, default: null }, faults: { type: Buffer, default: null },
  }, { ...options, collection: 'institution_import_pieces' }).index({ import: 1, n: 1 }));
  const importOf = ({ _id, ...rest }: ImportRow): Import => ({ ...rest, id: _id });

  return {
    async addImport({ id, ...rest }: Import): Promise<void> {
      await imports.insertMany([{ ...rest, _id: id }]);
    },
    async findImport(id: string): Promise<Import> {
      const row = await imports.findById(id).lean<ImportRow>();
      if (!row) throw new NotFound('import');
      return importOf(row);
    },
    listImports: async (bureau: string): Promise<Import[]> => (await imports.find({ bureau }).sort({ at: -1 }).limit(IMPORTS_SHOWN).lean<ImportRow[]>()).map(importOf),
    /** From one state to the next, once. @throws Conflict */
    async moveImport(id: string, from: Import['state'], change: Partial<Omit<Import, 'id'>>): Promise<void> {
      const result = await imports.updateOne({ _id: id, state: from }, { $set: change });
      if (result.matchedCount === 0) throw new Conflict('import');
    },
    async addPiece(piece: Omit<PieceRow, '_id'>): Promise<void> {
      await pieces.insertMany([{ ...piece, _id: `${piece.import}/${String(piece.n).padStart(5, '0')}` }]);
    },
    async piece(importId: string, n: number): Promise<Pick<PieceRow, 'decisions' | 'faults'>> {
      const row = await pieces.findById(`${importId}/${String(n).padStart(5, '0')}`).lean<PieceRow>();
      return { decisions: bytes(row?.decisions ?? null), faults: bytes(row?.faults ?? null) };
    },
    /** What is applied or given up is not kept; what was wrong stays for the report. */
    async dropDecisions(importId: string): Promise<void> {
      await pieces.deleteMany({ import: importId, faults: null });
      await pieces.updateMany({ import: importId }, { $set: { decisions: null } });
    },
    async dropPieces(importId: string): Promise<void> {
      await pieces.deleteMany({ import: importId });
    },
  };
}
