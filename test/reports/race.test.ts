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
    // What parts a report is the longest form of all.
    const split = await intake.get(`/reports/desk/${id}/split`);
    await intake.press(await intake.get(`/reports/desk/${id}`), '加备注', { text: '又打了一次电话' });
    const parted = await intake.press(split, '拆出一件', { targetName: '演示隔壁药房', targetKind: 'pharmacy', categories: ['swapping'], narrative: '只说隔壁的那一家。', text: '说的是两家' });
    expect(parted.status).to.equal(409);
    expect([...parted.html.matchAll(/<dt>([^<]*)<\/dt><dd class="mj-lines">([^<]*)<\/dd>/g)].map(([, label, text]) => `${label}：${text}`))
      .to.deep.equal(['拆出的一件：被举报人：演示隔壁药房', '类型：药店', '行为：用便宜的冒充贵的，或者换项目', '带走的叙述：只说隔壁的那一家。', '理由：说的是两家']);
    expect(parted.text).to.contain('最近一次改动').and.to.contain(`11-10 10:00 ${personOf(staff, 'intake').name}`);
    const program = await intake.postJson(`/reports/desk/${id}/notAccept`, { version: 1, ground, text: '不归本局管，另请高明' });
    expect([program.status, Object.keys(program.json()).sort()]).to.deep.equal([409, ['detail', 'requestId', 'status', 'title', 'type']]);
  });
});
