// 12345 and 12315 orders from a sheet: read, shown, confirmed by a person, and then registered one after the other, whatever happens in between.
import { done, refused } from '../../audit/rules.ts';
import type { Audit } from '../../audit/service.ts';
import type { SheetRow, Sheets } from '../../institutions/rules/sheets.ts';
import { beijingDate } from '../../kernel/clock.ts';
import type { Clock } from '../../kernel/clock.ts';
import { randomId } from '../../kernel/crypto.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Renew } from '../../kernel/jobs.ts';
import type { Person } from '../../people/rules/person.ts';
import { foreignKey, mayEnter } from '../rules/enter.ts';
import type { Arrival } from '../rules/enter.ts';
import { IMPORT_LIMITS, layoutOf, HEADINGS } from '../rules/import.ts';
import type { CellMistake, Hotline, Layout } from '../rules/import.ts';
import type { HotlineImport, ImportStore } from '../store/imports.ts';
import type { ReportsService } from '../service.ts';
import type { Entry } from './enter.ts';
import type { Jobs } from './parts.ts';

export const IMPORT = 'reports.import';
/** So many are registered while the person waits; more are left to the job runner. */
const AT_ONCE = 50;
const HOURS = 24;
const SHOWN = 20;
const MOST_MISTAKES = 500;

export type PreviewLine = { line: number; foreignNumber: string; receivedOn: string; targetName: string; identity: string };
/** What the preview shows; no name and no number of a reporter. */
export type Findings = { mistakes: CellMistake[]; more: number; preview: PreviewLine[] };
/** All that was found; `numbers`: the foreign number of each line that is wrong and has a readable one. */
type Kept = { mistakes: CellMistake[]; numbers: Record<number, string>; preview: PreviewLine[] };
export type Read = { line: number; entry: Entry | null; arrival: Arrival | null; mistakes: readonly CellMistake[] };
export type HotlineImports = ReturnType<typeof hotlineImports>;

type Parts = {
  store: ImportStore; sheets: Sheets; audit: Audit; clock: Clock; jobs: Jobs;
  reports: Pick<ReportsService, 'addLeads' | 'judgingEntries' | 'knownForeign'>;
};

