import { call } from "@/tests/support/api";
import type { Portal } from "@/tests/support/portal-server";

export interface SignInAnswer {
  readonly status: number;
  readonly location: string;
  readonly headers: Headers;
  readonly text: string;
}

/** An open sign-in form with its token; it can be sent repeatedly. */
export interface SignInForm {
  send(email: string, password: string, headers?: Readonly<Record<string, string>>): Promise<SignInAnswer>;
}

const pairsOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((line) => line.split(";")[0] ?? "")
    .join("; ");

export async function openSignIn(portal: Pick<Portal, "url">): Promise<SignInForm> {
  const csrf = await call(portal, "GET", "/api/auth/csrf");
  const cookie = pairsOf(csrf.headers);
  const { csrfToken } = csrf.as<{ csrfToken: string }>();
  return {
    send: async (email, password, { cookie: more = "", ...headers } = {}) => {
      const {
        status,
        headers: answered,
        text,
      } = await call(portal, "POST", "/api/auth/callback/credentials", {
        body: new URLSearchParams({ csrfToken, email, password }).toString(),
        contentType: "application/x-www-form-urlencoded",
        headers: { cookie: `${cookie}; ${more}`, accept: "text/html", ...headers },
      });
      return { status, location: answered.get("location") ?? "", headers: answered, text };
    },
  };
}

/** The device cookie from this response, which identifies the browser from now on. */
export const deviceOf = ({ headers }: SignInAnswer): string => /portal\.device=[^;]+/.exec(pairsOf(headers))?.[0] ?? "";
