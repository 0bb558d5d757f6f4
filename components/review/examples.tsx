import { HistoryLink } from "@/components/checklist/history-link";
import { AnswerMark } from "@/components/marks/answer-mark";
import { Details } from "@/components/ui/details";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { type ReviewItemView, remarksOn } from "@/lib/features/sheets/review/view";
import { answerWord, itemWord } from "@/lib/labels/answer-words";
import { WrittenRemarks } from "./remarks";

type OfItem = Pick<ReviewItemView, "code" | "heading" | "examples" | "uncounted">;

interface ExamplesProps {
  readonly sheetId: string;
  readonly kind: GuidelineKind;
  readonly item: OfItem;
  readonly mayRemark: boolean;
}

/** 「回答のある具体例 2件・所見のある具体例 1件」 */
function summaryOf({ examples, uncounted }: OfItem): string {
  const answered = examples.filter(({ status }) => status !== null).length;
  const remarked = examples.filter(({ remarks }) => remarks.length > 0).length;
  const parts = [
    ...(answered > 0 ? [`回答のある具体例 ${String(answered)}件${uncounted > 0 ? "（数えていません）" : ""}`] : []),
    ...(remarked > 0 ? [`所見のある具体例 ${String(remarked)}件`] : []),
  ];
  return parts.join("・");
}

/** The examples that were answered or remarked on, unfolded where there is a remark, also one that was withdrawn just now. */
export function Examples({ sheetId, kind, item, mayRemark }: ExamplesProps) {
  const { code, heading, examples, uncounted } = item;
  return (
    <Details summary={summaryOf(item)} open={remarksOn({ examples }).length > 0}>
      {uncounted > 0 ? (
        <p className="aside-text">
          {itemWord(kind)}が「{answerWord(kind, "notApplicable")}」のため、具体例の回答{uncounted}
          件は数えていません。差し戻されて別の回答になると、元に戻ります。
        </p>
      ) : null}
      <ul>
        {examples.map(({ id, anchor, status, text, remarks }) => (
          <li key={id} id={anchor}>
            <AnswerMark kind={kind} status={status} />　{text}　<HistoryLink sheetId={sheetId} itemId={id} heading={text} />
            <WrittenRemarks sheetId={sheetId} requirement={`${code} ${heading}の具体例「${text}」`} remarks={remarks} mayRemark={mayRemark} />
          </li>
        ))}
      </ul>
    </Details>
  );
}
