// One matter out of several reports and back: merged, marked as repeated, split; what was done by mistake is undone by an act of its own.
import { Invalid } from '../../../kernel/errors.ts';
import type { Person } from '../../../people/rules/person.ts';
import { TELL_CLOCKS } from '../actions.ts';
import { requireText } from '../checks.ts';
import { resumed, stopped } from '../clocks.ts';
import type { Setting } from '../clocks.ts';
import type { Change } from '../perform.ts';
import { receivedKey } from '../queue.ts';
import { isOpen } from '../report.ts';
import type { Report, TargetKind } from '../report.ts';
import { partNumber, tied, tiesOf } from '../ties.ts';
import type { MergedAs, Part } from '../ties.ts';

/** The older report that one is joined to. */
export type Lead = Pick<Report, 'id' | 'number' | 'bureau' | 'receivedOn' | 'year' | 'order' | 'state' | 'mergedInto' | 'assigned' | 'recused' | 'handlingOn'>;

export type JoinInputs = {
  merge: { into: Lead; text: string };
  repeat: { into: Lead; text: string };
  unmerge: { text: string };
  split: { id: string; targetName: string; targetKind: TargetKind; categories: readonly string[]; narrative: string; files: readonly string[]; messages: readonly string[]; text: string };
  unsplit: { text: string };
};

export const MOST_PARTS = 20;

/** Same bureau, received before, not merged itself. */
export const isOlder = (into: Omit<Lead, 'handlingOn'>, report: Report): boolean =>
  into.id !== report.id && into.bureau === report.bureau && into.mergedInto === null && receivedKey(into) < receivedKey(report);
/** A matter that is still being handled takes others in. */
export const isAlive = ({ state }: Pick<Report, 'state'>): boolean => isOpen(state) || state === 'filed';

/** Who handles the older one reads what was joined to it. */
export const readersOf = (into: Lead, report: Report): string[] => into.assigned.filter((id) => !report.recused.includes(id));

function joined(report: Report, into: Lead, as: MergedAs, text: string, setting: Setting): Change {
  return {
    change: {
      mergedInto: into.id, ties: tied(report, { mergedAs: as }), assigned: readersOf(into, report),
      clocks: stopped(report.clocks, 'ACCEPT_OR_FILE', setting.today, setting),
      // In hand when the older one is: to its reporter it looks like a report of its own.
      handlingOn: report.handlingOn ?? (into.handlingOn === null ? null : setting.today),
    },
    text, detail: { into: into.number },
  };
}

type Performers = { [Name in keyof JoinInputs]: (report: Report, input: JoinInputs[Name], person: Person | null, setting: Setting) => Change };

export const joins: Performers = {
  merge: (report, { into, text }, _person, setting) => {
    if (!isOlder(into, report) || !isAlive(into)) throw new Invalid({ into: { key: 'reports.error.mergeInto' } });
    return joined(report, into, 'merged', text, setting);
  },

  /** Also where the older one is decided already: nothing new is in it. */
  repeat: (report, { into, text }, _person, setting) => {
    if (!isOlder(into, report)) throw new Invalid({ into: { key: 'moves.error.repeatOf' } });
    requireText('text', text, 5);
    return joined(report, into, 'repeated', text, setting);
  },

  /** As if it had not been merged; the clock has gained nothing. */
  unmerge: (report, { text }, _person, setting) => {
    requireText('text', text, 5);
    const ended = TELL_CLOCKS.reduce((clocks, code) => stopped(clocks, code, setting.today, setting), report.clocks);
    return { change: { mergedInto: null, ties: tied(report, { mergedAs: null, decided: null }), handlingOn: report.handlingOn ?? setting.today, assigned: [], decidedOn: null, reason: null, told: report.told.filter(({ isTakenOver }) => !isTakenOver), clocks: resumed(ended, 'ACCEPT_OR_FILE') }, text, detail: { lead: report.mergedInto ?? '' } };
  },

  split: (report, { id, targetName, targetKind, categories, narrative, files, messages, text }, person, { today }) => {
    requireText('targetName', targetName, 1);
    requireText('narrative', narrative, 5);
    requireText('text', text, 5);
    const { parts } = tiesOf(report);
    if (parts.length >= MOST_PARTS) throw new Invalid({ text: { key: 'moves.error.parts', args: { max: MOST_PARTS } } });
    if (files.some((file) => !report.files.includes(file))) throw new Invalid({ files: { key: 'common.error.invalid' } });
    if (messages.some((message) => !report.messages.some((each) => each.id === message))) throw new Invalid({ messages: { key: 'common.error.invalid' } });
    const part: Part = { id, part: parts.length + 2, on: today, by: person?.id ?? '', targetName, targetKind, categories: [...categories], narrative, files: [...files], messages: [...messages] };
    return { change: { ties: tied(report, { parts: [...parts, part] }) }, text, detail: { part: partNumber(report.number, part.part) } };
  },

  /** Only where nothing has happened in the part: it goes back to where it came from. */
  unsplit: (report, { text }, _person, setting) => {
    requireText('text', text, 5);
    const from = tiesOf(report).splitFrom;
    return {
      change: { mergedInto: from?.id ?? null, ties: tied(report, { mergedAs: 'rejoined' }), clocks: stopped(report.clocks, 'ACCEPT_OR_FILE', setting.today, setting) },
      text,
    };
  },
};

/** A part that stands on its own: number, order, time and clocks of the report it comes from, and what the officer chose of its content. */
export function reportOfPart(parent: Report, part: Part): Report {
  const { targetName, narrative, targetKind, categories, files } = part;
  const { ties: _ties, otherCodes: _otherCodes, ...whole } = parent;
  return {
    // What was handed down is reported back for the whole.
    ...whole, clocks: parent.clocks.filter(({ code }) => code !== 'HANDDOWN_FINISH'), id: part.id, number: partNumber(parent.number, part.part), targetKind, categories, files,
    institutionId: targetName === parent.content.targetName ? parent.institutionId : null,
    content: { ...parent.content, targetName, narrative }, messages: parent.messages.filter(({ id }) => part.messages.includes(id)),
    caseId: null, isAsked: false, hasNews: false, told: [], pending: [], codeDigest: '', version: 1,
    ties: tied({}, { splitFrom: { id: parent.id, part: part.part }, passages: tiesOf(parent).passages }),
    events: [{ action: 'partOf', on: part.on, at: null, by: part.by, text: null, detail: { from: parent.number } }],
  };
}
