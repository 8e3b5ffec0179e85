// Statutory day counting (report-handling 12, enforcement 5.1 and 5.3). Pure: the calendar is handed in as data.
export * from './workdays/dates.ts';
export * from './workdays/calendar.ts';
export * from './workdays/due.ts';
export * from './workdays/standing.ts';
