// A document that was issued, who may open it, and how it reached whom it is for.
import { hasRole } from '../../people/rules/person.ts';
import type { Person, Role } from '../../people/rules/person.ts';
import type { Content } from './render.ts';
import type { DocumentKind } from './template.ts';

export const SUBJECTS = ['report', 'case', 'reward', 'notice'] as const;
export type Subject = { kind: (typeof SUBJECTS)[number]; id: string };

export const WAYS = ['direct', 'post', 'leave', 'entrust', 'electronic', 'announcement', 'statusPage', 'telephone'] as const;
export type Way = (typeof WAYS)[number];
/** By telephone somebody is told of a reward; no other paper is served so. */
export const waysOf = (kind: DocumentKind): Way[] => WAYS.filter((way) => way !== 'telephone' || kind === 'rewardNotice');

/** `on` is the date of signature, which is the date of service; `confirmation` says where the signed consent to electronic service is kept. */
export type Delivery = { on: string; way: Way; note: string; confirmation: string; fileId: string | null; by: string };
export type DeliveryInput = { on: string; way: Way; note: string; fileId: string | null; confirmation?: string };

/** What lists show: nothing of the content. */
export type DocumentLine = {
  id: string; kind: DocumentKind; title: string; number: string | null; bureau: string; subject: Subject; issuedOn: string; issuedAt: Date; by: string;
  templateVersion: number; servedOn: string | null; servedWay: Way | null;
};
export type OpenDocument = DocumentLine & { content: Content; deliveries: Delivery[]; version: number };

const READERS: Record<Subject['kind'], readonly Role[]> = {
  report: ['intake', 'investigator', 'head'],
  case: ['investigator', 'legalReviewer', 'head', 'rewardOfficer', 'publisher'],
  reward: ['rewardOfficer', 'head'],
  notice: ['publisher', 'legalReviewer', 'head'],
};
const DELIVERERS: Record<Subject['kind'], readonly Role[]> = {
  report: ['intake', 'investigator', 'head'],
  case: ['investigator', 'head'],
  reward: ['rewardOfficer', 'head'],
  notice: ['publisher', 'head'],
};

type Filed = { bureau: string; subject: Subject };
export const mayRead = (person: Person, document: Filed): boolean => person.bureau === document.bureau && hasRole(person, ...READERS[document.subject.kind]);
export const mayDeliver = (person: Person, document: Filed): boolean => person.bureau === document.bureau && hasRole(person, ...DELIVERERS[document.subject.kind]);

/** More entries than this on one document are a mistake, not a delivery. */
export const MOST_DELIVERIES = 50;

/** What stands against this record of delivery: field → message key. `today` is the Beijing date. */
export function deliveryErrors(document: Pick<OpenDocument, 'issuedOn' | 'kind'>, delivery: DeliveryInput, today: string): Record<string, { key: string }> {
  return {
    ...(delivery.on < document.issuedOn ? { on: { key: 'documents.error.beforeIssue' } } : {}),
    ...(delivery.on > today ? { on: { key: 'documents.error.future' } } : {}),
    ...(waysOf(document.kind).includes(delivery.way) ? {} : { way: { key: 'common.error.choose' } }),
    ...((delivery.way === 'leave' || delivery.way === 'announcement' || delivery.way === 'telephone') && delivery.note.trim() === '' ? { note: { key: `documents.error.note.${delivery.way}` } } : {}),
  };
}

/** Fax, e-mail and other electronic ways only with a signed confirmation (行政处罚法 art. 61); the reporter's own page is none of them. */
export const lacksConfirmation = (delivery: DeliveryInput): boolean =>
  delivery.way === 'electronic' && delivery.fileId === null && (delivery.confirmation ?? '').trim() === '';
