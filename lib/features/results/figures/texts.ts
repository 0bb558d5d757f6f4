import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { DefinitionView } from "@/lib/features/results/figures/view";
import { KIND_WORDS } from "@/lib/labels/score-words";

/** Definitions of an operator's figures (docs/design.md 4): which are official, and which are the portal's own. */
export const definitionsOf = (kind: GuidelineKind): readonly DefinitionView[] => {
  const words = KIND_WORDS[kind];
  return [
    {
      term: "把握率",
      description: "提出された点検票 ÷ 配布した点検票。取り下げた点検票はどちらにも入れません。公表資料に定義がないため、本ポータルの定義です。",
    },
    {
      term: words.itemRate,
      description: `項目ごとに、${words.implemented} ÷（${words.implemented}＋${words.partial}＋${words.notImplemented}）。責務が生じた回答がない項目は「責務なし」とし、計算しません。`,
    },
    { term: words.rate, description: `責務が生じた項目の${words.itemRate}の単純平均${kind === "measures" ? "（別紙3-3）" : ""}。` },
    { term: "到達率", description: `責務が生じた全員が${words.implemented}と答えた項目 ÷ 責務が生じた項目。` },
    kind === "measures"
      ? { term: words.selfCheck.name, description: "対策実施数 ÷ 自己点検回答数（安全ガイドラインの定義）。" }
      : { term: words.selfCheck.name, description: `${words.implemented}の回答 ÷ すべての回答。独自の数値で、公式ではありません。` },
    { term: "充足度", description: `${words.partial}を½と数えた${words.rate}。独自の数値で、公式ではありません。` },
    { term: "端数", description: "整数から計算し、表示のときに一度だけ、小数第1位へ四捨五入しています。100.0 と 0.0 は、ちょうどその値のときだけです。" },
  ];
};
