// What somebody typed into a form that could not be taken: shown so that it can be copied, or sent again by whoever is signed in again. Nothing of it is stored.
import type { Request, Response } from 'express';
import { translate } from '../i18n.ts';
import { view } from '../views.ts';
import { heldOf } from './held.ts';
import { isFromProgram } from './request.ts';
import { sendPage } from './respond.ts';
import { chosenFiles } from './uploads.ts';

export type TypedField = { name: string; value: string };

/** Whoever wrote as much would miss it. Characters. */
const WORTH_KEEPING = 10;
const SECRET = /password|^(?:code|current|next)$/i;
/** One line of a long form: it is asked for again, and the rest stays. */
const LEFT_OUT = /passphrase/i;

/** Where the browser does not say that the form is ours, a foreign page could have filled it in. */
export const isOwnForm = (req: Request): boolean => req.method === 'POST' && req.get('sec-fetch-site') === 'same-origin';

/** The fields of a form of ours; none where one is a secret. */
function fieldsOf(req: Request): TypedField[] {
  const body: unknown = req.body;
  if (!isOwnForm(req) || typeof body !== 'object' || body === null) return [];
  const fields = Object.entries(body).flatMap(([name, value]: [string, unknown]) => (LEFT_OUT.test(name) ? [] : [value]).flat().flatMap((one) => (typeof one === 'string' ? [{ name, value: one }] : [])));
  return fields.some(({ name }) => SECRET.test(name)) ? [] : fields;
}
const sentences = (fields: readonly TypedField[]): string[] => fields.map(({ value }) => value.trim()).filter((text) => [...text].length >= WORTH_KEEPING && !/^[\w-]+$/.test(text));

/** The sentences of a form that was refused as a whole, for the page that says so. */
export const typedSentences = (req: Request): string[] => (isFromProgram(req) ? [] : sentences(fieldsOf(req)));

/** One field with what was typed in it; `label` is what the form calls it. */
export type NamedText = { name: string; label: string; text: string };

/** Of what the form knows by name, what may be shown: nothing secret, and nothing where another site filled it in. */
export const namedTexts = (req: Request, fields: readonly NamedText[]): NamedText[] => (isFromProgram(req) || fieldsOf(req).length === 0 ? [] : fields.filter(({ name, text }) => !SECRET.test(name) && !LEFT_OUT.test(name) && text !== ''));

/** The files that were chosen for it, now or for an earlier answer of the same form, by name. */
export function chosenNames(req: Request): string[] {
  return isFromProgram(req) || !isOwnForm(req) ? [] : [...new Set([...heldOf(req.body).names, ...chosenFiles(req).map(({ name }) => name)])];
}

export type EndedPage = { title: string; signIn: string; action: string; fields: TypedField[]; texts: string[]; files: { id: string; label: string }[] };
/** What was chosen, field by field, to be chosen again. */
function filesOf(req: Request): EndedPage['files'] {
  const files = chosenFiles(req);
  return [...new Set(files.map(({ field }) => field))].map((id) => {
    const names = files.flatMap(({ field, name }) => (field === id ? [name] : []));
    return { id, label: translate(req.language, 'problems.ended.choose', { names: names.join(translate(req.language, 'evidence.held.and')) }) };
  });
}

const endedView = view<EndedPage>('problems/ended', { layout: 'public', hasExit: true });

/** A session that ended while somebody wrote: his form again, to be sent once he is signed in in another tab. False where there is nothing to lose. */
export function keepTyped(req: Request, res: Response, signIn: string): boolean {
  const [fields, texts, files] = [fieldsOf(req), typedSentences(req), isOwnForm(req) ? filesOf(req) : []];
  if (texts.length === 0 && files.length === 0) return false;
  const page: EndedPage = { title: translate(req.language, 'problems.ended.title'), signIn, action: req.originalUrl, fields, texts, files };
  sendPage(req, res, endedView, page, { status: 401 });
  return true;
}
