import type { DepartmentSheetsView, TasksView, TaskView } from "@/lib/features/tasks/my-tasks/view";
import { KeyFigure } from "../charts/key-figure";
import { DueChip } from "../marks/due-chip";
import { PageHelpText } from "../shell/page-help";
import { LinkButton } from "../ui/button";
import { FigureList } from "../ui/definition-list";
import { Icon } from "../ui/icon";
import { NextAction } from "../ui/next-action";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { StatusChip } from "../ui/status-chip";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";
import { Preparations } from "./preparations";

export function Tasks({ title, note, next, nothing, others, awaited, departments, preparations, preparing, figures, reading, dates, help }: TasksView) {
  const steps = preparations === null ? null : <Preparations steps={preparations} />;
  return (
    <>
      <PageHeader title={title} note={note} />
      <div className="stack items-start guide:grid-cols-[minmax(0,1fr)_18.5rem]">
        <div className="stack">
          {preparing ? steps : <Next next={next} nothing={nothing} />}
          <TaskPanel
            id="others"
            title="ほかのやること"
            note="ほかの人が待っているものを先に、あとは期限の近い順。だれかが済ませると、ここから消えます。"
            tasks={preparing && next !== null ? [next, ...others] : others}
          />
          {preparing ? null : steps}
          {figures === null ? null : <FirstFigures {...figures} />}
          <TaskPanel id="awaited" title="ほかの人を待っているもの" tasks={awaited} />
          {departments.map((department) => (
            <DepartmentSheets key={department.id} {...department} />
          ))}
          <ReadingPanel entries={reading} />
        </div>
        <div className="stack">
          {dates.length === 0 ? null : (
            <Panel id="dates" title={<span className="heading-3">これからの日程</span>}>
              <FigureList kind="date" entries={dates.map(({ dateText, label }) => ({ term: dateText, description: label }))} />
            </Panel>
          )}
          <Panel id="help" title={<span className="heading-3">この画面でできること</span>}>
            <PageHelpText {...help} />
          </Panel>
        </div>
      </div>
    </>
  );
}

function Next({ next, nothing }: Pick<TasksView, "next" | "nothing">) {
  return (
    <NextAction
      title={unbroken(next?.title ?? nothing)}
      status={next === null}
      action={
        next === null ? null : (
          <LinkButton rank="primary" href={next.href}>
            {next.button}
            <Icon name="next" />
          </LinkButton>
        )
      }
    >
      {next === null ? null : (
        <p>
          <UserText>{unbroken(next.text)}</UserText>
        </p>
      )}
      <DueChip due={next?.due ?? null} />
    </NextAction>
  );
}

function FirstFigures({ title, note, keyFigures, tiersNote, href, button }: NonNullable<TasksView["figures"]>) {
  return (
    <section className="stack gap-3" aria-labelledby="figures-title">
      <div className="row justify-between">
        <h2 className="heading-2" id="figures-title">
          {unbroken(title)}
        </h2>
        <LinkButton href={href}>{button}</LinkButton>
      </div>
      <p className="aside-text">{unbroken(note)}</p>
      <div className="columns-3">
        {keyFigures.map((figure) => (
          <KeyFigure key={figure.name} {...figure} />
        ))}
      </div>
      {tiersNote === null ? null : <p className="aside-text">{tiersNote}</p>}
    </section>
  );
}

const DepartmentSheets = ({ id, title, note, rows }: DepartmentSheetsView) => (
  <Panel id={`sheets-${id}`} title={<UserText>{unbroken(title)}</UserText>} note={<UserText>{unbroken(note)}</UserText>}>
    <DataTable name={title} caption="状態ごとの点検票の枚数">
      <thead>
        <tr>
          <ColumnHeading>状態</ColumnHeading>
          <ColumnHeading end>点検票</ColumnHeading>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ state, label, sheets, href }) => (
          <tr key={state}>
            <RowHeading>
              <a href={href}>{label}</a>
            </RowHeading>
            <Cell end>{sheets}</Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  </Panel>
);

function ReadingPanel({ entries }: { readonly entries: TasksView["reading"] }) {
  if (entries.length === 0) return null;
  return (
    <Panel id="reading" title="読めるもの" note="この事業者の、点検の結果と記録です。見たことは、操作の記録に残ります。">
      <ul className="task-list">
        {entries.map(({ label, text, href }) => (
          <li key={href} className="task">
            <div className="stack gap-1">
              <h3 className="heading-3">{label}</h3>
              <p className="aside-text">{text}</p>
            </div>
            <LinkButton href={href} aria-label={`開く（${label}）`}>
              開く
            </LinkButton>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function TaskPanel({ id, title, note, tasks }: { readonly id: string; readonly title: string; readonly note?: string; readonly tasks: readonly TaskView[] }) {
  if (tasks.length === 0) return null;
  return (
    <Panel id={id} title={title} note={note}>
      <ul className="task-list">
        {tasks.map((task) => (
          <li key={task.id} className="task">
            <div className="stack gap-1">
              <h3 className="heading-3">{unbroken(task.title)}</h3>
              <p className="aside-text">
                <UserText>{unbroken(task.text)}</UserText>
              </p>
            </div>
            {task.due === null ? null : (
              <p className="text-small whitespace-nowrap">{task.due.overdue ? <StatusChip tone="late">{task.due.text}</StatusChip> : task.due.text}</p>
            )}
            <LinkButton href={task.href}>{task.button}</LinkButton>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
