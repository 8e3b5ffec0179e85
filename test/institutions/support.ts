import type { Draft } from '../../server/institutions/rules/institution.ts';

/** An invented hospital of Heshan with the valid code of nobody. */
export const aDraft = (change: Partial<Draft> = {}): Draft => ({
  kind: 'medicalInstitution', name: '鹤山市演示康复医院', aliases: [], level: 'second', ownership: 'nonPublic', creditCode: null, insuranceCode: 'H44078400001', division: '440784', status: 'active',
  contact: '演示联系人', phone: '000-7777', address: '演示路 8 号', ...change,
});

/** A directory file as an office would export it. */
export const aFile = (...lines: string[]): Buffer => Buffer.from(`机构名称,机构类别,行政区划,医保编码,统一社会信用代码,级别,性质,联系电话\n${lines.join('\n')}\n`);
