import { expect } from 'chai';
import { TEMPLATES } from '../../server/documents/data/templates.ts';
import { letterDate, missingSlots, render } from '../../server/documents/rules/render.ts';
import { KINDS, OWN_SLOTS } from '../../server/documents/rules/template.ts';
import type { Template } from '../../server/documents/rules/template.ts';

const blanksOf = (template: Template): string[] => template.body.flatMap(({ text }) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));

describe('document templates', () => {
  for (const kind of KINDS) {
    const template: Template = TEMPLATES[kind];
    it(`${kind}: every blank is declared, every declared blank is printed`, () => {
      const declared = [...Object.keys(template.slots), ...Object.keys(template.optional)];
      const used = blanksOf(template);
      expect(template.kind).to.equal(kind);
      expect(used.filter((name) => !declared.includes(name) && !OWN_SLOTS.some((own) => own === name))).to.deep.equal([]);
      expect(declared.filter((name) => !used.includes(name))).to.deep.equal([]);
      expect(template.body.flatMap(({ when }) => when ?? []).filter((name) => !Object.keys(template.optional).includes(name))).to.deep.equal([]);
      expect(template.body.filter(({ text, when }) => when === null && Object.keys(template.optional).some((name) => text.includes(`{${name}}`)))).to.deep.equal([]);
      expect(template.basis.length).to.be.greaterThan(0);
    });
    it(`${kind}: filled in, no blank is left and each value stands in the text`, () => {
      const slots = Object.fromEntries([...Object.keys(template.slots), ...Object.keys(template.optional), ...OWN_SLOTS].map((name) => [name, `<${name}>`]));
      const text = render(template, slots, false).lines.map((line) => line.text).join('\n');
      expect(text).not.to.match(/\{\w+\}/);
      for (const name of Object.keys(template.slots)) expect(text).to.include(`<${name}>`);
    });
  }

  it('no two kinds share the word in their numbers', () => {
    expect(new Set(KINDS.map((kind) => TEMPLATES[kind].word)).size).to.equal(20);
  });
  it('a letter of the reporting stage or the reward has no blank for a name or a contact of the reporter', () => {
    for (const kind of ['registration', 'notAccepted', 'question', 'transferLetter', 'filed', 'notFiled', 'rewardDecision', 'rewardNotice'] as const) {
      expect(Object.keys({ ...TEMPLATES[kind].slots, ...TEMPLATES[kind].optional }).filter((name) => /name|reporter$|identity|phone/i.test(name))).to.deep.equal([]);
    }
  });
  it('the decision has a blank for each thing that 行政处罚法 art. 59 asks for', () => {
    expect(Object.keys(TEMPLATES.decision.slots)).to.include.members(['party', 'partyAddress', 'facts', 'evidence', 'basis', 'decision', 'performance', 'remedies']);
  });
  it('what was entered is never read as a blank itself', () => {
    const { lines } = render(TEMPLATES.question, { reportNumber: '1', question: '{bureau} {answerBy}', bureau: '某局' }, false);
    expect(lines.map(({ text }) => text)).to.include('{bureau} {answerBy}');
  });
  it('the numbers of the parts close up where one is left out', () => {
    const headings = (slots: Record<string, string>): string[] => render(TEMPLATES.filingForm, slots, false).lines.filter(({ style }) => style === 'heading').map(({ text }) => text);
    expect(headings({})).to.deep.equal(['一、初步查明的事实', '二、立案条件', '三、承办意见', '四、审批意见']);
    expect(headings({ provisions: '条例第三十八条' })[2]).to.equal('三、立案条件');
  });
  it('names the empty blanks as a person would', () => {
    expect(missingSlots(TEMPLATES.notAccepted, { reportNumber: '1', receivedOn: ' ', ground: '缺少对象' })).to.deep.equal(['收到日期', '理由的依据（文件名称及条款）']);
  });
  it('writes dates as letters do', () => {
    expect(letterDate('2026-01-05')).to.equal('2026年1月5日');
  });
});
