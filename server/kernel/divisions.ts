// GB/T 2260 division codes, six digits. Pure: the names come from a table that is handed in.

/** Jurisdiction of national rules, the root above every province. */
export const COUNTRY = 'CN';

export type DivisionLevel = 'country' | 'province' | 'prefecture' | 'county';

/** Code → name, in the order of the codes. */
export type DivisionTable = ReadonlyMap<string, string>;

const CODE = /^[1-9]\d(?:\d{4})$/;

export const isDivisionCode = (text: string): boolean => CODE.test(text);

/** The significant digits: '440700' → '4407', 'CN' → ''. */
const stem = (code: string): string => (code === COUNTRY ? '' : code.replace(/(?:00)+$/, ''));

export function level(code: string): DivisionLevel {
  const digits = stem(code).length;
  if (digits === 0) return 'country';
  if (digits <= 2) return 'province';
  return digits <= 4 ? 'prefecture' : 'county';
}

/** The division above; null above the country. */
export function parent(code: string): string | null {
  const digits = stem(code);
  if (digits === '') return null;
  return digits.length <= 2 ? COUNTRY : digits.slice(0, digits.length <= 4 ? 2 : 4).padEnd(6, '0');
}

/** Whether `code` is the scope itself or lies in it: 440000 ⊃ 440700 ⊃ 440784. */
export const within = (scope: string, code: string): boolean => stem(code).startsWith(stem(scope));

/** The code and everything above it, nearest first: 440784, 440700, 440000, CN. */
export function chain(code: string): string[] {
  const above = parent(code);
  return above === null ? [code] : [code, ...chain(above)];
}

/** The prefix that a query on a stored code needs: '440700' → '4407'. */
export const codePrefix = (scope: string): string => stem(scope);

/** The divisions directly below, as code and name. */
export function children(table: DivisionTable, code: string): { code: string; name: string }[] {
  const found: { code: string; name: string }[] = [];
  for (const [each, name] of table) if (parent(each) === code) found.push({ code: each, name });
  return found;
}

/** '浙江省舟山市定海区'; parts the table does not know are left out. A municipality's filler level repeats its name and is skipped. */
export function fullName(table: DivisionTable, code: string): string {
  const names = chain(code).filter((each) => each !== COUNTRY).reverse().map((each) => table.get(each) ?? '');
  return names.filter((name, at) => name !== names[at - 1]).join('');
}
