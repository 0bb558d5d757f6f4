import { portalOrigin } from "@/lib/server-environment";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

type Sent = Pick<Request, "method" | "headers">;

/** What changes nothing needs no origin; requests with an access token carry their own proof. */
const needsOrigin = ({ method, headers }: Sent): boolean => !SAFE.has(method) && !headers.has("authorization");

/**
 * Whether a request that changes something and is carried by the session cookie comes from elsewhere, or does not say from where.
 * Requests with an access token carry their own proof.
 */
export const crossesOrigin = (request: Sent): boolean => needsOrigin(request) && request.headers.get("origin") !== portalOrigin();

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * The address at which the portal is to be opened, for a page asked for by another name of this machine (`localhost` for
 * `127.0.0.1`): what is sent from there would count as another site's. Null where the page was asked for by the right name.
 */
export function ownNameOf({ method, headers }: Sent, place: string, origin = portalOrigin()): string | null {
  if (method !== "GET") return null;
  const own = new URL(origin);
  const asked = URL.canParse(`http://${headers.get("host") ?? ""}`) ? new URL(`http://${headers.get("host") ?? ""}`) : own;
  const alias = asked.hostname !== own.hostname && LOOPBACK.has(asked.hostname) && LOOPBACK.has(own.hostname) && asked.port === own.port;
  return alias ? `${own.origin}${place}` : null;
}

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
