import { FigureDefinitions } from "../charts/figure-definitions";

/** What the numbers of this page mean (DESIGN.md 4). */
export function SurveyDefinitions({ rateName }: { readonly rateName: string }) {
  const official = rateName === "実施率" ? "（別紙3-3）" : "（指針の項目について「規定済」の割合）";
  return (
    <FigureDefinitions
      entries={[
        { term: "調査の把握率", description: "提出した事業者 ÷ 対象の事業者。" },
        { term: "点検票の把握率", description: "提出した点検票 ÷ 配布した点検票（取下げを除く）。算式は本ポータルのものです。" },
        { term: "実施割合", description: "項目ごとに、実施した者 ÷ 責務が生じた者。複数の事業者では、責務のある事業者の割合の平均です。" },
        { term: rateName, description: `責務のある項目の実施割合の平均${official}。` },
        { term: "到達率", description: "責務のある全員が実施した項目 ÷ 責務のある項目。複数の事業者では、事業者の到達率の平均です。" },
        { term: "達成事業者割合", description: "責務のある全員が実施した事業者 ÷ 責務のある事業者。" },
      ]}
    />
  );
}
