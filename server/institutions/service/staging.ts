// Reading a file: each line is compared with the directory, and what it would do waits in packed pieces.
import { within } from '../../kernel/divisions.ts';
import { Invalid } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { nameKey } from '../rules/institution.ts';
import type { Institution } from '../rules/institution.ts';
import { LINES_A_PIECE, PREVIEW_LINES } from '../rules/imports.ts';
import type { Counts, FaultyLine, PreviewLine } from '../rules/imports.ts';
import { decide, identityOf, readHeadings, readLine } from '../rules/lines.ts';
import type { Column, Decision } from '../rules/lines.ts';
import type { SheetKind, SheetRow } from '../rules/sheets.ts';
import { institutionId } from './parts.ts';
import type { InstitutionsParts } from './parts.ts';

/** What a piece keeps. */
export type Kept = Exclude<Decision, { what: 'same' | 'wrong' }>;
export type Staging = { id: string; person: Person; places: Map<Column, number>; divisionOf: Map<string, string>; seen: Set<string>; counts: Counts; preview: PreviewLine[]; divisions: Set<string>; pieces: number; lines: number; renamed: number };

/** The name of a known institution that a line would change, by its code. */
function nameLost(decision: Decision, known: readonly Institution[]): string | null {
  const name = decision.what === 'changed' ? known.find(({ id }) => id === decision.id)?.name : undefined;
  return name === undefined || (decision.what === 'changed' && decision.draft.name === name) ? null : name;
}

/** Answers what reads a file into pieces. @throws Invalid (file) */
export function staging({ store, clock, sheets, packing, divisions }: InstitutionsParts) {
  const divisionsUnder = (bureau: string): Map<string, string> => new Map([...divisions()].filter(([code]) => within(bureau, code)).map(([code, name]) => [name, code]));

  function start(person: Person, id: string, heading: SheetRow): Staging {
    const { places, missing } = readHeadings(heading.cells);
    if (missing.length > 0) throw new Invalid({ file: { key: 'institutions.error.columns', args: { columns: missing.join('、') } } });
    return {
      id, person, places, divisionOf: divisionsUnder(person.bureau), seen: new Set(), counts: { new: 0, changed: 0, same: 0, wrong: 0 }, preview: [], divisions: new Set(), pieces: 0, lines: 0, renamed: 0,
    };
  }

  async function stagePiece(staging: Staging, rows: readonly SheetRow[]): Promise<void> {
    const { person: { bureau }, places, divisionOf, seen, counts, preview } = staging;
    const read = rows.map((row) => ({ row, ...readLine(row.cells, places, { bureau, divisionOf }) }));
    const drafts = read.flatMap((line) => ('draft' in line ? [line.draft] : []));
    const alike = await store.alike({
      insuranceCodes: drafts.flatMap(({ insuranceCode }) => insuranceCode ?? []), creditCodes: drafts.flatMap(({ creditCode }) => creditCode ?? []), nameKeys: drafts.map(nameKey),
    });
    const byKey = new Map<string, Institution[]>();
    for (const known of alike) for (const key of [known.insuranceCode, known.creditCode, nameKey(known)]) if (key !== null) byKey.set(key, [...(byKey.get(key) ?? []), known]);
    const given = new Set(places.keys());
    const decisions: Kept[] = [];
    const faulty: FaultyLine[] = [];
    for (const line of read) {
      const decision = judge(line);
      const was = nameLost(decision, alike);
      if (was !== null) staging.renamed += 1;
      counts[decision.what] += 1;
      if (decision.what === 'wrong') faulty.push({ line: line.row.line, name: line.row.cells[places.get('name') ?? -1] ?? '', faults: decision.faults });
      else if (decision.what !== 'same') {
        decisions.push(decision);
        staging.divisions.add(decision.draft.division);
      }
      if (preview.length < PREVIEW_LINES) preview.push({ line: line.row.line, what: decision.what, cells: [...places.values()].map((at) => line.row.cells[at] ?? ''), was });
    }
    await store.addPiece({
      import: staging.id, n: staging.pieces, decisions: decisions.length > 0 ? await packing.pack(decisions) : null, faults: faulty.length > 0 ? await packing.pack(faulty) : null,
    });
    staging.pieces += 1;
    staging.lines += rows.length;

    function judge(line: (typeof read)[number]): Decision {
      if ('faults' in line) return { what: 'wrong', faults: line.faults };
      const identity = identityOf(line.draft);
      if (seen.has(identity)) return { what: 'wrong', faults: [{ column: null, fault: 'twice' }] };
      seen.add(identity);
      const { insuranceCode, creditCode } = line.draft;
      const found = new Set([insuranceCode, creditCode, nameKey(line.draft)].flatMap((key) => (key === null ? [] : (byKey.get(key) ?? []))));
      return decide(line.draft, [...found], given, bureau, () => institutionId(clock()));
    }
  }

  async function readInto(person: Person, id: string, file: Buffer, kind: SheetKind): Promise<Staging> {
    let staging: Staging | null = null;
    let rows: SheetRow[] = [];
    for await (const row of sheets.rows(file, kind)) {
      if (staging === null) {
        staging = start(person, id, row);
        continue;
      }
      rows.push(row);
      if (rows.length < LINES_A_PIECE) continue;
      await stagePiece(staging, rows);
      rows = [];
    }
    if (staging !== null && rows.length > 0) await stagePiece(staging, rows);
    if (staging === null || staging.lines === 0) throw new Invalid({ file: { key: 'institutions.sheet.empty' } });
    return staging;
  }

  return readInto;
}
