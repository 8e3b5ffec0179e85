// Forty pairs of invented reports, labelled by hand: whether an officer would say that both tell of the same matter.
import type { Likened } from '../../server/reports/rules/duplicates.ts';

type Side = readonly [name: string, period: string, categories: string, narrative: string, institution?: string];
export type Pair = { is: boolean; what: string; one: Likened; other: Likened };

const side = ([targetName, period, categories, narrative, institutionId]: Side): Likened => {
  const [from = '', to = ''] = period.split('~');
  return {
    targetName, narrative, categories: categories === '' ? [] : categories.split(' '), from: from === '' ? null : from, to: (to || from) === '' ? null : to || from, institutionId: institutionId ?? null,
    division: '440784', targetKind: /药/.test(targetName) ? 'pharmacy' : 'medicalInstitution', receivedOn: '2026-11-10',
  };
};
const pair = (is: boolean, what: string, one: Side, other: Side): Pair => ({ is, what, one: side(one), other: side(other) });

const SAME: Pair[] = [
  pair(true, 'two relatives of one patient', ['演示星桥康复医院', '2026-06~2026-10', 'inventedService', '我母亲六月到十月住在康复科，只做过三次理疗，结算清单上每天都有针灸、电疗和推拿，一共收了一万八千多元。'],
    ['星桥康复医院', '2026-07~2026-10', 'inventedService', '外婆在康复科住了几个月，实际理疗就做了三次，可清单天天写着针灸推拿电疗，报销了一万八千多。']),
  pair(true, 'nurse and patient about empty beds', ['演示云岭医院', '2026-05~2026-08', 'hangingBed', '三楼内科有二十几张床晚上是空的，病人白天来打个针就回家，系统里却天天在院，住院手续都办着。'],
    ['云岭医院', '2026-06~2026-09', 'hangingBed', '内科三楼很多病人打完针就回家睡觉，晚上床位空着二十多张，住院系统照样显示在院。']),
  pair(true, 'pharmacy swaps, two customers', ['演示百草大药房', '2026-08', 'swapping', '在店里买了面膜和洗面奶，收银员刷医保卡，小票打成了阿胶和参片，一共三百六十元。'],
    ['鹤山市演示百草大药房有限公司', '2026-08~2026-09', 'swapping', '收银员让我拿面膜洗面奶刷医保，打印出来的小票写的是阿胶参片，金额三百六十。']),
  pair(true, 'copied and sent twice', ['演示长宁门诊部', '2026-09', 'cashOrGoods', '门诊部用医保卡套现金，刷一千给八百，前台姓刘的女士经手，每周三下午最多。'], ['演示长宁门诊部', '2026-09', 'cashOrGoods', '门诊部用医保卡套现金，刷一千给八百，前台姓刘的女士经手，每周三下午最多。']),
  pair(true, 'eggs for admission', ['演示康泰医院', '2026-03~2026-06', 'inducement', '医院派面包车到村里接老人，住满七天送一桶油和五十个鸡蛋，不收门槛费，身体没病也劝去住。'],
    ['康泰医院', '2026-04~2026-05', 'inducement hangingBed', '每周有面包车来我们村接老人去住院，说住七天送油送鸡蛋，门槛费也免了，没有病的也去。']),
  pair(true, 'the same card of a dead man', ['演示福寿堂药店', '2026-02~2026-04', 'otherPersonsCard', '老板手里压着十几张慢病卡，其中一张是已经去世的陈伯的，每个月还在刷降压药。'],
    ['演示福寿堂药店', '2026-03', 'otherPersonsCard drugResale', '陈伯去年就去世了，他的慢病卡还压在药店老板那里，月月照刷降压药，像这样的卡有十几张。']),
  pair(true, 'forged reports of an examination', ['演示明德医院', '2026-01~2026-03', 'forgedPapers', '检验科没有做过的彩超也出报告，签名是已经离职的周医生，一个月几十份，都进了病历。'],
    ['明德医院', '2026-02', 'forgedPapers inventedService', '病历里的彩超报告是假的，周医生离职了还在签字，检验科每个月补几十份没做过的报告。']),
  pair(true, 'linked institution, free spelling', ['演示安和医院', '2026-07', 'overcharging', '一次输液收了两次静脉穿刺费和护理费，住五天多收四百多元，问护士站说系统自动加的。', 'i-anhe'],
    ['安和医院（东院区）', '2026-07', 'overcharging', '住院五天，输液每天收两份穿刺费、两份护理费，多收四百多，护士站讲是系统自己加上的。', 'i-anhe']),
  pair(true, 'dialysis sessions', ['演示清源血液透析中心', '2026-04~2026-09', 'inventedService', '每周透析两次，账单写三次，护士叫我在空白单上先签名，说不影响报销。'],
    ['清源血透中心', '2026-05~2026-10', 'inventedService forgedPapers', '我爸一周透析两次，账单记成三次，护士让病人在空白单上签名。']),
  pair(true, 'no period given by one', ['演示同济口腔门诊', '', 'swapping', '种植牙的钱拆成补牙和拔牙刷医保统筹，前台教我们说是补牙，一颗牙报了六次。'],
    ['同济口腔门诊', '2026-08', 'swapping inventedService', '种一颗牙，前台拆成六次补牙拔牙去走统筹，还教病人怎么说。']),
  pair(true, 'no conduct chosen by one', ['演示仁爱护理院', '2026-05~2026-07', '', '护理院的老人没有做康复训练，康复师一个人签几十个人的记录，每天半小时都是抄的。'],
    ['仁爱护理院', '2026-06', 'inventedService', '康复记录都是抄的，一个康复师每天给几十个老人签半小时训练，其实没有做过。']),
  pair(true, 'patient and former employee', ['演示济民医院', '2026-03~2026-05', 'forgedPapers hangingBed', '体检查出来没事的人也办住院，诊断写成腰椎间盘突出，医生姓孙，一人一次结算五千左右。'],
    ['济民医院', '2026-04', 'hangingBed forgedPapers', '我在那里上过班，体检没事的人被孙医生写成腰椎间盘突出收住院，每人每次结算五千左右。']),
  pair(true, 'traditional medicine sold as rice', ['演示惠民药房', '2026-10', 'swapping', '店里堆着大米和食用油，刷医保就能换，小票上写黄芪、党参，门口还贴了告示写会员日。'],
    ['惠民药房', '2026-10', 'swapping cashOrGoods', '会员日刷医保换大米食用油，小票写的是党参黄芪，告示就贴在门口。']),
  pair(true, 'home visits that never were', ['演示城东社区卫生服务中心', '2026-01~2026-06', 'inventedService', '家庭病床的上门记录是假的，半年没有人来过我家，系统里写每周换药一次。'],
    ['城东社区卫生服务中心', '2026-02~2026-06', 'inventedService', '系统写着每周上门换药一次，家庭病床半年没见过人来，记录是编的。']),
  pair(true, 'drug resale at the gate', ['演示永安医院', '2026-08~2026-10', 'drugResale', '医院门口有人收慢病药，开药窗口的阿姨介绍过去的，一盒五十块，一次能开三个月的量。'],
    ['永安医院', '2026-09', 'drugResale', '开药窗口的阿姨介绍病人把慢病药卖给门口的人，一盒给五十，一次开三个月量。']),
  pair(true, 'other name form of the same company', ['演示鸿福堂医药连锁有限公司', '2026-06', 'cashOrGoods', '三分店可以用医保个账换购物卡，扣两成手续费，要找店长，周末不办。'],
    ['演示鸿福堂', '2026-06~2026-07', 'cashOrGoods', '用个账在店里换购物卡，找店长，扣两成手续费，周末不给办。']),
  pair(true, 'bone setting', ['演示正骨堂中医诊所', '2026-02~2026-09', 'overcharging inventedService', '正骨一次按三个部位收费，其实就按了肩膀，一个疗程十次，家属签字都是代签。'],
    ['正骨堂中医诊所', '2026-05', 'overcharging', '只按了肩膀却按三个部位算正骨费，十次一个疗程，签字由他们代签。']),
  pair(true, 'the same narrative with one detail more', ['演示南山医院', '2026-07~2026-08', 'hangingBed', '康复病区住院的人都是附近老人，早上签到，九点以后病房就没有人，查房记录照写。'],
    ['演示南山医院', '2026-08', 'hangingBed', '康复病区住院的人都是附近老人，早上签到，九点以后病房就没有人，查房记录照写，十月还发了棉被。']),
  pair(true, 'hardly any words in common', ['演示海棠妇产医院', '2026-04', 'inventedService', '产后修复一次没做，清单有十二次，每次三百。'], ['海棠妇产医院', '2026-04', 'overcharging', '生完孩子他们记了不少盆底治疗的钱，我根本没去过。']),
  pair(true, 'target misspelt', ['演示颐和老年病医院', '2026-05~2026-08', 'overcharging', '住院期间每天都记特级护理，一天一百二，老人生活能自理，护工都是自己请的。'],
    ['颐合老年病医院', '2026-06', 'overcharging', '老人能自理，护工自己请的，账单上天天特级护理一百二。']),
];

