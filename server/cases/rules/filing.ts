// Opening a case: the three conditions, the officers, the head's decision (程序规定第十五条, 行政处罚法第四十二条).
import { Forbidden, Invalid } from '../../kernel/errors.ts';
import { hasRole } from '../../people/rules/person.ts';
import { officerOf } from './acts/people.ts';
import type { Case, Filing, Paper, Party } from './case.ts';
import { started } from './clocks.ts';
import { demand, need, officers as officersGuard } from './guards.ts';
import { causeName, caseName } from './naming.ts';
import { officersText } from './papers.ts';
import type { Situation } from './situation.ts';

export type FilingInput = {
  party: Party; violationCode: string; officerIds: string[];
  suspect: string; punishable: string; jurisdiction: string; hasSuspect: boolean; isPunishable: boolean; isOwnJurisdiction: boolean; reason: string;
};

/** May this be filed by this person with these officers? @throws Forbidden, Invalid, Refused */
export function checkFiling(input: FilingInput, situation: Situation): void {
  const { person } = situation;
  if (!hasRole(person, 'head')) throw new Forbidden('cases.file');
  const chosen = situation.colleagues.filter((each) => input.officerIds.includes(each.id));
  if (chosen.length !== new Set(input.officerIds).size || chosen.some((each) => !hasRole(each, 'investigator'))) throw new Invalid({ officerIds: { key: 'common.error.choose' } });
  const officers = chosen.map((each) => officerOf(each, situation.today));
  demand([
    need('FILING-CONDITIONS', input.hasSuspect && input.isPunishable && input.isOwnJurisdiction, '医疗保障行政处罚程序暂行规定第十五条'),
    officersGuard({ officers }, situation),
    need('G-SEPARATION', !input.officerIds.includes(person.id), '行政处罚法第五十八条', {}, 'officer×approver'),
  ]);
}

const conditionsText = (input: FilingInput): string => `1. 有明确的违法嫌疑人：${input.suspect}\n2. 有依法应当给予行政处罚的行为：${input.punishable}\n3. 属于本局管辖：${input.jurisdiction}`;

export function filingPaper(id: string, input: FilingInput, lead: Filing['lead'], situation: Situation): Paper {
  const officers = situation.colleagues.filter((each) => input.officerIds.includes(each.id)).map((each) => officerOf(each, situation.today));
  const slots: Record<string, string> = {
    party: input.party.name, source: lead.source, matter: causeName(input.violationCode), facts: input.punishable, conditions: conditionsText(input), officers: officersText({ officers }),
    opinion: input.reason, approver: situation.person.name, approvedOn: situation.today, partyAddress: input.party.address, creditCode: input.party.creditCode,
  };
  return { key: `case:${id}:filingForm:1`, kind: 'filingForm', slots: Object.fromEntries(Object.entries(slots).filter(([, text]) => text !== '')), by: situation.person.id, on: situation.today, isNumbered: true, isIssued: true, delivery: null };
}

/** The case of one filing; made again from the same input it is the same case. The number is taken the same day. */
export function openCase(id: string, number: string, input: FilingInput, lead: Filing['lead'], paper: Paper, situation: Situation): Case {
  const { person, today, at } = situation;
  const officers = situation.colleagues.filter((each) => input.officerIds.includes(each.id)).map((each) => officerOf(each, today));
  const name = caseName(input.party, causeName(input.violationCode), false, null);
  const filing: Filing = { on: today, by: person.id, suspect: input.suspect, punishable: input.punishable, jurisdiction: input.jurisdiction, reason: input.reason, lead };
  return {
    id, bureau: person.bureau, number, state: 'investigating', name, version: 1, party: input.party, filing, officers, recusals: [], factsVersion: 1, mainCause: input.violationCode,
    findings: [], evidence: [], statements: [], orders: [], endReport: null, reviews: [], notices: [], discussions: [], decision: null, service: null, payments: [], suspensionNotes: [],
    closing: null, publication: null, archivedOn: null, suspension: null, termination: null, clocks: [started({ bureau: person.bureau }, situation, 'CASE_DECIDE', today)], papers: [paper],
    events: [{ at, by: person.id, act: 'file', state: 'investigating', name, note: input.reason, args: { number, officers: officers.map((each) => each.name).join('、') }, fileIds: [] }],
  };
}
