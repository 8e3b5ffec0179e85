import { expect } from 'chai';
import { beginning, play } from '../../scripts/story/play.ts';
import type { Stage } from '../../scripts/story/play.ts';
import type { Step } from '../../scripts/story/timeline.ts';
import { Conflict, NotNow } from '../../server/kernel/errors.ts';
import type { Services } from '../../server/services.ts';

const AT = new Date('2026-11-20T08:00:00Z');
const fault = new Error('a fault of its own');
const steps = [new Conflict('report'), new NotNow('cases.decide', 'cases.state.decided'), new NotNow('clock stopped'), fault].map((error, n): Step => ({ at: AT, thread: `t${n}`, name: `step ${n}`, entity: null, run: () => Promise.reject(error) }));

describe('a step of the story that fails', () => {
  it('is told as what it is: somebody was faster, the stage does not know it, or a fault', async () => {
    const failed: unknown[] = [];
    const stage: Stage = { services: {} as Services, setTime: () => undefined, save: async () => undefined, isStopped: () => false, failed: (_step, error) => void failed.push(error), played: () => undefined };
    const progress = beginning(AT);
    expect([await play(steps, progress, stage), progress.left]).to.deep.equal([true, ['t0', 't1', 't2', 't3']]);
    expect(failed.slice(0, 3).map(String)).to.deep.equal(['Error: step 0: somebody was faster', 'Error: step 1: not at this stage (cases.state.decided)', 'Error: step 2: not at this stage']);
    expect(failed[3]).to.equal(fault);
  });
});
