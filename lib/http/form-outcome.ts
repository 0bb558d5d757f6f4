import type { FormOutcome } from "@/components/ui/action-form";
import type { Refusal } from "@/lib/domain/shared/refusal";

/** A refusal as the form shows it; what it lists is shown where it is text. */
export const refusedOutcome = ({ detail, fields, list }: Refusal): FormOutcome => ({
  status: "refused",
  message: detail,
  ...(fields ? { fields } : {}),
  ...(list ? { list: list.filter((entry): entry is string => typeof entry === "string") } : {}),
});
