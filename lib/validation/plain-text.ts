import { z } from "zod";
import type { Result } from "@/lib/domain/shared/result";
import { addressForm, cleanLine, cleanLines, hasVisible, searchedWords, type TextFault } from "@/lib/domain/shared/text";

const FAULTS = {
  surrogate: (label) => `${label}に、壊れた文字（半分だけの文字）が入っています。打ち直してください。`,
  control: (label) => `${label}に、使えない制御文字が入っています。打ち直してください。`,
  lineBreak: (label) => `${label}は1行です。改行を取り除いてください。`,
} as const satisfies Record<TextFault, (label: string) => string>;

/** A text as it is kept, in which there is something to see; `limit` counts its characters. */
const written = (label: string, limit: number, clean: (text: string) => Result<string, TextFault>) =>
  z
    .string({ error: `${label}を入力してください。` })
    .meta({ minLength: 1, maxLength: limit })
    .transform((text, context) => {
      const kept = clean(text);
      const message = !kept.ok
        ? FAULTS[kept.refusal](label)
        : !hasVisible(kept.value)
          ? `${label}を入力してください。`
          : [...kept.value].length > limit
            ? `${label}は${limit}文字までです。`
            : null;
      if (kept.ok && message === null) return kept.value;
      context.addIssue({ code: "custom", message: message ?? "" });
      return z.NEVER;
    });

/** One line of text with something to see. `label` names it in the messages. */
export const line = (label: string, limit: number) => written(label, limit, cleanLine);

/** Text of one or more lines with something to see. `label` names it in the messages. */
export const paragraph = (label: string, limit = 1000) => written(label, limit, cleanLines);

/** The words of a search; empty if there is nothing to search for. */
export const searchText = (limit: number) =>
  z
    .string()
    .meta({ maxLength: limit })
    .transform(searchedWords)
    .refine((words) => [...words].length <= limit, { error: `探す言葉は${limit}文字までです。` });

/** The same where nothing has to be said: null then. */
export const optionalParagraph = (label: string, limit = 1000) =>
  z
    .string({ error: `${label}は文字列で送ってください。` })
    .meta({ maxLength: limit })
    .transform((text) => (hasVisible(text) || !cleanLines(text).ok ? text : null))
    .pipe(paragraph(label, limit).nullable())
    .nullish()
    .transform((text) => text ?? null);

const LONGEST_ADDRESS = 254;

/** A mail address in its stored form: narrow letters, lower case. */
export const mailAddress = z
  .string({ error: "メールアドレスを入力してください。" })
  .meta({ maxLength: LONGEST_ADDRESS })
  .transform(addressForm)
  .refine((address) => address.length <= LONGEST_ADDRESS, { error: `メールアドレスは${LONGEST_ADDRESS}文字までです。` })
  .pipe(z.email({ error: "メールアドレスは name@example.jp の形で、半角で入力してください。" }));

const [FIRST_DAY, LAST_DAY] = ["2000-01-01", "2199-12-31"];

/** A calendar date of this or the last century; an empty date field has its own message. */
export const calendarDay = (label: string) =>
  z.iso
    .date({
      abort: true,
      error: ({ input }) =>
        input === undefined || input === null || input === "" ? `${label}を入力してください。` : `${label}は、暦にある日を 2026-10-01 の形で入力してください。`,
    })
    .refine((day) => day >= FIRST_DAY && day <= LAST_DAY, { error: `${label}は、2000年から2199年までの日にしてください。` });

/** A number that was shown and is confirmed with the request; absent if none was shown. `what` names it in the message. */
export function confirmedNumber(name: string, what: string) {
  const error = `${name} は、${what}（0以上の整数）にしてください。`;
  return z.int({ error }).min(0, { error }).optional();
}

/**
 * An id, in small letters. PostgreSQL takes both forms for the same one, but two texts that differ are two things to the code: to a
 * rule about oneself, to the trail of an object. `error` says what to do about a wrong one.
 */
export const identifierOr = (error: string) => z.uuid({ error }).toLowerCase();

export const identifier = identifierOr("番号の形が違います。");

/** A text of an address as an id; what cannot be one stays as it is, and is not found. */
export const asIdentifier = (text: string): string => identifier.safeParse(text).data ?? text;

/** Whether a text can be an id at all. If not (in an address that somebody typed), it is not found without asking the database. */
export const isIdentifier = (text: string): boolean => identifier.safeParse(text).success;
