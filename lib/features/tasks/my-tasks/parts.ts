import type { TaskView } from "@/lib/features/tasks/my-tasks/view";
import type { Awaited, Task } from "@/lib/features/tasks/record/schema";
import { dueText } from "@/lib/labels/japanese-date";

/** A task or what is awaited, ready to display; `id` distinguishes it on the page. */
export const taskView = (id: string, { title, text, dueOn, page, button }: Task | Awaited, now: Date): TaskView => ({
  ...{ id, title, text, href: page, button },
  due: dueOn === null ? null : dueText(dueOn, now),
});
