import type { GapThresholds } from "@/lib/domain/gap/facts";
import { hasVisible } from "@/lib/domain/shared/text";
import { identityFold } from "@/lib/domain/shared/text-fold";

/** A reason as reasons are compared. */
export const bareReason = (reason: string | null): string => identityFold(reason ?? "");

/**
 * The fault of a reason by itself (docs/design.md 5, thresholds of content): `empty` if it is empty or one of the empty
 * phrases, `short` if it has fewer characters than `shortReason`; null if it is usable.
 */
export function reasonFault(
  reason: string | null,
  { emptyReasons, shortReason }: Pick<GapThresholds, "emptyReasons" | "shortReason">,
): "empty" | "short" | null {
  const bare = bareReason(reason);
  if (!hasVisible(reason) || emptyReasons.some((one) => bareReason(one) === bare)) return "empty";
  return [...bare].length < shortReason ? "short" : null;
}
