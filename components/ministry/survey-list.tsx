import type { HomeView } from "@/lib/features/surveys/record/view";
import { LinkButton } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { StatusChip } from "../ui/status-chip";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "../ui/table";
import { UserText } from "../ui/user-text";
import { SurveyNext } from "./survey-transitions";

/** The officer's first page: the next step, and the surveys of the sector. */
export function SurveyList({ sector, next, surveys }: HomeView) {
  return (
    <>
      <PageHeader title="浸透状況調査" note={sector}>
        <LinkButton href="/ministry/surveys/new">調査を計画する</LinkButton>
      </PageHeader>
      <div className="stack">
        <SurveyNext next={next} />
        {surveys.length === 0 ? (
          <EmptyState title="調査はまだありません">調査を計画すると、ここに並びます。</EmptyState>
        ) : (
          <Panel id="surveys" title="調査" note="新しい順です。">
            <SurveyTable surveys={surveys} />
          </Panel>
        )}
      </div>
    </>
  );
}

const COLUMNS = ["調査", "年度", "状態", "締切", { heading: "提出／対象", end: true }] as const satisfies readonly WorkColumn[];

function SurveyTable({ surveys }: Pick<HomeView, "surveys">) {
  return (
    <WorkTable name="調査" columns={COLUMNS}>
      <WorkRows>
        {surveys.map((survey) => (
          <WorkRow columns={COLUMNS} key={survey.id}>
            <RowHeading>
              <a className="inline-flex min-h-6 items-center font-bold" href={survey.href}>
                <UserText>{survey.title}</UserText>
              </a>
              <span className="aside-text block">{survey.edition}</span>
            </RowHeading>
            <Cell>
              <span className="whitespace-nowrap">{survey.fiscalYear}</span>
            </Cell>
            <Cell>
              <StatusChip tone={survey.state.tone}>{survey.state.words}</StatusChip>
              {survey.overtaken === null ? null : <span className="aside-text block">{survey.overtaken}</span>}
            </Cell>
            <Cell>
              <span className="whitespace-nowrap">{survey.closesOn}</span>
            </Cell>
            <Cell end>{survey.replies}</Cell>
          </WorkRow>
        ))}
      </WorkRows>
    </WorkTable>
  );
}
