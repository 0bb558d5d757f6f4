import type { AnswerStatus } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";

const UNANSWERED = "未回答";

/** The 指針 asks whether the rules provide for it, the 安全ガイドライン whether it is done: no answer has a word without a kind. */
export const ANSWER_WORDS = {
  measures: {
    implemented: "実施",
    partial: "一部実施",
    notImplemented: "未実施",
    notApplicable: "該当なし",
  },
  policy: {
    implemented: "規定済",
    partial: "一部規定",
    notImplemented: "未規定",
    notApplicable: "規定不要",
  },
} as const satisfies Record<GuidelineKind, Record<AnswerStatus, string>>;

/** The word for the items of a sheet: 対策項目 of the 安全ガイドライン, 項目 of the 指針. */
export const itemWord = (kind: GuidelineKind): string => (kind === "policy" ? "項目" : "対策項目");

export function answerWord(kind: GuidelineKind, status: AnswerStatus | null): string {
  return status === null ? UNANSWERED : ANSWER_WORDS[kind][status];
}

const IN_ORDER = ["measures", "policy"] as const satisfies readonly GuidelineKind[];

/** The word over sheets of these kinds: 「一部実施・一部規定」 where there are both. */
export const answerWordOver = (kinds: readonly GuidelineKind[], status: AnswerStatus | null): string =>
  [...new Set(IN_ORDER.filter((kind) => kinds.includes(kind)).map((kind) => answerWord(kind, status)))].join("・");
