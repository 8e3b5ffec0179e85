export const CALC_CODES = [
  'CALC_BASE_MISSING', 'CALC_LOSS_ABOVE_GROSS', 'CALC_LAW_DATE', 'CALC_SUBJECT', 'CALC_INTENT_38', 'CALC_INTENT_41', 'CALC_NOT_FINABLE', 'CALC_NO_REFUSAL',
  'CALC_BELOW_MIN', 'CALC_ABOVE_MAX', 'CALC_SUSPENSION', 'CALC_SUSPENSION_MISSING', 'CALC_SAME_ACT', 'CALC_ABOVE_NOTICE', 'CALC_LIMITATION', 'CALC_BENCHMARK',
  'CALC_PARAM_UNKNOWN', 'CALC_REASON',
] as const;
export type CalcCode = (typeof CALC_CODES)[number];

/** error: no decision possible. override: passes with a recorded reason. */
export type Severity = 'error' | 'override' | 'warning' | 'information';

export interface Remark {
  readonly code: CalcCode;
  readonly severity: Severity;
  /** Provision the check rests on, for the message. */
  readonly clause: string;
  /** What the message names: the rule of the date, the bound, the ground; amounts as plain yuan. */
  readonly detail: Readonly<Record<string, string>>;
}

const APL = '《行政处罚法》';
const REGULATION = '《医疗保障基金使用监督管理条例》';

export const CLAUSES: Record<CalcCode, string> = {
  CALC_BASE_MISSING: `${REGULATION}第三十七至四十一条`,
  CALC_LOSS_ABOVE_GROSS: '',
  CALC_LAW_DATE: `${APL}第三十七条`,
  CALC_SUBJECT: REGULATION,
  CALC_INTENT_38: `${REGULATION}第四十条第二款`,
  CALC_INTENT_41: `${REGULATION}第四十一条第二款`,
  CALC_NOT_FINABLE: `${REGULATION}第三十六条、第三十九条、第四十一条第一款`,
  CALC_NO_REFUSAL: `${REGULATION}第三十八条、第三十九条`,
  CALC_BELOW_MIN: `${APL}第三十至三十三条`,
  CALC_ABOVE_MAX: REGULATION,
  CALC_SUSPENSION: `${REGULATION}第三十八条、第四十条、第四十一条`,
  CALC_SUSPENSION_MISSING: `${REGULATION}第四十条、第四十一条`,
  CALC_SAME_ACT: `${APL}第二十九条`,
  CALC_ABOVE_NOTICE: `${APL}第四十五条`,
  CALC_LIMITATION: `${APL}第三十六条`,
  CALC_BENCHMARK: '医保发〔2021〕35号',
  CALC_PARAM_UNKNOWN: '',
  CALC_REASON: '',
};

const MILDER: Partial<Record<CalcCode, Severity>> = {
  CALC_SUSPENSION_MISSING: 'override', CALC_BENCHMARK: 'override', CALC_LOSS_ABOVE_GROSS: 'warning', CALC_SAME_ACT: 'information',
};

/** A remark with the severity of 4.3; `clause` where the finding's own article says it better. */
export const remark = (code: CalcCode, detail: Record<string, string> = {}, { severity, clause }: { severity?: Severity; clause?: string } = {}): Remark => ({
  code, severity: severity ?? MILDER[code] ?? 'error', clause: clause ?? CLAUSES[code], detail,
});

/** A reason is missing, and it is the legal ground for suspending nothing. */
export const isGroundMissing = ({ code, detail }: Pick<Remark, 'code' | 'detail'>): boolean => code === 'CALC_REASON' && (detail['for'] ?? '').includes('suspensionGround');
