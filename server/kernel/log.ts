// One logger. Lines hold ids, route names and codes; never a narrative, a name, a phone number, an access code or a token.
import winston from 'winston';

export type Log = Pick<winston.Logger, 'error' | 'warn' | 'info' | 'debug'>;

/** Under /reports a line tells the hour only: the minute of a visit would help to find out who came. */
const hourOfReports = winston.format((info) => {
  const { route, timestamp } = info;
  if (typeof route === 'string' && route.startsWith('/reports') && typeof timestamp === 'string') info['timestamp'] = `${timestamp.slice(0, 13)}:00:00Z`;
  return info;
});

export function createLog(level: string): Log {
  return winston.createLogger({
    level,
    format: winston.format.combine(winston.format.errors({ stack: true }), winston.format.timestamp(), hourOfReports(), winston.format.json()),
    transports: [new winston.transports.Console({ stderrLevels: ['error', 'warn', 'info', 'debug'] })],
  });
}
