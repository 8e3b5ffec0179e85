import type { Due, TermUnit } from '../../../kernel/workdays.ts';
import type { Approver, Mark } from '../parameters/record.ts';

/** notEntered: 未录入期限, the law has a limit that is not known here. none: the regime has no such clock. */
export type ClockLimit = 'known' | 'notEntered' | 'none';

/** An extension that the rules of the starting day allow; `amount` null: a reasonable period, to be stated. */
export interface AllowedExtension {
  readonly code: string;
  readonly mode: 'added' | 'total';
  readonly approver: Approver;
  readonly after: string | null;
  readonly amount: number | null;
  readonly unit: TermUnit;
  /** The basis that the grant must state. */
  readonly source: string;
}

export interface ExtensionGrant {
  readonly code: string;
  readonly mode: 'added' | 'total';
  readonly amount: number;
  readonly unit: TermUnit;
  readonly on: string;
  readonly by: string;
  readonly approver: Approver;
  readonly reason: string;
  readonly source: string;
}

export interface ClockPause {
  readonly reason: string;
  readonly from: string;
  /** Day the result arrived; null while it lasts. */
  readonly to: string | null;
  readonly document: string;
  readonly by: string;
}

/** A running or ended clock as it is stored inside its matter: plain data with the law of the day it started. */
export interface Clock {
  readonly code: string;
  readonly jurisdiction: string;
  readonly startedOn: string;
  /** Who ordered it and is owed the answer; of hand-downs only, and absent from those of before there was such a thing. */
  readonly orderedBy?: string;
  /** The day whose law it follows; another than the start where a regime changed in between. */
  readonly lawOn: string;
  readonly limit: ClockLimit;
  readonly amount: number | null;
  readonly unit: TermUnit | null;
  readonly rolls: boolean;
  readonly reach: 'last' | 'nextWorkday';
  readonly alertOn: 'end' | 'rawEnd';
  /** Working days before the due date from which it warns. */
  readonly warnAt: number;
  readonly allowed: readonly AllowedExtension[];
  readonly pausable: readonly string[];
  readonly extensions: readonly ExtensionGrant[];
  readonly pauses: readonly ClockPause[];
  readonly stoppedOn: string | null;
  readonly stopped: { readonly due: string | null; readonly calendarVersion: string; readonly provisional: boolean } | null;
  /** How it was counted when it was last written (report-handling 12.2); kept for ever once it has ended. */
  readonly counted: Due | null;
  readonly source: string;
  readonly mark: Mark | null;
  /** False: shown with a badge until an officer has compared the figure with the official text. */
  readonly confirmed: boolean;
}
