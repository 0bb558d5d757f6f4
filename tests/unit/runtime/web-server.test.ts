import path from "node:path";
import { expect, it } from "vitest";
import { serverVariables } from "@/lib/runtime/web-server";
import { readLaunchEnvironment } from "@/lib/server/environment/launch-environment";

const decided = {
  environment: readLaunchEnvironment({ PORTAL_URL: "https://portal.example.jp", DATA_DIR: "data", TRUSTED_PROXY: "10.0.0.1, fd00::/8" }),
  databaseUrl: "postgresql://portal_app@db.example.jp/portal",
  sessionSecret: "s".repeat(40),
  dev: false,
};

it("the web server gets only those variables of the shell that every process needs", () => {
  const chance = {
    ...{ AUTH_TRUST_HOST: "1", VERCEL: "1", VERCEL_URL: "evil.example", NEXTAUTH_URL: "https://evil.example", NEXTAUTH_URL_INTERNAL: "http://evil.example" },
    ...{
      AUTH_SECRET: "x",
      AUTH_URL: "x",
      NODE_OPTIONS: "--inspect",
      DATABASE_OWNER_URL: "x",
      PGPASSWORD: "x",
      PORTAL_BENCH: "1",
      PORTAL_DATABASE_DIR: "/elsewhere",
      PORTAL_LAUNCHER: "1",
      __NEXT_PRIVATE_ORIGIN: "x",
    },
    ...{
      DATABASE_URL: "postgresql://other@db/portal",
      PORTAL_URL: "http://other.example",
      PORTAL_DEMO: "1",
      TRUSTED_PROXY: "0.0.0.0/0",
      PORTAL_LOG: "/dev/null",
      NEXTAUTH_SECRET: "x",
      NODE_ENV: "test",
    },
  };
  const needed = {
    PATH: "/usr/bin",
    HOME: "/home/portal",
    LANG: "ja_JP.UTF-8",
    LC_ALL: "C",
    TZ: "Asia/Tokyo",
    PGSSLMODE: "verify-full",
    NODE_EXTRA_CA_CERTS: "/ca.pem",
    LD_PRELOAD: "/libfaketime.so.1",
    FAKETIME: "+1d",
  };
  expect(serverVariables(decided, { ...chance, ...needed })).toEqual({
    ...needed,
    ...{
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      PORTAL_DEMO: "0",
      TRUSTED_PROXY: "10.0.0.1,fd00::/8",
      PORTAL_LOG: path.resolve("data", "server.log"),
    },
    PORTAL_DATABASE_DIR: decided.environment.dataDirectory,
    ...{ DATABASE_URL: decided.databaseUrl, NEXTAUTH_SECRET: decided.sessionSecret },
    ...{ PORTAL_URL: "https://portal.example.jp", NEXTAUTH_URL: "https://portal.example.jp" },
  });
});
