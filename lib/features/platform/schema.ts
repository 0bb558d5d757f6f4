import { z } from "zod";
import { pageAnswer, pageQuery } from "@/lib/features/paging";
import { identifier, line, mailAddress } from "@/lib/features/plain-text";

export const operatorParams = z.object({ operatorId: identifier });
export const operatorsQuery = pageQuery;
export const operatorBody = z.strictObject({ name: line("事業者の名前", 200), sectorId: z.string({ error: "分野を選んでください。" }).min(1, { error: "分野を選んでください。" }).max(50) });
export type OperatorBody = z.output<typeof operatorBody>;
export const operator = z.object({ id: identifier, name: z.string(), sectorId: z.string(), sectorName: z.string() });
export type Operator = z.output<typeof operator>;
export const operatorPage = pageAnswer(operator);

export const FIRST_ROLES = ["secretariat", "ciso"] as const;
export const firstAccountBody = z.strictObject({
  name: line("氏名", 100),
  email: mailAddress,
  role: z.enum(FIRST_ROLES, { error: "役割は事務局かCISOを選んでください。" }),
  departmentName: line("部署の名前", 100).default("情報セキュリティ統括部門"),
});
export type FirstAccountBody = z.output<typeof firstAccountBody>;

export const sector = z.object({ id: z.string(), name: z.string(), ministry: z.string() });
export type Sector = z.output<typeof sector>;
export const sectorPage = pageAnswer(sector);

export const auditEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  accountId: identifier.nullable(),
  accountName: z.string().nullable(),
  action: z.string(),
  outcome: z.string(),
  target: z.string(),
  detail: z.unknown(),
});
export type AuditEntry = z.output<typeof auditEntry>;
export const auditPage = pageAnswer(auditEntry);

export const lookEntry = z.object({ id: identifier, at: z.iso.datetime(), officer: z.string(), what: z.string() });
export type LookEntry = z.output<typeof lookEntry>;
export const lookPage = pageAnswer(lookEntry);
