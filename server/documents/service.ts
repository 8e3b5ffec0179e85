import { done, refused } from '../audit/rules.ts';
import type { Audit } from '../audit/service.ts';
import { beijingDate, beijingDay } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { orderedId } from '../kernel/crypto.ts';
import { Conflict, Forbidden, Invalid, NotFound, Refused } from '../kernel/errors.ts';
import { parameter } from '../law/rules/parameters.ts';
import type { LawService } from '../law/service.ts';
import type { Person } from '../people/rules/person.ts';
import type { PeopleService } from '../people/service.ts';
import { TEMPLATES } from './data/templates.ts';
import { MOST_DELIVERIES, deliveryErrors, lacksConfirmation, mayDeliver, mayRead } from './rules/document.ts';
import type { Delivery, DeliveryInput, OpenDocument, Subject } from './rules/document.ts';
import { letterDate, missingSlots, numberText, render } from './rules/render.ts';
import type { Slots } from './rules/render.ts';
import type { DocumentKind } from './rules/template.ts';
import type { documentsStore, NewDocument } from './store.ts';

/** `isOrderedByReporter`: his act has it printed; then it tells the day alone, in its id and on record too. */
export type Issue = { key: string; kind: DocumentKind; bureau: string; subject: Subject; slots: Slots; by: string; isNumbered: boolean; isOrderedByReporter?: boolean };
export type Issued = { id: string; number: string | null };
/** Whether this person may know of the matter behind a document (assignment, recusal); the matter's own feature answers. */
export type Guard = (person: Person, id: string) => Promise<boolean>;
/** What a delivery means for the matter: `coming` notes that it is about to be written, `recorded` does it, and may be repeated. */
export type Follower = { coming: (documentId: string) => Promise<void>; recorded: (documentId: string) => Promise<void> };
export type DocumentsService = ReturnType<typeof documentsService>;

