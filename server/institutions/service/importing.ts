// A file in three steps: read and staged in packed pieces, looked at, confirmed. What is confirmed a job applies piece by piece and finishes after any break.
import { done } from '../../audit/rules.ts';
import { randomId } from '../../kernel/crypto.ts';
import { Conflict, Forbidden, NotFound } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { mayAdd } from '../rules/institution.ts';
import { FAULTS_SHOWN, KEPT_DAYS } from '../rules/imports.ts';
import type { FaultyLine, Import } from '../rules/imports.ts';
import { COLUMNS, COLUMN_NAMES } from '../rules/lines.ts';
import type { SheetCell } from '../rules/sheets.ts';
import { applying } from './applying.ts';
import type { InstitutionsParts, Shared } from './parts.ts';
import { staging } from './staging.ts';

const APPLY = 'institutions.apply';
const GIVE_UP = 'institutions.giveUp';
const DAY = 86_400_000;
const SAFE_MILLISECONDS = 5_000;

export function importing(parts: InstitutionsParts, sides: Shared, publish: (divisions: readonly string[]) => Promise<void>) {
  const { store, audit, clock, jobs, sheets, packing, sparingly } = parts;
  const { attempt } = sides;
  const readInto = staging(parts);
  const apply = applying(parts, sides, publish);
  const record = (person: Person, act: string, id: string, detail: Record<string, number> = {}): Promise<void> =>
    audit.record(done(`institutions.${act}`, person.id, person.bureau, { kind: 'institutionImport', id }, detail));
  async function own(person: Person, id: string): Promise<Import> {
    const found = await store.findImport(id);
    if (found.bureau !== person.bureau) throw new NotFound('import');
    return found;
  }
  const keeper = (person: Person): void => {
    if (!mayAdd(person)) throw new Forbidden('institutions.import');
  };
  async function faultsOf(id: string, n: number): Promise<FaultyLine[]> {
    const { faults } = await store.piece(id, n);
    return faults === null ? [] : JSON.parse((await packing.unpack(faults)).toString('utf8')) as FaultyLine[];
  }
  async function giveUp(id: string): Promise<void> {
    const found = await store.findImport(id);
    if (found.state !== 'reading' && found.state !== 'staged') return;
    await store.moveImport(id, found.state, { state: 'discarded', endedAt: clock() });
    await store.dropPieces(id);
  }

  jobs.handle(APPLY, (id, _payload, renew) => sparingly(() => apply(id, renew)));
  jobs.handle(GIVE_UP, giveUp);

  return {
    listImports: (person: Person): Promise<Import[]> => store.listImports(person.bureau),
    openImport: own,
    /** Reads the file and says what it would do; the directory is as before. @throws Invalid (file) */
    stage: (person: Person, file: Buffer): Promise<string> => attempt(person, 'import', null, async () => {
      keeper(person);
      const kind = sheets.kindOf(file);
      const id = randomId();
      const at = clock();
      await store.addImport({
        id, bureau: person.bureau, by: person.id, at, state: 'reading', kind, lines: 0, counts: { new: 0, changed: 0, same: 0, wrong: 0 }, preview: [], columns: [], divisions: [], pieces: 0,
        appliedPieces: 0, applied: 0, missed: 0, renamed: 0, confirmedBy: null, endedAt: null,
      });
      await jobs.queue(GIVE_UP, id, {}, new Date(at.getTime() + KEPT_DAYS * DAY));
      try {
        const { counts, preview, places, pieces, lines, renamed, divisions: touched } = await sparingly(() => readInto(person, id, file, kind));
        await store.moveImport(id, 'reading', { state: 'staged', counts, preview, columns: [...places.keys()], pieces, lines, renamed, divisions: [...touched] });
      } catch (error) {
        await giveUp(id);
        throw error;
      }
      await record(person, 'stage', id);
      return id;
    }),
    /** From here on it is decided: the state is the intent, the job does it. */
    confirm: (person: Person, id: string): Promise<void> => attempt(person, 'import', null, async () => {
      keeper(person);
      const { state, counts } = await own(person, id);
      if (state !== 'staged') throw new Conflict('import');
      // First for the case that the process ends between the two, then in earnest.
      await jobs.queue(APPLY, id, {}, new Date(clock().getTime() + SAFE_MILLISECONDS));
      await store.moveImport(id, 'staged', { state: 'applying', confirmedBy: person.id });
      await jobs.queue(APPLY, id);
      await record(person, 'import', id, { new: counts.new, changed: counts.changed, wrong: counts.wrong });
    }),
    discard: (person: Person, id: string): Promise<void> => attempt(person, 'import', null, async () => {
      keeper(person);
      const { state } = await own(person, id);
      if (state !== 'staged') throw new Conflict('import');
      await giveUp(id);
      await record(person, 'discard', id);
    }),
    /** The first wrong lines, for the page. */
    async firstFaults(person: Person, id: string): Promise<FaultyLine[]> {
      const { pieces } = await own(person, id);
      const shown: FaultyLine[] = [];
      for (let n = 0; n < pieces && shown.length < FAULTS_SHOWN; n += 1) shown.push(...(await faultsOf(id, n)));
      return shown.slice(0, FAULTS_SHOWN);
    },
    /** What was wrong, line by line, as CSV; `words` says each fault in the reader's language. */
    async faults(person: Person, id: string, heading: readonly string[], words: (faulty: FaultyLine) => string): Promise<AsyncIterable<Buffer>> {
      const { pieces } = await own(person, id);
      async function* rows(): AsyncGenerator<SheetCell[]> {
        yield [...heading];
        for (let n = 0; n < pieces; n += 1) for (const faulty of await faultsOf(id, n)) yield [faulty.line, faulty.name, words(faulty)];
      }
      return sheets.write('csv', '', rows());
    },
    /** The columns an import knows, as an empty file to fill in. */
    template: (): AsyncIterable<Buffer> => sheets.write('xlsx', COLUMNS.name[0], [COLUMN_NAMES.map((column) => COLUMNS[column][0])]),
  };
}
