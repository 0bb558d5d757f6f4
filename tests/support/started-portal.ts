import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import pg from "pg";
import { findPostmaster, type Postmaster } from "@/lib/runtime/postmaster";
import { readProcessFile } from "@/lib/runtime/process-file";
import { endProcess, pause } from "@/lib/runtime/process-identity";
import { loadSecrets } from "@/lib/runtime/secrets";
import { freePort } from "@/tests/support/portal-server";

/** The portal as `npm start` runs it, with its own PostgreSQL in production settings (durability on). */
export interface StartedPortal {
  readonly url: string;
  readonly child: ChildProcess;
  said(): string;
  /** The database server, if it is ready. */
  postmaster(): Extract<Postmaster, { state: "running" }> | null;
  /** A connection of the owner, as soon as one is possible. */
  connectOwner(): Promise<pg.Client>;
  /** Calls `find` until it returns a value, and returns that. */
  until<Value>(what: string, patience: number, find: () => Promise<Value | null>): Promise<Value>;
  stop(): Promise<void>;
}

export const BACK_AGAIN = 60_000;
const START_PATIENCE = 300_000;

export async function startPortalProcess(dataDirectory: string): Promise<StartedPortal> {
  const port = await freePort();
  let said = "";
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    env: {
      ...process.env,
      ...{ DATA_DIR: dataDirectory, PORT: String(port), HOST: "127.0.0.1", NODE_ENV: "production" },
      ...{ DATABASE_URL: "", DATABASE_OWNER_URL: "", PORTAL_URL: "" },
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const exited = new Promise((resolve) => child.once("close", resolve));

  const until: StartedPortal["until"] = async (what, patience, find) => {
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      const found = await find().catch(() => null);
      if (found !== null) return found;
      await pause(100);
    }
    throw new Error(`${what} did not happen within ${patience} ms:\n${said}`);
  };

  const find = () => findPostmaster(path.join(dataDirectory, "postgres"));
  const postmaster = () => {
    const found = find();
    return found.state === "running" && found.ready ? found : null;
  };

  async function connectOwner(): Promise<pg.Client> {
    const { databaseOwner } = loadSecrets(dataDirectory);
    return until("a connection of the owner", BACK_AGAIN, async () => {
      const found = postmaster();
      if (found === null) return null;
      const client = new pg.Client({ host: "127.0.0.1", port: found.port, user: "portal_owner", password: databaseOwner, database: "portal" });
      client.on("error", () => undefined); // killed with its server
      await client.connect();
      return client;
    });
  }

  async function stop(): Promise<void> {
    if (child.exitCode === null) {
      child.kill("SIGTERM");
      await exited;
    }
    const [server, database] = [readProcessFile(path.join(dataDirectory, "server.json")), find()];
    if (server !== null) await endProcess(server, [{ signal: "SIGKILL", patience: 10_000 }], true);
    if (database.state === "running") await endProcess(database.process, [{ signal: "SIGQUIT", patience: 10_000 }], false);
  }

  await until("the start", START_PATIENCE, () => Promise.resolve(said.includes("ポータルを起動しました") || child.exitCode !== null ? true : null));
  if (child.exitCode !== null) throw new Error(said);
  return { url: `http://127.0.0.1:${String(port)}`, child, said: () => said, postmaster, connectOwner, until, stop };
}
