// Rewards over HTTP: the whole application, whose cases and reports answer from what the test puts into its world.
import { after, before } from 'mocha';
import { createApp } from '../../server/app.ts';
import type { RewardPage } from '../../server/rewards/pages/act.ts';
import { createClient } from '../support/http.ts';
import type { Answer, Client, Fields, Upload } from '../support/http.ts';
import { listening } from '../support/listening.ts';
import { PASSWORD } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { aWorld } from './support.ts';
import type { World } from './support.ts';

/** Inside a describe. `path` is the reward that `press` and `page` are about; a test or `ready` sets it. */
export function atRewardDesk(ready: () => Promise<void>) {
  const world = {} as World;
  const clients = new Map<string, Client>();
  let close = async (): Promise<void> => undefined;
  after(async () => {
    await close();
    await world.drop();
  });
  const { site, staff } = staffed();
  const desk = {
    site, staff, world, origin: '', path: '',
    reader: (): Client => createClient(desk.origin),
    async as(account: string): Promise<Client> {
      const known = clients.get(account) ?? desk.reader();
      if (!clients.has(account)) await known.signIn(account, PASSWORD);
      clients.set(account, known);
      return known;
    },
    /** Presses a button of the reward's page as this person. */
    async press(account: string, button: string, fields: Fields = {}, files: readonly Upload[] = []): Promise<Answer> {
      const client = await desk.as(account);
      return client.press(await client.get(desk.path), button, fields, files);
    },
    page: async (account: string): Promise<RewardPage> => (await desk.as(account)).getJson<RewardPage>(desk.path),
    /** The page that follows the link to the claim, opened for a reason. */
    async opens(account: string, reason: string): Promise<Answer> {
      const client = await desk.as(account);
      return client.press(await client.follow(await client.get(desk.path), '打开领取信息'), '打开', { reason });
    },
  };
  before(async () => {
    Object.assign(world, await aWorld());
    const served = await listening(createApp({ ...site.services, rewards: world.rewards, evidence: world.evidence }));
    [desk.origin, close] = [served.origin, served.close];
    await ready();
  });
  return desk;
}
