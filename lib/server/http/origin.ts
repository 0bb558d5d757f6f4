import { refusal } from "@/lib/domain/shared/refusal";
import { portalOrigin } from "@/lib/server/environment/server-environment";

/** The refusal of a request that `crossesOrigin`. */
export const ORIGIN_MISMATCH = refusal("origin_mismatch", "このポータルの画面から操作し直してください。");

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

type Sent = Pick<Request, "method" | "headers">;

/** Safe methods need no origin; a request with an access token proves itself. */
const needsOrigin = ({ method, headers }: Sent): boolean => !SAFE.has(method) && !headers.has("authorization");

/** Whether a request that changes something with the session cookie comes from another origin or names none. A request with an access token proves itself. */
export const crossesOrigin = (request: Sent): boolean => needsOrigin(request) && request.headers.get("origin") !== portalOrigin();

/** Whether Next treats the request as a server action: called by a page's script, or sent as a form without it. */
const asksAction = (headers: Headers): boolean => headers.has("next-action") || /^multipart\/form-data/i.test(headers.get("content-type") ?? "");

/**
 * Whether a request to a page comes from another origin. If the browser withholds the origin, only server actions are
 * checked: they need `sec-fetch-site: same-origin`.
 */
export function postedFromElsewhere(request: Sent): boolean {
  if (!needsOrigin(request)) return false;
  const { headers } = request;
  const origin = headers.get("origin");
  if (origin !== null) return origin !== portalOrigin();
  return asksAction(headers) && headers.get("sec-fetch-site") !== "same-origin";
}
