// Every shipped rule set. Adding a jurisdiction is a file here and a line below, nothing else.
import type { RuleSet } from '../rules/rule-set.ts';
import { ANHUI } from './anhui.ts';
import { BEIJING } from './beijing.ts';
import { CHONGQING } from './chongqing.ts';
import { FUJIAN } from './fujian.ts';
import { GANSU } from './gansu.ts';
import { GUANGDONG } from './guangdong.ts';
import { HAINAN } from './hainan.ts';
import { HEBEI } from './hebei.ts';
import { HENAN } from './henan.ts';
import { HUBEI } from './hubei.ts';
import { HUNAN } from './hunan.ts';
import { JIANGSU } from './jiangsu.ts';
import { JIANGXI } from './jiangxi.ts';
import { LIAONING } from './liaoning.ts';
import { NATIONAL_LAYERS } from './national.ts';
import { SHAANXI } from './shaanxi.ts';
import { SHANDONG } from './shandong.ts';
import { SHANGHAI } from './shanghai.ts';
import { SHANXI } from './shanxi.ts';
import { SICHUAN } from './sichuan.ts';
import { TIANJIN } from './tianjin.ts';
import { UNIDENTIFIED } from './unidentified.ts';
import { ZHEJIANG } from './zhejiang.ts';

export const RULE_SETS: readonly RuleSet[] = [
  ...NATIONAL_LAYERS,
  ...ANHUI,
  ...BEIJING,
  ...CHONGQING,
  ...FUJIAN,
  ...GANSU,
  ...GUANGDONG,
  ...HAINAN,
  ...HEBEI,
  ...HENAN,
  ...HUBEI,
  ...HUNAN,
  ...JIANGSU,
  ...JIANGXI,
  ...LIAONING,
  ...SHAANXI,
  ...SHANDONG,
  ...SHANGHAI,
  ...SHANXI,
  ...SICHUAN,
  ...TIANJIN,
  ...UNIDENTIFIED,
  ...ZHEJIANG,
];
