import { z } from "zod";

/** Control characters and those that turn the direction of writing: nothing that a name may hold. */
export const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/u;

/**
 * Joins kana with the sound marks that a Mac writes apart. Not NFC as a whole: that would replace letters of names, such as
 * 神 (U+FA19) or 福 (U+FA1B), by their common forms.
 */
export const composed = (text: string): string => text.replace(/[\u3041-\u30ff][\u3099\u309a]/gu, (pair) => pair.normalize("NFC"));

/** One line of text that is not empty, without white space around it. `label` names it in the messages. */
export const line = (label: string, limit: number) =>
  z
    .string({ error: `${label}を入力してください。` })
    .trim()
    .min(1, { error: `${label}を入力してください。` })
    .max(limit, { error: `${label}は${limit}文字までです。` })
    .refine((text) => !UNPRINTABLE.test(text), { error: `${label}に、使えない制御文字が入っています。打ち直してください。` })
    .transform(composed);

const LONGEST_ADDRESS = 254;

/** A mail address in the form in which it is kept: lower case. */
export const mailAddress = z
  .string({ error: "メールアドレスを入力してください。" })
  .trim()
  .toLowerCase()
  .max(LONGEST_ADDRESS, { error: `メールアドレスは${LONGEST_ADDRESS}文字までです。` })
  .pipe(z.email({ error: "メールアドレスは name@example.jp の形で、半角で入力してください。" }));

/** A calendar date; a date picker that was left empty has words of its own. */
export const calendarDay = (label: string) =>
  z.iso.date({
    error: ({ input }) =>
      input === undefined || input === null || input === "" ? `${label}を入力してください。` : `${label}は、暦にある日を 2026-10-01 の形で入力してください。`,
  });

export const identifier = z.uuid({ error: "番号の形が違います。" });

/** Whether a text can be an id at all. What cannot be one (from an address that somebody wrote) is not there, and the database need not be asked. */
export const isIdentifier = (text: string): boolean => identifier.safeParse(text).success;
