// Who may open the directory, and who keeps it: the same lists as in rules, here for the doors.
export const READERS = ['intake', 'administrator', 'investigator', 'legalReviewer', 'head'] as const;
export const KEEPERS = ['intake', 'administrator'] as const;
