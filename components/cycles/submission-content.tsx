import { ANSWER_STATUSES } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { ContentItemView, ContentView } from "@/lib/features/submissions/record/view";
import { FigureDefinitions } from "../charts/figure-definitions";
import { SPECIAL_MARKS } from "../charts/figure-text";
import { AnswerMark } from "../marks/answer-mark";
import { KeyFigures, PhasesPanel } from "../results/numbers-panel";
import { DefinitionList } from "../ui/definition-list";
import { Details } from "../ui/details";
import { Notice } from "../ui/notice";
import { Panel } from "../ui/panel";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";
import { UserText } from "../ui/user-text";

/** The content of a submission, from its figures to its bytes. */
export function SubmissionContentPanels({ content }: { readonly content: ContentView }) {
  return (
    <>
      <p className="aside-text">
        {content.tables.map(({ tier }) => tier).join("と")}は混ぜません。下の率は{content.tables[0]?.tier}のものです。{content.tiersNote}
      </p>
      {content.notAskedText === null ? null : <Notice>{content.notAskedText}</Notice>}
      <KeyFigures numbers={content.numbers} />
      <PhasesPanel numbers={content.numbers} />
      <Panel id="remarks" title="所管省庁に渡す備考" note="CISO が印を付けた備考だけが渡ります。書いた人の名前は渡りません。">
        {content.remarks.length === 0 ? <NoRemarks href={content.remarksHref} /> : <SubmittedRemarks remarks={content.remarks} />}
      </Panel>
      <Panel id="sheets" title="役割ごとの点検票">
        <SheetTable sheets={content.sheets} />
      </Panel>
      <Panel id="items" title="項目ごとの数" note="部署、人、重要システムに分けない合計です。単位は枚。">
        {content.tables.map(({ tier, items }) => (
          <Details key={tier} summary={`${tier} ${items.length}件の数を見る`}>
            <ItemTable name={`${tier}ごとの数`} kind={content.kind} items={items} />
          </Details>
        ))}
        <Details summary="提出のデータそのもの（JSON）を見る">
          <textarea className="input" aria-label="提出のデータそのもの" readOnly rows={12} defaultValue={content.canonical} />
        </Details>
      </Panel>
      <FigureDefinitions entries={content.numbers.definitions} />
    </>
  );
}

/** The remarks as they were written, of several departments on one item too. */
export function SubmittedRemarks({ remarks }: Pick<ContentView, "remarks">) {
  return <DefinitionList entries={remarks.map(({ item, text }) => ({ term: item, description: <UserText>{text}</UserText> }))} />;
}

function NoRemarks({ href }: { readonly href: string | null }) {
  if (href === null) return <p>渡した備考はありません。</p>;
  return (
    <p>
      渡す備考はありません。渡す備考は、<a href={href}>進み具合</a>から点検票を開いて選びます。
    </p>
  );
}

function SheetTable({ sheets }: { readonly sheets: ContentView["sheets"] }) {
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

const ANSWERS = [...ANSWER_STATUSES, null] as const;

function ItemTable({ name, kind, items }: { readonly name: string; readonly kind: GuidelineKind; readonly items: readonly ContentItemView[] }) {
  return (
    <DataTable name={name} valign="top" wide>
      <thead>
        <tr>
          <ColumnHeading>項目</ColumnHeading>
          <ColumnHeading end>提出</ColumnHeading>
          {ANSWERS.map((status) => (
            <ColumnHeading end key={status ?? "unanswered"}>
              <AnswerMark kind={kind} status={status} />
            </ColumnHeading>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <ItemRow key={item.id} item={item} />
        ))}
      </tbody>
    </DataTable>
  );
}

function ItemRow({ item: { code, heading, text, counted } }: { readonly item: ContentItemView }) {
  return (
    <tr>
      <RowHeading className="phone:min-w-56">
        <span className="section-code">{code}</span> {heading}
        <span className="aside-text block whitespace-pre-line">{text}</span>
      </RowHeading>
      {counted.kind === "counts" ? (
        <>
          <Cell end>{counted.asked}</Cell>
          {ANSWERS.map((status) => (
            <Cell end key={status ?? "unanswered"}>
              {counted.counts[status ?? "unanswered"]}
            </Cell>
          ))}
        </>
      ) : (
        <Cell colSpan={ANSWERS.length + 1} data-heat={counted.kind}>
          {SPECIAL_MARKS[counted.kind].mark} {SPECIAL_MARKS[counted.kind].words}
        </Cell>
      )}
    </tr>
  );
}
