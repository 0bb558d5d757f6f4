import "server-only";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result } from "@/lib/domain/shared/result";
import { platformOnly } from "@/lib/features/admin/operators/commands";
import type { Health } from "@/lib/features/admin/record/schema";
import { look } from "@/lib/server/audit/change";
import type { Visitor } from "@/lib/server/scope/scope";
import portal from "@/package.json";

/** What runs and what was imported; that it answers at all says that the database does. For the platform. */
export const readHealth = (visitor: Visitor, now: Date): Promise<Result<Health, Refusal>> =>
  look(visitor, { action: "platform.health", target: "health" }, now, async (transaction) => {
    const permitted = platformOnly(visitor, "platform.health");
    if (!permitted.ok) return permitted;
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
  });
