// The engine's exact symbols as a person reads them, the same on pages and in decisions.
import type { TraceStep } from './calculation.ts';

/** 10000.005 → 10,000.005, wherever it stands in a formula. */
export const grouped = (symbols: string): string => symbols.replace(/\d+(\.\d+)?/g, (number) => number.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ',')));

/** The engine's exact symbols as a reader compares them: max(6,861.92, 400.00) that did not bind is 6,861.92 ≥ 400.00. */
/** `before`: what it came to until this step. */
export function readable(step: TraceStep, before: string | null = null): string | null {
  const { name, formula, changed } = step;
  if (formula === '' || name === 'version' || name === 'branch') return null;
  const [first = '', second = '', third = ''] = formula.match(/\d+(?:\.\d+)?/g) ?? [];
  if (name === 'floor') return grouped(`${first} ${changed ? '<' : '≥'} ${second}`);
  if (name === 'localCap') return grouped(`${first} ${changed ? '>' : '≤'} ${second}`);
  // Floor first, then what it came to, then the cap.
  if (name === 'national') return grouped(third === '' ? `${second} ${changed ? '<' : '≥'} ${first}` : between({ floor: first, sum: second, cap: third, changed }));
  if (name === 'rounding' && changed && before !== null) return grouped(`${before} ${formula}`);
  if (name === 'bonus') return grouped(raised(step));
  return grouped(name === 'officer' ? chosen(step) : formula);
}

/** A layer without a floor has one of 0, which nothing falls below. */
function between({ floor, sum: reached, cap, changed }: { floor: string; sum: string; cap: string; changed: boolean }): string {
  if (changed) return Number(reached) < Number(floor) ? `${reached} < ${floor}` : `${reached} > ${cap}`;
  return Number(floor) === 0 ? `${reached} ≤ ${cap}` : `${floor} ≤ ${reached} ≤ ${cap}`;
}

/** max(200.00 × (1 + 20%) + 0.00, 500.00) → 200.00 × (1 + 20%) < 500.00 */
function raised({ formula, yuan }: TraceStep): string {
  const [, inside = formula, atLeast] = /^max\((.*), ([\d.]+)\)$/.exec(formula) ?? [];
  const plain = inside.replace(/ × \(1 \+ 0%\)/, '').replace(/ \+ 0\.00$/, '');
  return atLeast === undefined ? plain : `${plain} ${yuan === atLeast ? '<' : '≥'} ${atLeast}`;
}

/** Each value between the ends of its range; of a value that is missing or lies outside only the range. */
function chosen({ formula, inputs, notes }: TraceStep): string {
  const values = Object.values(inputs);
  if (notes.some((each) => each !== 'officerValueUnused')) return formula;
  return formula.split('; ').map((range, at) => { const [from = '', to = ''] = range.split(' … '); return `${from} ≤ ${values[at] ?? ''}${to === '' ? '' : ` ≤ ${to}`}`; }).join('; ');
}
