import { LinkButton } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { StatusChip } from "@/components/ui/status-chip";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "@/components/ui/table";
import { unbroken } from "@/components/ui/unbroken";
import { UserText } from "@/components/ui/user-text";
import type { AuditRowView, AuditView } from "@/lib/features/admin/record/view";
import { AuditFilter } from "./audit-filter";

/** The audit trail, refusals included, newest first. */
export function AuditPage(view: AuditView) {
  const { note, steps, rows, totalText, pager, filtered, clearHref, csvHref, securityHref } = view;
  return (
    <>
      <PageHeader title="操作の記録" note={note} steps={steps}>
        <LinkButton href={securityHref}>サインインなどの失敗</LinkButton>
        <LinkButton href={csvHref} download>
          {filtered ? "絞り込んだ記録を書き出す（CSV）" : "すべて書き出す（CSV）"}
        </LinkButton>
      </PageHeader>
      <div className="stack">
        <Panel id="filter" title="絞り込み">
          <AuditFilter {...view} />
        </Panel>
        {rows.length > 0 ? (
          <Panel id="audit" title="新しい順" note={`${totalText}　対象を押すと、その対象の記録だけを示します。`}>
            <Entries rows={rows} />
            <Pagination {...pager} />
          </Panel>
        ) : (
          <EmptyState
            title={filtered ? "条件に合う記録はありません" : "ここには記録がありません"}
            actions={filtered ? <LinkButton href={clearHref}>条件を消す</LinkButton> : undefined}
          >
            {filtered ? "期間を広げるか、条件を減らしてください。" : "操作をすると、新しいものから順に並びます。"}
          </EmptyState>
        )}
      </div>
    </>
  );
}

const COLUMNS = ["日時", "だれが", "操作", "対象", "結果", "送信元"] as const satisfies readonly WorkColumn[];

function Entries({ rows }: Pick<AuditView, "rows">) {
  return (
    <WorkTable name="操作の記録" valign="top" columns={COLUMNS}>
      <WorkRows>
        {rows.map((row) => (
          <Entry key={row.id} {...row} />
        ))}
      </WorkRows>
    </WorkTable>
  );
}

/** What it was done to, as the way to all its entries. */
function Target({ text, href }: { readonly text: string; readonly href: string | null }) {
  const name = <UserText>{unbroken(text)}</UserText>;
  return href === null ? name : <a href={href}>{name}</a>;
}

function Entry({ at, who, action, target, targetHref, refused, note, source, means, browser }: AuditRowView) {
  return (
    <WorkRow columns={COLUMNS}>
      <RowHeading className="whitespace-nowrap">{at}</RowHeading>
      <Cell>
        <UserText>{unbroken(who)}</UserText>
      </Cell>
      <Cell>{action}</Cell>
      <Cell>{target === "" ? null : <Target text={target} href={targetHref} />}</Cell>
      <Cell>
        {refused === null ? (
          <span className="whitespace-nowrap">済み</span>
        ) : (
          <>
            <StatusChip>拒否</StatusChip> {refused}
          </>
        )}
        {note === null ? null : (
          <p className="aside-text">
            <UserText>{unbroken(note)}</UserText>
          </p>
        )}
      </Cell>
      <Cell>
        {source}
        {means === null || browser !== null ? null : <p className="aside-text">{means}</p>}
        {browser === null ? null : (
          <Details summary={means ?? "ブラウザ"}>
            <p className="aside-text break-words">{browser}</p>
          </Details>
        )}
      </Cell>
    </WorkRow>
  );
}
