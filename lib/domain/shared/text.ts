/** Control characters and direction marks, which a line of text must not contain. */
export const UNPRINTABLE = /[\p{Cs}\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/u;

/** Whether a text of several lines contains none of them. */
export const isPrintable = (text: string): boolean => !UNPRINTABLE.test(text.replaceAll(/[\r\n\t]/g, ""));

/**
 * Joins kana with sound marks that macOS writes separately. Not NFC as a whole, which would replace letters of names, such as
 * 神 (U+FA19) or 福 (U+FA1B), by their common forms.
 */
export const composed = (text: string): string => text.replace(/[\u3041-\u30ff][\u3099\u309a]/gu, (pair) => pair.normalize("NFC"));
