import type { Response } from 'express';

/** A JSON file to save. The name tells nothing of what is in it. */
export function sendJsonFile(res: Response, name: string, value: object): void {
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Disposition', `attachment; filename="${name}"`);
  res.setHeader('Cache-Control', 'no-store');
  res.send(`${JSON.stringify(value, null, 2)}\n`);
}
