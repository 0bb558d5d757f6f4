import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startEmbeddedPostgres } from "@/lib/runtime/embedded-postgres";
import { withClient } from "@/lib/runtime/portal-logins";
import { findPostmaster } from "@/lib/runtime/postmaster";
import { createDatabase, makeTestDataDirectory, type TestDatabase } from "@/tests/support/database";
import { freePort } from "@/tests/support/portal-server";

const SETTINGS = { fsync: "off" };
const SECRET = "Zq8vT1mXw0Lr5bNc7Kd2Hf9Js4Ag6Py3";

let place = "";
let dataDirectory = "";
let database: TestDatabase | null = null;

beforeEach(() => {
  place = makeTestDataDirectory();
  dataDirectory = path.join(place, "data");
});
afterEach(async () => {
  const found = findPostmaster(path.join(dataDirectory, "postgres"));
  if (found.state === "running") process.kill(found.process.pid, "SIGQUIT");
  rmSync(place, { recursive: true, force: true });
  await database?.drop();
  database = null;
});

interface Ended {
  readonly code: number | null;
  readonly said: string;
  readonly seconds: number;
}

type Environment = Readonly<Record<string, string>>;

function run(args: readonly string[], environment: Environment, onSaid: (said: string, end: () => void) => void = () => undefined): Promise<Ended> {
  const began = Date.now();
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", ...args], {
    env: { ...process.env, DATABASE_URL: "", DATABASE_OWNER_URL: "", NEXTAUTH_SECRET: "", DATA_DIR: dataDirectory, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      onSaid(said, () => child.kill("SIGTERM"));
    });
  }
  return new Promise((resolve) => child.once("close", (code) => { resolve({ code, said, seconds: (Date.now() - began) / 1000 }); }));
}

const start = async (environment: Environment, ...flags: string[]): Promise<Ended> =>
  run(["tests/support/run-portal.ts", path.resolve("tests/support/stand-in-server.mjs"), ...flags], { PORT: String(await freePort()), ...environment });

const command = (args: readonly string[], environment: Environment): Promise<Ended> => run(["lib/cli/entry.ts", ...args], environment);

/** Every process whose data are in the directory, by what it was called with and where it works. */
function processesOf(directory: string): string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(directory);
    } catch {
      return false;
    }
  });
}

function expectNothingLeft(): void {
  expect(existsSync(dataDirectory) ? readdirSync(dataDirectory) : []).toEqual([]);
  expect(processesOf(dataDirectory)).toEqual([]);
}

const url = (user: string, password: string, port: number, name: string): string => `postgresql://${user}:${password}@127.0.0.1:${String(port)}/${name}`;

