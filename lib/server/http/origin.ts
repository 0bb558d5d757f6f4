import { refusal } from "@/lib/domain/shared/refusal";
import { portalOrigin } from "@/lib/server/environment/server-environment";

/** What is said to a request that `crossesOrigin`. */
export const ORIGIN_MISMATCH = refusal("origin_mismatch", "このポータルの画面から操作し直してください。");

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

type Sent = Pick<Request, "method" | "headers">;

/** What changes nothing needs no origin; requests with an access token carry their own proof. */
const needsOrigin = ({ method, headers }: Sent): boolean => !SAFE.has(method) && !headers.has("authorization");

/**
 * Whether a request that changes something and is carried by the session cookie comes from elsewhere, or does not say from where.
 * Requests with an access token carry their own proof.
 */
export const crossesOrigin = (request: Sent): boolean => needsOrigin(request) && request.headers.get("origin") !== portalOrigin();

/** A server action, as Next tells one: called by a page's script, or sent as a form without it. */
const asksAction = (headers: Headers): boolean => headers.has("next-action") || /^multipart\/form-data/i.test(headers.get("content-type") ?? "");

/**
 * Whether what is sent to a page comes from elsewhere. A browser that keeps the origin back is taken at its word when it says
 * that the page is of the same origin; a server action that comes with neither is refused.
 */
export function postedFromElsewhere(request: Sent): boolean {
  if (!needsOrigin(request)) return false;
  const { headers } = request;
  const origin = headers.get("origin");
  if (origin !== null) return origin !== portalOrigin();
  return asksAction(headers) && headers.get("sec-fetch-site") !== "same-origin";
}
