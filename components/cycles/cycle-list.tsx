import type { CycleListView } from "@/lib/features/cycles/record/view";
import { CycleStateChip } from "../marks/state-chips";
import { LinkButton } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { PageHeader } from "../ui/page-header";
import { Pagination } from "../ui/pagination";
import { Panel } from "../ui/panel";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "../ui/table";
import { UserText } from "../ui/user-text";

const COLUMNS = ["名前", "状態", "期間", "回答の期限", "ガイドライン"] as const satisfies readonly WorkColumn[];

/** The operator's cycles, newest first. */
export function CycleList({ cycles, pager, newHref, cancelled, otherHref }: CycleListView) {
  const other = (
    <p className="mt-3">
      <a href={otherHref}>{cancelled ? "取りやめていない回を見る" : "取りやめた回を見る"}</a>
    </p>
  );
  const plan =
    newHref === null ? null : (
      <LinkButton rank="primary" href={newHref}>
        点検の回を計画する
      </LinkButton>
    );
  return (
    <>
      <PageHeader title="点検の回" steps={[{ label: "ダッシュボード", href: "/operator" }, { label: "点検の回" }]}>
        {cycles.length === 0 ? null : plan}
      </PageHeader>
      {cycles.length === 0 ? (
        <EmptyState
          title={cancelled ? "取りやめた回はありません" : "点検の回はまだありません"}
          help={newHref === null ? "分からないことは、事務局か CISO に聞いてください。" : undefined}
          actions={plan}
        >
          {cancelled
            ? "取りやめた回は、ここに並びます。"
            : newHref === null
              ? "事務局か CISO が計画すると、ここに並びます。"
              : "計画した回が、ここに並びます。"}
        </EmptyState>
      ) : (
        <Panel id="cycles" title={cancelled ? "取りやめた回" : "一覧"}>
          <WorkTable name="点検の回" columns={COLUMNS}>
            <WorkRows>
              {cycles.map((cycle) => (
                <WorkRow columns={COLUMNS} key={cycle.id}>
                  <RowHeading>
                    <a href={cycle.href}>
                      <UserText>{cycle.title}</UserText>
                    </a>
                  </RowHeading>
                  <Cell>
                    <CycleStateChip state={cycle.state} />
                  </Cell>
                  <Cell className="phone:whitespace-nowrap">{cycle.periodText}</Cell>
                  <Cell className="whitespace-nowrap">{cycle.dueText}</Cell>
                  <Cell className="aside-text">{cycle.edition}</Cell>
                </WorkRow>
              ))}
            </WorkRows>
          </WorkTable>
          <Pagination {...pager} />
        </Panel>
      )}
      {other}
    </>
  );
}
