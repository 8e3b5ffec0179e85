import { Schema } from 'mongoose';
import { CHANNELS, IDENTITIES, SOURCES, STATES, TARGET_KINDS } from '../rules/report.ts';
import { QUEUES } from '../rules/queue.ts';
import type { Sealed } from '../../kernel/crypto.ts';
import type { InterestRow } from './interests.ts';
import type { ReportRow } from './sealing.ts';

const text = { type: String, required: true } as const;
const textOrNull = { type: String, default: null } as const;
const texts = { type: [String], required: true } as const;
const mixed = { type: Schema.Types.Mixed, required: true } as const;
const mixedOrNull = { type: Schema.Types.Mixed, default: null } as const;
const options = { strict: 'throw', versionKey: false, minimize: false } as const;

/** `_id` is random: an id of the database would tell the exact time of receipt. */
export const reportSchema = () =>
  new Schema<ReportRow>(
    {
      _id: String, number: text, bureau: text, firstBureau: text, year: { type: Number, required: true }, order: { type: Number, required: true },
      source: { ...text, enum: SOURCES }, channel: { ...text, enum: CHANNELS }, receivedOn: text, division: text, targetKind: { ...text, enum: TARGET_KINDS },
      institutionId: textOrNull, categories: texts, from: textOrNull, to: textOrNull, identity: { type: String, enum: [...IDENTITIES, null], default: null },
      wantsReward: { type: Boolean, required: true }, files: texts, state: { ...text, enum: STATES }, reason: textOrNull, assigned: texts, recused: texts, clocks: mixed,
      handlingOn: textOrNull, decidedOn: textOrNull, doneOn: textOrNull, visitedOn: textOrNull, withdrawnOn: textOrNull, caseId: textOrNull, mergedInto: textOrNull,
      transferredTo: textOrNull, isAsked: { type: Boolean, required: true }, hasNews: { type: Boolean, required: true },
      codeDigest: { type: String, default: '' }, otherCodes: { type: [String], default: [] }, codeVersion: { type: Number, required: true }, isVisited: { type: Boolean, required: true }, version: { type: Number, required: true },
      submission: text, sealedContent: mixed, sealedLog: mixed, sealedProof: mixedOrNull, queue: { ...text, enum: QUEUES }, dueOn: text, dueKey: text, receivedKey: text, foundBy: texts,
      flood: textOrNull, tags: texts, toIndex: { type: Boolean, required: true },
    },
    { ...options, collection: 'reports' },
  )
    .index({ firstBureau: 1, year: 1, order: 1 }, { unique: true })
    .index({ number: 1 }, { unique: true })
    .index({ submission: 1 }, { unique: true })
    .index({ bureau: 1, queue: 1, dueKey: 1 })
    .index({ bureau: 1, receivedKey: -1 })
    .index({ assigned: 1, bureau: 1, queue: 1, dueKey: 1 })
    .index({ recused: 1, bureau: 1, queue: 1 })
    .index({ foundBy: 1, receivedKey: -1 })
    .index({ tags: 1, bureau: 1, queue: 1, dueKey: 1 })
    .index({ flood: 1, bureau: 1, queue: 1, dueKey: 1 })
    .index({ toIndex: 1, receivedKey: 1 })
    .index({ caseId: 1 })
    .index({ files: 1 });

/** What is found again of a report's words: tokens and bands are keyed, of one bureau and (bands) one day. Written after the answer. */
export type SearchRow = { _id: string; bureau: string; receivedKey: string; tokens: string[]; bands: string[]; flood: string | null };
export const searchSchema = () =>
  new Schema<SearchRow>({ _id: String, bureau: text, receivedKey: text, tokens: texts, bands: texts, flood: textOrNull }, { ...options, collection: 'report_search' })
    .index({ bureau: 1, tokens: 1, receivedKey: -1 })
    .index({ bands: 1, receivedKey: -1 });

/** A word of the bureau's own list, sealed: a name could stand in it. */
export type TagRow = { _id: string; bureau: string; sealed: Sealed; isActive: boolean };
export const tagSchema = () => new Schema<TagRow>({ _id: String, bureau: text, sealed: mixed, isActive: { type: Boolean, required: true } }, { ...options, collection: 'report_tags' }).index({ bureau: 1 });

/** Filters under a name of one's own, sealed: anything could stand in the name. Filters only: words that were searched for are kept nowhere. `nameKey` finds a name again. */
export type SavedViewRow = { _id: string; person: string; nameKey: string; sealed: Sealed };
export const savedViewSchema = () =>
  new Schema<SavedViewRow>({ _id: String, person: text, nameKey: text, sealed: mixed }, { ...options, collection: 'report_views' }).index({ person: 1, nameKey: 1 }, { unique: true });

/** Who a reporter is, and the passphrase that proves it: sealed under a key of its own, in a collection of its own. */
export type IdentityRow = { _id: string; sealed: Sealed; on: string };
export const identitySchema = () => new Schema<IdentityRow>({ _id: String, sealed: mixed, on: text }, { ...options, collection: 'identities' }).index({ on: 1 });

/** `_id` is `bureau queue`. Kept by the writes, rebuilt by a job. */
export type CountRow = { _id: string; n: number };
export const countSchema = () => new Schema<CountRow>({ _id: String, n: { type: Number, required: true } }, { ...options, collection: 'report_counts' });

/** Name and reason of a declared interest are sealed. */
export const interestSchema = () =>
  new Schema<InterestRow>({ _id: String, person: text, bureau: text, institutionId: textOrNull, sealed: mixed, on: text, by: text, endedOn: textOrNull, meantKey: { type: String, default: '' } }, { ...options, collection: 'report_interests' })
    .index({ bureau: 1, on: -1 })
    .index({ endedOn: 1 });
