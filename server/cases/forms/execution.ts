import { z } from 'zod';
import { ACCOUNTS, PAYMENT_KINDS } from '../rules/case.ts';
import { date, id, long, longOrNone, oneOf, short, yuan } from './fields.ts';

const empty = {};
const nothing = { shape: empty, schema: z.object(empty) };
const payment = { paymentKind: oneOf(PAYMENT_KINDS), account: oneOf(ACCOUNTS), amount: yuan, on: date, voucher: short };
const suspension = { findingId: id, from: date, to: date, note: longOrNone };
const report = { report: long };
const publication = { on: date, publishedAt: short };
const kept = { reason: long };

export const EXECUTION = {
  recordPayment: { shape: payment, schema: z.object(payment).transform(({ paymentKind, amount, ...rest }) => ({ ...rest, kind: paymentKind, amountFen: amount })) },
  noteSuspension: { shape: suspension, schema: z.object(suspension) },
  publishDecision: { shape: publication, schema: z.object(publication) }, keepUnpublished: { shape: kept, schema: z.object(kept) },
  finishExecution: nothing, close: nothing, archive: nothing,
  writeClosingReport: { shape: report, schema: z.object(report) },
} as const;
