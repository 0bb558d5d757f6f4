import { z } from "zod";
import { composed, isPrintable, UNPRINTABLE } from "@/lib/domain/shared/text";

/** One line of non-empty text, trimmed. `label` names it in the messages. */
export const line = (label: string, limit: number) =>
  z
    .string({ error: `${label}を入力してください。` })
    .trim()
    .min(1, { error: `${label}を入力してください。` })
    .max(limit, { error: `${label}は${limit}文字までです。` })
    .refine((text) => !UNPRINTABLE.test(text), { error: `${label}に、使えない制御文字が入っています。打ち直してください。` })
    .transform(composed);

/** Non-empty text of one or more lines. `label` names it in the messages. */
export const paragraph = (label: string, limit = 1000) =>
  z
    .string({ error: `${label}を入力してください。` })
    .trim()
    .min(1, { error: `${label}を入力してください。` })
    .max(limit, { error: `${label}は${limit}文字までです。` })
    .refine(isPrintable, { error: `${label}に、使えない制御文字が入っています。打ち直してください。` })
    .transform(composed);

/** The same where nothing has to be said: null then. */
export const optionalParagraph = (label: string, limit = 1000) =>
  z
    .string({ error: `${label}は文字列で送ってください。` })
    .trim()
    .max(limit, { error: `${label}は${limit}文字までです。` })
    .refine(isPrintable, { error: `${label}に、使えない制御文字が入っています。打ち直してください。` })
    .transform((text) => (text === "" ? null : composed(text)))
    .nullish()
    .transform((text) => text ?? null);

const LONGEST_ADDRESS = 254;

/** A mail address in its stored form: lower case. */
export const mailAddress = z
  .string({ error: "メールアドレスを入力してください。" })
  .trim()
  .toLowerCase()
  .max(LONGEST_ADDRESS, { error: `メールアドレスは${LONGEST_ADDRESS}文字までです。` })
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

export const identifier = z.uuid({ error: "番号の形が違います。" });

/** Whether a text can be an id at all. If not (in an address that somebody typed), it is not found without asking the database. */
export const isIdentifier = (text: string): boolean => identifier.safeParse(text).success;
