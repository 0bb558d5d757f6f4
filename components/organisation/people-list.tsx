import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { StatusChip } from "@/components/ui/status-chip";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "@/components/ui/table";
import { TextField } from "@/components/ui/text-field";
import { UserText } from "@/components/ui/user-text";
import { Whole } from "@/components/ui/whole";
import { withChosen } from "@/components/ui/with-chosen";
import type { PeopleView, PersonRowView } from "@/lib/features/organisation/record/view";
import { bearersText } from "@/lib/labels/permission-words";
import { Lookalikes } from "./lookalikes";
import { SectionTabs } from "./section-tabs";

/** The people of the operator: search, list, and links to add more. */
export function PeopleList({ people, totalText, search, searched, departments, presences, passwords, lookalikes, pager, mayManage }: PeopleView) {
  return (
    <>
      <PageHeader title="人と部署" note="点検票を配る人と、その部署・役割を登録します。">
        <LinkButton href="/api/v1/people.csv" download>
          名簿（CSV）をダウンロード
        </LinkButton>
        {mayManage ? (
          <>
            <LinkButton href="/operator/people/invitations">招待リンクをまとめて作る</LinkButton>
            <LinkButton href="/operator/people/import">名簿を取り込む</LinkButton>
            <LinkButton href="/operator/people/roles">役割の一覧（CSV）</LinkButton>
            <LinkButton rank="primary" href="/operator/people/new">
              人を加える
            </LinkButton>
          </>
        ) : (
          <LinkButton href="/api/v1/appointments.csv" download>
            役割の一覧（CSV）をダウンロード
          </LinkButton>
        )}
      </PageHeader>
      <div className="stack">
        <SectionTabs current="people" />
        <Lookalikes of="people" groups={lookalikes} mayManage={mayManage} />
        <Panel id="people" title="人" note={totalText}>
          <form className="filter-fields" method="get" role="search" aria-label="人を探す">
            <TextField id="q" name="q" type="search" label="氏名・メール・職員番号" defaultValue={search.q} maxLength={100} />
            <Select
              id="departmentId"
              name="departmentId"
              label="部署"
              options={withChosen(departments, search.departmentId)}
              defaultValue={search.departmentId}
            />
            <Select id="presence" name="presence" label="在籍" options={presences} defaultValue={search.presence} />
            <Select id="password" name="password" label="パスワード" options={passwords} defaultValue={search.password} />
            <div className="row items-end">
              <Button type="submit">探す</Button>
              {searched ? <LinkButton href="/operator/people">条件を消す</LinkButton> : null}
            </div>
          </form>
          {people.length > 0 ? (
            <div className="mt-4">
              <PeopleTable people={people} />
              <Pagination {...pager} />
            </div>
          ) : null}
        </Panel>
        {people.length === 0 ? <NobodyFound searched={searched} mayManage={mayManage} /> : null}
      </div>
    </>
  );
}

const COLUMNS = ["氏名", "職員番号", "部署", "役割", "メール", "パスワード"] as const satisfies readonly WorkColumn[];

function PeopleTable({ people }: { readonly people: readonly PersonRowView[] }) {
  return (
    <WorkTable name="人の一覧" columns={COLUMNS}>
      <WorkRows>
        {people.map((person) => (
          <WorkRow columns={COLUMNS} key={person.id}>
            <RowHeading className="phone:whitespace-nowrap">
              <a href={person.href}>
                <Whole>{person.name}</Whole>
              </a>{" "}
              {person.left ? <StatusChip>退職</StatusChip> : null}
              {person.remake ? <StatusChip tone="waiting">招待リンクの作り直しが必要</StatusChip> : null}
            </RowHeading>
            <Cell className="phone:whitespace-nowrap">{person.staffNumber === "" ? null : <UserText>{person.staffNumber}</UserText>}</Cell>
            <Cell>
              <UserText>{person.department}</UserText>
            </Cell>
            <Cell>
              {person.roles.map((role, place) => (
                <span key={role}>
                  {place > 0 ? "、" : null}
                  <UserText>{role}</UserText>
                </span>
              ))}
            </Cell>
            <Cell>
              <UserText>{person.email}</UserText>
            </Cell>
            <Cell>{person.password}</Cell>
          </WorkRow>
        ))}
      </WorkRows>
    </WorkTable>
  );
}

function NobodyFound({ searched, mayManage }: Pick<PeopleView, "searched" | "mayManage">) {
  return searched ? (
    <EmptyState title="条件に合う人はいません" actions={<LinkButton href="/operator/people">条件を消す</LinkButton>}>
      氏名やメールの一部だけで探すか、「在籍」を「すべて」にしてください。
    </EmptyState>
  ) : (
    <EmptyState title="まだ人を登録していません">
      {mayManage ? "名簿（CSV）でまとめて取り込むか、一人ずつ加えてください。" : `${bearersText("people.manage")}が登録すると、ここに並びます。`}
    </EmptyState>
  );
}
