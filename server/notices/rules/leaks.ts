// What must never stand in a published text (publication.md 3.2, 5). A hit of the first rule, the reporter, can be overridden by nobody;
// any other is removed, or marked as a false hit with a reason.
import { isIdentityNumber } from '../../people/rules/identity-number.ts';
import type { LeakHit, NoticeContent, ResolvedHit } from './notice.ts';

/** Words shared with a tip-off. */
export const OVERLAP = 'LC-07';
/** Checks whose hits nobody can wave through. */
export const NO_OVERRIDE: readonly string[] = [OVERLAP, 'LC-08'];

/** Full-width digits and letters to half-width; zero-width and format characters gone (LC-14). */
const normalise = (text: string): string =>
  [...text.normalize('NFKC')].filter((symbol) => !/\p{Cf}/u.test(symbol)).join('');

const CHINESE_DIGITS: Record<string, string> = { 〇: '0', 零: '0', 一: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9', 幺: '1' };
const joined = (text: string): string => text.replace(/(?<=[\dXx])[\s.\-·—_]+(?=[\dXx])/g, '');

/** The Luhn check of a bank card. */
export function isCardNumber(text: string): boolean {
  if (!/^\d{13,19}$/.test(text)) return false;
  const total = [...text].reverse().reduce((sum, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return total % 10 === 0;
}

type Check = { id: string; find: (text: string) => string[] };
const all = (pattern: RegExp) => (text: string): string[] => [...text.matchAll(pattern)].map((match) => match[0]);

const SURNAME = '[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛范彭郎鲁韦昌马苗方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅齐康伍余元顾孟黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴宋庞熊纪舒屈项祝董梁杜阮蓝季贾路江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀甄曲家封芮储靳邴松井段富巫乌焦巴弓侯宓蓬全郗班仰秋仲伊宫宁仇栾祖武符刘景詹束龙叶幸司韶黎蓟薄印宿白怀蒲台从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公]';

const CHECKS: readonly Check[] = [
  { id: 'LC-01', find: (text) => [...all(/(?<!\d)\d{17}[\dXx](?!\d)/g)(joined(text)).filter(isIdentityNumber), ...all(/(?<!\d)[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)/g)(joined(text))] },
  { id: 'LC-02', find: (text) => [...all(/(?<!\d)1[3-9]\d{9}(?!\d)/g)(joined(text)), ...all(/(?<!\d)0\d{2,3}[-\s]\d{7,8}(?!\d)/g)(text)] },
  { id: 'LC-03', find: (text) => all(/(?<!\d)\d{13,19}(?!\d)/g)(joined(text)).filter((number) => isCardNumber(number) && !isIdentityNumber(number)) },
  { id: 'LC-04', find: all(/(?:病历号|住院号|床号|处方号|医保卡号|发票号|病案号)\s*[:：]?\s*[A-Za-z\d]+/g) },
  { id: 'LC-05', find: all(/[\w.+-]+@[\w-]+\.[\w.]+|(?:微信|QQ|qq)\s*[:：号]*\s*[\w-]{5,}|https?:\/\/\S+|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\s]?[A-Z\d]{5,6}/g) },
  { id: 'LC-06', find: all(new RegExp(`(?:患者|举报人|证人|家属|医生|护士|参保人(?!员)|参保人员)\\s*${SURNAME}(?!某)[\\u4e00-\\u9fff]{1,2}`, 'gu')) },
  { id: 'LC-08', find: all(/举报人|举报编号|查询码|回执|据[^，。]{0,8}(?:职工|员工|护士|医生|患者|群众)[^，。]{0,4}(?:反映|举报)|内部(?:人员|职工)举报|匿名(?:举报|信)|实名举报|\d{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/g) },
  { id: 'LC-11', find: all(/\d+\s*(?:号楼|栋|单元|室|村民小组|组\d*户)/g) },
  { id: 'LC-12', find: all(/\d{4}\s*(?:年|-)\s*\d{1,2}\s*(?:月|-)\s*\d{1,2}\s*日?/g) },
  { id: 'LC-16', find: all(/涉嫌/g) },
];

/** Every text the public would read, by field. */
export const publicTexts = (content: NoticeContent): Record<string, string> => ({
  title: content.title, intro: content.intro, execution: content.execution, text: content.text,
  ...Object.fromEntries(content.handling.map((line, index) => [`handling.${index}`, line])),
  ...Object.fromEntries(content.law.map((line, index) => [`law.${index}`, line])),
  ...Object.fromEntries(content.findings.map((finding, index) => [`findings.${index}`, finding.what])),
});

/** Runs of at least eight characters that the public text shares with a tip-off or its messages (LC-07). */
export function sharedRuns(text: string, secrets: readonly string[], length = 8): string[] {
  const plain = [...normalise(text).replace(/[\s，。、；：,.;:]/g, '')];
  const known = secrets.map((secret) => normalise(secret).replace(/[\s，。、；：,.;:]/g, ''));
  const runs: string[] = [];
  for (let start = 0; start + length <= plain.length; start += 1) {
    const run = plain.slice(start, start + length).join('');
    if (known.some((secret) => secret.includes(run))) runs.push(run);
  }
  return runs;
}

/** All hits. `names` are people known from the case file; `allowed` are registered names and phrases of the decision itself. */
export function findLeaks(content: NoticeContent, input: { names: readonly string[]; secrets: readonly string[]; allowed: readonly string[] }): LeakHit[] {
  return Object.entries(publicTexts(content)).flatMap(([field, original]) => {
    const text = input.allowed.reduce((rest, phrase) => (phrase === '' ? rest : rest.replaceAll(phrase, '　')), normalise(original));
    const digits = text.replace(/[〇零一二三四五六七八九幺]{11,}/g, (run) => [...run].map((symbol) => CHINESE_DIGITS[symbol] ?? symbol).join(''));
    const hits = CHECKS.flatMap(({ id, find }) => find(digits).map((fragment): LeakHit => ({ check: id, field, fragment })));
    const known = input.names.filter((name) => [...name].length > 1 && text.includes(name)).map((fragment): LeakHit => ({ check: 'LC-06', field, fragment }));
    // Which words they are is not told: whoever drafts has no business with the tip-off.
    const shared = sharedRuns(text, input.secrets).slice(0, 1).map((): LeakHit => ({ check: OVERLAP, field, fragment: '' }));
    const hidden = normalise(original).length !== original.normalize('NFKC').length ? [{ check: 'LC-14', field, fragment: '' }] : [];
    return [...hits, ...known, ...shared, ...hidden];
  });
}

/** The hits that still stand: not resolved with a reason, or not resolvable at all. */
export const openHits = (hits: readonly LeakHit[], resolved: readonly ResolvedHit[]): LeakHit[] =>
  hits.filter((hit) => NO_OVERRIDE.includes(hit.check) || !resolved.some((known) => known.check === hit.check && known.fragment === hit.fragment && known.falseHitReason.trim() !== ''));
