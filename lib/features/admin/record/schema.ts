import { z } from "zod";
import { pageAnswer, pageQuery } from "@/lib/validation/paging";
import { calendarDay, identifier, identifierOr, line, mailAddress, paragraph, searchText } from "@/lib/validation/plain-text";

/** Tags of the use cases of operators, the platform and its records in the API document. */
export const OPERATORS_TAG = "事業者";
export const PLATFORM_TAG = "ポータルの管理";
export const LOGS_TAG = "記録";

export const operatorParams = z.object({ operatorId: identifierOr("事業者を選んでください。") });
export const operatorsQuery = pageQuery;
const sectorId = z.string({ error: "分野を選んでください。" }).min(1, { error: "分野を選んでください。" }).max(50, { error: "分野を選んでください。" });
export const operatorBody = z.strictObject({ name: line("事業者の名前", 200), sectorId });
/** `stoppedAt`: since when its people cannot sign in. */
export const operator = z
  .object({ id: identifier, name: z.string(), sectorId: z.string(), sectorName: z.string(), stoppedAt: z.iso.datetime().nullable() })
  .meta({ id: "Operator" });
export const operatorPatch = operatorBody.partial();
export const operatorReason = z.strictObject({ reason: paragraph("理由") });
export type Operator = z.output<typeof operator>;
export const operatorPage = pageAnswer(operator);

export const FIRST_ROLES = ["secretariat", "ciso"] as const;
export const firstAccountBody = z.strictObject({
  name: line("氏名", 100),
  email: mailAddress,
  role: z.enum(FIRST_ROLES, { error: "役割は事務局かCISOを選んでください。" }),
  departmentName: line("部署の名前", 100).default("情報セキュリティ担当"),
});
export type FirstAccountBody = z.output<typeof firstAccountBody>;

/** The address of the operator's only CISO. */
export const recoveryBody = z.strictObject({ email: mailAddress });
/** A link that takes effect at `effectiveAt`. */
export const recovery = z.object({ link: z.url(), effectiveAt: z.iso.datetime(), expiresAt: z.iso.datetime() });

export const administratorBody = z.strictObject({ name: line("氏名", 100), email: mailAddress });
export const officerBody = administratorBody.extend({ sectorId });
/** `invited`: there is an account, but no password yet. */
const HOLDER_STATES = ["active", "invited"] as const;
export type HolderState = (typeof HOLDER_STATES)[number];
export const accountParams = z.object({ accountId: identifier });
export const administrator = z.object({ id: identifier, name: z.string(), email: z.string(), state: z.enum(HOLDER_STATES) }).meta({ id: "Administrator" });
export type Administrator = z.output<typeof administrator>;
export const administratorPage = pageAnswer(administrator);
export const officer = administrator.extend({ sectorId: z.string(), sectorName: z.string() }).meta({ id: "MinistryOfficer" });
export const officerPage = pageAnswer(officer);

const importedEdition = z
  .object({ id: z.string(), title: z.string(), revision: z.int(), contentHash: z.string(), items: z.int(), importedAt: z.iso.datetime() })
  .meta({ id: "ImportedEdition" });
export const health = z.object({
  status: z.literal("ok"),
  portalVersion: z.string(),
  databaseVersion: z.string(),
  nodeVersion: z.string(),
  operators: z.int(),
  editions: z.array(importedEdition),
});

export const sector = z.object({ id: z.string(), name: z.string(), ministry: z.string(), editions: z.array(z.string()) }).meta({ id: "Sector" });
export const sectorPage = pageAnswer(sector);

/** The text of a filter, cleaned like that of a search. Without a visible character it filters nothing. */
const word = (most: number) => searchText(most).optional();
const LAST_ID = /^[0-9]{1,18}$/;

/** Which entries of an audit trail are wanted; days are those of Japan, both included. */
export const auditFilter = z.object({
  /** The id of an account, words of its name, or 「ポータル（自動）」 and 「ポータルの管理者」. */
  who: word(100),
  action: word(100),
  outcome: z.enum(["done", "refused"]).optional(),
  /** A target, or the id in it. */
  target: word(200),
  from: calendarDay("始まりの日").optional(),
  to: calendarDay("終わりの日").optional(),
  /** The beginning of an address. */
  source: word(64),
});
export type AuditFilter = z.output<typeof auditFilter>;
/** `upTo`: no entries after this one, so that the pages of a list stay the same while entries are added. */
export const auditQuery = pageQuery
  .extend(auditFilter.shape)
  .extend({ upTo: z.string().regex(LAST_ID, { error: "upTo は記録の id にしてください。" }).optional() });
export type AuditQuery = z.output<typeof auditQuery>;

export const auditEntry = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    accountId: identifier.nullable(),
    accountName: z.string().nullable(),
    action: z.string(),
    outcome: z.string(),
    target: z.string(),
    /** Name of what it was done to, where the reader may know it. */
    targetName: z.string().nullable(),
    detail: z.unknown(),
    /** The address that the request came from. */
    sourceAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
    /** The session or the access token of the request, never its secret. */
    sessionId: identifier.nullable(),
    tokenId: identifier.nullable(),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.output<typeof auditEntry>;
export const auditPage = pageAnswer(auditEntry);

export const SECURITY_KINDS = ["signIn.failed", "signIn.stopped", "token.unusable", "link.unusable"] as const;
export type SecurityKind = (typeof SECURITY_KINDS)[number];
export const securityQuery = pageQuery.extend({ kind: z.enum(SECURITY_KINDS).optional(), source: word(64) });

export const securityEvent = z
  .object({
    id: z.string(),
    /** The minute in which the events were counted. */
    minute: z.iso.datetime(),
    lastAt: z.iso.datetime(),
    kind: z.enum(SECURITY_KINDS),
    times: z.int(),
    /** An IPv4 address or an IPv6 /64; null for what did not fit into the records of its time. */
    sourceAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
    /** The first addresses that were tried, masked. */
    subjects: z.array(z.string()),
    accountId: identifier.nullable(),
    accountName: z.string().nullable(),
  })
  .meta({ id: "SecurityEvent" });
export type SecurityEvent = z.output<typeof securityEvent>;
export const securityEventPage = pageAnswer(securityEvent);

export const accessLogEntry = z
  .object({ id: identifier, at: z.iso.datetime(), officer: z.string(), what: z.string(), subject: z.string() })
  .meta({ id: "AccessLogEntry" });
export const accessLogPage = pageAnswer(accessLogEntry);
