import type { Mark } from '../../law/rules/parameters.ts';
import type { Tier } from './input.ts';

/** A statutory reason to leave the range downwards, and the tiers it opens. */
export interface Ground {
  readonly code: string;
  readonly nameZh: string;
  readonly tiers: readonly Tier[];
  readonly isBinding: boolean;
  readonly source: string;
  readonly mark: Mark;
}

const LESS: readonly Tier[] = ['LIGHT', 'REDUCED'];
const APL = '《行政处罚法》';
const ground = (code: string, nameZh: string, tiers: readonly Tier[], isBinding: boolean, source: string, mark: Mark = 'Q'): Ground => ({ code, nameZh, tiers, isBinding, source, mark });

/** enforcement.md 3.2. */
export const GROUNDS: readonly Ground[] = [
  ground('G30A', '不满十四周岁', ['NONE'], true, `${APL}第三十条`),
  ground('G30B', '已满十四周岁不满十八周岁', LESS, true, `${APL}第三十条`),
  ground('G31A', '不能辨认或者控制自己行为', ['NONE'], true, `${APL}第三十一条`),
  ground('G31B', '尚未完全丧失辨认或者控制能力', LESS, false, `${APL}第三十一条`),
  ground('G32-1', '主动消除或者减轻危害后果', LESS, true, `${APL}第三十二条第一项`),
  ground('G32-2', '受他人胁迫或者诱骗', LESS, true, `${APL}第三十二条第二项`),
  ground('G32-3', '主动供述尚未掌握的违法行为', LESS, true, `${APL}第三十二条第三项`),
  ground('G32-4', '配合查处有立功表现', LESS, true, `${APL}第三十二条第四项`),
  ground('G32-5', '法律、法规、规章规定的其他情形', LESS, true, `${APL}第三十二条第五项`),
  ground('G33-1', '轻微并及时改正，没有危害后果', ['NONE'], true, `${APL}第三十三条第一款`),
  ground('G33-2', '初次违法且危害后果轻微并及时改正', ['NONE'], false, `${APL}第三十三条第一款`),
  ground('G33-3', '有证据足以证明没有主观过错', ['NONE'], true, `${APL}第三十三条第二款`),
  ground('G36', '超过追责时限', ['NONE'], true, `${APL}第三十六条`),
  ground('FJ-a', '主动投案', LESS, false, '福建省医疗保障局2022年3月21日解读'),
  ground('FJ-b', '主动供述关键线索', LESS, false, '福建省医疗保障局2022年3月21日解读'),
  ground('SELF', '自查期限前全额退回', ['LIGHT', 'REDUCED', 'NONE'], false, '医保函〔2020〕9号', 'S'),
];

const byCode = new Map(GROUNDS.map((each) => [each.code, each]));
export const findGround = (code: string): Ground | null => byCode.get(code) ?? null;

/** Whether one of the cited grounds opens the tier. */
export const opensTier = (grounds: readonly string[], tier: Tier): boolean => grounds.some((code) => byCode.get(code)?.tiers.includes(tier) ?? false);
