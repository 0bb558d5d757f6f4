import { z } from "zod";
import { APPOINTMENT_ROLES } from "@/lib/domain/checking/state";
import { pageAnswer } from "@/lib/validation/paging";
import { identifier, line, mailAddress } from "@/lib/validation/plain-text";

/** Tag of the use cases of one's own account in the API document. */
export const TAG = "自分のアカウント";

export const PASSWORD_LENGTH = { least: 12, most: 200 } as const;

/** A new password: only its length is checked, not the kinds of characters (NIST SP 800-63B). */
export const newPassword = z
  .string({ error: "パスワードを入力してください。" })
  .min(PASSWORD_LENGTH.least, { error: `パスワードは${PASSWORD_LENGTH.least}文字以上にしてください。` })
  .max(PASSWORD_LENGTH.most, { error: `パスワードは${PASSWORD_LENGTH.most}文字までです。` });

/** Reported beside the other problems, as soon as both passwords are there. */
const repeats = {
  error: "二つの新しいパスワードが違います。同じものを入力してください。",
  path: ["repeated"],
  when: ({ value }: { readonly value: unknown }): boolean => z.object({ password: z.string(), repeated: z.string() }).safeParse(value).success,
};
const passwords = { password: newPassword, repeated: z.string({ error: "新しいパスワードを、もう一度入力してください。" }) };
const same = ({ password, repeated }: { readonly password: string; readonly repeated: string }): boolean => password === repeated;

export const changePasswordForm = z
  .object({
    current: z.string({ error: "いまのパスワードを入力してください。" }).min(1, { error: "いまのパスワードを入力してください。" }).max(PASSWORD_LENGTH.most),
    ...passwords,
  })
  .refine(same, repeats);
export const firstPasswordForm = z.object(passwords).refine(same, repeats);
/** The first administrator also enters name and address. */
export const administratorForm = z.object({ name: line("氏名", 100), email: mailAddress, ...passwords }).refine(same, repeats);

export const changePasswordBody = z.strictObject({
  current: z
    .string({ error: "いまのパスワードを入力してください。" })
    .min(1, { error: "いまのパスワードを入力してください。" })
    .max(PASSWORD_LENGTH.most, { error: `パスワードは${PASSWORD_LENGTH.most}文字までです。` }),
  password: newPassword,
});
/** Input for setting a password by a link; the first administrator also enters name and address. */
export const linkBody = z.object({
  secret: z.string(),
  password: newPassword,
  identity: z.object({ name: z.string(), email: z.string() }).nullable(),
});
export const accountPatch = z.strictObject({ shortcutKeys: z.boolean({ error: "true か false にしてください。" }) });

export const tokenParams = z.object({ tokenId: identifier });
export const tokenBody = z.strictObject({
  name: line("名前", 100),
  days: z
    .int({ error: "日数は整数にしてください。" })
    .min(1, { error: "日数は1から366までにしてください。" })
    .max(366, { error: "日数は1から366までにしてください。" })
    .default(90),
});

export const token = z
  .object({ id: identifier, name: z.string(), createdAt: z.iso.datetime(), expiresAt: z.iso.datetime(), madeOnCommandLine: z.boolean() })
  .meta({ id: "Token" });
export type Token = z.output<typeof token>;
export const tokenPage = pageAnswer(token);
/** Only this response contains the token itself. */
export const newToken = token.extend({ token: z.string() });

const passwordOrigin = z
  .object({
    how: z.string().nullable(),
    as: z.string().nullable(),
    makerName: z.string().nullable(),
    madeAt: z.iso.datetime({ offset: true }),
    setAt: z.iso.datetime(),
  })
  .meta({ id: "PasswordOrigin" });
const ownAppointment = z
  .object({ role: z.enum(APPOINTMENT_ROLES), departmentId: identifier.nullable(), systemId: identifier.nullable() })
  .meta({ id: "OwnAppointment" });

export const me = z
  .object({
    accountId: identifier,
    name: z.string(),
    email: z.string(),
    operatorId: identifier.nullable(),
    operatorName: z.string().nullable(),
    personId: identifier.nullable(),
    departmentId: identifier.nullable(),
    sectorId: z.string().nullable(),
    shortcutKeys: z.boolean(),
    /** With which link the password was set, until the person has confirmed to have read it. */
    passwordOrigin: passwordOrigin.nullable(),
    appointments: z.array(ownAppointment),
    /** The posts that the person is a deputy of today, in turn or behind another; `until` is the last day in Japan. */
    deputyships: z.array(ownAppointment.extend({ until: z.iso.date() }).meta({ id: "MyDeputyship" })),
  })
  .meta({ id: "Me" });
export type Me = z.output<typeof me>;
