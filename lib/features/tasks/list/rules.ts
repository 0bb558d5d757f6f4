import type { Task } from "@/lib/features/tasks/record/schema";

/** What others cannot go on without: it comes before what has a day. */
const FIRST: readonly Task["kind"][] = ["confirmHandover", "review", "handOutLater", "assign"];

const rankOf = (kind: Task["kind"]): number => (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length);

/** By last day, those without one last; of equal ones in the given order. */
export const byDueDate = <One extends { readonly dueOn: string | null }>(things: readonly One[]): One[] =>
  things.toSorted((one, other) => (one.dueOn ?? "9999").localeCompare(other.dueOn ?? "9999"));

/** First what others wait for: handovers, sheets to review, people and sheets without anybody; then the others by last day. */
export const inOrder = <One extends Pick<Task, "kind" | "dueOn">>(tasks: readonly One[]): One[] =>
  byDueDate(tasks).toSorted((one, other) => rankOf(one.kind) - rankOf(other.kind));
