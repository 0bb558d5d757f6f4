import type pg from "pg";
import { type CommandIo, EXIT_FAILED, EXIT_MISUSED, EXIT_OK, type Run } from "@/lib/cli/command";
import { commandEnvironment } from "@/lib/cli/environment";
import { findDifferences, type ProgressDifference, type TallyDifference } from "@/lib/features/results/recount/queries";
import { holdStill, mendDifferences } from "@/lib/features/results/recount/rows";
import { findScoreDifferences, type ScoreDifference } from "@/lib/features/surveys/recount/queries";
import { mendScores } from "@/lib/features/surveys/recount/rows";
import { withOwnerDatabase } from "@/lib/launch/database";
import { withClient } from "@/lib/runtime/portal-logins";
import { auditAsOwner } from "@/lib/server/auth/owner-secrets";
import { askingClient } from "@/lib/server/auth/secrets";

const SHOWN = 200;

interface Repaired {
  readonly tallies: readonly TallyDifference[];
  readonly progress: readonly ProgressDifference[];
  readonly scores: readonly ScoreDifference[];
}

/** What was repaired at one operator: the numbers and, because the wrong values stand nowhere else afterwards, the first of them. */
function repairOf(operatorId: string, { tallies, progress, scores }: Repaired) {
  const own = <One extends { readonly operator_id: string }>(all: readonly One[]): One[] => all.filter(({ operator_id }) => operator_id === operatorId);
  const [ownTallies, ownProgress, ownScores] = [own(tallies), own(progress), own(scores)];
  return {
    ...{ tallies: ownTallies.length, sheets: ownProgress.length, scores: ownScores.length },
    changes: [
      ...ownProgress.map(({ sheet_id, kept, counted }) => ({ place: `sheet/${sheet_id}`, before: kept, after: counted })),
      ...ownTallies.map(({ cycle_id, scope, item_id, kept, counted }) => ({ place: `cycle/${cycle_id}/${scope}/${item_id}`, before: kept, after: counted })),
    ].slice(0, SHOWN),
  };
}

/** One audit entry for each operator whose figures were repaired, and one of the platform for the kept scores of submissions. */
export async function auditRepair(client: pg.ClientBase, repaired: Repaired, now: Date): Promise<void> {
  const ask = askingClient(client);
  const operatorsOf = (all: readonly { readonly operator_id: string }[]): string[] => [...new Set(all.map(({ operator_id }) => operator_id))];
  for (const operatorId of operatorsOf([...repaired.tallies, ...repaired.progress, ...repaired.scores])) {
    await auditAsOwner(ask, { id: null, operatorId }, "figures.recount", `operator/${operatorId}`, repairOf(operatorId, repaired), now);
  }
  const { scores } = repaired;
  if (scores.length === 0) return;
  const numbers = { scores: scores.length, operators: operatorsOf(scores).length };
  await auditAsOwner(ask, { id: null, operatorId: null }, "figures.recount", "submissions", numbers, now);
}

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
    if (repair) await auditRepair(client, { tallies, progress, scores }, new Date());
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
