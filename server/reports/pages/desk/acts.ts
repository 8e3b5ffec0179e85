// Buttons of the report page: exactly what is permitted now, and what is not with its clause.
import { wordFor } from '../../../kernel/i18n.ts';
import type { Words } from '../../../kernel/i18n.ts';
import type { ActionName, Block } from '../../rules/actions.ts';
import type { Report } from '../../rules/report.ts';

/** `isPost`: done by the button itself; else the button leads to a form. */
export type ActButton = { act: string; href: string; text: string; kind: '' | 'secondary' | 'warning'; isPost: boolean };
export type LockedAct = { name: string; detail: string | null };

/** The order of the panel; the first that is permitted and a step forward is the one primary button. */
const ORDER = ['accept', 'file', 'assign', 'recordTold', 'takeBack', 'reopen', 'ask', 'recordVisit', 'extend', 'transfer', 'merge', 'referContract', 'notAccept', 'notFile', 'recuse'] as const;
export type DeskAction = (typeof ORDER)[number];
/** Acts between bureaus and between reports; they stand behind the daily ones. */
export const MOVES = ['reportBack', 'recall', 'recordTaken', 'unmerge', 'unsplit', 'offer', 'handDown', 'repeat', 'split'] as const;
export type MoveAction = (typeof MOVES)[number];
/** Seldom wanted; they are folded away. */
const FOLDED: readonly string[] = ['offer', 'handDown', 'repeat', 'split'];
export const isFolded = ({ act }: ActButton): boolean => FOLDED.includes(act);
const isMove = (name: string): name is MoveAction => MOVES.some((each) => each === name);
export const isDeskAction = (name: string): name is DeskAction => ORDER.some((each) => each === name);
const FORWARD: readonly DeskAction[] = ['accept', 'file', 'recordTold', 'takeBack', 'reopen'];
const STOPS: readonly DeskAction[] = ['notAccept', 'notFile'];

export const actName = (t: Words, action: string): string => wordFor(t, `reports.desk.act.${action}`);

export function actButtons(t: Words, report: Pick<Report, 'id' | 'assigned' | 'state'>, permitted: readonly ActionName[]): ActButton[] {
  const isForward = (name: DeskAction | MoveAction): boolean => FORWARD.some((each) => each === name) || (name === 'assign' && report.state === 'verifying' && report.assigned.length < 2);
  const shown = [...ORDER, ...MOVES].filter((name) => permitted.includes(name));
  const main = shown.find(isForward) ?? null;
  const sorted = main ? [main, ...shown.filter((name) => name !== main)] : shown;
  return sorted.map((name) => ({
    act: name, href: name === 'file' ? `/cases/new?report=${report.id}` : `/reports/desk/${report.id}/${name}`,
    text: name === 'assign' && report.assigned.length > 0 ? t('reports.desk.act.reassign') : actName(t, name),
    kind: name === main ? '' : STOPS.some((each) => each === name) ? 'warning' : 'secondary', isPost: name === 'accept',
  }));
}

export function lockedActs(t: Words, blocked: readonly Block[]): LockedAct[] {
  return blocked.filter(({ action }) => isDeskAction(action) || isMove(action)).map(({ action, reason, clause, roles }) => {
    const why = t(`reports.desk.block.${reason}`, { roles: roles.map((role) => wordFor(t, `people.role.${role}`)).join(t('reports.desk.comma')) });
    return { name: actName(t, action), detail: clause === '' ? why : `${why} ${clause}` };
  });
}
