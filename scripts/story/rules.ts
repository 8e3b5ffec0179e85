// The drafted rule set that Heshan computes by: its administrator enters the confirmation with source and scan, its head approves.
import { withConfirmation } from '../../server/rewards/rules/entering.ts';
import { received } from './files.ts';
import { chance } from './random.ts';
import type { Teller } from './timeline.ts';

/** What a real bureau may not do: the draft's figures, said to be a demonstration. */
const DRAFT_TEXT = '演示：按征求意见稿数字，未与正式文本核对';
const [RULE, PLACE, FROM, SEED] = ['GD-2023', '440784', '2024-01-01', 2023];

/** Where it was broken off it goes on. */
export async function confirmDraft({ services, person, today }: Teller): Promise<void> {
  const { entering } = services;
  const [admin, head] = [await person('hs.admin'), await person('hs.head')];
  const known = (await entering.list(admin)).entries.find(({ ruleSet, place, state }) => ruleSet.id === RULE && place === PLACE && state !== 'withdrawn' && state !== 'refused');
  const id = known?.id ?? (await enter());
  const now = async () => (await entering.find(admin, id)).entry;
  if ((await now()).scan === null) {
    const [scan] = await received(services, ['scan'], chance(SEED));
    if (scan) await entering.addScan(admin, id, (await now()).version, scan);
  }
  if ((await now()).state === 'draft') await entering.submit(admin, id, (await now()).version);
  if ((await now()).state === 'awaitingApproval') await entering.approve(head, id, (await now()).version);

  async function enter(): Promise<string> {
    const { base, version } = await entering.beginning(admin, RULE);
    const ruleSet = withConfirmation(base, version, { text: DRAFT_TEXT, by: PLACE, on: today(), documentNo: DRAFT_TEXT, effectiveFrom: FROM });
    return entering.enter(admin, { kind: 'confirmation', ruleSet, base: { id: base.id, version: base.version }, citation: `2023-06-01 征求意见稿（${DRAFT_TEXT}）` });
  }
}
