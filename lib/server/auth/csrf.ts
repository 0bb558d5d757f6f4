import { createHash, randomBytes } from "node:crypto";
import { authSecret } from "@/lib/server/environment/server-environment";

interface CsrfPair {
  readonly token: string;
  /** The value of the cookie that belongs to the token. */
  readonly cookie: string;
}

/** next-auth's CSRF token and cookie in its own format, created here so that the sign-in form works without a script. */
export function newCsrfCookie(): CsrfPair {
  const token = randomBytes(32).toString("hex");
  return { token, cookie: `${token}|${createHash("sha256").update(`${token}${authSecret()}`).digest("hex")}` };
}
