import { z } from 'zod';
import { isDivisionCode } from '../../kernel/divisions.ts';
import { parseForm, typedOf } from '../../kernel/forms.ts';
import type { Parsed } from '../../kernel/forms.ts';
import { UNCLEAR } from '../rules/bureau.ts';
import { VIEWS } from '../rules/queue.ts';
import type { InboxView } from '../rules/queue.ts';
import { IDENTITIES, STATES, TARGET_KINDS, isOpen } from '../rules/report.ts';
import type { Identity, State, TargetKind } from '../rules/report.ts';

const version = z.coerce.number('common.error.invalid').int('common.error.invalid').min(1, 'common.error.invalid');
const text = z.preprocess((value) => value ?? '', z.string('common.error.invalid').transform((typed) => typed.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '').trim()));
const listOf = (value: unknown): unknown => (value === undefined || value === null || value === '' ? [] : Array.isArray(value) ? value.filter((one) => one !== '') : [value]);
const ids = z.preprocess(listOf, z.array(z.string('common.error.invalid').regex(/^[\w-]{1,64}$/, 'common.error.invalid'), 'common.error.invalid').max(100, 'common.error.invalid'));
const isTicked = z.preprocess((value) => value === true || value === 'yes' || value === 'true', z.boolean());

/** All that any act may be handed; what an act needs of it, and how long a text must be, its rule says. */
const act = z.object({
  version, text, ground: text, reason: text, receiver: text, matter: text, into: text, clock: text, way: text, on: text, extension: text, minutes: text,
  answerBy: text.transform((typed) => (typed === '' ? null : typed)), officers: ids, isBreachOnly: isTicked,
  isQuestion: z.preprocess((value) => value === undefined || value === true || value === 'yes' || value === 'true', z.boolean()),
});
export type DeskAct = z.infer<typeof act>;
export const parseDeskAct = (input: unknown): Parsed<DeskAct> => parseForm(act, input);

/** What the inbox was asked for, '' where nothing. */
export type InboxAsk = {
  view: InboxView; after: string; number: string; state: State | ''; place: string; kind: TargetKind | ''; identity: Identity | ''; officer: string; month: string; tag: string; group: string;
};

const one = <T extends string>(known: readonly T[], value: string): T | '' => known.find((each) => each === value) ?? '';

/** Anything that is no filter is ignored. A state in which nothing is open is looked for among all. */
export function parseInbox(query: unknown): InboxAsk {
  const typed = typedOf(query);
  const asked = (name: string, shape: RegExp): string => {
    const value = typed[name];
    return typeof value === 'string' && shape.test(value.trim()) ? value.trim() : '';
  };
  const state = one(STATES, asked('state', /^\w+$/));
  const place = asked('place', /^(?:\d{6}|unclear)$/);
  const view = one(VIEWS, asked('view', /^\w+$/)) || 'open';
  return {
    view: state !== '' && !isOpen(state) && view === 'open' ? 'all' : view, after: asked('after', /^[\d-]{10,15} [\w -]{1,100}$/), number: asked('number', /^[\w -]{1,40}$/), state,
    place: place === UNCLEAR || isDivisionCode(place) ? place : '', kind: one(TARGET_KINDS, asked('kind', /^\w+$/)), identity: one(IDENTITIES, asked('identity', /^\w+$/)),
    officer: asked('officer', /^[\w-]{1,64}$/), month: asked('month', /^\d{4}-(?:0[1-9]|1[0-2])$/), tag: asked('tag', /^[0-9a-f]{32}$/), group: asked('group', /^[\w-]{1,64}$/),
  };
}

/** 000433, 433 or 2026-000433 is the order of a year; anything else is taken for the public number. */
export function numberOf(typed: string, thisYear: number): { number: string } | { year: number; order: number } {
  const match = /^(?:(\d{4})-)?(\d{1,7})$/.exec(typed);
  return match ? { year: match[1] ? Number(match[1]) : thisYear, order: Number(match[2]) } : { number: typed.toUpperCase().replace(/\s+/g, '') };
}
