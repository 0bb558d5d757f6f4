import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "@/components/ui/table";
import { UserText } from "@/components/ui/user-text";
import type { ImportOutcome } from "@/lib/features/organisation/record/schema";
import { namesText, sentence } from "@/lib/labels/own-direction";
import { endedText } from "./ended-openings";
import { ListRemarks } from "./list-remarks";

type Row = ImportOutcome["rows"][number];
type Staff = Row["after"];

/** The changes that a staff list makes or has made: the counts, new departments and the rows. */
export function StaffListChanges({ outcome, children }: { readonly outcome: ImportOutcome; readonly children?: ReactNode }) {
  const { applied, added, changed, unchanged, newDepartments, movedSheets, rows } = outcome;
  const ends = endedText(outcome);
  const [adds, changes, makes] = applied ? ["加わった", "変わった", "新しくできた"] : ["加わる", "変わる", "新しくできる"];
  const counts = `${adds}人 ${added}人・${changes}人 ${changed}人・変わらない人 ${unchanged}人`;
  return (
    <Panel id="changes" title={applied ? "取り込みました" : "取り込む前に確かめる"} note={counts}>
      <div className="stack gap-3">
        {applied ? <Notice tone="done" role="status" title="名簿を取り込みました。" /> : null}
        {newDepartments.length > 0 ? (
          <p>
            {makes}部署：<UserText>{namesText(newDepartments)}</UserText>
          </p>
        ) : null}
        <ListRemarks {...outcome} />
        {movedSheets > 0 ? (
          <p>
            受理していない取扱者の点検票{movedSheets}枚が、人とともに新しい部署に{applied ? "移りました" : "移ります"}。
          </p>
        ) : null}
        {ends === "" ? null : (
          <Notice title={`アドレスが変わるため、${ends}が使えなくな${applied ? "りました" : "ります"}。`}>
            その人のサインインと、プログラムのための鍵（アクセストークン）も終わ{applied ? "りました" : "ります"}
            。新しいアドレスの本人に、CISOが招待リンクを作って渡してください。
          </Notice>
        )}
        {children}
        {rows.length > 0 ? <Rows rows={rows} words={{ added: adds, changed: changes }} more={added + changed - rows.length} /> : null}
        {applied ? (
          <div className="row">
            <LinkButton rank="primary" href="/operator/people/invitations">
              招待リンクをまとめて作る
            </LinkButton>
            <LinkButton href="/operator/people">人と部署へ戻る</LinkButton>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}

const COLUMNS = ["行", "変更", "氏名", "職員番号", "メール", "部署"] as const satisfies readonly WorkColumn[];

function Rows({
  rows,
  words,
  more,
}: {
  readonly rows: readonly Row[];
  readonly words: Readonly<Record<Row["kind"], string | undefined>>;
  readonly more: number;
}) {
  return (
    <>
      <WorkTable name="名簿による変更" columns={COLUMNS}>
        <WorkRows>
          {rows.map((row) => (
            <WorkRow columns={COLUMNS} key={row.line}>
              <RowHeading>{row.line}行目</RowHeading>
              <Cell>{words[row.kind]}</Cell>
              {(["name", "staffNumber", "email", "department"] as const).map((field) => (
                <Cell key={field}>
                  <UserText>{difference(row, field)}</UserText>
                </Cell>
              ))}
            </WorkRow>
          ))}
        </WorkRows>
      </WorkTable>
      {more > 0 ? <p className="aside-text">ほか {more}人</p> : null}
    </>
  );
}

function difference({ before, after }: Row, field: keyof Staff): string {
  const now = after[field] ?? "";
  return before === null || before[field] === after[field] ? now : sentence`${before[field] ?? "（なし）"} → ${now}`;
}
