#!/usr/bin/env node
/**
 * Replaces Prisma's native schema engine, which the CLI would download: the same JSON-RPC on stdin and stdout, answered by
 * the WebAssembly engine over the pg driver. `prisma.config.ts` names it.
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";

const ENGINE_FAILURE = 4466;
const PRINT_ID_OFFSET = 900_000;

const options = process.argv.slice(2);
const valuesOf = (name) => options.flatMap((option, index) => (option === name ? [options[index + 1]] : []));

const address = valuesOf("--datasource").map((source) => JSON.parse(source).url)[0] ?? process.env.DATABASE_OWNER_URL;

/** Separate fields on purpose: in pg, a `connectionString` overrides `database`, so the shadow database would be the real one. */
function connectionOf(url, database) {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const encryption = searchParams.get("sslmode") ?? "disable";
  return {
    host: decodeURIComponent(hostname).replace(/^\[|\]$/g, ""),
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: database ?? decodeURIComponent(pathname.slice(1)),
    ...(encryption === "disable" ? {} : { ssl: { rejectUnauthorized: encryption.startsWith("verify") } }),
  };
}

/** adapter-pg cannot map pg_catalog's internal "char" (oid 18) and its array (1002), so they are announced as bpchar. */
function announceInternalCharAsText() {
  const announced = new Map([
    [18, 1042],
    [1002, 1014],
  ]);
  const handle = pg.Query.prototype.handleRowDescription;
  pg.Query.prototype.handleRowDescription = function (message) {
    for (const field of message.fields) field.dataTypeID = announced.get(field.dataTypeID) ?? field.dataTypeID;
    return handle.call(this, message);
  };
}

/** The scripts of the migrations being applied. */
const migrationScripts = new Set();

/** Runs in the script's own transaction, so that a migration interrupted by a kill is either done and recorded, or neither. */
const RECORD_AS_DONE = `;
UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1
 WHERE finished_at IS NULL AND rolled_back_at IS NULL`;

/** adapter-pg splits a script at each semicolon, even inside function bodies, so the script is sent whole, as one transaction. */
function sendScriptsWhole(adapter) {
  adapter.executeScript = async (script) => {
    try {
      await adapter.client.query(migrationScripts.has(script) ? script + RECORD_AS_DONE : script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

class MigrationAdapter extends PrismaPg {
  async connect() {
    return sendScriptsWhole(await super.connect());
  }

  async connectToShadowDb() {
    const database = `prisma_migrate_shadow_db_${randomUUID()}`;
    const maintenance = new pg.Client(connectionOf(address));
    await maintenance.connect();
    await maintenance.query(`CREATE DATABASE "${database}"`);
    const pool = new pg.Pool(connectionOf(address, database));
    const adapter = sendScriptsWhole(await new PrismaPg(pool).connect());
    adapter.dispose = async () => {
      await pool.end();
      await maintenance.query(`DROP DATABASE "${database}" WITH (FORCE)`);
      await maintenance.end();
    };
    return adapter;
  }
}

async function loadEngine() {
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const file = createRequire(import.meta.url)
    .resolve("@prisma/schema-engine-wasm")
    .replace(/schema_engine\.js$/, "schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const datamodels = valuesOf("--datamodels").map((path) => [path, readFileSync(path, "utf8")]);
  return bindings.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(new MigrationAdapter(address === undefined ? {} : connectionOf(address))),
  );
}

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

async function answer(engine, { id, method, params }) {
  if (method === "applyMigrations") {
    for (const { migrationFile } of params.migrationsList.migrationDirectories) {
      migrationScripts.add(migrationFile.content.value);
    }
  }
  try {
    const result = await (await engine())[method === "getDatabaseVersion" ? "version" : method](params);
    if (method !== "diff" || typeof result?.stdout !== "string") return send({ id, result: result ?? {} });
    send({ id: PRINT_ID_OFFSET + id, method: "print", params: { content: result.stdout } });
    send({ id, result: { ...result, stdout: null } });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const data = { is_panic: false, message, meta: error?.meta ?? null, error_code: error?.code ?? null };
    send({ id, error: { code: ENGINE_FAILURE, message: "An error happened. Check the data field for details.", data } });
  }
}

function serve() {
  announceInternalCharAsText();
  let loading;
  const engine = () => (loading ??= loadEngine());
  let pending = 0;
  let closed = false;
  const leaveWhenDone = () => {
    if (closed && pending === 0) process.exit(0);
  };
  createInterface({ input: process.stdin })
    .on("line", (line) => {
      const request = line.trim() === "" ? {} : JSON.parse(line);
      if (request.method === undefined) return;
      pending += 1;
      void answer(engine, request).finally(() => {
        pending -= 1;
        leaveWhenDone();
      });
    })
    .on("close", () => {
      closed = true;
      leaveWhenDone();
    });
}

/** `cli can-connect-to-database` and `cli create-database`, which the Prisma CLI calls before a migration. */
async function checkDatabase(create) {
  const { database } = connectionOf(address);
  const client = new pg.Client(connectionOf(address, create ? "postgres" : undefined));
  try {
    await client.connect();
    if (create) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
    await client.end();
    return 0;
  } catch (error) {
    const fields = { message: error.message, error_code: error.code === "3D000" ? "P1003" : "P1001", is_panic: false };
    const entry = { timestamp: new Date().toISOString(), level: "ERROR", target: "schema_engine::logger", fields };
    process.stderr.write(`\n${JSON.stringify(entry)}\n`);
    return 1;
  }
}

if (options.includes("--version") || options.includes("-V")) process.stdout.write("schema-engine-wasm 7.10.0\n");
else if (options.includes("cli")) process.exit(await checkDatabase(options.includes("create-database")));
else serve();
