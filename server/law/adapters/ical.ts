/** One day-long entry. `uid` stays the same from download to download, so that a calendar moves it instead of adding another. */
export type CalendarEvent = { uid: string; date: string; summary: string; url: string };

/** An iCalendar file (RFC 5545). Loaded when it is first asked for. */
export async function icalendar({ name, events, stamp }: { name: string; events: readonly CalendarEvent[]; stamp: Date }): Promise<string> {
  const { default: ical } = await import('ical-generator');
  const calendar = ical({ name, prodId: { company: 'Mingjian', product: 'Deadlines' } });
  // Dates without a time are written from the UTC day.
  for (const { uid, date, summary, url } of events) calendar.createEvent({ id: uid, start: new Date(`${date}T00:00:00Z`), allDay: true, summary, url, stamp });
  return calendar.toString();
}
