/** Blocks of letters that are written from right to left, by Unicode's defaults of their class (R and AL). */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A name as a part of a sentence of the portal's: isolated (U+2068 to U+2069) where it has letters written from right to left.
 * Otherwise a sentence that begins with it would run from right to left, and the numbers after it would stand before it.
 */
export const inSentence = (name: string): string => (RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name);
