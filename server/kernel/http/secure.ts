import type { Request } from 'express';

/** Whether cookies travel encrypted only: where this request did, and on a site whose address is https, whatever the proxy tells of it. */
export const isSecure = (req: Request): boolean => req.secure || req.app.get('https') === true;