export function documentsService({ store, people, law, audit, clock, isDemo }: {
  store: ReturnType<typeof documentsStore>; people: Pick<PeopleService, 'findBureau'>; law: Pick<LawService, 'overlay'>; audit: Audit; clock: Clock; isDemo: boolean;
}) {
  const guards = new Map<Subject['kind'], Guard>();
  const followers = new Map<Subject['kind'], Follower>();
  const queues = new Map<string, Promise<unknown>>();

  /** One at a time in this process; other processes are met by the unique index. */
  function inTurn<T>(queue: string, work: () => Promise<T>): Promise<T> {
    const mine = (queues.get(queue) ?? Promise.resolve()).then(work, work);
    const settled = mine.then(() => undefined, () => undefined);
    queues.set(queue, settled);
    void settled.then(() => queues.get(queue) === settled && queues.delete(queue));
    return mine;
  }

  async function insert(draft: Omit<NewDocument, 'number'>, words: { bureau: string; kind: string }, isNumbered: boolean, actor: string): Promise<Issued> {
    for (;;) {
      const n = isNumbered ? (await store.lastNumber(draft.bureau, draft.kind, draft.year)) + 1 : null;
      const number = n === null ? null : numberText(words.bureau, words.kind, draft.year, n);
      // Somebody was faster: with this very document, or only with its number.
      if (!(await store.add({ ...draft, number, ...(n === null ? {} : { n }) }))) {
        const known = await store.findByKey(draft.key);
        if (known) return known;
        continue;
      }
      await audit.record(done('documents.issue', actor, draft.bureau, draft.subject, { document: draft.id, kind: draft.kind, ...(n === null ? {} : { n }) }));
      return { id: draft.id, number };
    }
  }

  /** Whether a decision may be served electronically at all is a matter of place and date. */
  async function checkWay({ kind, bureau }: OpenDocument, delivery: DeliveryInput): Promise<void> {
    if (lacksConfirmation(delivery)) throw new Refused('ELECTRONIC_SERVICE_UNCONFIRMED', '《中华人民共和国行政处罚法》第六十一条');
    if (kind !== 'decision' || delivery.way !== 'electronic') return;
    const found = parameter('E_SERVICE_DECISION', bureau, delivery.on, await law.overlay(bureau));
    if (found.value === 'NOT_ALLOWED') throw new Refused('ELECTRONIC_SERVICE_NOT_ALLOWED', found.source);
  }

  /** Outside the bureau, without the role, recused: all of it looks like nothing there, and is on record. */
  async function load(person: Person, id: string): Promise<OpenDocument> {
    const document = await store.find(id);
    const isOpen = mayRead(person, document) && (await (guards.get(document.subject.kind)?.(person, document.subject.id) ?? true));
    if (!isOpen) {
      await audit.record(refused('documents.read', person.id, document.bureau, document.subject, { document: id }));
      throw new NotFound('document');
    }
    return document;
  }

  const isSame = (one: Delivery) => (other: Delivery): boolean => one.on === other.on && one.way === other.way && one.note === other.note && one.fileId === other.fileId && one.by === other.by;

  async function addDelivery(document: OpenDocument, delivery: Delivery): Promise<void> {
    if (document.deliveries.length >= MOST_DELIVERIES) throw new Refused('TOO_MANY_DELIVERIES', '', { most: MOST_DELIVERIES });
    const follower = followers.get(document.subject.kind);
    await follower?.coming(document.id);
    await store.addDelivery(document, delivery);
    await audit.record(done('documents.deliver', delivery.by, document.bureau, document.subject, { document: document.id, way: delivery.way }));
    await follower?.recorded(document.id);
  }

  return {
    /** A later feature says who may know of its matters; without a word from it, role and bureau decide. */
    guard(kind: Subject['kind'], guard: Guard): void {
      guards.set(kind, guard);
    },

    /** A later feature does what a delivery means for its matter: a duty to tell ends with it. */
    follow(kind: Subject['kind'], follower: Follower): void {
      followers.set(kind, follower);
    },
    /** Of these files, those that prove a delivery: the sweeper of evidence asks. */
    async refersTo(fileIds: string[]): Promise<{ fileId: string; owner: { kind: string; id: string } }[]> {
      return (await store.provedBy(fileIds)).map(({ fileId, documentId }) => ({ fileId, owner: { kind: 'document', id: documentId } }));
    },

    /**
     * Prints a document once and for all: words, template version and number. The same `key` answers the same document.
     * @throws Refused('DOCUMENT_SLOT_MISSING') naming the empty blanks, before any number is taken. The caller has authorised the act.
     */
    async issue({ key, kind, bureau, subject, slots, by, isNumbered, isOrderedByReporter = false }: Issue): Promise<Issued> {
      const known = await store.findByKey(key);
      if (known) return known;
      const template = TEMPLATES[kind];
      const home = await people.findBureau(bureau);
      const issuedAt = isOrderedByReporter ? beijingDay(clock()) : clock();
      const issuedOn = beijingDate(issuedAt);
      const missing = missingSlots(template, slots);
      if (missing.length > 0) throw new Refused('DOCUMENT_SLOT_MISSING', template.basis.join('；'), { document: template.title, slots: missing });
      const all = { ...slots, bureau: home.name, bureauAddress: home.address, bureauPhone: home.phone, date: letterDate(issuedOn) };
      const draft = {
        id: orderedId(issuedAt), key, kind, title: template.title, templateVersion: template.version, bureau, subject, year: Number(issuedOn.slice(0, 4)),
        issuedAt, issuedOn, by, content: render(template, all, isDemo || home.isDemo),
      };
      const words = { bureau: home.documentWord, kind: template.word };
      const actor = isOrderedByReporter ? 'reporter' : by;
      return isNumbered ? inTurn(`${bureau}:${kind}`, () => insert(draft, words, true, actor)) : insert(draft, words, false, actor);
    },

    /** What was issued in a matter, oldest first, without content. The caller has authorised it. */
    ofSubject: store.ofSubject,
    /** The words of one document for a service that has authorised it itself (the reporter's page). */
    open: store.find,

    /** @throws NotFound outside the own bureau, without the role, or recused. */
    async find(person: Person, id: string): Promise<OpenDocument> {
      const document = await load(person, id);
      await audit.record(done('documents.read', person.id, document.bureau, document.subject, { document: id }));
      return document;
    },
    mayDeliver,

    /** A record of delivery. The same entry by the same person twice is one entry. @throws Invalid, Refused, Conflict. */
    async deliver(person: Person, id: string, input: DeliveryInput & { version?: number }): Promise<void> {
      const document = await load(person, id);
      if (!mayDeliver(person, document)) throw new Forbidden('documents.deliver');
      const { on, way, note, fileId, confirmation = '', version } = input;
      const delivery = { on, way, note: note.trim(), confirmation: confirmation.trim(), fileId, by: person.id };
      if (document.deliveries.some(isSame(delivery))) return;
      if (version !== undefined && version !== document.version) throw new Conflict('document');
      const errors = deliveryErrors(document, delivery, beijingDate(clock()));
      if (Object.keys(errors).length > 0) throw new Invalid(errors);
      await checkWay(document, delivery);
      await addDelivery(document, delivery);
    },

    /** Records the service of a printed document that an act of a later feature has decided and checked. May be repeated. @throws NotFound, Conflict */
    async served(key: string, delivery: Delivery): Promise<void> {
      const known = await store.findByKey(key);
      if (!known) throw new NotFound('document');
      const document = await store.find(known.id);
      if (!document.deliveries.some(isSame(delivery))) await addDelivery(document, delivery);
    },
  };
}
