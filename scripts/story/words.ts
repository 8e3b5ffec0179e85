// What people write. Institutions, people and sums are invented; parts are put together by the story's own chance.
import type { Category } from '../../server/reports/rules/categories.ts';
import type { TargetKind } from '../../server/reports/rules/report.ts';
import type { Chance } from './random.ts';

export type Target = { name: string; kind: TargetKind };
const hospital = (name: string): Target => ({ name, kind: 'medicalInstitution' });
const pharmacy = (name: string): Target => ({ name, kind: 'pharmacy' });

/** By the bureau that answers for them. */
export const TARGETS: Record<string, readonly Target[]> = {
  440784: [
    hospital('云川松风骨科医院'), hospital('云川星桥康复医院'), hospital('云川长亭医院'), hospital('云川半山康复医院'), hospital('云川青梧口腔门诊部'), hospital('云川杏影诊所'), hospital('云川人和里社区卫生站'),
    hospital('云川照夜眼科门诊部'), pharmacy('云川万草堂药房'), pharmacy('云川惠康里药房'), pharmacy('云川济川桥药房'), pharmacy('云川竹里药房'),
  ],
  330900: [hospital('海澜听潮康复医院'), hospital('海澜望屿医院'), hospital('海澜拾贝口腔门诊部'), pharmacy('海澜归帆药房'), hospital('海澜灯塔社区卫生站')],
  330902: [hospital('海澜石帆中医门诊部'), pharmacy('海澜盐仓药房')],
  330903: [pharmacy('海澜渔火药房'), hospital('海澜白沙诊所')],
  330921: [hospital('海澜鹿岛卫生站')],
  330922: [pharmacy('海澜东崖药房')],
  440700: [hospital('云川清渠医院'), pharmacy('云川长堤药房')],
};

