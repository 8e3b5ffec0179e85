// Two officers at one report: the slower one reads the latest line of its record and gets back what he typed, under its names.
import { expect } from 'chai';
import { PASSWORD, personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { submitted } from './support.ts';

describe('a lost race on a report', () => {
  const { site, staff } = staffed();

  it('gives back the whole form with its labels, and tells a program nothing more', async () => {
    const { id } = await submitted(site.services, {});
    const intake = site.client();
    await intake.signIn('intake', PASSWORD);
    const form = await intake.get(`/reports/desk/${id}/notAccept`);
    const ground = form.forms.flatMap(({ fields }) => fields).find(({ name }) => name === 'ground')?.value ?? '';
    await intake.press(await intake.get(`/reports/desk/${id}`), '加备注', { text: '先打电话核实一下' });
    const late = await intake.press(form, '决定不予受理', { ground, text: '不归本局管' });
    expect(late.status).to.equal(409);
    expect(late.text).to.contain('最近一次改动').and.to.contain(`11-10 10:00 ${personOf(staff, 'intake').name}`);
    const pairs = [...late.html.matchAll(/<dt>([^<]*)<\/dt><dd class="mj-lines">([^<]*)<\/dd>/g)].map(([, label, text]) => [label, text]);
    expect(pairs).to.have.length(2);
    expect(pairs[0]?.[0]).to.equal('理由，以及它的出处');
    expect(pairs[1]?.[1]).to.equal('不归本局管');
    const program = await intake.postJson(`/reports/desk/${id}/notAccept`, { version: 1, ground, text: '不归本局管，另请高明' });
    expect([program.status, Object.keys(program.json()).sort()]).to.deep.equal([409, ['detail', 'requestId', 'status', 'title', 'type']]);
  });
});
