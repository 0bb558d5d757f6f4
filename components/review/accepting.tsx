import { AnswersOf, MissingExamples } from "@/components/review/answers-of";
import { ActionForm } from "@/components/ui/action-form";
import { ConfirmationButtons } from "@/components/ui/confirmation";
import { Follows } from "@/components/ui/follows";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "@/components/ui/table";
import { unbroken } from "@/components/ui/unbroken";
import { UserText } from "@/components/ui/user-text";
import { acceptSheetsAction } from "@/lib/features/sheets/review/actions";
import type { AcceptingView } from "@/lib/features/sheets/review/view";
import { REVIEW_HREF } from "@/lib/labels/review-addresses";

const STEPS = [{ label: "点検票の確認", href: REVIEW_HREF }, { label: "受理の前の確認" }];

/** 受理の前の確認: what several sheets say, before they are accepted together. */
export function Accepting({ sheets, words, title, numbersText, follows, confirmed, button }: AcceptingView) {
  return (
    <>
      <PageHeader title="受理の前の確認" steps={STEPS} />
      <Panel id="accepting" title={title} note={sheets.length === 0 ? null : numbersText}>
        {sheets.length === 0 ? (
          <p>
            <a href={REVIEW_HREF}>点検票の確認に戻って選ぶ</a>
          </p>
        ) : (
          <div className="stack">
            <SheetTable sheets={sheets} words={words} />
            <Follows follows={follows} />
            <ActionForm action={acceptSheetsAction} label="受理">
              {sheets.map(({ id }) => (
                <input key={id} type="hidden" name="sheetIds" value={id} />
              ))}
              {Object.entries(confirmed).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <ConfirmationButtons button={button} back={{ label: "受理せずに戻る", href: REVIEW_HREF }} />
            </ActionForm>
          </div>
        )}
      </Panel>
    </>
  );
}

const COUNTED = ["unanswered", "notImplemented", "partial", "notApplicable", "withoutEvidence"] as const;

function SheetTable({ sheets, words }: Pick<AcceptingView, "sheets" | "words">) {
  const columns: readonly WorkColumn[] = [
    "点検票",
    ...["未回答", words.notImplemented, words.partial, words.notApplicable, "根拠なし"].map((heading) => ({ heading, end: true })),
  ];
  return (
    <WorkTable name="受理する点検票" columns={columns}>
      <WorkRows>
        {sheets.map((sheet) => (
          <WorkRow columns={columns} key={sheet.id}>
            <RowHeading>
              <a href={sheet.href}>
                <UserText>{unbroken(sheet.title)}</UserText>
              </a>
            </RowHeading>
            {COUNTED.map((shown) => (
              <Cell end key={shown}>
                <AnswersOf sheet={sheet} shown={shown} />
                {shown === "unanswered" ? <MissingExamples sheet={sheet} /> : null}
              </Cell>
            ))}
          </WorkRow>
        ))}
      </WorkRows>
    </WorkTable>
  );
}