type Parts = { opening: readonly string[]; detail: readonly string[]; ending: readonly string[] };
const PARTS: Record<Category, Parts> = {
  hangingBed: {
    opening: ['我家老人在这里办了住院，其实每天晚上都回家睡。', '同村好几个人都在这里“住院”，白天打完针就走。', '上个月我去看病人，病房里一半的床是空的，名牌却都挂着。'],
    detail: ['出院清单写着住了十二天，床位费、护理费一天不少。', '护士让家属在查房单上补签名，说是上面要检查。', '问起来就说“系统里都这样”，让我们不要往外讲。'],
    ending: ['我留着微信聊天和当天在家里的照片。', '希望你们晚上八点以后去看一看。', '我只想知道医保的钱到底花在了哪里。'],
  },
  inventedService: {
    opening: ['周末的理疗单是补出来的，病人根本没有来。', '我母亲只做过三次理疗，结算单上写了二十四次。', '我在这家机构做过前台，见过怎么编治疗记录。'],
    detail: ['同一个治疗师，同一个钟点，记了六个人的推拿。', '机器坏了将近一个月，收费照样天天有。', '签名是找人代签的，笔迹一看就是同一个人。'],
    ending: ['我拍了几张登记本，字迹都能看清。', '最好先查六月到八月，那几个月最多。', '请不要让他们知道是谁说的，我还要在这里看病。'],
  },
  forgedPapers: {
    opening: ['这里的检验报告是改出来的，时间都对不上。', '我拿到的发票和系统里查到的金额不一样。', '有人专门收身份证和医保卡，回去做假病历。'],
    detail: ['我当天没有抽血，病历里却有两张化验单。', '报告上的医生那个月在休产假。', '同一张片子用在了好几个人的病历里。'],
    ending: ['单据的照片我都附上了。', '需要的话我可以当面说明经过。', '希望查清楚，别让老实人吃亏。'],
  },
  overcharging: {
    opening: ['住院五天，费用清单上的同一项检查收了两遍。', '换药一次，收了三次的钱，还多出一项“大换药”。', '床位费标的是双人间，我住的是走廊加床。'],
    detail: ['我拿着价目表去问，收费处说是系统自动带出来的。', '问了同病房的两个人，他们的清单也一样。', '前后加起来多收了一千多元，医保报了大半。'],
    ending: ['清单和缴费记录都在，可以随时提供。', '请核对他们今年上半年的收费。', '不只是我一个人的事，很多老人不会看清单。'],
  },
  swapping: {
    opening: ['开的是进口材料，装的是普通的，包装我看见了。', '做的是普通牙冠，结算时写成了治疗项目。', '药单上是一种药，给我的是另一种便宜的。'],
    detail: ['医生说“都一样用”，让我在单子上签字就行。', '盒子上的批号和清单对不上。', '后来换了别家看，人家一眼就说不是那一种。'],
    ending: ['包装盒我还留着。', '希望抽查库存和结算数据，一对就明白。', '这样下去基金要被掏空。'],
  },
  inducement: {
    opening: ['有人开着面包车到村里接老人去住院，说一分钱不用交。', '住院就送一桶油、两袋米，还管三顿饭。', '介绍一个人来住院，给介绍人两百元。'],
    detail: ['去了先抽血，不管有没有病都说要住七天。', '车牌用布遮着，每周三上午来一趟。', '老人回来说，大家都在病房里打牌。'],
    ending: ['村口小店有监控，可以看到接人的车。', '请尽快去看，听说这个月又要来。', '我父亲也去过，清单在我手上。'],
  },
  cashOrGoods: {
    opening: ['刷医保卡可以换米、油和洗衣液，柜台后面单独放着一堆。', '这家药房可以刷卡套现金，一百元给八十。', '保健品也能走医保，店员会帮你换成药名。'],
    detail: ['小票上打的是感冒药，我拿回来的是蛋白粉。', '下午三点以后人最多，都是熟客。', '店员说别拍照，拍了就不办。'],
    ending: ['我有一张小票和货品的照片。', '建议查一查进货单，药的进销一定对不上。', '街坊都知道，就是没人愿意说。'],
  },
  otherPersonsCard: {
    opening: ['有人拿着去世老人的医保卡，每个月照样取药。', '邻居一家五口只用一张卡看病。', '我的卡放在家里，手机却收到了结算短信。'],
    detail: ['取药的人天天换，柜台从来不核对。', '短信显示上个月结算了四次，我一次也没有去。', '打电话去问，对方说是“系统串号”。'],
    ending: ['短信截图我保留着。', '希望能查到是谁在用。', '请把我的卡先停掉，也查查别人的。'],
  },
  drugResale: {
    opening: ['有人在市场后面收药，慢性病的药按半价收。', '这里一次开三个月的药，转手就卖给收药的。', '群里天天有人报价收医保药，点名要几个牌子。'],
    detail: ['每个月十号前后，同一辆电动车来取货。', '开药的几个人根本没有这种病。', '一盒药进价四十多，转手卖二十五。'],
    ending: ['聊天记录我截了图。', '你们可以从开药量最大的几张卡查起。', '再不管，真正要吃药的人都买不到了。'],
  },
  other: {
    opening: ['这家机构医生的资格证和挂出来的不是一个人。', '他们要求病人先垫钱，说医保过几个月才返。', '同一天里给几十个老人开了一模一样的检查。'],
    detail: ['我问为什么，前台说是上面的任务。', '单子上的时间早上六点，那时还没有开门。', '不做就不给开药，很多人只好做了。'],
    ending: ['希望派人去看看。', '这是我自己经历的，日期都记着。', '如果需要，我可以再补充材料。'],
  },
};

/** Forty to two hundred characters about what somebody saw. */
export function narrative(chance: Chance, category: Category, target: string): string {
  const { opening, detail, ending } = PARTS[category];
  const text = `${chance.pick(opening)}${chance.pick(detail)}${chance.pick(ending)}`;
  return [...text].length >= 50 ? text : `${text}说的就是${target}。`;
}

export const QUESTIONS = ['您说的情况大概是哪几个月？能不能再说说是哪个科室？', '请问清单原件还在吗？方便的话拍一张传上来，遮住别人的姓名就可以。', '您是亲眼看到的，还是听别人说的？说得越具体，越好核查。'] as const;
export const ANSWERS = ['是今年五月到七月，三楼康复科。', '在的，我今晚拍了传上来。名字我会遮住。', '我亲眼看到两次，都是星期三上午。'] as const;
