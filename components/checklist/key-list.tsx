import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { answerWord } from "@/lib/labels/answer-words";

const keysOf = (kind: GuidelineKind): readonly (readonly [string, string])[] => [
  ["1", answerWord(kind, "implemented")],
  ["2", answerWord(kind, "partial")],
  ["3", answerWord(kind, "notImplemented")],
  ["4", `${answerWord(kind, "notApplicable")}（続けて理由の欄へ進みます）`],
  ["S", "前回と同じ（確かめるまで未回答と数えます）"],
  ["C", "前回から写した回答を、このとおりで確かめた"],
  ["0", "未回答に戻す"],
  ["Ctrl Z", "直前の変更を元に戻す（⌘Z）"],
  ["Ctrl Y", "元に戻したものをやり直す（⇧⌘Z）"],
  ["N", "次の未回答へ（所見があれば、次の所見へ）"],
  ["J", "次の項目へ"],
  ["K", "前の項目へ"],
  ["M", "備考を書く"],
  ["E", "根拠を書く"],
  ["G", "ガイドを開く"],
  ["?", "この一覧を開く"],
  ["Esc", "閉じて元の項目へ戻る"],
];

/** The keys that are used most, beside the progress. */
export function KeyHints() {
  return (
    <>
      <span>
        <kbd>1</kbd>〜<kbd>4</kbd> 回答
      </span>
      <span>
        <kbd>0</kbd> 未回答に戻す
      </span>
      <span>
        <kbd>J</kbd> <kbd>K</kbd> 次・前の項目
      </span>
      <span>
        <kbd>M</kbd> 備考
      </span>
      <span>
        <kbd>G</kbd> ガイド
      </span>
    </>
  );
}

/** The keys of the checklist and what they do. */
export function KeyList({ kind }: { readonly kind: GuidelineKind }) {
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
        {keysOf(kind).flatMap(([key, words]) => [
          <dt key={key}>
            <kbd>{key}</kbd>
          </dt>,
          <dd key={words}>{words}</dd>,
        ])}
      </dl>
      <p className="aside-text mt-3">
        <kbd>0</kbd>〜<kbd>4</kbd>と<kbd>S</kbd>・<kbd>C</kbd>
        は、具体例の行にいるときは、その具体例に働きます。入力欄の中と漢字変換中は働きません。アカウントの設定で止められます。
      </p>
    </>
  );
}
