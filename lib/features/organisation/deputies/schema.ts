import { z } from "zod";
import { LONGEST_REASON, MOST_IN_ORDER, mayHaveDeputies } from "@/lib/domain/access/deputy";
import { OPERATOR_ROLES } from "@/lib/domain/checking/posts";
import { pageAnswer, pageQuery } from "@/lib/validation/paging";
import { calendarDay, confirmedNumber, identifier, paragraph } from "@/lib/validation/plain-text";

export const DEPUTIES_TAG = "代行";

const place = identifier.nullish().transform((id) => id ?? null);
const ORDER = `順番は1から${MOST_IN_ORDER}までの整数にしてください。`;

export const deputyParams = z.object({ deputyId: identifier });

/** `until` is the last day, in Japan. */
export const deputyBody = z
  .strictObject({
    personId: identifier,
    role: z.enum(OPERATOR_ROLES, { error: "代行する役割を選んでください。" }),
    departmentId: place,
    systemId: place,
    order: z.int({ error: ORDER }).min(1, { error: ORDER }).max(MOST_IN_ORDER, { error: ORDER }),
    from: calendarDay("始まりの日"),
    until: calendarDay("終わりの日"),
    reason: paragraph("代行を決める理由", LONGEST_REASON),
  })
  .refine(mayHaveDeputies, {
    error: "情報セキュリティ責任者には部署を、システム管理者には重要システムを選んでください。ほかの役割には選びません。",
    path: ["role"],
  });
export type DeputyBody = z.output<typeof deputyBody>;

export const endDeputyBody = z.strictObject({
  reason: paragraph("代行を終える理由", LONGEST_REASON),
  confirmedSheets: confirmedNumber("confirmedSheets", "回答や確認をする人がいなくなる点検票の枚数"),
});

/** `planned`: it has not begun. `over`: its period has passed. `ended`: somebody ended it, or the person left. */
const DEPUTY_STATES = ["planned", "inForce", "over", "ended"] as const;
export type DeputyState = (typeof DEPUTY_STATES)[number];

/** `current`: planned and in force. */
export const deputiesQuery = pageQuery.extend({
  which: z.enum(["current", "all"]).default("current"),
  personId: identifier.optional(),
});
export type DeputiesQuery = z.output<typeof deputiesQuery>;

export const deputy = z
  .object({
    id: identifier,
    role: z.enum(OPERATOR_ROLES),
    departmentId: identifier.nullable(),
    departmentName: z.string().nullable(),
    systemId: identifier.nullable(),
    systemName: z.string().nullable(),
    order: z.int(),
    personId: identifier,
    personName: z.string(),
    from: z.iso.date(),
    until: z.iso.date(),
    state: z.enum(DEPUTY_STATES),
    reason: z.string(),
    namedAt: z.iso.datetime(),
    namedByName: z.string().nullable(),
    endedAt: z.iso.datetime().nullable(),
    endedByName: z.string().nullable(),
    endedReason: z.string().nullable(),
  })
  .meta({ id: "Deputy" });
export type Deputy = z.output<typeof deputy>;
export const deputyPage = pageAnswer(deputy);
