import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { portalUser } from "@/lib/runtime/drop-root";
import { startEmbeddedPostgres } from "@/lib/runtime/embedded-postgres";
import { handOver, refuseForeignDirectory } from "@/lib/runtime/own-files";
import { CalledPortal, NOBODY, PATIENCE, userOf } from "@/tests/support/called-portal";
import { createDatabase } from "@/tests/support/database";

const ROOT = process.getuid?.() === 0;
const OTHER = 33;

const portal = new CalledPortal();

const groupsOf = (pid: number): string => /^Groups:\s*(.*)$/m.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1]?.trim() ?? "";
const ownersIn = (directory: string): number[] => [...new Set(readdirSync(directory).map((name) => lstatSync(path.join(directory, name)).uid))];
const within = (...names: string[]): string => path.join(portal.dataDirectory, ...names);
/** Owner, group and mode of a file and of everything in it. */
const stateOf = (file: string): string[] =>
  [file, ...readdirSync(file).map((name) => path.join(file, name))].map((each) => {
    const { uid, gid, mode } = lstatSync(each);
    return `${each} ${String(uid)}:${String(gid)} ${mode.toString(8)}`;
  });

describe.runIf(ROOT)("M4 the portal drops root by itself", () => {
  it(
    "M4 launcher, web server and database run as nobody permanently, and own the files they write",
    async () => {
      const running = await portal.serving();
      for (const pid of portal.processes()) expect([userOf(pid), groupsOf(pid)]).toEqual([NOBODY, String(NOBODY)]);
      expect(ownersIn(portal.dataDirectory)).toEqual([NOBODY]);
      expect(statSync(within("secrets.json")).mode & 0o777).toBe(0o600);
      running.child.kill("SIGTERM");
      expect(await running.ended).toBe(0);
    },
    2 * PATIENCE,
  );

  it(
    "M4 the portal becomes the owner of the data directory",
    async () => {
      mkdirSync(portal.dataDirectory);
      chownSync(portal.dataDirectory, OTHER, OTHER);
      await portal.serving();
      expect(portal.processes().map(userOf)).toEqual([OTHER, OTHER, OTHER]);
      expect(ownersIn(portal.dataDirectory)).toEqual([OTHER]);
    },
    2 * PATIENCE,
  );

  it(
    "M4 files that earlier versions wrote as root go to the portal's user, and a command of root keeps it so",
    async () => {
      const server = await startEmbeddedPostgres({ dataDirectory: portal.dataDirectory, settings: { fsync: "off" } });
      await server.stop();
      writeFileSync(within("server.log"), "old\n");
      expect(statSync(within("secrets.json")).uid).toBe(0);
      const before = readFileSync(within("secrets.json"), "utf8");
      expect(await portal.command(["migrate"])).toEqual({ code: 0, said: expect.stringContaining("移行し") as string });
      expect(ownersIn(portal.dataDirectory)).toEqual([NOBODY]);
      expect(readFileSync(within("secrets.json"), "utf8")).toBe(before);
      expect((await portal.command(["recount"])).code).toBe(0);
      expect(ownersIn(portal.dataDirectory)).toEqual([NOBODY]);
    },
    2 * PATIENCE,
  );

  it(
    "M4 another process of the same user cannot read the secrets of the shell or of the launcher",
    async () => {
      const database = await createDatabase();
      const ownPassword = new URL(database.ownerUrl).password;
      const seen = (pid: number): string => spawnSync("cat", [`/proc/${String(pid)}/environ`], { uid: NOBODY, gid: NOBODY, encoding: "utf8" }).stdout;
      for (const environment of [{ DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl }, {}]) {
        rmSync(portal.dataDirectory, { recursive: true, force: true });
        const running = await portal.serving({ environment: { ...environment, SHELL_SECRET: "geheim" } });
        const [launcher = 0, ...others] = portal.processes();
        expect(seen(launcher)).toBe("");
        expect(others.map(seen).join("")).not.toBe("");
        for (const pid of others) expect(seen(pid)).not.toMatch(new RegExp(`geheim|DATABASE_OWNER_URL|${ownPassword}`));
        running.child.kill("SIGTERM");
        await running.ended;
      }
      await database.drop();
    },
    2 * PATIENCE,
  );

  it("M4 the user of the data is the database's owner, else the directory's, else nobody", () => {
    expect(portalUser(portal.dataDirectory).uid).toBe(NOBODY);
    mkdirSync(within("postgres"), { recursive: true });
    chownSync(portal.dataDirectory, 1_001, 1_001);
    expect(portalUser(portal.dataDirectory).uid).toBe(1_001);
    chownSync(within("postgres"), 1_002, 1_002);
    chmodSync(portal.dataDirectory, 0o755);
    expect(portalUser(portal.dataDirectory).uid).toBe(1_002);
    expect(existsSync(portal.dataDirectory)).toBe(true);
  });
});

