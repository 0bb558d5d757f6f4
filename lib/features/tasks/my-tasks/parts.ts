import type { TaskView } from "@/lib/features/tasks/my-tasks/view";
import type { Awaited, Task } from "@/lib/features/tasks/record/schema";
import { dueText } from "@/lib/labels/japanese-date";

/** A task or what is awaited, ready to display; `id` distinguishes it on the page. */
export function taskView(id: string, { title, text, dueOn, page, button }: Task | Awaited, now: Date): TaskView {
  const due = dueOn === null ? { text: "", overdue: false } : dueText(dueOn, now);
  return { id, title, text, dueText: due.text, overdue: due.overdue, href: page, button };
}
