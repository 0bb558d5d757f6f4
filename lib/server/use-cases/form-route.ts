import "server-only";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { recordRefusal } from "@/lib/server/audit/audited-transaction";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { crossesOrigin, ORIGIN_MISMATCH } from "@/lib/server/http/origin";
import { readBytes } from "@/lib/server/request/read-bytes";
import type { Visitor } from "@/lib/server/scope/scope";
import type { UseCase } from "@/lib/server/use-cases/use-case";

/** Maximum bytes of a form; its longest texts, with each character encoded in nine bytes, take less. */
const LIMIT = 64 * 1024;
const TAKEN_IN = 8 * 1024 * 1024;

const TOO_LARGE = refusal("too_large", "文字が多すぎます。短くしてください。");

export const seeOther = (location: string): Response => new Response(null, { status: 303, headers: { location } });

async function readForm(request: Request): Promise<Result<URLSearchParams, Refusal>> {
  const { headers } = request;
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers.get("content-type") ?? "")) {
    return refused(refusal("unsupported_media_type", "画面のフォームから送ってください。"));
  }
  if (Number(headers.get("content-length")) > TAKEN_IN) return refused(TOO_LARGE);
  const bytes = await readBytes(request, LIMIT, TAKEN_IN);
  return bytes.ok ? granted(new URLSearchParams(new TextDecoder().decode(bytes.value))) : refused(TOO_LARGE);
}

/** What a form asks for: a use case on `target` with the input that the form says, or why it says none. */
interface Asked<Value> {
  readonly action: string;
  readonly target: string;
  readonly run: Result<(visitor: Visitor, now: Date) => Promise<Result<Value, Refusal>>, Refusal>;
}

export const asked = <Input, Value>(useCase: UseCase<Input, Value>, target: string, input: Result<Input, Refusal>): Asked<Value> => ({
  ...{ action: useCase.declaration.name, target },
  run: input.ok ? granted((visitor, now) => useCase(visitor, input.value, now)) : input,
});

/**
 * A form that is sent to a route of its own instead of a server action, because it answers with a file, or belongs to a part
 * of a page that has no script. `asks` gets an empty form if that of the request cannot be read. What is refused before the
 * use case can decide is audited here.
 */
export async function formRoute<Value>(
  request: Request,
  asks: (form: URLSearchParams) => Asked<Value>,
  answer: (done: Result<Value, Refusal>, form: URLSearchParams) => Response,
): Promise<Response> {
  const now = new Date();
  const visitor = await resolveVisitor(request.headers, now);
  if (!visitor) return seeOther("/login");
  const sent = await readForm(request);
  const form = sent.ok ? sent.value : new URLSearchParams();
  const { action, target, run } = asks(form);
  const ready = crossesOrigin(request) ? refused(ORIGIN_MISMATCH) : sent.ok ? run : sent;
  if (ready.ok) return answer(await ready.value(visitor, now), form);
  await recordRefusal(visitor, { action, target }, ready.refusal, now);
  return answer(ready, form);
}
