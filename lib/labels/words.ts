import type { AppointmentRole } from "@/lib/domain/checking/state";
import type { Phase } from "@/lib/domain/guideline/edition";

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

export const PHASE_WORDS = { plan: "Plan 計画", do: "Do 実行", check_act: "Check・Act 評価・改善" } as const satisfies Record<Phase, string>;

/** The errata revision of an edition: 「正誤 第1版」. */
export const revisionText = (revision: number): string => `正誤 第${revision}版`;

/** The label for things that belong to no department: as a table row, and beside the name of a role. */
export const WHOLE_OPERATOR = { row: "全社（CISO・経営層など）", short: "全社" } as const;