describe.runIf(ROOT)("M4 root hands over only the portal's own files", () => {
  /** Directories of root, with what somebody else has in them. */
  const FOREIGN: readonly (readonly [string, () => void])[] = [
    [
      "programs",
      () => {
        writeFileSync(within("nginx"), "");
      },
    ],
    [
      "logs of another program",
      () => {
        writeFileSync(within("access.log"), "");
      },
    ],
    [
      "a home",
      () => {
        mkdirSync(within(".ssh"));
      },
    ],
    [
      "the portal's files beside another's",
      () => {
        for (const name of ["secrets.json", "server.log", "index.html"]) writeFileSync(within(name), "");
      },
    ],
    [
      "a file with a name that only begins like the portal's",
      () => {
        writeFileSync(within("server.json.bak"), "");
      },
    ],
    [
      "a group that shares it",
      () => {
        chownSync(portal.dataDirectory, 0, OTHER);
      },
    ],
    [
      "everybody's files",
      () => {
        chmodSync(portal.dataDirectory, 0o1777);
      },
    ],
  ];

  it.each(FOREIGN)("M4 a directory with %s is refused and still belongs to root, by a start and by a command", async (_case, fill) => {
    mkdirSync(portal.dataDirectory);
    fill();
    const before = stateOf(portal.dataDirectory);
    for (const { code, said } of [await portal.start(), await portal.command(["migrate"])]) {
      expect([code === 0, said]).toEqual([false, expect.stringContaining("このポータルだけのフォルダーではありません")]);
      expect(said).toContain("install -d -o portal");
    }
    expect(stateOf(portal.dataDirectory)).toEqual(before);
  });

  it.each([
    "/",
    "/tmp",
    "/srv",
    "/home",
    "/opt",
    "/mnt",
    "/etc/ssl",
    "/usr/local",
    "/usr/local/sbin",
    "/usr/bin",
    "/var/lib",
    "/var/opt",
    "/var/log",
    "/proc",
    "/run",
  ])("M4 a system directory (%s) is never taken over, empty or not", (system) => {
    const before = statSync(system);
    for (const take of [
      () => {
        refuseForeignDirectory(system);
      },
      () => {
        handOver(system, { uid: NOBODY, gid: NOBODY });
      },
    ])
      expect(take).toThrow("このポータルだけのフォルダーではありません");
    expect(statSync(system)).toMatchObject({ uid: before.uid, gid: before.gid, mode: before.mode });
  });

  it("M4 a directory behind a link is judged by its target", () => {
    const link = path.join(portal.place, "link");
    symlinkSync("/usr/local/sbin", link);
    expect(() => {
      handOver(link, { uid: NOBODY, gid: NOBODY });
    }).toThrow("このポータルだけのフォルダーではありません");
    expect([statSync("/usr/local/sbin").uid, lstatSync(link).uid]).toEqual([0, 0]);
  });

  it("M4 an empty directory, or a separate volume, is taken over", () => {
    mkdirSync(within("lost+found"), { recursive: true });
    handOver(portal.dataDirectory, { uid: NOBODY, gid: NOBODY });
    expect([statSync(portal.dataDirectory).uid, statSync(within("lost+found")).uid]).toEqual([NOBODY, 0]);
  });

  it("M4 links, and files with a second name, are not followed and still belong to root", () => {
    mkdirSync(portal.dataDirectory);
    const foreign = path.join(portal.place, "foreign");
    writeFileSync(foreign, "of root");
    writeFileSync(within("secrets.json"), "");
    symlinkSync(foreign, within("server.log"));
    linkSync(foreign, within("postgres.log"));
    mkdirSync(within("postgres"));
    handOver(portal.dataDirectory, { uid: NOBODY, gid: NOBODY });
    expect([foreign, within("server.log"), within("postgres.log"), within("postgres")].map((file) => lstatSync(file).uid)).toEqual([0, 0, 0, 0]);
    expect([portal.dataDirectory, within("secrets.json")].map((file) => lstatSync(file).uid)).toEqual([NOBODY, NOBODY]);
  });

  it.each(["secrets.json", "server.log"])("M4 root's %s in another user's directory is not handed over: the start says how to do it", async (name) => {
    mkdirSync(portal.dataDirectory);
    writeFileSync(within(name), "of root", { mode: 0o600 });
    chownSync(portal.dataDirectory, OTHER, OTHER);
    const { code, said } = await portal.start();
    expect([code, said]).toEqual([3, expect.stringMatching(new RegExp(`root のものがあります（${name}）[^]*chown --no-dereference`))]);
    expect(lstatSync(within(name)).uid).toBe(0);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ["an address without encryption", { PORTAL_URL: "http://portal.example.jp" }],
    ["a port that is not the user's", { PORT: "80" }],
    ["a database that is not there", { DATABASE_URL: "postgresql://a:b@127.0.0.1:1/portal", DATABASE_WAIT: "0" }],
  ])("M4 a start that is refused for %s hands nothing over", async (_case, environment) => {
    mkdirSync(portal.dataDirectory);
    const empty = await portal.start({ environment });
    expect([empty.code, statSync(portal.dataDirectory).uid]).toEqual([3, 0]);
    writeFileSync(within("server.log"), "old\n");
    const full = await portal.start({ environment });
    expect([full.code, ownersIn(portal.dataDirectory), statSync(portal.dataDirectory).uid]).toEqual([3, [0], 0]);
    rmSync(portal.dataDirectory, { recursive: true });
    expect([(await portal.start({ environment })).code, existsSync(portal.dataDirectory)]).toEqual([3, false]);
  });

  it("M4 a read-only command takes nothing over and creates nothing", async () => {
    mkdirSync(portal.dataDirectory);
    expect(await portal.command(["recount"])).toEqual({ code: 1, said: expect.stringContaining("まだデータがありません") as string });
    expect(statSync(portal.dataDirectory).uid).toBe(0);
  });
});
