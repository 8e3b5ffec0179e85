import type { Report } from '../../server/reports/rules/report.ts';
import type { Submission } from '../../server/reports/service.ts';
import type { Submitted } from '../../server/reports/service.ts';
import type { Services } from '../../server/services.ts';

/** An anonymous tip-off about a place in Heshan. */
export const aSubmission = (change: Partial<Submission> = {}): Submission => ({
  submission: 'a-submission-of-the-tests', division: '440784', targetKind: 'medicalInstitution', targetName: '演示康复医院', institutionId: null, categories: ['hangingBed'],
  narrative: '我母亲只去了三次，清单上每天都有理疗。', from: '2026-06', to: '2026-10', amount: null, relation: 'patient', identity: 'anonymous', passphrase: null, name: null, contact: null,
  wantsReward: false, ...change,
});

let filled = 0;
/** Submits through the service; each call fills in a form of its own. */
export const submitted = (services: Services, change: Partial<Submission> = {}): Promise<Submitted> =>
  services.reports.submit(aSubmission({ submission: `form-${(filled += 1)}`, ...change }), { received: [], handle: null });

export const aRealName = { identity: 'realName', name: '演示举报人', contact: '000-1234', wantsReward: true } as const;

/** A report of Heshan as it is right after its receipt, with a real name, before its clocks and its first event. */
export const aReport = (change: Partial<Report> = {}): Report => ({
  id: 'r1', number: '4407-0000-0000', bureau: '440784', firstBureau: '440784', year: 2026, order: 9, source: 'tipOff', channel: 'online', receivedOn: '2026-11-10', division: '440784',
  targetKind: 'pharmacy', institutionId: null, categories: [], from: null, to: null, identity: 'realName', wantsReward: true,
  content: { targetName: '演示药房', narrative: '', amount: null, relation: 'unsaid', receivedAt: '2026-11-10T02:00:00.000Z' }, files: [], state: 'received', reason: null, assigned: [], recused: [],
  clocks: [], handlingOn: null, decidedOn: null, doneOn: null, visitedOn: null, withdrawnOn: null, caseId: null, mergedInto: null, transferredTo: null, isAsked: false,
  hasNews: false, messages: [], events: [], told: [], pending: [], codeDigest: '', codeVersion: 1, isVisited: false, version: 1, ...change,
});
