// Typed message keys in zh-CN and en. One catalogue a feature, so that its words stand together; both languages have the same keys (a test).
import commonZh from '../../views/locales/zh-CN/common.json' with { type: 'json' };
import commonEn from '../../views/locales/en/common.json' with { type: 'json' };
import homeZh from '../../views/locales/zh-CN/home.json' with { type: 'json' };
import homeEn from '../../views/locales/en/home.json' with { type: 'json' };
import peopleZh from '../../views/locales/zh-CN/people.json' with { type: 'json' };
import peopleEn from '../../views/locales/en/people.json' with { type: 'json' };
import mailZh from '../../views/locales/zh-CN/mail.json' with { type: 'json' };
import mailEn from '../../views/locales/en/mail.json' with { type: 'json' };
import lawZh from '../../views/locales/zh-CN/law.json' with { type: 'json' };
import lawEn from '../../views/locales/en/law.json' with { type: 'json' };
import clocksZh from '../../views/locales/zh-CN/clocks.json' with { type: 'json' };
import clocksEn from '../../views/locales/en/clocks.json' with { type: 'json' };
import evidenceZh from '../../views/locales/zh-CN/evidence.json' with { type: 'json' };
import evidenceEn from '../../views/locales/en/evidence.json' with { type: 'json' };
import institutionsZh from '../../views/locales/zh-CN/institutions.json' with { type: 'json' };
import institutionsEn from '../../views/locales/en/institutions.json' with { type: 'json' };
import documentsZh from '../../views/locales/zh-CN/documents.json' with { type: 'json' };
import documentsEn from '../../views/locales/en/documents.json' with { type: 'json' };
import reportsZh from '../../views/locales/zh-CN/reports.json' with { type: 'json' };
import reportsEn from '../../views/locales/en/reports.json' with { type: 'json' };
import reporterZh from '../../views/locales/zh-CN/reporter.json' with { type: 'json' };
import reporterEn from '../../views/locales/en/reporter.json' with { type: 'json' };
import enteringZh from '../../views/locales/zh-CN/entering.json' with { type: 'json' };
import enteringEn from '../../views/locales/en/entering.json' with { type: 'json' };
import choicesZh from '../../views/locales/zh-CN/choices.json' with { type: 'json' };
import choicesEn from '../../views/locales/en/choices.json' with { type: 'json' };
import movesZh from '../../views/locales/zh-CN/moves.json' with { type: 'json' };
import movesEn from '../../views/locales/en/moves.json' with { type: 'json' };
import deskZh from '../../views/locales/zh-CN/desk.json' with { type: 'json' };
import deskEn from '../../views/locales/en/desk.json' with { type: 'json' };
import penaltiesZh from '../../views/locales/zh-CN/penalties.json' with { type: 'json' };
import penaltiesEn from '../../views/locales/en/penalties.json' with { type: 'json' };
import casesZh from '../../views/locales/zh-CN/cases.json' with { type: 'json' };
import casesEn from '../../views/locales/en/cases.json' with { type: 'json' };
import rewardsZh from '../../views/locales/zh-CN/rewards.json' with { type: 'json' };
import rewardsEn from '../../views/locales/en/rewards.json' with { type: 'json' };
import rewardClaimsZh from '../../views/locales/zh-CN/rewardClaims.json' with { type: 'json' };
import rewardClaimsEn from '../../views/locales/en/rewardClaims.json' with { type: 'json' };
import rewardWhoZh from '../../views/locales/zh-CN/rewardWho.json' with { type: 'json' };
import rewardWhoEn from '../../views/locales/en/rewardWho.json' with { type: 'json' };
import awardsZh from '../../views/locales/zh-CN/awards.json' with { type: 'json' };
import awardsEn from '../../views/locales/en/awards.json' with { type: 'json' };
import rewardRulesZh from '../../views/locales/zh-CN/rewardRules.json' with { type: 'json' };
import rewardRulesEn from '../../views/locales/en/rewardRules.json' with { type: 'json' };
import noticesZh from '../../views/locales/zh-CN/notices.json' with { type: 'json' };
import noticesEn from '../../views/locales/en/notices.json' with { type: 'json' };
import problemsZh from '../../views/locales/zh-CN/problems.json' with { type: 'json' };
import problemsEn from '../../views/locales/en/problems.json' with { type: 'json' };
import auditZh from '../../views/locales/zh-CN/audit.json' with { type: 'json' };
import auditEn from '../../views/locales/en/audit.json' with { type: 'json' };

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const zh = { ...commonZh, ...homeZh, ...peopleZh, ...mailZh, ...lawZh, ...clocksZh, ...evidenceZh, ...institutionsZh, ...documentsZh, ...reportsZh, ...choicesZh, ...movesZh, ...enteringZh, ...reporterZh, ...deskZh, ...penaltiesZh, ...casesZh, ...rewardsZh, ...rewardRulesZh, ...awardsZh, ...rewardWhoZh, ...rewardClaimsZh, ...noticesZh, ...problemsZh, ...auditZh };
const en: Record<string, string> = { ...commonEn, ...homeEn, ...peopleEn, ...mailEn, ...lawEn, ...clocksEn, ...evidenceEn, ...institutionsEn, ...documentsEn, ...reportsEn, ...choicesEn, ...movesEn, ...enteringEn, ...reporterEn, ...deskEn, ...penaltiesEn, ...casesEn, ...rewardsEn, ...rewardRulesEn, ...awardsEn, ...rewardWhoEn, ...rewardClaimsEn, ...noticesEn, ...problemsEn, ...auditEn };

export type MessageKey = keyof typeof zh;
export type MessageArgs = Record<string, string | number>;
/** The catalogue of one reader: key and arguments → words. */
export type Words = (key: MessageKey, args?: MessageArgs) => string;

const catalogues: Record<Language, Record<string, string>> = { 'zh-CN': zh, en };

/** Keys that a catalogue lacks are a programming error: loud everywhere but in production, where the key itself is shown. */
export function translate(language: Language, key: string, args: MessageArgs = {}): string {
  const text = catalogues[language][key];
  if (text === undefined) {
    if (process.env.NODE_ENV !== 'production') throw new Error(`no words for ${key} in ${language}`);
    return key;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in args ? String(args[name]) : whole));
}

export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(zh, key);

/** For keys made from data: the words, or the key itself where the catalogue has none. */
export const wordFor = (t: Words, key: string, args?: MessageArgs): string => (isMessageKey(key) ? t(key, args) : key);

export const wordsOf = (language: Language): Words => (key, args) => translate(language, key, args);

/** The reader's language: his choice (cookie), else the browser's preference, else Chinese. */
export function chooseLanguage(chosen: string | undefined, accepted: readonly string[]): Language {
  const wanted = [chosen ?? '', ...accepted];
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'zh-CN';
}
