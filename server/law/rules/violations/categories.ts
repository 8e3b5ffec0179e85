/** The public's ten plain categories, in the order of the form, and the leaves each may turn out to be. */
export const CATEGORIES = {
  noStay: ['PR-U-01b', 'PR-F-03', 'PR-F-01b'],
  notDone: ['PR-F-03'],
  forged: ['PR-F-02', 'PR-F-01c', 'PH-F-02', 'IN-F-03a'],
  overcharged: ['PR-U-03a', 'PR-U-03b', 'PR-U-03c'],
  swapped: ['PR-U-04a', 'PR-U-04b', 'PR-U-04c', 'PR-U-04d', 'PH-U-04a'],
  induced: ['PR-F-01a', 'PR-U-02f'],
  cashedOut: ['PH-F-01c', 'PH-F-01b', 'PH-F-01a'],
  impersonated: ['IN-F-02', 'IN-U-01', 'PR-F-01b', 'PH-F-01a'],
  resold: ['IN-U-03', 'IN-F-01', 'PR-U-05', 'PH-U-05', 'PR-F-05'],
  other: [],
} as const satisfies Record<string, readonly string[]>;

export type Category = keyof typeof CATEGORIES;

export const isCategory = (text: string): text is Category => Object.hasOwn(CATEGORIES, text);

/** The leaves behind the chosen categories, each once. */
export const categoryCodes = (chosen: readonly Category[]): string[] => [...new Set<string>(chosen.flatMap((each) => CATEGORIES[each]))];
