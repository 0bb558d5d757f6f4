import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Cell, RowHeading, WorkRow, WorkRows, WorkTable } from "@/components/ui/table";
import { UserText } from "@/components/ui/user-text";
import type { ListImportView } from "@/lib/features/organisation/list-page/view";
import type { ListOutcome } from "@/lib/features/organisation/record/schema";
import { sentence } from "@/lib/labels/own-direction";
import { endedText } from "./ended-openings";
import { ListRemarks } from "./list-remarks";

type Row = ListOutcome["rows"][number];

const BEFORE = { added: "加わる", renamed: "名前が変わる", changed: "変わる", unchanged: "変わらない" } as const satisfies Record<Row["kind"], string>;
const AFTER = { added: "加わった", renamed: "名前が変わった", changed: "変わった", unchanged: "変わらない" } as const satisfies Record<Row["kind"], string>;

interface ListChangesProps {
  readonly outcome: ListOutcome;
  readonly view: ListImportView;
  readonly children?: ReactNode;
}

/** What a list of roles, departments or systems does or has done: the counts, what follows from it, and the rows by line. */
export function ListChanges({ outcome, view, children }: ListChangesProps) {
  const { applied, rows } = outcome;
  const shown = rows.filter(({ kind }) => kind !== "unchanged").length;
  const all = outcome.added + outcome.renamed + outcome.changed;
  return (
    <Panel id="changes" title={applied ? "取り込みました" : "取り込む前に確かめる"} note={<Counts outcome={outcome} adds={view.adds} />}>
      <div className="stack gap-3">
        {applied ? <Notice tone="done" role="status" title={`${view.word}の一覧を取り込みました。`} /> : null}
        <ListRemarks {...outcome} />
        <Effects outcome={outcome} view={view} />
        {children}
        {rows.length > 0 ? <Rows rows={rows} words={applied ? AFTER : BEFORE} more={all - shown} /> : null}
        {applied ? (
          <div className="row">
            {outcome.passwordsEnd + outcome.linksEnd > 0 ? (
              <LinkButton rank="primary" href="/operator/people/invitations">
                招待リンクをまとめて作る
              </LinkButton>
            ) : null}
            <LinkButton href={view.backHref}>{view.backLabel}</LinkButton>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}

/** 「加わる部署 2件・名前が変わる 1件・変わらない 5件」: what there is of, and always what is added. */
function Counts({ outcome, adds }: { readonly outcome: ListOutcome; readonly adds: ListImportView["adds"] }) {
  const words = outcome.applied ? AFTER : BEFORE;
  const others = (["renamed", "changed", "unchanged"] as const).filter((kind) => outcome[kind] > 0).map((kind) => `・${words[kind]} ${outcome[kind]}件`);
  return [`${adds[outcome.applied ? 1 : 0]} ${outcome.added}件`, ...others].map((text) => (
    <span key={text} className="inline-block">
      {text}
    </span>
  ));
}

/** What follows from the list beside its rows, and what stays. */
function Effects({ outcome, view }: Omit<ListChangesProps, "children">) {
  const { applied, rolesGiven, movedSheets, notListed } = outcome;
  const ends = endedText(outcome);
  return (
    <>
      {view.gives !== null && rolesGiven > 0 ? (
        <p>
          {applied ? "付いた" : "付く"}
          {view.gives}：{rolesGiven}件
        </p>
      ) : null}
      {movedSheets > 0 ? (
        <p>
          受理していない点検票{movedSheets}枚が、システムとともに新しい部署に{applied ? "移りました" : "移ります"}。
        </p>
      ) : null}
      {ends === "" ? null : (
        <Notice title={`新しい役割のため、${ends}が使えなくな${applied ? "りました" : "ります"}。`}>CISOが招待リンクを作って、本人に渡してください。</Notice>
      )}
      {notListed > 0 ? (
        <p className="aside-text">
          一覧にない{view.word} {notListed}件は、そのまま残{applied ? "りました" : "ります"}。
        </p>
      ) : null}
    </>
  );
}

function Rows({ rows, words, more }: { readonly rows: readonly Row[]; readonly words: Readonly<Record<Row["kind"], string>>; readonly more: number }) {
  const columns = ["行", ...(rows[0]?.cells.map(({ column }) => column) ?? [])];
  return (
    <>
      <WorkTable name="一覧による変更" columns={columns}>
        <WorkRows>
          {rows.map((row) => (
            <WorkRow columns={columns} key={row.line}>
              <RowHeading>
                {row.line}行目：{words[row.kind]}
              </RowHeading>
              {row.cells.map(({ column, before, after }) => (
                <Cell key={column}>
                  <UserText>{before === null ? after : sentence`${before} → ${after}`}</UserText>
                </Cell>
              ))}
            </WorkRow>
          ))}
        </WorkRows>
      </WorkTable>
      {more > 0 ? <p className="aside-text">ほか {more}件</p> : null}
    </>
  );
}
