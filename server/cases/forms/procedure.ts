import { z } from 'zod';
import { CHANGE_REASONS, DECISION_KINDS, SERVICE_WAYS } from '../rules/case.ts';
import { SUSPENSION_SITUATIONS, TERMINATION_SITUATIONS } from '../rules/acts/time.ts';
import { count, countOrNone, date, id, ids, kept, long, longOrNone, oneOf, short, shortOrNone, tick, yesNo } from './fields.ts';

const empty = {};
const nothing = { shape: empty, schema: z.object(empty) };
const because = { reason: long };
const report = { course: long, facts: long, nature: long, proposal: long, discretion: long, isComplex: tick };
const opinion = { text: long };
const returned = { opinion: oneOf(['CONTINUE', 'CHANGE', 'CORRECT', 'OTHER']), text: long };
const notice = { newBecauseOf: z.union([z.enum(CHANGE_REASONS), z.literal('').transform(() => 'FIRST' as const)], 'common.error.choose').optional().default('FIRST'), why: longOrNone };
const service = { on: date, way: oneOf(SERVICE_WAYS), recipient: short, note: longOrNone, isElectronicConfirmed: tick, files: z.unknown().optional(), fileIds: kept };
const served = z.object(service).transform(({ files: _files, ...rest }) => rest);
const defence = { on: date, text: long, isAccepted: yesNo, answer: long };
const waiver = { on: date, form: oneOf(['WRITTEN', 'ON_RECORD']), text: long };
const request = { on: date, text: long };
const hearing = { on: date, place: short, hostId: id, isPublic: yesNo, notPublicReason: shortOrNone };
const record = { text: long, isPartyPresent: yesNo, isSigned: yesNo, hostOpinion: long };
const change = { because: oneOf(['DEFENCE', 'FACTS', 'EVIDENCE', 'BASIS']), reason: long };
const discussion = { memberIds: ids, absent: shortOrNone, agreed: count, against: count, minutes: long, outcome: long };
const decision = { decisionKind: oneOf(DECISION_KINDS), reason: long, basis: shortOrNone, receivingBody: shortOrNone, lateReason: longOrNone };
const suspension = { suspensionSituation: oneOf(SUSPENSION_SITUATIONS), text: long, reason: long };
const termination = { terminationSituation: oneOf(TERMINATION_SITUATIONS), text: long, reason: long };
const extension = { reason: long, days: countOrNone, minutes: longOrNone };
const resumption = { ground: short, on: date };
const pause = { ...resumption, document: short };
const officer = { officerId: id };
const application = { personId: id, reason: long };
const recusal = { recusalId: id, isRecused: yesNo, reason: long };

export const PROCEDURE = {
  writeEndReport: { shape: report, schema: z.object(report) },
  signEndReport: nothing, submitReport: nothing, sendToReview: nothing,
  passReview: { shape: opinion, schema: z.object(opinion) }, passReview2: { shape: opinion, schema: z.object(opinion) },
  returnReview: { shape: returned, schema: z.object(returned) }, returnReview2: { shape: returned, schema: z.object(returned) },
  reopen: { shape: because, schema: z.object(because) },
  issueNotice: { shape: notice, schema: z.object(notice) },
  serveNotice: { shape: service, schema: served }, serveDecision: { shape: service, schema: served },
  recordDefence: { shape: defence, schema: z.object(defence) },
  waiveDefence: { shape: waiver, schema: z.object(waiver) }, waiveHearing: { shape: waiver, schema: z.object(waiver) },
  requestHearing: { shape: request, schema: z.object(request) },
  arrangeHearing: { shape: hearing, schema: z.object(hearing) }, recordHearing: { shape: record, schema: z.object(record) },
  returnForChange: { shape: change, schema: z.object(change) },
  discuss: { shape: discussion, schema: z.object(discussion) },
  decide: { shape: decision, schema: z.object(decision).transform(({ decisionKind, ...rest }) => ({ ...rest, kind: decisionKind })) },
  suspend: { shape: suspension, schema: z.object(suspension).transform(({ suspensionSituation, ...rest }) => ({ ...rest, situation: suspensionSituation })) },
  resume: { shape: because, schema: z.object(because) },
  terminate: { shape: termination, schema: z.object(termination).transform(({ terminationSituation, ...rest }) => ({ ...rest, situation: terminationSituation })) },
  extend: { shape: extension, schema: z.object(extension) }, extendReview: { shape: because, schema: z.object(because) },
  stopClocks: { shape: pause, schema: z.object(pause) }, runClocks: { shape: resumption, schema: z.object(resumption) },
  addOfficer: { shape: officer, schema: z.object(officer) },
  declareRecusal: { shape: because, schema: z.object(because) }, applyRecusal: { shape: application, schema: z.object(application) },
  decideRecusal: { shape: recusal, schema: z.object(recusal) },
} as const;