const OTHER: Pair[] = [
  pair(false, 'same hospital, other facts', ['演示星桥康复医院', '2026-06~2026-10', 'inventedService', '我母亲六月到十月住在康复科，只做过三次理疗，结算清单上每天都有针灸、电疗和推拿。'],
    ['演示星桥康复医院', '2026-06~2026-10', 'cashOrGoods', '食堂的饭卡可以用医保个账充值，财务室的人收钱，充五百到账四百五。']),
  pair(false, 'same hospital and conduct, other department and thing', ['演示云岭医院', '2026-05~2026-08', 'inventedService', '眼科给没有做过的眼底照相收费，一次一百六，报告都是同一张图。'],
    ['演示云岭医院', '2026-06', 'inventedService', '心电监护没有上过，护士站每天记二十四小时，家属天天陪着都没看见机器。']),
  pair(false, 'copied text, another hospital', ['演示长宁门诊部', '2026-09', 'cashOrGoods', '门诊部用医保卡套现金，刷一千给八百，前台姓刘的女士经手，每周三下午最多。'],
    ['演示永宁诊所', '2026-09', 'cashOrGoods', '门诊部用医保卡套现金，刷一千给八百，前台姓刘的女士经手，每周三下午最多。']),
  pair(false, 'copied text, another pharmacy', ['演示百草大药房', '2026-08', 'swapping', '在店里买了面膜和洗面奶，收银员刷医保卡，小票打成了阿胶和参片。'],
    ['演示益寿药店', '2026-08', 'swapping', '在店里买了面膜和洗面奶，收银员刷医保卡，小票打成了阿胶和参片。']),
  pair(false, 'other months', ['演示康泰医院', '2026-03~2026-05', 'inducement', '医院派面包车到村里接老人，住满七天送一桶油和五十个鸡蛋。'],
    ['演示康泰医院', '2025-06~2025-08', 'inducement', '去年夏天这家医院接村里的老人去住院，送过电风扇，门槛费全免。']),
  pair(false, 'other year, other trick', ['演示福寿堂药店', '2026-02~2026-04', 'otherPersonsCard', '老板手里压着十几张慢病卡，其中一张是已经去世的陈伯的。'],
    ['演示福寿堂药店', '2024-11', 'swapping', '买保健酒刷医保，小票写六味地黄丸。']),
  pair(false, 'first and second hospital', ['演示市第一人民医院', '2026-07', 'overcharging', '一次输液收了两次静脉穿刺费和护理费，住五天多收四百多元。'], ['演示市第二人民医院', '2026-07', 'overcharging', '一次输液收了两次静脉穿刺费和护理费，住五天多收四百多元。']),
  pair(false, 'linked to two institutions', ['演示安和医院', '2026-07', 'overcharging', '一次输液收了两次静脉穿刺费和护理费，住五天多收四百多元，问护士站说系统自动加的。', 'i-anhe'],
    ['演示安和医院', '2026-07', 'overcharging', '住院五天，输液每天收两份穿刺费、两份护理费，多收四百多。', 'i-other']),
  pair(false, 'same conduct everywhere', ['演示明德医院', '2026-01~2026-03', 'hangingBed', '五楼骨科的病人做完检查就走，床头卡还挂着，晚上整层没有灯。'], ['演示济民医院', '2026-02', 'hangingBed', '骨科病人检查完就走了，床头卡挂着，晚上没有人住。']),
  pair(false, 'same pharmacy, other conduct', ['演示惠民药房', '2026-10', 'swapping', '店里堆着大米和食用油，刷医保就能换，小票上写黄芪、党参。'], ['演示惠民药房', '2026-10', 'otherPersonsCard', '店员拿邻居忘在柜台的社保卡给自己刷了两盒进口药。']),
  pair(false, 'same clinic, service and money', ['演示同济口腔门诊', '2026-08', 'swapping', '种植牙的钱拆成补牙和拔牙刷医保统筹，一颗牙报了六次。'], ['演示同济口腔门诊', '2026-08', 'overcharging', '洗牙团购价九十九，现场又收六十元消毒费和三十元拍片费，不给发票。']),
  pair(false, 'names alike, kinds not', ['演示仁爱护理院', '2026-05~2026-07', 'inventedService', '康复记录都是抄的，一个康复师每天给几十个老人签半小时训练。'],
    ['演示仁心药店', '2026-06', 'swapping', '药店把奶粉和尿不湿刷成中成药，店员说大家都这样。']),
  pair(false, 'one family, two matters', ['演示海棠妇产医院', '2026-04', 'inventedService', '产后修复一次没做，清单有十二次，每次三百。'], ['演示海棠妇产医院', '2026-04', 'forgedPapers', '新生儿听力筛查的报告日期在出生前一天，签名也不是医生本人。']),
  pair(false, 'same words of anger', ['演示永安医院', '2026-08', 'drugResale', '希望医保局严查这家黑心医院，还老百姓公道，他们把药卖给贩子。'], ['演示南山医院', '2026-08', 'overcharging', '希望医保局严查这家黑心医院，还老百姓公道，他们一个创可贴收二十块。']),
  pair(false, 'period of the one ended before the other', ['演示清源血液透析中心', '2026-01~2026-02', 'inventedService', '护士叫我在空白单上先签名，一周记三次透析。'], ['演示清源血液透析中心', '2026-09~2026-10', 'overcharging', '透析用的管路收了两套的钱，问了说规定就是这样。']),
  pair(false, 'chain, two branches by number', ['演示鸿福堂药店三分店', '2026-06', 'cashOrGoods', '可以用医保个账换购物卡，扣两成手续费，要找店长。'], ['演示鸿福堂药店五分店', '2026-06', 'cashOrGoods', '店里能用个账换购物卡，手续费两成，找店长办理。']),
  pair(false, 'vague and vague', ['', '', 'other', '有一家医院乱收费，请查一下。'], ['', '', 'other', '附近的药店卖假药，请处理。']),
  pair(false, 'same hospital, two people complain of service', ['演示颐和老年病医院', '2026-05', 'other', '护工态度很差，叫了半小时才来，饭菜也是凉的。'], ['演示颐和老年病医院', '2026-06', 'overcharging', '每天都记特级护理，一天一百二，老人生活能自理。']),
  pair(false, 'same hospital and month, beds here, papers there', ['演示济民医院', '2026-04', 'hangingBed', '康复病区早上签到，九点以后病房就没有人。'], ['演示济民医院', '2026-04', 'forgedPapers', '病理切片报告编号重复，两个病人用同一张片子。']),
  pair(false, 'hard: same conduct, same month, other doctor and other service', ['演示正骨堂中医诊所', '2026-05', 'overcharging', '小儿推拿收两倍的钱，价目表写四十，结账收八十。'], ['演示正骨堂中医诊所', '2026-05', 'overcharging', '熬药费每剂收十五元，医保目录里只有三元，二十剂多收两百多。']),
];

export const PAIRS: readonly Pair[] = [...SAME, ...OTHER];
