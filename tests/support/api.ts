import { expectAsDocumented } from "@/tests/support/contract";
import type { Portal } from "@/tests/support/portal-server";

export interface Call {
  /** Access token of the caller; anonymous without it and without a cookie. */
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Sent unchanged, instead of `json`, with its content type. */
  readonly body?: string | Uint8Array;
  readonly contentType?: string;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, in the shape that the test checks. */
  as<Shape>(): Shape;
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly fields?: readonly { path: string; message: string }[];
  readonly current?: unknown;
  readonly list?: readonly unknown[];
}

/** One request to the API below `/api/v1`, or to any path that begins with `/api/`. Also compares every response with the OpenAPI document. */
export async function call(portal: Pick<Portal, "url">, method: string, path: string, { token, headers, json, body, contentType }: Call = {}): Promise<Answer> {
  const sent = body ?? (json === undefined ? undefined : JSON.stringify(json));
  const response = await fetch(`${portal.url}${path.startsWith("/api/") ? "" : "/api/v1"}${path}`, {
    method,
    redirect: "manual",
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(sent === undefined ? {} : { "content-type": contentType ?? "application/json" }),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent as BodyInit }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  const answer = {
    status: response.status,
    contentType: response.headers.get("content-type") ?? "",
    headers: response.headers,
    text,
    as: <Shape>() => JSON.parse(text) as Shape,
  };
  if (!path.startsWith("/api/")) await expectAsDocumented(portal, method, path, answer);
  return answer;
}

export const pathWith = (template: string, params: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`no value for {${name}} of ${template}`);
    return encodeURIComponent(value);
  });

const cookiesOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((line) => line.split(";")[0] ?? "")
    .join("; ");

/** Signs in like a browser and returns the cookies; null if refused. */
export async function signIn(portal: Pick<Portal, "url">, email: string, password: string): Promise<string | null> {
  const csrf = await call(portal, "GET", "/api/auth/csrf");
  const form = new URLSearchParams({ csrfToken: csrf.as<{ csrfToken: string }>().csrfToken, email, password, json: "true" });
  const signed = await call(portal, "POST", "/api/auth/callback/credentials", {
    body: form.toString(),
    contentType: "application/x-www-form-urlencoded",
    headers: { cookie: cookiesOf(csrf.headers) },
  });
  const cookies = cookiesOf(signed.headers);
  return cookies.includes("session-token=") ? cookies : null;
}
