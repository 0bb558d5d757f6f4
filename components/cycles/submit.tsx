import { submitCycleAction } from "@/lib/features/submissions/actions";
import type { SubmitPreviewView, SubmitView } from "@/lib/features/submissions/view";
import { KeyFigures, PhasesPanel } from "../dashboard/numbers-panel";
import { ActionForm } from "../ui/action-form";
import { Button } from "../ui/button";
import { DefinitionList } from "../ui/definition-list";
import { Details } from "../ui/details";
import { EmptyState } from "../ui/empty-state";
import { NextAction } from "../ui/next-action";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";

/** Exactly what leaves the operator, and the button that sends it. */
export function Submit({ cycleId, cycleTitle, backHref, preview, problem }: SubmitView) {
  return (
    <>
      <PageHeader
        title="提出する内容"
        note="下の内容が、そのまま所管省庁に渡ります。ほかには何も渡りません。"
        steps={[{ label: "統括", href: "/operator" }, { label: cycleTitle, href: backHref }, { label: "提出" }]}
      />
      {preview === null ? (
        <EmptyState title="いまは提出できません" help="調査の予定は、所管省庁に聞いてください。" actions={<a href={backHref}>点検の回に戻る</a>}>
          {problem}
        </EmptyState>
      ) : (
        <Preview cycleId={cycleId} preview={preview} />
      )}
    </>
  );
}

function Preview({ cycleId, preview }: { readonly cycleId: string; readonly preview: SubmitPreviewView }) {
  return (
    <div className="stack">
      <SubmitStep cycleId={cycleId} preview={preview} />
      <Panel id="facts" title="提出の概要">
        <DefinitionList entries={[...preview.facts, { term: "指紋（SHA-256）", description: <span className="break-all">{preview.hash}</span> }]} />
      </Panel>
      <KeyFigures numbers={preview.numbers} />
      <PhasesPanel numbers={preview.numbers} />
      <Panel id="remarks" title="所管省庁に渡す備考" note="CISO が印を付けた備考だけが渡ります。書いた人の名前は渡りません。">
        {preview.remarks.length === 0 ? (
          <p>渡す備考はありません。渡す備考は、進み具合から点検票を開いて選びます。</p>
        ) : (
          <DefinitionList entries={preview.remarks.map(({ key, item, text }) => ({ term: item, description: <span key={key}>{text}</span> }))} />
        )}
      </Panel>
      <Panel id="sheets" title="役割ごとの点検票">
        <SheetTable sheets={preview.sheets} />
      </Panel>
      <Panel id="items" title="項目ごとの数" note="部署、人、重要システムに分けない合計です。">
        <Details summary={`${preview.items.length}件の数を見る`}>
          <ItemTable items={preview.items} />
        </Details>
        <Details summary="提出されるデータそのもの（JSON）を見る">
          <textarea className="input" aria-label="提出されるデータそのもの" readOnly rows={12} defaultValue={preview.canonical} />
        </Details>
      </Panel>
    </div>
  );
}

function SubmitStep({ cycleId, preview }: { readonly cycleId: string; readonly preview: SubmitPreviewView }) {
  if (preview.obstacles.length > 0) {
    return (
      <NextAction title="提出の前に、次のことが必要です">
        <ul>
          {preview.obstacles.map((obstacle) => (
            <li key={obstacle}>{obstacle}</li>
          ))}
        </ul>
      </NextAction>
    );
  }
  return (
    <NextAction
      title={`${preview.surveyTitle}に提出できます`}
      more={
        preview.maySubmit ? (
          <ActionForm action={submitCycleAction.bind(null, cycleId)} label="提出する">
            <input type="hidden" name="surveyId" value={preview.surveyId} />
            <input type="hidden" name="hash" value={preview.hash} />
            <Button type="submit" rank="primary">
              この内容を提出する
            </Button>
          </ActionForm>
        ) : null
      }
    >
      <p>{preview.maySubmit ? "提出した内容は変えられません。誤りが見つかったときは、新しい版として提出し直します。" : "提出できるのは CISO です。"}</p>
    </NextAction>
  );
}

function SheetTable({ sheets }: { readonly sheets: SubmitPreviewView["sheets"] }) {
  return (
    <DataTable name="役割ごとの点検票">
      <thead>
        <tr>
          <ColumnHeading>役割</ColumnHeading>
          <ColumnHeading end>配布</ColumnHeading>
          <ColumnHeading end>提出</ColumnHeading>
        </tr>
      </thead>
      <tbody>
        {sheets.map(({ role, handedOut, counted }) => (
          <tr key={role}>
            <RowHeading>{role}</RowHeading>
            <Cell end>{handedOut}枚</Cell>
            <Cell end>{counted}枚</Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function ItemTable({ items }: { readonly items: SubmitPreviewView["items"] }) {
  return (
    <DataTable name="項目ごとの数" wide>
      <thead>
        <tr>
          <ColumnHeading>項目</ColumnHeading>
          <ColumnHeading end>点検票</ColumnHeading>
          <ColumnHeading end>○</ColumnHeading>
          <ColumnHeading end>△</ColumnHeading>
          <ColumnHeading end>×</ColumnHeading>
          <ColumnHeading end>－</ColumnHeading>
          <ColumnHeading end>未回答</ColumnHeading>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <RowHeading>{item.label}</RowHeading>
            <Cell end>{item.asked}</Cell>
            <Cell end>{item.implemented}</Cell>
            <Cell end>{item.partial}</Cell>
            <Cell end>{item.notImplemented}</Cell>
            <Cell end>{item.notApplicable}</Cell>
            <Cell end>{item.unanswered}</Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