describe("M4 a start that is refused says why and leaves nothing", () => {
  it.each<[string, Environment, string]>([
    ["plain http for other machines", { HOST: "0.0.0.0" }, "TRUSTED_PROXY"],
    ["an address without encryption", { PORTAL_URL: "http://portal.example.jp" }, "https://portal.example.jp"],
    ["a secret that can be guessed", { NEXTAUTH_SECRET: "changeme".repeat(5) }, "openssl rand"],
    ["a demo for other machines", { PORTAL_DEMO: "1", PORTAL_URL: "https://demo.example.jp" }, "この機械からだけ"],
    ["a demo on a database server", { PORTAL_DEMO: "1", DATABASE_URL: url("a", "b", 1, "portal") }, "DATABASE_URL と DATABASE_OWNER_URL を外して"],
    ["only the owner's address", { DATABASE_OWNER_URL: url("a", "b", 1, "portal") }, "DATABASE_URL"],
    ["an address that is not this machine's", { HOST: "192.0.2.1", TRUSTED_PROXY: "192.0.2.2", PORTAL_URL: "https://portal.example.jp" }, "この機械にないアドレス"],
    ["a host name that is not known", { HOST: "nowhere.invalid", TRUSTED_PROXY: "192.0.2.2", PORTAL_URL: "https://portal.example.jp" }, "HOST=nowhere.invalid の名前が見つかりません"],
  ])("M4 %s", async (_case, environment, words) => {
    const { code, said } = await start(environment);
    expect(said).toContain(words);
    expect(said).not.toMatch(/^\s+at /m);
    expect(code).toBe(3);
    expectNothingLeft();
  });

  it("M4 a taken port", async () => {
    const port = await freePort();
    const taker = createServer().listen(port, "127.0.0.1");
    const { code, said } = await start({ PORT: String(port) });
    taker.close();
    expect([code, said]).toEqual([3, expect.stringContaining("ほかのプログラムが使っています")]);
    expectNothingLeft();
  });

  it("M4 secrets that do not fit the data: no PostgreSQL is left, and the files are as before", async () => {
    const server = await startEmbeddedPostgres({ dataDirectory, settings: SETTINGS });
    await server.stop();
    const file = path.join(dataDirectory, "secrets.json");
    const secrets: Record<string, string> = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
    const wrong = JSON.stringify({ ...secrets, databaseSuperuser: SECRET });
    writeFileSync(file, wrong);
    const before = readdirSync(dataDirectory).sort();
    const { code, said } = await start({});
    expect([code, said]).toEqual([3, expect.stringContaining("secrets.json を、控えから")]);
    expect([readdirSync(dataDirectory).sort(), readFileSync(file, "utf8")]).toEqual([before, wrong]);
    expect(findPostmaster(path.join(dataDirectory, "postgres")).state).toBe("absent");
    expect(processesOf(dataDirectory)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ["damaged", "{ half", "内容が壊れています"],
    ["of too few words", "{}", "内容が壊れています"],
    ["with a session secret that can be guessed", JSON.stringify({ session: "a".repeat(40), databaseSuperuser: SECRET, databaseOwner: SECRET, databaseApplication: SECRET }), "session は、当てられやすい"],
  ])("M4 a secrets file that is %s stays as it is", async (_case, content, words) => {
    mkdirSync(dataDirectory);
    writeFileSync(path.join(dataDirectory, "secrets.json"), content);
    const { code, said } = await start({});
    expect([code, said]).toEqual([3, expect.stringContaining(words)]);
    expect(readdirSync(dataDirectory)).toEqual(["secrets.json"]);
    expect(readFileSync(path.join(dataDirectory, "secrets.json"), "utf8")).toBe(content);
  });

  it("M4 the demo on real data, and the reverse, also by migrate and by the commands", { timeout: 180_000 }, async () => {
    const server = await startEmbeddedPostgres({ dataDirectory, settings: SETTINGS });
    await server.stop();
    expect((await command(["migrate"], {})).code).toBe(0);
    for (const ended of [await start({}, "--demo"), await command(["migrate"], { PORTAL_DEMO: "1" }), await command(["recount"], { PORTAL_DEMO: "1" })]) {
      expect([ended.code === 0, ended.said]).toEqual([false, expect.stringContaining("本番のデータがあります")]);
    }
    expect(existsSync(path.join(dataDirectory, "demo"))).toBe(false);
    writeFileSync(path.join(dataDirectory, "demo"), ""); // the mark of the directory alone is not believed
    for (const ended of [await start({}, "--demo"), await command(["migrate"], { PORTAL_DEMO: "1" }), await command(["recount"], { PORTAL_DEMO: "1" })]) {
      expect([ended.code === 0, ended.said]).toEqual([false, expect.stringContaining("本番のデータがあります")]);
    }
    expect(processesOf(dataDirectory)).toEqual([]);
  });
});

describe("M4 a database server that was named", () => {
  const given = (own: TestDatabase, change: (address: URL) => void = () => undefined): Environment => {
    const address = new URL(own.appUrl);
    change(address);
    return { DATABASE_URL: address.href, NEXTAUTH_SECRET: SECRET, DATABASE_WAIT: "0" };
  };

  it.each<[string, (address: URL) => void, string]>([
    ["with a wrong password", (address) => { address.password = "geheimes-wort"; }, "パスワードが合いません"],
    ["with an unknown login", (address) => { address.username = "nobody_known"; }, "パスワードが合いません"],
    ["that is not there", (address) => { address.pathname = "/not_there"; }, "そのデータベースがありません"],
    ["that does not listen", (address) => { address.port = "1"; }, "データベースにつながりません（127.0.0.1:1）"],
    ["with an unknown host", (address) => { address.hostname = "nowhere.invalid"; }, "ホスト名"],
    ["without TLS where it is required", (address) => { address.searchParams.set("sslmode", "verify-full"); }, "TLS に対応していません"],
  ])("M4 %s is told in Japanese, with no stack and no password", async (_case, change, words) => {
    database = await createDatabase();
    const environment = given(database, change);
    const { code, said } = await start(environment);
    expect([code, said]).toEqual([3, expect.stringContaining(words)]);
    expect(said).not.toMatch(/^\s+at |geheimes-wort/m);
    expect(said).not.toContain(new URL(database.appUrl).password);
    expectNothingLeft();
    const told = await command(["migrate"], { ...environment, DATABASE_OWNER_URL: environment["DATABASE_URL"] ?? "" });
    expect([told.code, told.said]).toEqual([1, expect.stringContaining(words)]);
    expect(told.said).not.toMatch(/^\s+at |geheimes-wort/m);
  });

  it.each<[string, string, string]>([
    ["never migrated, without the owner's address", "DROP SCHEMA public CASCADE; CREATE SCHEMA public", "まだ移行されていません"],
    ["of the demo", "UPDATE installation SET kind = 'demo'", "見本（demo）のデータがあります"],
    ["of later code that this code is ended for", "UPDATE installation SET oldest_code = '20991231000000_later'", "もう使えません"],
  ])("M4 one that is %s is refused before anything is written", async (_case, change, words) => {
    database = await createDatabase();
    await withClient(database.ownerUrl, (client) => client.query(change));
    const { code, said } = await start(given(database));
    expect([code, said]).toEqual([3, expect.stringContaining(words)]);
    expectNothingLeft();
    const owned = await start({ ...given(database), DATABASE_OWNER_URL: database.ownerUrl, DATABASE_URL: database.ownerUrl });
    expect(owned.code).toBe(3);
    expectNothingLeft();
  });

  it("M4 is waited for while it is not up, with a bound, and the wait ends at once when the portal is told to stop", async () => {
    const port = await freePort();
    const environment = { DATABASE_URL: url("a", "b", port, "portal"), NEXTAUTH_SECRET: SECRET };
    const bounded = await start({ ...environment, DATABASE_WAIT: "2" });
    expect([bounded.code, bounded.said]).toEqual([3, expect.stringContaining("2秒待ちましたが")]);
    expect(bounded.said).toContain(`データベース（127.0.0.1:${String(port)}）がまだ応えない`);
    const stopped = await run(
      ["tests/support/run-portal.ts", path.resolve("tests/support/stand-in-server.mjs")],
      { ...environment, PORT: String(await freePort()), DATABASE_WAIT: "600" },
      (said, end) => { if (said.includes("まだ応えない")) end(); },
    );
    expect(stopped.code).toBe(0);
    expectNothingLeft();
  });

  it("M4 that comes up while it is waited for is used", async () => {
    const server = await startEmbeddedPostgres({ dataDirectory: path.join(place, "server"), settings: SETTINGS });
    await server.stop();
    const again: ReturnType<typeof startEmbeddedPostgres>[] = [];
    const migrated = await run(
      ["lib/cli/entry.ts", "migrate"],
      { DATABASE_URL: server.applicationUrl, DATABASE_OWNER_URL: server.ownerUrl, DATABASE_WAIT: "60" },
      (said) => { if (said.includes("まだ応えない") && again.length === 0) again.push(startEmbeddedPostgres({ dataDirectory: path.join(place, "server"), settings: SETTINGS })); },
    );
    for (const running of again) await (await running).stop();
    expect([migrated.code, migrated.said]).toEqual([0, expect.stringContaining("移行し")]);
  });
});
