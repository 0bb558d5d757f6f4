import path from "node:path";
import { z } from "zod";
import { databaseAddress, dataPlace, flag, host, ownSecret, port, secret, trustedProxy, wait, webAddress } from "@/lib/server/environment/settings";
import { StartupError } from "@/lib/server/environment/startup-error";
import type { TrustedProxy } from "@/lib/server/environment/trusted-proxy";
import { defaultDataDirectory } from "@/lib/server/environment/unprivileged";

const launchSchema = (secretName: string) =>
  z
    .object({
      PORT: port,
      HOST: host,
      DATA_DIR: dataPlace.optional(),
      DATABASE_URL: databaseAddress("DATABASE_URL").optional(),
      DATABASE_OWNER_URL: databaseAddress("DATABASE_OWNER_URL").optional(),
      DATABASE_WAIT: wait,
      PORTAL_URL: webAddress.optional(),
      NEXTAUTH_SECRET: ownSecret(secretName).optional(),
      PORTAL_DEMO: flag,
      TRUSTED_PROXY: trustedProxy,
    })
    .refine(({ PORTAL_DEMO, DATABASE_URL, DATABASE_OWNER_URL }) => !PORTAL_DEMO || (DATABASE_URL ?? DATABASE_OWNER_URL) === undefined, {
      error:
        "見本（demo）は、自分の組込みデータベースだけを使います。DATABASE_URL と DATABASE_OWNER_URL を外してください" +
        "（例：env -u DATABASE_URL -u DATABASE_OWNER_URL npm run demo）。",
    })
    .refine(({ PORTAL_DEMO, DATABASE_URL, DATABASE_OWNER_URL }) => PORTAL_DEMO || DATABASE_OWNER_URL === undefined || DATABASE_URL !== undefined, {
      error:
        "DATABASE_OWNER_URL だけが指定されています。DATABASE_URL（アプリケーションの利用者）も指定するか、" +
        "組込みのデータベースを使うなら DATABASE_OWNER_URL を外してください。",
    });

const serverSchema = (secretName: string) =>
  z.object({
    DATABASE_URL: databaseAddress("DATABASE_URL"),
    PORTAL_URL: webAddress,
    NEXTAUTH_SECRET: secret(secretName),
    PORTAL_DEMO: flag,
    TRUSTED_PROXY: trustedProxy,
    PORTAL_DATABASE_DIR: z.string().optional(),
  });

/** The settings of a start. Null: the portal provides the value itself. */
export interface LaunchEnvironment {
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly portalUrl: string;
  readonly databaseUrl: string | null;
  readonly databaseOwnerUrl: string | null;
  /** Seconds to wait for a database that is not up yet. */
  readonly databaseWait: number;
  readonly sessionSecret: string | null;
  readonly demo: boolean;
  /** Reverse proxies in front of the portal; empty if none is configured. */
  readonly trustedProxy: TrustedProxy;
}

/** The settings of the running web server; never the owner's login. */
export interface ServerEnvironment {
  readonly databaseUrl: string;
  /** The data directory of the portal's own database; null for a database on another server. */
  readonly databaseDirectory: string | null;
  readonly portalUrl: string;
  readonly sessionSecret: string;
  readonly demo: boolean;
  /** Reverse proxies in front of the portal; empty if none is configured. */
  readonly trustedProxy: TrustedProxy;
}

export type EnvironmentSource = Readonly<Record<string, string | undefined>>;

function parse<Output>(schemaFor: (secretName: string) => z.ZodType<Output>, source: EnvironmentSource): Output {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const secretName = given["NEXTAUTH_SECRET"] === undefined && given["AUTH_SECRET"] !== undefined ? "AUTH_SECRET" : "NEXTAUTH_SECRET";
  const parsed = schemaFor(secretName).safeParse({ ...given, ...(given[secretName] === undefined ? {} : { NEXTAUTH_SECRET: given[secretName] }) });
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => (issue.code === "invalid_type" ? `${issue.path.join(".")} がありません。` : issue.message));
  throw new StartupError(`環境変数が正しくありません。\n${lines.map((line) => `  - ${line}`).join("\n")}`);
}

/** An address that a browser on this machine can open. */
function defaultUrl(host: string, listenPort: number): string {
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return new URL(`http://${name}:${String(listenPort)}`).origin;
}

/** The environment of `npm start`, `npm run demo` and the command line. Throws a StartupError that names each variable. */
export function readLaunchEnvironment(source: EnvironmentSource = process.env): LaunchEnvironment {
  const given = parse(launchSchema, source);
  return {
    host: given.HOST,
    port: given.PORT,
    dataDirectory: given.DATA_DIR === undefined ? defaultDataDirectory(process.cwd(), given.PORTAL_DEMO) : path.resolve(given.DATA_DIR),
    portalUrl: given.PORTAL_URL ?? defaultUrl(given.HOST, given.PORT),
    databaseUrl: given.DATABASE_URL ?? null,
    databaseOwnerUrl: given.DATABASE_OWNER_URL ?? null,
    databaseWait: given.DATABASE_WAIT,
    sessionSecret: given.NEXTAUTH_SECRET ?? null,
    demo: given.PORTAL_DEMO,
    trustedProxy: given.TRUSTED_PROXY,
  };
}

/** The environment of the web server, as the runtime hands it over. Throws a StartupError that names each variable. */
export function readServerEnvironment(source: EnvironmentSource = process.env): ServerEnvironment {
  const given = parse(serverSchema, source);
  return {
    databaseUrl: given.DATABASE_URL,
    databaseDirectory: given.PORTAL_DATABASE_DIR ?? null,
    portalUrl: given.PORTAL_URL,
    sessionSecret: given.NEXTAUTH_SECRET,
    demo: given.PORTAL_DEMO,
    trustedProxy: given.TRUSTED_PROXY,
  };
}
