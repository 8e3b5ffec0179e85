// Which day's law a step of report handling follows (report-handling 2, settings H1–H5). Regime A ends where Order 5 begins.
import { addDays } from '../../../kernel/workdays.ts';
import { lawVersion } from '../laws.ts';
import { findParameter, wordOf, type Parameter } from '../parameters.ts';

export type Regime = 'A' | 'B';

/** Setting → what may be chosen; the first is the default that the program comes with. */
export const HANDLING_SETTINGS = {
  REGIME_DATE: ['RECEIPT', 'STEP'],
  UNFINISHED_AT_CHANGE: ['NEW_STEPS_NEW_LAW', 'OLD_LAW_TO_THE_END'],
  GAP_2022: ['ORDER5', 'NAT2018'],
  ORDER4_OVERLAP: ['EXTENSION_BY_ORDER4', 'NO_EXTENSION'],
  TRANSFER_CLOCK: ['RECEIVER_RECEIPT', 'FIRST_RECEIPT'],
} as const;
export type HandlingSetting = keyof typeof HANDLING_SETTINGS;
export type HandlingSettings = { readonly [Name in HandlingSetting]: (typeof HANDLING_SETTINGS)[Name][number] };
export const SETTING_CODES = Object.keys(HANDLING_SETTINGS).filter((name): name is HandlingSetting => Object.hasOwn(HANDLING_SETTINGS, name));

/** Clocks whose limits come from the handling rules; those of the penalty procedure and of rewards change on days of their own. */
const HANDLING_CLOCKS: readonly string[] = ['REGISTER', 'ACCEPT_OR_FILE', 'TELL_NOT_ACCEPTED', 'TELL_FILED', 'TELL_RESULT', 'FINISH', 'HANDDOWN_FINISH', 'TRANSFER'];

const begin = (code: 'D4' | 'D5'): string => lawVersion(code)?.from ?? '';
const dayBeforeChange = (): string => addDays(begin('D5'), -1);

export const regimeOf = (code: string, lawOn: string): Regime | null => (HANDLING_CLOCKS.includes(code) ? (lawOn < begin('D5') ? 'A' : 'B') : null);

/** The settings as a bureau has them on a day: its own entries before the defaults. */
export function handlingSettings(jurisdiction: string, today: string, overlay: readonly Parameter[]): HandlingSettings {
  const chosen = <Word extends string>(name: HandlingSetting, options: readonly [Word, ...Word[]]): Word => {
    const entered = wordOf(findParameter(name, jurisdiction, today, overlay));
    return options.find((option) => option === entered) ?? options[0];
  };
  const { REGIME_DATE, UNFINISHED_AT_CHANGE, GAP_2022, ORDER4_OVERLAP, TRANSFER_CLOCK } = HANDLING_SETTINGS;
  return {
    REGIME_DATE: chosen('REGIME_DATE', REGIME_DATE), UNFINISHED_AT_CHANGE: chosen('UNFINISHED_AT_CHANGE', UNFINISHED_AT_CHANGE), GAP_2022: chosen('GAP_2022', GAP_2022),
    ORDER4_OVERLAP: chosen('ORDER4_OVERLAP', ORDER4_OVERLAP), TRANSFER_CLOCK: chosen('TRANSFER_CLOCK', TRANSFER_CLOCK),
  };
}

/** `receivedOn`: of the report; `startedOn`: from when the step is counted; `begunOn`: when the act was done that begins it. */
export function lawDay(settings: HandlingSettings, { receivedOn, startedOn, begunOn }: { receivedOn: string; startedOn: string; begunOn: string }): string {
  const day = settings.REGIME_DATE === 'STEP' ? begunOn : startedOn;
  if (day < begin('D5')) return day;
  const isOld = receivedOn < begin('D5') && settings.REGIME_DATE === 'RECEIPT' && settings.UNFINISHED_AT_CHANGE === 'OLD_LAW_TO_THE_END';
  const isInGap = settings.GAP_2022 === 'NAT2018' && day <= (lawVersion('RPT-2018')?.to ?? '');
  return isOld || isInGap ? dayBeforeChange() : day;
}

/** H4: whether Order 4 extends a step whose 15 working days are still those of 2018. Outside that overlap nothing is taken away. */
export const mayExtendInOverlap = (settings: HandlingSettings, lawOn: string): boolean =>
  settings.ORDER4_OVERLAP === 'EXTENSION_BY_ORDER4' || lawOn < begin('D4') || lawOn >= begin('D5');

/** H5: from when the clock of a bureau runs to which a report was transferred. */
export const transferStart = (settings: HandlingSettings, { firstReceivedOn, receivedOn }: { firstReceivedOn: string; receivedOn: string }): string =>
  (settings.TRANSFER_CLOCK === 'FIRST_RECEIPT' ? firstReceivedOn : receivedOn);
