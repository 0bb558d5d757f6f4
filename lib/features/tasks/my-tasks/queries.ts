import "server-only";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { readCycles } from "@/lib/features/cycles/record/record";
import type { TasksView } from "@/lib/features/tasks/my-tasks/view";
import { cycleHref, OPERATOR_HREF } from "@/lib/labels/cycle-texts";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

const LOOKED_BACK = 24;

/** The latest results that the visitor may read. */
export async function readResults(transaction: Transaction, { actor }: Visitor): Promise<TasksView["reading"]> {
  if (!mayAtOwn(actor, "gapReport.read")) return [];
  const cycles = await readCycles(transaction, undefined, LOOKED_BACK, 0);
  const latest = cycles.find(({ state }) => state === "approved" || state === "submitted");
  return [
    { label: "ダッシュボードを見る", href: OPERATOR_HREF },
    ...(latest === undefined ? [] : [{ label: `「${latest.title}」の要改善事項報告書を読む`, href: cycleHref(latest.id, "gap-report") }]),
  ];
}
