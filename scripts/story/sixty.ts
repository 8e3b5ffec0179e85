// The sixty reports: where, about whom, by whom, and how each ends.
import type { Category } from '../../server/reports/rules/categories.ts';
import type { Identity } from '../../server/reports/rules/report.ts';
import type { FileKind } from './files.ts';
import type { Ending, ReportSpec } from './reports.ts';
import { TARGETS } from './words.ts';

type Row = readonly [key: string, place: number, target: number, received: number, ending: Ending, identity: 'A' | 'I' | 'R', category: Category, files?: string];

const HESHAN = 440784;
const ZHOUSHAN = 330900;
const ROWS: readonly Row[] = [
  // To cases, the oldest first.
  ['C11', HESHAN, 3, 228, 'filed', 'R', 'inducement', 'pn'], ['C14', HESHAN, 5, 150, 'filed', 'I', 'otherPersonsCard', 'p'], ['C10', HESHAN, 0, 132, 'filed', 'I', 'inventedService', 'pps'],
  ['C12', ZHOUSHAN, 4, 100, 'filed', 'A', 'other'], ['C13', ZHOUSHAN, 2, 90, 'filed', 'A', 'overcharging', 's'],
  ['C09', HESHAN, 7, 78, 'filed', 'R', 'overcharging', 'ps'], ['C08', HESHAN, 6, 70, 'filed', 'I', 'hangingBed', 'pp'], ['C05', HESHAN, 4, 66, 'filed', 'A', 'inventedService', 'n'],
  ['C15', ZHOUSHAN, 3, 64, 'filed', 'R', 'swapping', 'p'], ['C07', HESHAN, 8, 60, 'filed', 'R', 'cashOrGoods', 'pp'], ['C04', HESHAN, 3, 55, 'filed', 'A', 'swapping', 'p'], ['C02', HESHAN, 2, 50, 'filed', 'A', 'forgedPapers', 's'],
  ['C03', HESHAN, 0, 42, 'filed', 'I', 'overcharging', 's'], ['C06', ZHOUSHAN, 0, 24, 'filed', 'A', 'inventedService', 'p'], ['C01', HESHAN, 1, 15, 'filed', 'I', 'inventedService', 'ppn'],
  // Nobody has looked at these yet: new, nearly due, overdue.
  ['R01', HESHAN, 9, 0, 'received', 'A', 'cashOrGoods', 'p'], ['R02', HESHAN, 1, 0, 'received', 'I', 'hangingBed', 'pn'], ['R03', HESHAN, 5, 13, 'received', 'A', 'drugResale'], ['R04', HESHAN, 10, 14, 'received', 'R', 'swapping', 's'],
  ['R05', HESHAN, 2, 17, 'offered', 'A', 'inducement'], ['R06', HESHAN, 11, 19, 'received', 'A', 'cashOrGoods', 'p'], ['R07', ZHOUSHAN, 1, 2, 'received', 'A', 'overcharging'], ['R08', 330903, 0, 1, 'received', 'A', 'cashOrGoods', 'p'],
  ['R09', 330922, 0, 4, 'received', 'I', 'drugResale'], ['R10', 440700, 0, 6, 'handedDown', 'A', 'hangingBed'],
  // Being verified.
  ['V01', HESHAN, 7, 4, 'verifying', 'A', 'swapping', 'p'], ['V02', HESHAN, 2, 7, 'asked', 'A', 'forgedPapers', 's'], ['V03', HESHAN, 3, 9, 'verifying', 'R', 'hangingBed', 'pp'], ['V04', HESHAN, 9, 14, 'verifying', 'A', 'cashOrGoods'],
  ['V05', HESHAN, 6, 18, 'overdue', 'A', 'other', 'n'], ['V06', HESHAN, 4, 20, 'extended', 'I', 'inventedService', 'ps'], ['V07', ZHOUSHAN, 2, 5, 'verifying', 'A', 'swapping'], ['V08', ZHOUSHAN, 0, 12, 'asked', 'R', 'inventedService', 'p'],
  ['V09', ZHOUSHAN, 3, 16, 'overdue', 'A', 'cashOrGoods'],
  // Not filed, not accepted, somebody else's.
  ['N01', HESHAN, 10, 44, 'notFiled', 'A', 'swapping'], ['N02', HESHAN, 1, 58, 'notFiled', 'R', 'hangingBed', 'p'], ['N03', HESHAN, 11, 72, 'notFiled', 'A', 'drugResale'], ['N04', HESHAN, 5, 95, 'notFiled', 'I', 'otherPersonsCard'],
  ['N05', HESHAN, 8, 13, 'untold', 'R', 'overcharging', 's'], ['N06', ZHOUSHAN, 1, 64, 'notFiled', 'A', 'overcharging'], ['N07', ZHOUSHAN, 2, 83, 'notFiled', 'A', 'forgedPapers', 'n'],
  ['X01', HESHAN, 2, 33, 'notAccepted', 'A', 'other'], ['X02', HESHAN, 6, 47, 'notAccepted', 'R', 'other'], ['X03', HESHAN, 0, 88, 'notAccepted', 'A', 'overcharging'], ['X04', ZHOUSHAN, 4, 39, 'notAccepted', 'A', 'other'],
  ['X05', 330902, 0, 21, 'notAccepted', 'I', 'other'], ['X06', 330921, 0, 28, 'notAccepted', 'A', 'forgedPapers'],
  ['T01', HESHAN, 11, 36, 'transferredOut', 'A', 'drugResale'], ['T02', HESHAN, 9, 62, 'transferredOut', 'A', 'cashOrGoods', 'p'], ['T03', ZHOUSHAN, 3, 51, 'transferredOut', 'I', 'other'],
  ['K01', HESHAN, 7, 30, 'referredContract', 'A', 'overcharging', 's'], ['K02', HESHAN, 4, 53, 'referredContract', 'A', 'swapping'], ['K03', HESHAN, 10, 76, 'referredContract', 'R', 'cashOrGoods', 'p'], ['K04', HESHAN, 3, 110, 'referredContract', 'A', 'hangingBed'],
  ['K05', ZHOUSHAN, 1, 46, 'referredContract', 'A', 'overcharging'], ['K06', ZHOUSHAN, 4, 69, 'referredContract', 'I', 'other'],
  // The same again by others.
  ['M01', HESHAN, 1, 12, 'merged into C01', 'A', 'inventedService', 'p'], ['M02', HESHAN, 0, 37, 'merged into C03', 'A', 'overcharging'], ['M03', HESHAN, 3, 48, 'merged into C04', 'R', 'swapping', 's'], ['M04', ZHOUSHAN, 3, 60, 'merged into C15', 'A', 'swapping'],
];

const IDENTITY: Record<'A' | 'I' | 'R', Identity> = { A: 'anonymous', I: 'identifiable', R: 'realName' };
const FILES: Record<string, FileKind> = { p: 'photo', s: 'scan', n: 'notes' };
const WITHDRAWN = ['N03', 'V03'];
const CORRECTED = ['V01'];
/** Sent in without a name, which came later; and somebody who went without the reward. */
const NAMED = ['V07'];
const WAIVED = ['K03'];

export const SIXTY: readonly ReportSpec[] = ROWS.map(([key, place, target, received, ending, identity, category, files = '']) => {
  const found = TARGETS[String(place)]?.[target];
  if (!found) throw new Error(`${key}: no target ${target} at ${place}`);
  return {
    key, place: String(place), target: found, category, identity: IDENTITY[identity], wantsReward: identity !== 'A', received, ending, isWithdrawn: WITHDRAWN.includes(key), isCorrected: CORRECTED.includes(key), isNamed: NAMED.includes(key), isWaived: WAIVED.includes(key),
    files: [...files].flatMap((each) => FILES[each] ?? []),
  };
});
