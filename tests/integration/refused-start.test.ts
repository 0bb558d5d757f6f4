import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { startEmbeddedPostgres } from "@/lib/runtime/embedded-postgres";
import { withClient } from "@/lib/runtime/portal-logins";
import { findPostmaster } from "@/lib/runtime/postmaster";
import { CalledPortal, typeScript } from "@/tests/support/called-portal";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { freePort } from "@/tests/support/portal-server";

const SETTINGS = { fsync: "off" };
const SECRET = "Zq8vT1mXw0Lr5bNc7Kd2Hf9Js4Ag6Py3";

const portal = new CalledPortal();
let database: TestDatabase | null = null;

afterEach(async () => {
  await database?.drop();
  database = null;
});

type Environment = Readonly<Record<string, string>>;

const start = (environment: Environment, ...flags: string[]) => portal.start({ environment }, ...flags);
const command = (args: readonly string[], environment: Environment) => portal.command(args, environment);
const within = (...names: string[]): string => path.join(portal.dataDirectory, ...names);

/** Every process whose data are in the directory, found by its arguments and its working directory. */
function processesOf(directory: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(directory);
      } catch {
        return false;
      }
    });
}

function expectNothingLeft(): void {
  expect(existsSync(portal.dataDirectory) ? readdirSync(portal.dataDirectory) : []).toEqual([]);
  expect(processesOf(portal.dataDirectory)).toEqual([]);
}

const url = (user: string, password: string, port: number, name: string): string => `postgresql://${user}:${password}@127.0.0.1:${String(port)}/${name}`;

