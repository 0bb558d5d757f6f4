import path from "node:path";
import { z } from "zod";
import { ENOUGH_BITS, estimatedBits } from "@/lib/runtime/secret-strength";
import { StartupError } from "@/lib/runtime/startup-error";
import { defaultDataDirectory } from "@/lib/runtime/unprivileged";
import { isProxyAddress, type TrustedProxy } from "@/lib/serving/trusted-proxy";

const MINIMUM_SECRET = 32;

const databaseAddress = (name: string) =>
  z.string().refine((value) => /^postgres(ql)?:\/\/[^/]+\/[^/]+/.test(value) && URL.canParse(value), {
    error: `${name} は postgresql://利用者:パスワード@ホスト:5432/データベース の形にしてください。`,
  });

const port = z
  .string()
  .default("3000")
  .refine((value) => /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65535, {
    error: "PORT は1から65535の整数にしてください。",
  })
  .transform(Number);

const LONGEST_WAIT = 3_600;
const wait = z
  .string()
  .default("60")
  .refine((value) => /^\d{1,4}$/.test(value) && Number(value) <= LONGEST_WAIT, {
    error: `DATABASE_WAIT は、データベースを待つ秒数を0から${String(LONGEST_WAIT)}の整数で書いてください。`,
  })
  .transform(Number);

const webAddress = z
  .string()
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && new URL(value).pathname === "/", {
    error: "PORTAL_URL は https://portal.example.jp のように、パスのない http または https の URL にしてください。",
  })
  .transform((value) => new URL(value).origin);

const secret = z
  .string()
  .min(MINIMUM_SECRET, { error: `NEXTAUTH_SECRET は${String(MINIMUM_SECRET)}文字以上にしてください。` });

const ownSecret = secret.refine((value) => estimatedBits(value) >= ENOUGH_BITS, {
  error:
    "NEXTAUTH_SECRET は、当てられやすい文字列です（繰返し・ことば・並び）。次のように作った値にしてください：openssl rand -base64 32（指定しなければ、ポータルが自分で作ります）。",
});

const trustedProxy = z
  .string()
  .default("")
  .transform((value) => value.split(",").map((proxy) => proxy.trim()).filter((proxy) => proxy !== ""))
  .refine((proxies) => proxies.every(isProxyAddress), {
    error: "TRUSTED_PROXY は、前に置いたリバースプロキシの IP アドレスか 10.0.0.0/8 のような範囲を、コンマで区切って書いてください（ホスト名は書けません）。",
  });

const flag = z
  .enum(["0", "1"], { error: "PORTAL_DEMO は 1（見本のデータを使う）か 0 にしてください。" })
  .default("0")
  .transform((value) => value === "1");

const launchSchema = z.object({
  PORT: port,
  HOST: z.string().regex(/^[\w.:-]+$/, { error: "HOST はホスト名か IP アドレスにしてください。" }).default("127.0.0.1"),
  DATA_DIR: z.string().optional(),
  DATABASE_URL: databaseAddress("DATABASE_URL").optional(),
  DATABASE_OWNER_URL: databaseAddress("DATABASE_OWNER_URL").optional(),
  DATABASE_WAIT: wait,
  PORTAL_URL: webAddress.optional(),
  NEXTAUTH_SECRET: ownSecret.optional(),
  PORTAL_DEMO: flag,
  TRUSTED_PROXY: trustedProxy,
});

const demoApart = launchSchema.refine(
  ({ PORTAL_DEMO, DATABASE_URL, DATABASE_OWNER_URL }) => !PORTAL_DEMO || (DATABASE_URL ?? DATABASE_OWNER_URL) === undefined,
  {
    error:
      "見本（demo）は、自分の組込みデータベースだけを使います。DATABASE_URL と DATABASE_OWNER_URL を外してください（例：env -u DATABASE_URL -u DATABASE_OWNER_URL npm run demo）。",
  },
);

const serverSchema = z.object({
  DATABASE_URL: databaseAddress("DATABASE_URL"),
  PORTAL_URL: webAddress,
  NEXTAUTH_SECRET: secret,
  PORTAL_DEMO: flag,
  TRUSTED_PROXY: trustedProxy,
  PORTAL_DATABASE_DIR: z.string().optional(),
});

/** What a start is told from outside. Null: the portal provides it by itself. */
export interface LaunchEnvironment {
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly portalUrl: string;
  readonly databaseUrl: string | null;
  readonly databaseOwnerUrl: string | null;
  /** Seconds for which a database that is not up yet is waited for. */
  readonly databaseWait: number;
  readonly sessionSecret: string | null;
  readonly demo: boolean;
  /** Reverse proxies in front of the portal; empty when none is named. */
  readonly trustedProxy: TrustedProxy;
}

/** What the running web server knows; never the owner's login. */
export interface ServerEnvironment {
  readonly databaseUrl: string;
  /** Where the portal's own database keeps its data; null for a server elsewhere. */
  readonly databaseDirectory: string | null;
  readonly portalUrl: string;
  readonly sessionSecret: string;
  readonly demo: boolean;
  /** Reverse proxies in front of the portal; empty when none is named. */
  readonly trustedProxy: TrustedProxy;
}

export type EnvironmentSource = Readonly<Record<string, string | undefined>>;

function parse<Output>(schema: z.ZodType<Output>, source: EnvironmentSource): Output {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const secretAlias = given["NEXTAUTH_SECRET"] ?? given["AUTH_SECRET"];
  const parsed = schema.safeParse({ ...given, ...(secretAlias === undefined ? {} : { NEXTAUTH_SECRET: secretAlias }) });
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) =>
    issue.code === "invalid_type" ? `${issue.path.join(".")} がありません。` : issue.message,
  );
  throw new StartupError(`環境変数が正しくありません。\n${lines.map((line) => `  - ${line}`).join("\n")}`);
}

/** An address that a browser on this machine can open. */
function defaultUrl(host: string, listenPort: number): string {
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return new URL(`http://${name}:${String(listenPort)}`).origin;
}

/** The environment of `npm start`, `npm run demo` and the command line. Throws a StartupError that names each variable. */
export function readLaunchEnvironment(source: EnvironmentSource = process.env): LaunchEnvironment {
  const given = parse(demoApart, source);
  return {
    host: given.HOST,
    port: given.PORT,
    dataDirectory:
      given.DATA_DIR === undefined
        ? defaultDataDirectory(process.cwd(), given.PORTAL_DEMO)
        : path.resolve(given.DATA_DIR),
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
