import type { ReactNode } from "react";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { answerWord } from "@/lib/labels/answer-words";

/** Longer texts that every card of a checklist may show. The page sends them once; in a component they would count as script. */
export interface CardTexts {
  readonly reasonHint: string;
  readonly reasonMissing: string;
  readonly evidenceHint: string;
  readonly evidenceMissing: ReactNode;
  readonly copied: ReactNode;
}

export const cardTexts = (kind: GuidelineKind): CardTexts => ({
  reasonHint: "責務が生じない事情を、確認する人にわかるように書いてください。",
  reasonMissing: `「${answerWord(kind, "notApplicable")}」の理由を入力してください。入力するまで回答済みになりません。`,
  evidenceHint: "1行に1つ。ファイルは預かりません。",
  evidenceMissing: (
    <>
      <b>まだありません。</b>「{answerWord(kind, "implemented")}」の項目に根拠があると、確認が早く終わります。
    </>
  ),
  copied: (
    <p className="copied-note">
      <b>前回の回答です。</b>今も同じなら、確かめてください。
    </p>
  ),
});
