// Bureaus of the seeds, and invented people for every role. Addresses and telephone numbers are invented and say so.
import type { Bureau } from '../../server/people/rules/accounts.ts';
import type { Role } from '../../server/people/rules/person.ts';

const bureau = (code: string, name: string, documentWord: string, level: Bureau['level'], parent: string | null, street: string): Bureau => ({
  code, name: `${name}医疗保障局`, shortName: name, documentWord, level, parent, address: `${name}${street}（虚构地址）`, phone: `000-${code.slice(0, 4)}-${code.slice(2)}（虚构号码）`,
  hours: '工作日 8:30—12:00，14:30—17:30', isActive: true, isDemo: true, version: 1,
});

export const BUREAUS: readonly Bureau[] = [
  bureau('330000', '浙江省', '浙医保', 'province', null, '明镜路 1 号'),
  bureau('330900', '舟山市', '舟医保', 'prefecture', '330000', '望潮路 18 号'),
  bureau('330902', '定海区', '定医保', 'county', '330900', '石帆街 6 号'),
  bureau('330903', '普陀区', '普医保', 'county', '330900', '归渔街 21 号'),
  bureau('330921', '岱山县', '岱医保', 'county', '330900', '盐田路 9 号'),
  bureau('330922', '嵊泗县', '嵊医保', 'county', '330900', '听涛巷 3 号'),
  bureau('440000', '广东省', '粤医保', 'province', null, '明镜路 2 号'),
  bureau('440700', '江门市', '江医保', 'prefecture', '440000', '清渠路 30 号'),
  bureau('440784', '鹤山市', '鹤医保', 'county', '440700', '栖鹤路 12 号'),
];

export type Member = { account: string; name: string; bureau: string; roles: readonly Role[] };
const member = (account: string, name: string, place: string, ...roles: Role[]): Member => ({ account, name, bureau: place, roles });

/** Two of every duty that the law wants from different hands. */
export const STAFF: readonly Member[] = [
  member('hs.intake', '江照晚', '440784', 'intake'),
  member('hs.officer1', '许明澈', '440784', 'investigator'),
  member('hs.officer2', '顾行舟', '440784', 'investigator'),
  member('hs.officer3', '程以宁', '440784', 'investigator'),
  member('hs.review', '陆听澜', '440784', 'legalReviewer'),
  member('hs.head', '沈望舒', '440784', 'head'),
  member('hs.reward1', '宋知微', '440784', 'rewardOfficer'),
  member('hs.reward2', '白时序', '440784', 'rewardOfficer'),
  member('hs.public1', '叶疏影', '440784', 'publisher'),
  member('hs.public2', '秦怀瑾', '440784', 'publisher'),
  member('hs.public3', '温如故', '440784', 'publisher'),
  member('hs.audit', '邵清和', '440784', 'auditor'),
  member('hs.admin', '简书白', '440784', 'administrator'),
  member('zs.intake', '谢临川', '330900', 'intake'),
  member('zs.officer1', '裴知远', '330900', 'investigator'),
  member('zs.officer2', '容与之', '330900', 'investigator'),
  member('zs.review', '祝南乔', '330900', 'legalReviewer'),
  member('zs.head', '季长庚', '330900', 'head'),
  member('zs.reward1', '卓清越', '330900', 'rewardOfficer'),
  member('zs.reward2', '钟离雪', '330900', 'rewardOfficer'),
  member('zs.public1', '苏晚亭', '330900', 'publisher'),
  member('zs.public2', '万俟青', '330900', 'publisher'),
  member('zs.public3', '凌既白', '330900', 'publisher'),
  member('zs.audit', '褚云帆', '330900', 'auditor'),
  member('zs.admin', '傅予安', '330900', 'administrator'),
  member('jm.head', '贺云舒', '440700', 'head'),
  member('jm.intake', '骆秋白', '440700', 'intake'),
  member('jm.admin', '施映雪', '440700', 'administrator'),
  member('dh.head', '方既明', '330902', 'head', 'intake'),
  member('pt.head', '乔望月', '330903', 'head', 'intake'),
  member('ds.head', '梅见山', '330921', 'head', 'intake'),
  member('ss.head', '穆青禾', '330922', 'head', 'intake'),
];

/** The crews that handle matters in the story, by bureau. */
export type Crew = { head: string; intake: string; officers: readonly [string, string]; review: string; rewards: readonly [string, string]; publishers: readonly [string, string, string]; discuss: readonly string[] };
export const CREWS: Record<string, Crew> = {
  440784: {
    head: 'hs.head', intake: 'hs.intake', officers: ['hs.officer1', 'hs.officer2'], review: 'hs.review', rewards: ['hs.reward1', 'hs.reward2'], publishers: ['hs.public1', 'hs.public2', 'hs.public3'],
    discuss: ['hs.officer1', 'hs.officer2', 'hs.review', 'hs.head', 'hs.intake'],
  },
  330900: {
    head: 'zs.head', intake: 'zs.intake', officers: ['zs.officer1', 'zs.officer2'], review: 'zs.review', rewards: ['zs.reward1', 'zs.reward2'], publishers: ['zs.public1', 'zs.public2', 'zs.public3'],
    discuss: ['zs.head', 'zs.review', 'zs.intake'],
  },
};
export const crewOf = (place: string): Crew => {
  const crew = CREWS[place];
  if (!crew) throw new Error(`no crew at ${place}`);
  return crew;
};

/** Whoever takes reports in at a bureau, and reads them all. */
export const intakeOf = (place: string): string => {
  const found = STAFF.find((each) => each.bureau === place && each.roles.includes('intake'));
  if (!found) throw new Error(`no intake at ${place}`);
  return found.account;
};
