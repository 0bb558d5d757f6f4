import "server-only";
import { forbidden, notFound } from "next/navigation";
import type { Refusal } from "@/lib/domain/shared/refusal";
import type { Result } from "@/lib/domain/shared/result";

/** Returns the value, or shows the page for the refusal: 404 for not found, 403 for not permitted. */
export function valueOrPage<Value>(result: Result<Value, Refusal>): Value {
  if (result.ok) return result.value;
  if (result.refusal.code === "not_permitted") forbidden();
  notFound();
}
