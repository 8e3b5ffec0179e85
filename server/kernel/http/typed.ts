// What somebody typed into a form that could not be taken: shown so that it can be copied, or sent again by whoever is signed in again. Nothing of it is stored.
import type { Request, Response } from 'express';
import { translate } from '../i18n.ts';
import { view } from '../views.ts';
import { isFromProgram } from './request.ts';
import { sendPage } from './respond.ts';

export type TypedField = { name: string; value: string };

/** Whoever wrote as much would miss it. Characters. */
const WORTH_KEEPING = 10;
const SECRET = /password|passphrase|^(?:code|current|next)$/i;

/** The fields of a form of ours. None where one is a secret, or where the browser does not say that the form is ours: a foreign page could have filled it in. */
function fieldsOf(req: Request): TypedField[] {
  const body: unknown = req.body;
  if (req.method !== 'POST' || req.get('sec-fetch-site') !== 'same-origin' || typeof body !== 'object' || body === null) return [];
  const fields = Object.entries(body).flatMap(([name, value]: [string, unknown]) => [value].flat().flatMap((one) => (typeof one === 'string' ? [{ name, value: one }] : [])));
  return fields.some(({ name }) => SECRET.test(name)) ? [] : fields;
}
const sentences = (fields: readonly TypedField[]): string[] => fields.map(({ value }) => value.trim()).filter((text) => [...text].length >= WORTH_KEEPING && !/^[\w-]+$/.test(text));

/** The sentences of a form that was refused as a whole, for the page that says so. */
export const typedSentences = (req: Request): string[] => (isFromProgram(req) ? [] : sentences(fieldsOf(req)));

export type EndedPage = { title: string; signIn: string; action: string; fields: TypedField[]; texts: string[]; hadFiles: boolean };
const endedView = view<EndedPage>('problems/ended', { layout: 'public', hasExit: true });

/** A session that ended while somebody wrote: his form again, to be sent once he is signed in in another tab. False where there is nothing to lose. */
export function keepTyped(req: Request, res: Response, signIn: string): boolean {
  const [fields, texts] = [fieldsOf(req), typedSentences(req)];
  if (texts.length === 0) return false;
  const page: EndedPage = { title: translate(req.language, 'problems.ended.title'), signIn, action: req.originalUrl, fields, texts, hadFiles: req.is('multipart/form-data') !== false };
  sendPage(req, res, endedView, page, { status: 401 });
  return true;
}
