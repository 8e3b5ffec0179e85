// What nearly every story over HTTP begins with: a site of its own for the suite, its staff, and readers who have signed in.
import { after, before } from 'mocha';
import { openSite } from './http.ts';
import type { Client, TestSite } from './http.ts';
import { PASSWORD, addStaff } from './people.ts';
import type { Staff } from './people.ts';

type Opening = Parameters<typeof openSite>[0];

/** Inside a describe. `site` and `staff` are filled before its first test; `accounts` sign in, and `as` gives each one's reader. */
export function staffed(accounts: readonly string[] = [], opening: Opening = {}) {
  const site = {} as TestSite;
  const staff: Staff = {};
  const clients: Record<string, Client> = {};
  before(async () => {
    Object.assign(site, await openSite(opening));
    Object.assign(staff, await addStaff(site.services));
    for (const account of accounts) {
      const client = site.client();
      await client.signIn(account, PASSWORD);
      clients[account] = client;
    }
  });
  after(() => site.close());
  return {
    site, staff,
    as(account: string): Client {
      const client = clients[account];
      if (!client) throw new Error(`${account} has not signed in`);
      return client;
    },
  };
}
