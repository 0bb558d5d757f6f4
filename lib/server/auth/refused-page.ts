import "server-only";
import { forbidden, notFound } from "next/navigation";
import type { Refusal } from "@/lib/domain/shared/refusal";
import type { Result } from "@/lib/domain/shared/result";

/** The value, or the page that says why there is none: 404 for what is not there, 403 for what is not permitted. */
export function valueOrPage<Value>(result: Result<Value, Refusal>): Value {
  if (result.ok) return result.value;
  if (result.refusal.code === "not_permitted") forbidden();
  notFound();
}
