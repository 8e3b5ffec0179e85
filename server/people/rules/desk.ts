// One line on the desk: something that waits for this person. It never shows content.

/** `key` is a message key; `count` null where nothing is counted. */
export type DeskLine = { key: string; args: Record<string, string | number>; count: number | null; href: string };
