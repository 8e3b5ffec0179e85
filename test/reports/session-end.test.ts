import { expect } from 'chai';
import { staffed } from '../support/staffed.ts';
import { submitted } from './support.ts';

describe('a reporter’s session', () => {
  const { site } = staffed();

  it('ends after eight hours however busy it is: a copied cookie is not good for ever', async () => {
    const { number, code } = await submitted(site.services);
    const client = site.client();
    await client.post('/reports/status', { number, code });
    const reached = async (minutes: number): Promise<string> => {
      site.clock.advance({ minutes });
      return (await client.get('/reports/mine')).address;
    };
    for (let minutes = 14; minutes < 480; minutes += 14) expect(await reached(14), `after ${minutes} minutes`).to.equal('/reports/mine');
    expect(await reached(5)).to.equal('/reports/status');
  });
});