export function hotlineImports({ store, sheets, reports, audit, clock, jobs }: Parts) {
  const subjectOf = (id: string) => ({ kind: 'import', id });

  async function allow(person: Person): Promise<void> {
    if (mayEnter(person)) return;
    await audit.record(refused('reports.import', person.id, person.bureau, null));
    throw new Forbidden('reports.import');
  }

  type Line = { entry: Omit<Entry, 'name' | 'contact'>; person: Pick<Entry, 'name' | 'contact'> };
  async function register({ id, bureau, by, channel }: HotlineImport, lines: readonly Line[]): Promise<void> {
    const registered = await reports.addLeads(bureau, by, lines.map(({ entry, person }) => ({ ...entry, ...person })));
    // A stop between the two leaves a report whose row is missing: it is made up for here.
    const onRecord = await audit.doneTo(registered.flatMap(({ id: report, isNew }) => (isNew ? [] : [report])), 'reports.register');
    await audit.recordAll(registered.flatMap(({ id: report }) => (onRecord.has(report) ? [] : [done('reports.register', by, bureau, { kind: 'report', id: report }, { channel, import: id })])));
  }

  /** Registers slice by slice what is not in the register yet. May be repeated: the foreign number knows what is there. */
  async function apply(id: string, renew: Renew = async () => undefined): Promise<void> {
    const { one } = await store.find(null, id);
    if (one.state !== 'confirmed') return;
    for (let next = one.added; ;) {
      const lines = await store.lines<Omit<Entry, 'name' | 'contact'>>(id, next);
      if (lines.length === 0) break;
      await register(one, lines);
      next = (lines.at(-1)?.n ?? next) + 1;
      await store.advance(id, next);
      await renew();
    }
    await store.finish(id);
  }
  jobs.handle(IMPORT, (id, _payload, renew) => apply(id, renew));

  /** Mistakes that show only against the calendar, the register and the other lines. */
  async function judge(person: Person, channel: Hotline, lines: readonly Read[], cellsOf: (line: number, errors: FieldErrors) => CellMistake[]) {
    const first = new Map<string, number>();
    const right: Entry[] = [];
    const mistakes: CellMistake[] = [];
    const mistakesIn = await reports.judgingEntries(person);
    for (const { line, entry, arrival, mistakes: own } of lines) {
      const key = arrival ? foreignKey(arrival.foreignNumber) : '';
      const twin = key === '' ? undefined : first.get(key);
      const isNew = ({ column }: CellMistake): boolean => !own.some((mistake) => mistake.column === column);
      const found = arrival ? [...cellsOf(line, mistakesIn(arrival)).filter(isNew), ...(twin === undefined ? [] : cellsOf(line, { foreignNumber: { key: 'entering.import.error.twice', args: { line: twin } } }))] : [];
      mistakes.push(...own, ...found);
      if (key !== '' && twin === undefined) first.set(key, line);
      if (entry && own.length + found.length === 0) right.push(entry);
    }
    const known = await reports.knownForeign(person.bureau, channel, right.map(({ foreignNumber }) => foreignNumber));
    return { fresh: right.filter(({ foreignNumber }) => !known.has(foreignNumber)), known: known.size, mistakes };
  }

  return {
    limits: IMPORT_LIMITS,
    /** Headings and lines of a file. @throws Forbidden, Invalid (field `file`) where it cannot be read or lacks a column */
    async read(person: Person, file: Buffer): Promise<{ layout: Layout; rows: SheetRow[] }> {
      await allow(person);
      const rows: SheetRow[] = [];
      let layout: Layout | null = null;
      for await (const row of sheets.rows(file, sheets.kindOf(file))) {
        if (layout === null) {
          const found = layoutOf(row.cells);
          if ('missing' in found) throw new Invalid({ file: { key: 'entering.import.error.columns', args: { columns: found.missing.map((column) => HEADINGS[column][0] ?? column).join('、') } } });
          layout = found.layout;
          continue;
        }
        if (rows.length >= IMPORT_LIMITS.lines) throw new Invalid({ file: { key: 'entering.import.error.lines', args: { most: IMPORT_LIMITS.lines } } });
        rows.push(row);
      }
      if (layout === null || rows.length === 0) throw new Invalid({ file: { key: 'entering.import.error.empty' } });
      return { layout, rows };
    },

    /** Keeps what was read until it is confirmed or a day has passed; nothing of it is in the register. `cellsOf` turns mistakes of an entry into cells. */
    async stage(person: Person, channel: Hotline, lines: readonly Read[], cellsOf: (line: number, errors: FieldErrors) => CellMistake[]): Promise<string> {
      await allow(person);
      const { fresh, known, mistakes } = await judge(person, channel, lines, cellsOf);
      const at = clock();
      const id = randomId();
      const isWrong = new Set(mistakes.map(({ line }) => line));
      const wrong = isWrong.size;
      const preview = lines.flatMap(({ line, entry }): PreviewLine[] => (entry ? [{ line, foreignNumber: entry.foreignNumber, receivedOn: entry.receivedOn, targetName: entry.targetName, identity: entry.identity ?? 'anonymous' }] : [])).slice(0, SHOWN);
      const one: HotlineImport = {
        id, bureau: person.bureau, by: person.id, channel, on: beijingDate(at), state: 'checked', counts: { total: lines.length, fresh: fresh.length, known, wrong }, added: 0,
        expiresAt: new Date(at.getTime() + HOURS * 3_600_000), version: 1,
      };
      const numbers = Object.fromEntries(lines.flatMap(({ line, arrival }) => (isWrong.has(line) && arrival ? [[line, arrival.foreignNumber]] : [])));
      const findings: Kept = { mistakes, numbers, preview };
      // A line that is wrong keeps the whole file out, so what it got right need not be kept either.
      const kept = wrong > 0 ? [] : fresh;
      await store.add(one, kept.map(({ name, contact, ...entry }) => ({ entry, person: { name, contact } })), findings);
      await audit.record(done('reports.import', person.id, person.bureau, subjectOf(id), { channel, lines: lines.length, wrong }));
      return id;
    },

    /** @throws NotFound outside the bureau */
    async find(person: Person, id: string): Promise<{ one: HotlineImport; findings: Findings | null }> {
      await allow(person);
      const { one, findings } = await store.find<Kept>(person.bureau, id);
      return { one, findings: findings && { preview: findings.preview, mistakes: findings.mistakes.slice(0, MOST_MISTAKES), more: Math.max(0, findings.mistakes.length - MOST_MISTAKES) } };
    },
    /** Every mistake as a line of a CSV file: line, foreign number, column, what to do, as `words` says it. @throws NotFound outside the bureau, and once it was registered */
    async faults(person: Person, id: string, heading: readonly string[], words: (mistake: CellMistake) => string): Promise<AsyncIterable<Buffer>> {
      await allow(person);
      const { findings } = await store.find<Kept>(person.bureau, id);
      if (!findings) throw new NotFound('import');
      const { mistakes, numbers } = findings;
      return sheets.write('csv', '', [heading, ...mistakes.map((mistake) => [mistake.line, numbers[mistake.line] ?? '', HEADINGS[mistake.column][0] ?? mistake.column, words(mistake)])]);
    },
    async recent(person: Person): Promise<HotlineImport[]> {
      await allow(person);
      return store.recent(person.bureau, SHOWN);
    },

    /** All of it or nothing: the intent is written, then every line is registered, by this process or another one. @throws Conflict, NotFound */
    async confirm(person: Person, id: string, version: number): Promise<void> {
      await allow(person);
      const { one } = await store.find(person.bureau, id);
      if (one.version !== version || one.state !== 'checked' || one.counts.wrong > 0 || one.counts.fresh === 0) throw new Conflict('import');
      // Before, so that a crash leaves a job; and again after, for a runner that came in between and found nothing to do.
      await jobs.queue(IMPORT, id);
      await store.confirm(one);
      await jobs.queue(IMPORT, id);
      await audit.record(done('reports.confirmImport', person.id, person.bureau, subjectOf(id), { channel: one.channel, lines: one.counts.fresh }));
      if (one.counts.fresh > AT_ONCE) return;
      await apply(id);
      await jobs.finish(IMPORT, id);
    },
    async drop(person: Person, id: string, version: number): Promise<void> {
      await allow(person);
      const { one } = await store.find(person.bureau, id);
      if (one.version !== version) throw new Conflict('import');
      await store.drop(one);
      await audit.record(done('reports.dropImport', person.id, person.bureau, subjectOf(id)));
    },
  };
}
