// The plain words of the form and the leaves of the violation list they point at. A hint for triage, never a finding.

export const CATEGORIES = {
  hangingBed: ['PR-U-01b', 'PR-U-01a'],
  inventedService: ['PR-F-03'],
  forgedPapers: ['PR-F-02', 'PR-F-01c'],
  overcharging: ['PR-U-03b', 'PR-U-03a', 'PR-U-03c'],
  swapping: ['PR-U-04c', 'PR-U-04a', 'PR-U-04b'],
  inducement: ['PR-F-01a'],
  cashOrGoods: ['PH-F-01b', 'PH-F-01c', 'PR-U-05'],
  otherPersonsCard: ['IN-F-02', 'PR-F-01b', 'PH-F-01a'],
  drugResale: ['IN-U-03', 'PR-F-05'],
  other: ['PR-U-09'],
} as const satisfies Record<string, readonly string[]>;

export type Category = keyof typeof CATEGORIES;
export const CATEGORY_NAMES = Object.keys(CATEGORIES).filter((name): name is Category => Object.hasOwn(CATEGORIES, name));

/** The codes behind the chosen words, each once, in the order of the form. */
export const codesOf = (categories: readonly string[]): string[] => [...new Set(CATEGORY_NAMES.filter((name) => categories.includes(name)).flatMap((name) => CATEGORIES[name]))];
