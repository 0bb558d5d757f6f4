import type { DueView } from "@/lib/features/cycles/record/view";
import { StatusChip } from "../ui/status-chip";

/** The day until which the next step is due, below its headline. */
export const DueChip = ({ due }: { readonly due: DueView | null }) =>
  due === null ? null : (
    <p className="row">
      <StatusChip tone={due.overdue ? "late" : "active"}>期限 {due.text}</StatusChip>
    </p>
  );
