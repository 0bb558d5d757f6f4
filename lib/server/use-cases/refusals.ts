import { REFUSAL_CODES, type RefusalCode } from "@/lib/domain/shared/refusal";
import type { Operation } from "@/lib/server/use-cases/operation";

type Asked = Pick<Operation, "method" | "params" | "body" | "bytes" | "refuses">;

/**
 * Every code with which the API may refuse an operation, in their fixed order: what `dispatch` refuses before and around it, and
 * what the use case does. That a path has no such method is not said of any operation.
 */
export function refusalsOf({ method, params, body, bytes, refuses }: Asked): readonly RefusalCode[] {
  const given = new Set<RefusalCode>([
    // Whose request it is, what it carries, and every query that the operation does not know.
    ...(["not_signed_in", "too_many_attempts", "invalid_input", "temporarily_unavailable", "internal_error"] as const),
    ...(method === "GET" ? [] : (["origin_mismatch"] as const)),
    ...(params ? (["not_found"] as const) : []),
    ...(body || bytes ? (["too_large", "unsupported_media_type"] as const) : []),
    ...(body ? (["malformed_request"] as const) : []),
    ...refuses,
  ]);
  return REFUSAL_CODES.filter((code) => given.has(code));
}
