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
