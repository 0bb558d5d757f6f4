import { z } from "zod";
import { identifier } from "@/lib/validation/plain-text";

export const TAG = "やること";

/** What there is to do, derived from the state of sheets, cycles, people and handovers and never stored (docs/design.md 13). */
export const TASK_KINDS = [
  ...["answer", "revise", "review"],
  /** Of cycles: `chase` is to see to sheets that others have not handed in. */
  ...["plan", "handOut", "chase", "close", "approve", "submit", "submitLate"],
  /** Of people and posts: a sheet, somebody to answer, a successor, a password is missing. */
  ...["handOutLater", "assign", "appoint", "invite", "confirmHandover"],
] as const;

const task = z
  .object({
    kind: z.enum(TASK_KINDS),
    /** The request as one sentence, and its circumstances. */
    title: z.string(),
    text: z.string(),
    /** Last day; null where nothing sets one. */
    dueOn: z.iso.date().nullable(),
    /** Null where there is no cycle for it yet, or where it is about none or several: people, posts, a handover to be confirmed. */
    cycleId: identifier.nullable(),
    cycleTitle: z.string().nullable(),
    /** Null where the task is about more than one sheet. */
    sheetId: identifier.nullable(),
    /** The page where it is done, and its button. */
    page: z.string(),
    button: z.string(),
  })
  .meta({ id: "Task" });
export type Task = z.output<typeof task>;

/** Something that others have to do first, which the visitor may look at. */
const awaited = z
  .object({ title: z.string(), text: z.string(), dueOn: z.iso.date().nullable(), page: z.string(), button: z.string() })
  .meta({ id: "AwaitedTask" });
export type Awaited = z.output<typeof awaited>;

export const taskList = z.object({ items: z.array(task), awaited: z.array(awaited) });
export type TaskList = z.output<typeof taskList>;
