import type { GapRule, GapRuleCode, NotEvaluated } from "@/lib/domain/gap/rules";
import type { GuidelineKind, Item, Phase, Tier } from "@/lib/domain/guideline/edition";
import { ANSWER_WORDS } from "@/lib/labels/answer-words";
import { RATE_WORDS } from "@/lib/labels/rate-words";
import { PHASE_WORDS } from "@/lib/labels/words";

interface KindWords {
  readonly implemented: string;
  readonly partial: string;
  readonly notImplemented: string;
  readonly notApplicable: string;
  readonly rate: string;
  readonly itemRate: string;
  readonly tiers: Readonly<Record<Tier, string>>;
  /** 自己点検実施率 is a figure of the 安全ガイドライン; for a 指針, the same share is our own figure. */
  readonly selfCheck: { readonly name: string; readonly note: string };
  /** 「全員が実施した」 */
  readonly everybody: string;
  /** Of operators: 「責務のある全員が実施した」 */
  readonly attained: string;
}

/** The 安全ガイドライン asks what is implemented, the 指針 what the rules provide for. */
export const KIND_WORDS = {
  measures: {
    ...ANSWER_WORDS.measures,
    ...{ rate: RATE_WORDS.measures, itemRate: "実施割合", tiers: { required: "対策項目", reference: "具体例" } },
    ...{ selfCheck: { name: "自己点検実施率", note: "対策実施数／自己点検回答数" }, everybody: "全員が実施した" },
    attained: "責務のある全員が実施した",
  },
  policy: {
    ...ANSWER_WORDS.policy,
    ...{ rate: RATE_WORDS.policy, itemRate: "規定割合", tiers: { required: "要検討事項", reference: "参考事項" } },
    ...{ selfCheck: { name: "自己点検規定率", note: "独自・公式ではない" }, everybody: "すべて規定済の" },
    attained: "責務のある全員が規定済の",
  },
} as const satisfies Record<GuidelineKind, KindWords>;

/** The name of an item's tier: a measure that only recommends is `reference`, but no 具体例. */
export const tierName = (kind: GuidelineKind, item: Pick<Item, "kind" | "tier">): string =>
  kind === "measures" && item.kind === "measure" && item.tier === "reference" ? "対策項目（望ましい）" : KIND_WORDS[kind].tiers[item.tier];

/** A PDCA phase; for a 指針 it is marked as not printed. */
export const phaseWord = (phase: Phase, kind: GuidelineKind): string => `${PHASE_WORDS[phase]}${kind === "policy" ? "（本ポータルの編集）" : ""}`;

export const RATIO_WORDS = { noDuty: "責務なし", notGrasped: "未把握", notAsked: "対象外" } as const;

interface RuleWords {
  /** What it finds, with its own number in its own unit. */
  readonly name: string;
  readonly method: string;
  /** What it says of an item that needs improvement, by its places, where that counts other items than the name or something else. */
  readonly ofGap?: string;
}

const ruleWords = ({ implemented, partial, notImplemented, notApplicable, itemRate, tiers }: KindWords): Readonly<Record<GapRuleCode, RuleWords>> => ({
  notImplemented: { name: `${notImplemented}がある項目`, method: `責務のある回答に「${notImplemented}」が1つ以上ある` },
  partial: {
    name: `${partial}が残る項目`,
    method: `「${notImplemented}」はなく「${partial}」が1つ以上ある`,
    ofGap: `${partial}が残る対象のある項目`,
  },
  regressed: { name: "前回より後退した項目", method: `${itemRate}が前回の点検より低い` },
  unusableReason: {
    name: `「${notApplicable}」の理由が不十分`,
    method: "理由が空か短い、または同じ文が何件にも付いている",
    ofGap: `「${notApplicable}」の理由が不十分な項目`,
  },
  lowGrasp: {
    name: "把握率が低い部署",
    method: "提出された点検票 ÷ 配布した点検票が、定めた値に満たない",
    ofGap: "把握率が低い部署に要改善がある項目",
  },
  implementedWithoutEvidence: {
    name: `根拠のない「${implemented}」がある項目`,
    method: `根拠が書かれていない「${implemented}」が1つ以上ある`,
    ofGap: `根拠のない「${implemented}」もある要改善事項`,
  },
  requiredNotAsked: { name: "だれにも聞いていない項目", method: `${tiers.required}が、どの点検票にもない` },
  separatedRolesHeld: { name: "兼ねてはならない役割の兼務", method: "兼ねてはならないとガイドラインが求める役割を、1人が持つ" },
  leftOut: { name: "点検から外した項目", method: "CISOが理由を付けて外した", ofGap: "点検から外した所もある要改善事項" },
});

export const RULE_WORDS = { measures: ruleWords(KIND_WORDS.measures), policy: ruleWords(KIND_WORDS.policy) } as const satisfies Record<GuidelineKind, unknown>;

/** What a rule says of an item that needs improvement, or of one of its places. */
export function gapRuleWord(kind: GuidelineKind, code: GapRuleCode): string {
  const { name, ofGap = name } = RULE_WORDS[kind][code];
  return ofGap;
}

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

/** Why a rule found something, in Japanese; a given reason stays as it is. */
export const detailWords = (code: GapRuleCode, detail: string | null): string => {
  if (detail === null) return "";
  if (code === "unusableReason") return FAULT_WORDS[detail] ?? detail;
  if (code === "separatedRolesHeld") return SEPARATION_WORDS[detail.split(":")[0] ?? ""] ?? detail;
  return detail;
};

/** Number of findings in the rule's own unit. */
export const findingsText = (unit: GapRule["unit"], count: number): string =>
  unit === "person" ? `${count}人` : unit === "answer" ? `${count}回答` : unit === "department" ? `${count}部署` : `${count}件`;
