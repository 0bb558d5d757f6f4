import type { PlatformOperator } from "@/lib/features/admin/operators/queries";
import type { OperatorStateView } from "@/lib/features/admin/record/view";

export const operatorHref = (id: string): string => `/admin/operators/${id}`;

/** How far an operator has come, as an administrator may know it. */
export function operatorState({ stoppedAt, use: { people, begun } }: Pick<PlatformOperator, "stoppedAt" | "use">): OperatorStateView {
  if (stoppedAt !== null) return { text: "停止中", tone: "late" };
  if (begun > 0) return { text: "使用中", tone: "active" };
  return people === 0 ? { text: "招待前", tone: "waiting" } : { text: "招待中", tone: "waiting" };
}
