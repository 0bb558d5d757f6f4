import { AnswersOf, MissingExamples } from "@/components/review/answers-of";
import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { StatusChip } from "@/components/ui/status-chip";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "@/components/ui/table";
import { unbroken } from "@/components/ui/unbroken";
import { UserText } from "@/components/ui/user-text";
import type { ReviewListEntry, ReviewListView } from "@/lib/features/sheets/review/view";

const STEPS = [{ label: "点検票の確認" }];

/** Handed-in sheets for this reviewer; several can be accepted at once. */
export function ReviewList({ sheets, justReturned, total, words, pager }: ReviewListView) {
  if (total === 0) {
    return (
      <>
        <NothingWaits />
        <JustReturned sheets={justReturned} />
      </>
    );
  }
  return (
    <>
      <PageHeader title="点検票の確認" note={`提出された点検票が${total}枚あります。`} steps={STEPS} />
      <Panel
        id="sheets"
        title="確認を待つ点検票"
        note={`先に提出されたものから並びます。「根拠なし」は、根拠を書かずに「${words.implemented}」とした件数です。`}
      >
        <form method="get" action="/operator/review/accept" className="stack gap-3" aria-label="受理">
          <SheetTable sheets={sheets} words={words} />
          <Pagination {...pager} />
          <p className="row">
            <Button type="submit" rank="primary">
              選んだ点検票の受理に進む
            </Button>
            <Button type="submit" name="all" value="shown">
              この一覧の{sheets.length}枚すべての受理に進む
            </Button>
          </p>
        </form>
      </Panel>
      <JustReturned sheets={justReturned} />
    </>
  );
}

function JustReturned({ sheets }: { readonly sheets: ReviewListView["justReturned"] }) {
  if (sheets.length === 0) return null;
  return (
    <div className="mt-5">
      <Panel id="returned" title="差し戻した点検票" note="まだ直されていない間は、点検票の画面で差戻しを取り消せます。">
        <ul className="stack gap-1.5">
          {sheets.map(({ id, title, href }) => (
            <li key={id}>
              <a href={href}>
                <UserText>{unbroken(title)}</UserText>
              </a>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function NothingWaits() {
  const actions = (
    <>
      <LinkButton href="/operator">ダッシュボードを見る</LinkButton>
      <LinkButton href="/operator/cycles">点検の回を見る</LinkButton>
    </>
  );
  return (
    <>
      <PageHeader title="点検票の確認" steps={STEPS} />
      <EmptyState title="確認を待つ点検票はありません" actions={actions}>
        担当の点検票が提出されると、ここに並びます。提出の進み具合は、点検の回で見られます。
      </EmptyState>
    </>
  );
}

const columnsOf = (words: ReviewListView["words"]): readonly WorkColumn[] => [
  "選ぶ",
  "点検票",
  { heading: "回答", end: true },
  { heading: words.partial, end: true },
  { heading: words.notImplemented, end: true },
  { heading: words.notApplicable, end: true },
  { heading: "根拠なし", end: true },
  "提出",
  "点検の回",
];

function SheetTable({ sheets, words }: Pick<ReviewListView, "sheets" | "words">) {
  const columns = columnsOf(words);
  return (
    <WorkTable name="点検票の確認" columns={columns}>
      <WorkRows>
        {sheets.map((sheet) => (
          <SheetRow key={sheet.id} sheet={sheet} columns={columns} />
        ))}
      </WorkRows>
    </WorkTable>
  );
}

const COUNTED = ["partial", "notImplemented", "notApplicable", "withoutEvidence"] as const;

function SheetRow({ sheet, columns }: { readonly sheet: ReviewListEntry; readonly columns: readonly WorkColumn[] }) {
  return (
    <WorkRow columns={columns}>
      <Cell>
        <input type="checkbox" className="table-choice" name="sheet" value={sheet.id} aria-label={`${sheet.title}を選ぶ`} />
        <input type="hidden" name="shown" value={sheet.id} />
      </Cell>
      <RowHeading>
        <a href={sheet.href}>
          <UserText>{unbroken(sheet.title)}</UserText>
        </a>{" "}
        {sheet.asDeputy ? <StatusChip>代行</StatusChip> : null}
      </RowHeading>
      <Cell end>
        {sheet.answered}／{sheet.measures}件<MissingExamples sheet={sheet} />
      </Cell>
      {COUNTED.map((shown) => (
        <Cell end key={shown}>
          <AnswersOf sheet={sheet} shown={shown} />
        </Cell>
      ))}
      <Cell className="whitespace-nowrap">{sheet.handedInText}</Cell>
      <Cell>
        <UserText>{sheet.cycleTitle}</UserText>
      </Cell>
    </WorkRow>
  );
}
