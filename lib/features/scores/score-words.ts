import type { NotEvaluated, GapRule, GapRuleCode } from "@/lib/domain/gap/rules";
import type { GuidelineKind, Tier } from "@/lib/domain/guideline/edition";

interface KindWords {
  readonly implemented: string;
  readonly partial: string;
  readonly notImplemented: string;
  readonly notApplicable: string;
  /** 実施率; of a 指針 it is 規定率 and not that of 別紙3-3. */
  readonly rate: string;
  readonly itemRate: string;
  readonly tiers: Readonly<Record<Tier, string>>;
}

/** The 安全ガイドライン asks what is done, the 指針 what the rules provide for. */
export const KIND_WORDS = {
  measures: {
    ...{ implemented: "実施", partial: "一部実施", notImplemented: "未実施", notApplicable: "該当なし" },
    ...{ rate: "実施率", itemRate: "実施割合", tiers: { required: "対策項目", reference: "具体例" } },
  },
  policy: {
    ...{ implemented: "規定済", partial: "一部規定", notImplemented: "未規定", notApplicable: "規定不要" },
    ...{ rate: "規定率", itemRate: "規定割合", tiers: { required: "要検討事項", reference: "参考事項" } },
  },
} as const satisfies Record<GuidelineKind, KindWords>;

export const RATIO_WORDS = { noDuty: "責務なし", notGrasped: "未把握", notAsked: "対象外" } as const;

export const RULE_WORDS = {
  notImplemented: { name: "未実施がある項目", method: "責務のある回答に「未実施」が1つ以上ある" },
  partial: { name: "一部実施が残る項目", method: "「未実施」はなく「一部実施」が1つ以上ある" },
  regressed: { name: "前回より後退した項目", method: "実施割合が前回の点検より低い" },
  unusableReason: { name: "「該当なし」の理由が不十分", method: "理由が空か短い、または同じ文が何件にも付いている" },
  lowGrasp: { name: "把握率が低い部署", method: "提出された点検票 ÷ 配布した点検票が、定めた値に満たない" },
  implementedWithoutEvidence: { name: "根拠のない「実施」がある項目", method: "根拠が書かれていない「実施」が1つ以上ある" },
  requiredNotAsked: { name: "だれにも聞いていない項目", method: "対策項目が、どの点検票にもない" },
  separatedRolesHeld: { name: "兼ねてはならない役割の兼務", method: "3.1.4.1(2) が分けるよう求める役割を、1人が持つ" },
  leftOut: { name: "点検から外した項目", method: "CISO が理由を付けて外した" },
} as const satisfies Record<GapRuleCode, { name: string; method: string }>;

export const NOT_EVALUATED_WORDS = {
  notGrasped: "提出された回答がない",
  noPreviousCycle: "前回の点検がない",
  noPreviousRatio: "前回の割合がない",
  noSheets: "点検票がない",
  evidenceNotAsked: "根拠を聞いていない",
} as const satisfies Record<NotEvaluated["reason"], string>;

const SEPARATION_WORDS: Readonly<Record<string, string>> = {
  auditorAndAudited: "監査する側と監査される側",
  applicantAndApprover: "申請・実施する側と承認する側",
  outsideOperator: "事業者の外の役割",
};

const FAULT_WORDS: Readonly<Record<string, string>> = {
  empty: "理由がない、または何も言っていない",
  short: "理由が短い",
  repeated: "同じ理由が何件にも付いている",
};

/** Why a rule found something, in words; a reason that was given stays as it is. */
export const detailWords = (code: GapRuleCode, detail: string | null): string => {
  if (detail === null) return "";
  if (code === "unusableReason") return FAULT_WORDS[detail] ?? detail;
  if (code === "separatedRolesHeld") return SEPARATION_WORDS[detail.split(":")[0] ?? ""] ?? detail;
  return detail;
};

/** Number of findings in the rule's own unit. */
export const findingsText = (unit: GapRule["unit"], count: number): string =>
  unit === "person" ? `${count}人` : unit === "answer" ? `${count}回答` : unit === "department" ? `${count}部署` : `${count}件`;
