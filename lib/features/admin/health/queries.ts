import "server-only";
import { granted } from "@/lib/domain/shared/result";
import { ofPlatform } from "@/lib/features/admin/record/record";
import { health, PLATFORM_TAG } from "@/lib/features/admin/record/schema";
import { get, query } from "@/lib/server/use-cases/use-case";
import portal from "@/package.json";

/** Versions and imported content; that it responds shows that the database works. For the platform. */
export const readHealth = query({
  name: "platform.health",
  takesOut: { no: "versions and counts of the installation" },
  api: get("/health", "readHealth", PLATFORM_TAG, "稼働の状態と取り込んだガイドライン"),
  on: ofPlatform("health"),
  output: health,
  async run({ transaction }) {
    const [server] = await transaction.$queryRaw<{ version: string }[]>`SELECT current_setting('server_version') AS version`;
    const editions = await transaction.edition.findMany({
      select: { id: true, title: true, revision: true, published: { select: { contentHash: true, importedAt: true } }, _count: { select: { items: true } } },
      orderBy: { id: "asc" },
    });
    return granted({
      status: "ok" as const,
      portalVersion: portal.version,
      databaseVersion: `PostgreSQL ${server?.version ?? ""}`.trim(),
      nodeVersion: process.version,
      operators: await transaction.operator.count(),
      editions: editions.map(({ _count, published: { contentHash, importedAt }, ...edition }) => ({
        ...{ ...edition, contentHash, items: _count.items, importedAt: importedAt.toISOString() },
      })),
    });
  },
});
