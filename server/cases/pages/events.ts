// A line of the record of a case in the reader's words.
import type { MessageArgs, Words } from '../../kernel/i18n.ts';
import { isMessageKey } from '../../kernel/i18n.ts';
import { formatYuan } from '../../kernel/money.ts';
import { calendarName, clockTitle } from '../../law/pages/counted.ts';
import type { CaseEvent } from '../rules/case.ts';
import { wordsFor } from './words.ts';

const KIND_LISTS: Record<string, string> = { decide: 'decisionKind', recordPayment: 'paymentKind', close: 'closingKind', writeClosingReport: 'closingKind' };

/** Codes and fen of an event in the reader's words. */
function eventWhat(t: Words, event: CaseEvent): string {
  const args: MessageArgs = { ...event.args };
  for (const name of ['fine', 'refund', 'fen']) if (typeof args[name] === 'number') args[name] = formatYuan(Number(args[name]));
  if (typeof args['opinion'] === 'string') args['opinion'] = wordsFor(t, `cases.option.opinion.${args['opinion']}`, args['opinion']);
  if (typeof args['because'] === 'string') args['because'] = wordsFor(t, `cases.option.because.${args['because']}`, args['because']);
  if (event.act === 'recount') {
    args['name'] = clockTitle(t, String(args['code']));
    args['calendar'] = calendarName(String(args['calendar']));
    for (const side of ['before', 'after']) if (args[side] === '') args[side] = t('common.clock.none');
    return t('clocks.recountedBySystem', args);
  }
  if (typeof args['ground'] === 'string') args['ground'] = wordsFor(t, `cases.pause.${args['ground']}`, args['ground']);
  if (typeof args['kind'] === 'string') {
    args['kind'] = wordsFor(t, `cases.option.${KIND_LISTS[event.act] ?? 'decisionKind'}.${args['kind']}`, args['kind']);
  }
  const key = `cases.event.${event.act}`;
  return isMessageKey(key) ? t(key, args) : event.act;
}

type Names = ReadonlyMap<string, string>;

/** Who did what, without what he wrote to it. */
export const eventTitle = (t: Words, event: CaseEvent, names: Names): string => `${names.get(event.by) ?? ''} ${eventWhat(t, event)}`.trim();

export const eventText = (t: Words, event: CaseEvent, names: Names): string => `${eventTitle(t, event, names)}${event.act === 'recount' || event.note === '' ? '' : `：${event.note}`}`;
