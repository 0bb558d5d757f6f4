import path from "node:path";
import type pg from "pg";
import { formatFinding } from "@/lib/content/finding";
import { editionFingerprint } from "@/lib/content/fingerprint";
import { type Content, loadContent } from "@/lib/content/load";
import type { Edition } from "@/lib/domain/guideline/edition";
import { revisionText } from "@/lib/labels/words";
import {
  insertEdition,
  type PublishedEdition,
  publishedContent,
  publishedEditions,
  publishRevision,
  recordImport,
  rewriteEdition,
} from "@/lib/launch/content-import/edition-rows";
import { forbiddenDifferences } from "@/lib/launch/content-import/errata";
import { importSectors } from "@/lib/launch/content-import/sector-rows";
import { awaitTurn, withClient } from "@/lib/runtime/portal-logins";
import { StartupError } from "@/lib/server/environment/startup-error";

/** Ids of the editions, by the result of the import. */
export interface ImportOutcome {
  readonly imported: string[];
  readonly unchanged: string[];
  readonly revised: string[];
}

const IMPORT_LOCK = 7_120_604;
const SHOWN_DIFFERENCES = 10;

function listed(lines: readonly string[]): string {
  const rest = lines.length - SHOWN_DIFFERENCES;
  return [...lines.slice(0, SHOWN_DIFFERENCES), ...(rest > 0 ? [`ほか${rest}件`] : [])].map((line) => `  ${line}`).join("\n");
}

function checkedContent(contentRoot: string): Content {
  const loaded = loadContent(contentRoot);
  if (loaded.ok) return loaded.value;
  throw new StartupError(`ガイドラインの内容に誤りがあるため、取り込みません。\n${listed(loaded.refusal.map(formatFinding))}`);
}

/** Refuses an edition that is no errata revision of the published one. */
function assertErrata(published: Edition, next: Edition): void {
  const refusal = (why: string, differences: readonly string[]) =>
    new StartupError(`公開済みの版 ${next.id}（${revisionText(published.revision)}）は変えられません。${why}\n${listed(differences)}`);
  const differences = forbiddenDifferences(published, next);
  if (differences.length > 0) throw refusal("正誤で直せるのは文・注・リンク・対応表だけで、それぞれに理由が要ります。違っているところ：", differences);
  if (next.revision <= published.revision) {
    const why = "文・注・リンク・対応表を直すときは、guideline.yaml の revision を上げてください（対応表は両方の版に属します）。";
    throw refusal(why, [`revision ${next.revision}、公開済みの内容と違う`]);
  }
}

/** Editions stored before the release cannot be compared; the new one must at least keep every id that answers refer to. */
function assertSameIds(published: Edition, next: Edition): void {
  const idsOf = ({ sections, items }: Edition) => new Set([...sections, ...items].map(({ id }) => id));
  const [before, after] = [idsOf(published), idsOf(next)];
  const different = [...[...before].filter((id) => !after.has(id)), ...[...after].filter((id) => !before.has(id))];
  if (different.length === 0) return;
  throw new StartupError(
    `このデータベースに在る ${next.id} は、公開前の版の本ポータルが取り込んだもので、節か項目が違います。データベースを作り直してください。\n${listed(different)}`,
  );
}

type Step = keyof ImportOutcome;

async function importEdition(client: pg.ClientBase, edition: Edition, published: PublishedEdition | undefined): Promise<Step> {
  const contentHash = editionFingerprint(edition);
  if (published === undefined) {
    await insertEdition(client, edition);
    await recordImport(client, edition, { revision: edition.revision, contentHash });
    return "imported";
  }
  if (published.contentHash === contentHash && !published.outdated) return "unchanged";
  const before = await publishedContent(client, edition.id);
  if (published.outdated) {
    assertSameIds(before, edition);
    await rewriteEdition(client, edition);
  } else {
    assertErrata(before, edition);
    await publishRevision(client, edition);
  }
  await recordImport(client, edition, { revision: edition.revision, contentHash, before: published.contentHash });
  return "revised";
}

/**
 * Imports the sectors and editions under `contentRoot` into the database, as its owner, all or none. Repeating it changes
 * nothing. A published edition changes only by a higher revision, which is stored beside the earlier ones: texts, notes,
 * links and crosswalks, each with a reason, and 旧版. Names of sectors are updated from their files. Throws a `StartupError` in
 * Japanese that names the obstacles.
 */
export async function importContent(ownerUrl: string, contentRoot: string = path.resolve("content")): Promise<ImportOutcome> {
  const { sectors, editions } = checkedContent(contentRoot);
  return withClient(ownerUrl, async (client) => {
    // if the connection closes without COMMIT, nothing has changed
    await client.query("BEGIN");
    await awaitTurn(client, { lock: IMPORT_LOCK, work: "内容の取り込み", transaction: true });
    await importSectors(client, sectors);
    const published = await publishedEditions(client);
    const outcome: ImportOutcome = { imported: [], unchanged: [], revised: [] };
    for (const edition of editions) {
      outcome[await importEdition(client, edition, published.get(edition.id))].push(edition.id);
    }
    await client.query("COMMIT");
    return outcome;
  });
}
