import { portalOrigin } from "@/lib/server-environment";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request that changes something and is carried by the session cookie comes from elsewhere, or does not say from where.
 * Requests with an access token carry their own proof.
 */
export function crossesOrigin(request: Request): boolean {
  if (SAFE.has(request.method) || request.headers.has("authorization")) return false;
  const origin = request.headers.get("origin");
  return origin === null || origin !== portalOrigin();
}
