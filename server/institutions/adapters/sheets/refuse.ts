import { Invalid } from '../../../kernel/errors.ts';

export type SheetFault = 'empty' | 'old' | 'kind' | 'broken' | 'large' | 'rows' | 'columns' | 'cell' | 'encoding' | 'quotes';

/** What is wrong with the file, for the field in which it was chosen. */
export const refuse = (fault: SheetFault, args: Record<string, string | number> = {}): Invalid =>
  new Invalid({ file: { key: `institutions.sheet.${fault}`, args } });
