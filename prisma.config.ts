import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

/** Prisma would download a native schema engine; ours speaks the same protocol and needs no network (ADR 0008). */
process.env["PRISMA_SCHEMA_ENGINE_BINARY"] = fileURLToPath(new URL("lib/server/database/schema-engine.mjs", import.meta.url));

const ownerUrl = process.env["DATABASE_OWNER_URL"];

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  ...(ownerUrl === undefined ? {} : { datasource: { url: ownerUrl } }),
});