describe("M4 a refused start gives the reason and leaves nothing", () => {
  it.each<[string, Environment, string]>([
    ["plain http for other machines", { HOST: "0.0.0.0" }, "TRUSTED_PROXY"],
    ["an address without encryption", { PORTAL_URL: "http://portal.example.jp" }, "https://portal.example.jp"],
    ["a secret that can be guessed", { NEXTAUTH_SECRET: "changeme".repeat(5) }, "openssl rand"],
    ["a demo for other machines", { PORTAL_DEMO: "1", PORTAL_URL: "https://demo.example.jp" }, "この機械からだけ"],
    ["a demo on a database server", { PORTAL_DEMO: "1", DATABASE_URL: url("a", "b", 1, "portal") }, "DATABASE_URL と DATABASE_OWNER_URL を外して"],
    ["only the owner's address", { DATABASE_OWNER_URL: url("a", "b", 1, "portal") }, "DATABASE_URL"],
    [
      "an address that is not this machine's",
      { HOST: "192.0.2.1", TRUSTED_PROXY: "192.0.2.2", PORTAL_URL: "https://portal.example.jp" },
      "この機械にないアドレス",
    ],
    [
      "only the owner's address, though a demo's would do",
      { DATABASE_OWNER_URL: url("a", "geheim", 1, "portal"), PORTAL_DEMO: "" },
      "DATABASE_OWNER_URL だけが指定されています",
    ],
    ["a port in the host", { HOST: "localhost:80" }, "HOST はホスト名か IP アドレスだけ"],
    ["a password with a sign of addresses", { DATABASE_URL: "postgresql://a:ge@heim@127.0.0.1:1/portal" }, "@ は %40"],
    ["a password that cuts the address", { DATABASE_URL: "postgresql://a:1/geheim@127.0.0.1:1/portal" }, "DATABASE_URL の利用者名かパスワードの記号"],
    [
      "certificates that are not there",
      { DATABASE_URL: `${url("a", "geheim", 1, "portal")}?sslmode=verify-full&sslrootcert=/nowhere/ca.pem` },
      "sslrootcert=/nowhere/ca.pem を読めません（ファイルがありません）",
    ],
    [
      "certificates that are none",
      { DATABASE_URL: `${url("a", "geheim", 1, "portal")}?sslmode=verify-full&sslrootcert=${path.resolve("package.json")}` },
      "package.json は認証局の証明書（PEM）ではありません",
    ],
    ["a key in a folder's place", { DATABASE_URL: `${url("a", "geheim", 1, "portal")}?sslkey=/etc` }, "sslkey=/etc を読めません（フォルダーです）"],
    [
      "a host name that is not known",
      { HOST: "nowhere.invalid", TRUSTED_PROXY: "192.0.2.2", PORTAL_URL: "https://portal.example.jp" },
      "HOST=nowhere.invalid の名前が見つかりません",
    ],
  ])("M4 %s", async (_case, environment, words) => {
    const { code, said } = await start(environment);
    expect(said).toContain(words);
    expect(said).not.toMatch(/^\s+at |heim/m);
    expect(code).toBe(3);
    expectNothingLeft();
    expect(existsSync(portal.dataDirectory)).toBe(false);
  });

  it.each<[string, (place: string) => string, (place: string) => string]>([
    ["a file", (place) => `${place}/file`, (place) => `DATA_DIR=${place}/file はフォルダーではありません`],
    ["below a file", (place) => `${place}/file/x/y`, (place) => `途中の ${place}/file がフォルダーではありません`],
    ["a link that leads nowhere", (place) => `${place}/link`, (place) => `DATA_DIR=${place}/link はフォルダーではありません`],
    ["with too long a name", (place) => `${place}/${"x".repeat(300)}`, () => "名前が長すぎます"],
  ])("M4 a data directory that is %s, by a start and by migrate", async (_case, at, words) => {
    writeFileSync(path.join(portal.place, "file"), "");
    symlinkSync(path.join(portal.place, "nowhere"), path.join(portal.place, "link"));
    const before = readdirSync(portal.place).sort();
    for (const { code, said } of [await start({ DATA_DIR: at(portal.place) }), await command(["migrate"], { DATA_DIR: at(portal.place) })]) {
      expect([code === 0, said]).toEqual([false, expect.stringContaining(words(portal.place))]);
      expect(said).not.toMatch(/^\s+at /m);
      expect(readdirSync(portal.place).sort()).toEqual(before);
    }
  });

  it("M4 a taken port", async () => {
    const port = await freePort();
    const taker = createServer().listen(port, "127.0.0.1");
    const { code, said } = await start({ PORT: String(port) });
    taker.close();
    expect([code, said]).toEqual([3, expect.stringContaining("ほかのプログラムが使っています")]);
    expectNothingLeft();
  });

  it("M4 secrets that do not fit the data: no PostgreSQL keeps running, and the files are as before", async () => {
    const server = await startEmbeddedPostgres({ dataDirectory: portal.dataDirectory, settings: SETTINGS });
    await server.stop();
    const file = within("secrets.json");
    const secrets: Record<string, string> = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
    const wrong = JSON.stringify({ ...secrets, databaseSuperuser: SECRET });
    writeFileSync(file, wrong);
    const before = readdirSync(portal.dataDirectory).sort();
    const { code, said } = await start({});
    expect([code, said]).toEqual([3, expect.stringContaining("secrets.json を、控えから")]);
    expect([readdirSync(portal.dataDirectory).sort(), readFileSync(file, "utf8")]).toEqual([before, wrong]);
    expect(findPostmaster(within("postgres")).state).toBe("absent");
    expect(processesOf(portal.dataDirectory)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ["damaged", "{ half", "内容が壊れています"],
    ["of too few words", "{}", "内容が壊れています"],
    [
      "with a session secret that can be guessed",
      JSON.stringify({ session: "a".repeat(40), databaseSuperuser: SECRET, databaseOwner: SECRET, databaseApplication: SECRET }),
      "session は、当てられやすい",
    ],
  ])("M4 a secrets file that is %s stays as it is", async (_case, content, words) => {
    mkdirSync(portal.dataDirectory);
    writeFileSync(within("secrets.json"), content);
    const { code, said } = await start({});
    expect([code, said]).toEqual([3, expect.stringContaining(words)]);
    expect(readdirSync(portal.dataDirectory)).toEqual(["secrets.json"]);
    expect(readFileSync(within("secrets.json"), "utf8")).toBe(content);
  });

  it("M4 the demo on real data, and the reverse, also by migrate and by the commands", { timeout: 180_000 }, async () => {
    const server = await startEmbeddedPostgres({ dataDirectory: portal.dataDirectory, settings: SETTINGS });
    await server.stop();
    expect((await command(["migrate"], {})).code).toBe(0);
    for (const ended of [await start({}, "--demo"), await command(["migrate"], { PORTAL_DEMO: "1" }), await command(["recount"], { PORTAL_DEMO: "1" })]) {
      expect([ended.code === 0, ended.said]).toEqual([false, expect.stringContaining("本番のデータがあります")]);
    }
    expect(existsSync(within("demo"))).toBe(false);
    writeFileSync(within("demo"), ""); // the mark of the directory alone is not trusted
    for (const ended of [await start({}, "--demo"), await command(["migrate"], { PORTAL_DEMO: "1" }), await command(["recount"], { PORTAL_DEMO: "1" })]) {
      expect([ended.code === 0, ended.said]).toEqual([false, expect.stringContaining("本番のデータがあります")]);
    }
    expect(processesOf(portal.dataDirectory)).toEqual([]);
  });
});

describe("M4 a portal that has served keeps its files, however it ends", () => {
  it("M4 a failure while stopping removes neither secrets nor logs nor later files", async () => {
    database = await createDatabase();
    const running = await portal.serving({ environment: { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl } });
    const secrets = readFileSync(within("secrets.json"), "utf8");
    writeFileSync(within("server.log"), "days of it\n");
    rmSync(within("server.json"));
    mkdirSync(within("server.json")); // makes stopping the web server fail
    running.child.kill("SIGTERM");
    expect(await running.ended).toBe(3);
    expect(readFileSync(within("secrets.json"), "utf8")).toBe(secrets);
    expect(readFileSync(within("server.log"), "utf8")).toBe("days of it\n");
    expect(existsSync(within("server-start.log"))).toBe(true);
  });
});

describe("M4 a configured database server", () => {
  const given = (own: TestDatabase, change: (address: URL) => void = () => undefined): Environment => {
    const address = new URL(own.appUrl);
    change(address);
    return { DATABASE_URL: address.href, NEXTAUTH_SECRET: SECRET, DATABASE_WAIT: "0" };
  };

  it.each<[string, (address: URL) => void, string]>([
    [
      "with a wrong password",
      (address) => {
        address.password = "geheimes-wort";
      },
      "パスワードが合いません",
    ],
    [
      "with an unknown login",
      (address) => {
        address.username = "nobody_known";
      },
      "パスワードが合いません",
    ],
    [
      "that is not there",
      (address) => {
        address.pathname = "/not_there";
      },
      "そのデータベースがありません",
    ],
    [
      "that does not listen",
      (address) => {
        address.port = "1";
      },
      "データベースにつながりません（127.0.0.1:1）",
    ],
    [
      "with an unknown host",
      (address) => {
        address.hostname = "nowhere.invalid";
      },
      "ホスト名",
    ],
    [
      "without TLS where it is required",
      (address) => {
        address.searchParams.set("sslmode", "verify-full");
      },
      "TLS に対応していません",
    ],
  ])("M4 %s is reported in Japanese, without a stack or password", async (_case, change, words) => {
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

  it("M4 is awaited for a limited time while it is not up, and stopping the portal ends the wait at once", async () => {
    const port = await freePort();
    const environment = { DATABASE_URL: url("a", "b", port, "portal"), NEXTAUTH_SECRET: SECRET };
    const bounded = await start({ ...environment, DATABASE_WAIT: "2" });
    expect([bounded.code, bounded.said]).toEqual([3, expect.stringContaining("2秒待ちましたが")]);
    expect(bounded.said).toContain(`データベース（127.0.0.1:${String(port)}）がまだ応えない`);
    const stopped = await portal.start({
      environment: { ...environment, DATABASE_WAIT: "600" },
      onSaid: (said, end) => {
        if (said.includes("まだ応えない")) end();
      },
    });
    expect(stopped.code).toBe(0);
    expectNothingLeft();
  });

  it("M4 that comes up in that time is used", async () => {
    const server = await startEmbeddedPostgres({ dataDirectory: path.join(portal.place, "server"), settings: SETTINGS });
    await server.stop();
    const again: ReturnType<typeof startEmbeddedPostgres>[] = [];
    const migrated = await portal.toEnd(typeScript("lib/cli/entry.ts", "migrate"), {
      environment: { DATABASE_URL: server.applicationUrl, DATABASE_OWNER_URL: server.ownerUrl, DATABASE_WAIT: "60" },
      onSaid: (said) => {
        if (said.includes("まだ応えない") && again.length === 0)
          again.push(startEmbeddedPostgres({ dataDirectory: path.join(portal.place, "server"), settings: SETTINGS }));
      },
    });
    for (const running of again) await (await running).stop();
    expect([migrated.code, migrated.said]).toEqual([0, expect.stringContaining("移行し")]);
  });
});
