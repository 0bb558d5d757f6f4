import { type CommandIo, EXIT_FAILED, EXIT_MISUSED, EXIT_OK, type Run } from "@/lib/cli/command";
import { commandEnvironment } from "@/lib/cli/environment";
import { findDifferences } from "@/lib/features/results/recount/queries";
import { holdStill, mendDifferences } from "@/lib/features/results/recount/rows";
import { findScoreDifferences } from "@/lib/features/surveys/recount/queries";
import { mendScores } from "@/lib/features/surveys/recount/rows";
import { withOwnerDatabase } from "@/lib/launch/database";
import { withClient } from "@/lib/runtime/portal-logins";

const SHOWN = 200;

/** Compares, and repairs if asked, in one transaction, so that it sees one snapshot. */
async function recount(ownerUrl: string, repair: boolean, io: CommandIo): Promise<number> {
  return withClient(ownerUrl, async (client) => {
    await client.query(repair ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    if (repair) await holdStill(client);
    const { tallies, progress } = await findDifferences(client);
    const scores = await findScoreDifferences(client);
    const lines = [
      ...tallies.map(
        ({ operator_id, cycle_id, scope, item_id, kept, counted }) =>
          `集計 ${operator_id} ${cycle_id} ${scope} ${item_id}: 保存 ${kept ?? "なし"}、回答から ${counted ?? "なし"}`,
      ),
      ...progress.map(({ operator_id, sheet_id, kept, counted }) => `進み具合 ${operator_id} ${sheet_id}: 保存 ${String(kept)}、回答から ${String(counted)}`),
      ...scores.map(({ operator_id, submission_id, tier }) => `提出の採点 ${operator_id} ${submission_id} ${tier}: 提出の内容から出る値と違います`),
    ];
    for (const line of lines.slice(0, SHOWN)) io.out(line);
    if (lines.length > SHOWN) io.out(`ほか${String(lines.length - SHOWN)}件`);
    if (repair && lines.length > 0) await mendDifferences(client);
    if (repair && scores.length > 0) await mendScores(client, scores);
    await client.query("COMMIT");
    if (lines.length === 0) io.error("集計と進み具合は回答から、提出の採点は提出から出し直した値と、すべて一致しています。");
    else io.error(`違いが${String(lines.length)}件あります。${repair ? "出し直した値に直しました。" : "--repair を付けると直します。"}`);
    return lines.length === 0 ? EXIT_OK : EXIT_FAILED;
  });
}

/**
 * `portal recount [--repair]`: compares tallies and progress with the answers, and stored scores with the submissions, over
 * all operators, as the owner of the tables.
 */
export const run: Run = async (args, io) => {
  const unknown = args.find((arg) => arg !== "--repair");
  if (unknown !== undefined) {
    io.error(`「${unknown}」は使えません。使えるのは --repair だけです。`);
    return EXIT_MISUSED;
  }
  return withOwnerDatabase(await commandEnvironment(io), (ownerUrl) => recount(ownerUrl, args.includes("--repair"), io));
};
