import type { TasksView, TaskView } from "@/lib/features/tasks/my-tasks/view";
import { PageHelpText } from "../shell/page-help";
import { StaffingLines } from "../staffing/staffing-lines";
import { LinkButton } from "../ui/button";
import { FigureList } from "../ui/definition-list";
import { Icon } from "../ui/icon";
import { NextAction } from "../ui/next-action";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { StatusChip } from "../ui/status-chip";
import { Preparations } from "./preparations";

export function Tasks({ title, note, next, nothing, others, awaited, preparations, staffing, reading, dates, help }: TasksView) {
  return (
    <>
      <PageHeader title={title} note={note} />
      <div className="stack items-start guide:grid-cols-[minmax(0,1fr)_18.5rem]">
        <div className="stack">
          {preparations === null ? <Next next={next} nothing={nothing} reading={reading} /> : <Preparations steps={preparations} />}
          {preparations !== null && next !== null ? <TaskPanel id="others" title="ほかのやること" tasks={[next, ...others]} /> : null}
          {preparations === null ? (
            <TaskPanel id="others" title="ほかのやること" note="期限の近い順。だれかが済ませると、ここから消えます。" tasks={others} />
          ) : null}
          {staffing === null || staffing.length === 0 ? null : (
            <Panel id="staffing" title="人と空席">
              <StaffingLines lines={staffing} />
            </Panel>
          )}
          <TaskPanel id="awaited" title="ほかの人を待っているもの" tasks={awaited} />
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

function Next({ next, nothing, reading }: Pick<TasksView, "next" | "nothing" | "reading">) {
  return (
    <NextAction
      title={next?.title ?? nothing}
      standing={next === null}
      action={
        next === null ? null : (
          <LinkButton rank="primary" href={next.href}>
            {next.button}
            <Icon name="next" />
          </LinkButton>
        )
      }
    >
      {next === null ? null : <p>{next.text}</p>}
      {next === null || next.dueText === "" ? null : (
        <p className="row">
          <StatusChip tone={next.overdue ? "late" : "active"}>期限 {next.dueText}</StatusChip>
        </p>
      )}
      {reading.length === 0 ? null : (
        <p className="row">
          {reading.map(({ label, href }) => (
            <a key={href} href={href}>
              {label}
            </a>
          ))}
        </p>
      )}
    </NextAction>
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
              <h3 className="heading-3">{task.title}</h3>
              <p className="aside-text">{task.text}</p>
            </div>
            {task.dueText === "" ? null : <p className="task-due">{task.overdue ? <StatusChip tone="late">{task.dueText}</StatusChip> : task.dueText}</p>}
            <LinkButton href={task.href}>{task.button}</LinkButton>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
