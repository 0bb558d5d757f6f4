import type { AppointmentRole } from "@/lib/domain/checking/state";
import type { Phase } from "@/lib/domain/guideline/edition";
import { inSentence, sentence } from "./own-direction";

/** Roles in the guideline's words (1.1.6), and the portal's own roles. */
export const ROLE_WORDS = {
  handler: "取扱者",
  systemAdministrator: "システム管理者",
  securityManager: "情報セキュリティ責任者",
  ciso: "最高情報セキュリティ責任者（CISO）",
  executive: "経営層",
  securityCommittee: "情報セキュリティ委員会",
  exemptionReviewer: "審査者",
  auditor: "監査実施者",
  secretariat: "事務局",
  ministryOfficer: "所管省庁",
  platformAdministrator: "ポータル管理者",
} as const satisfies Record<AppointmentRole, string>;

/** What else lists write for a role. */
export const ROLE_ALIASES: Partial<Readonly<Record<AppointmentRole, readonly string[]>>> = {
  ciso: ["CISO", "最高情報セキュリティ責任者"],
  securityCommittee: ["情報セキュリティ委員"],
  exemptionReviewer: ["例外措置の審査者"],
};

/** 「情報セキュリティ責任者（総務部）」, the role with the place that it is for. */
export function postTitle(post: { readonly role: AppointmentRole; readonly departmentName: string | null; readonly systemName: string | null }): string {
  const place = post.departmentName ?? post.systemName;
  return place === null ? ROLE_WORDS[post.role] : sentence`${ROLE_WORDS[post.role]}（${place}）`;
}

/** 「代行：情報セキュリティ責任者」, of a post as `role/department/system`; null where nobody was represented. */
export function representedText(represented: string | null | undefined): string | null {
  if (represented === null || represented === undefined) return null;
  const role = represented.split("/")[0] ?? "";
  return `代行：${role in ROLE_WORDS ? ROLE_WORDS[role as AppointmentRole] : role}`;
}

/** 「（代行：情報セキュリティ責任者）」, to stand behind a name; empty where nobody was represented. */
export function deputyNote(represented: string | null | undefined): string {
  const text = representedText(represented);
  return text === null ? "" : `（${text}）`;
}

/** A name with 「（代行：…）」 where a deputy acted, as a part of a sentence. */
export const actedBy = (name: string, represented: string | null | undefined): string => inSentence(name) + deputyNote(represented);

export const PHASE_WORDS = { plan: "Plan 計画", do: "Do 実行", check_act: "Check・Act 評価・改善" } as const satisfies Record<Phase, string>;

/** The errata revision of an edition: 「正誤 第1版」. */
export const revisionText = (revision: number): string => `正誤 第${revision}版`;

/** The label for things that belong to no department: as a table row, and beside the name of a role. */
export const WHOLE_OPERATOR = { row: "全社（CISO・経営層など）", short: "全社" } as const;

/** Sheets of no critical system. */
export const WITHOUT_SYSTEM = "重要システムによらない点検票";

/** Where everybody who could review a sheet takes part in it: a second person has to be appointed. */
export const NOBODY_REVIEWS =
  "この点検票を確認できる人がいません（全員が回答や代行などで関わっているか、役割が空いています）。もう一人を決めるよう、CISOか事務局に頼んでください。";
