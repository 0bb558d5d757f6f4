import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { DefinitionView } from "@/lib/features/results/figures/view";
import { KIND_WORDS } from "@/lib/labels/score-words";

/** Definitions of the figures on a survey's pages (docs/design.md 4). */
export function surveyDefinitions(kind: GuidelineKind): readonly DefinitionView[] {
  const { rate, itemRate, implemented } = KIND_WORDS[kind];
  const source = kind === "measures" ? "（別紙3-3）" : `（指針の項目について「${implemented}」の割合。独自）`;
  return [
    { term: "調査の把握率", description: "提出した事業者 ÷ 対象の事業者。" },
    { term: "点検票の把握率", description: "提出した点検票 ÷ 配布した点検票（取下げを除く）。算式は本ポータルのものです。" },
    { term: itemRate, description: `項目ごとに、「${implemented}」の者 ÷ 責務が生じた者。複数の事業者では、責務のある事業者の割合の平均です。` },
    { term: rate, description: `責務のある項目の${itemRate}の平均${source}。` },
    { term: "到達率", description: `責務のある全員が「${implemented}」の項目 ÷ 責務のある項目。複数の事業者では、事業者の到達率の平均です。` },
    { term: "達成事業者割合", description: `責務のある全員が「${implemented}」の事業者 ÷ 責務のある事業者。` },
  ];
}
