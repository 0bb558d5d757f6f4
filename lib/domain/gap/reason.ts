import type { GapThresholds } from "@/lib/domain/gap/facts";

/** A reason without white space, in one width: what two reasons are compared by. */
export const bareReason = (reason: string | null): string => (reason ?? "").normalize("NFKC").replaceAll(/\s/gu, "");

/**
 * What is wrong with a reason by itself (docs/design.md 5, thresholds of content): `empty` where it is empty or says nothing,
 * `short` where it has fewer characters than `shortReason`; null where it can be used.
 */
export function reasonFault(
  reason: string | null,
  { emptyReasons, shortReason }: Pick<GapThresholds, "emptyReasons" | "shortReason">,
): "empty" | "short" | null {
  const bare = bareReason(reason);
  if (bare === "" || emptyReasons.some((one) => bareReason(one) === bare)) return "empty";
  return [...bare].length < shortReason ? "short" : null;
}
