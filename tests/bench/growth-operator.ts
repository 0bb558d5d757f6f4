/** C5: one operator with 20,000 staff: opening a cycle, exporting its answers, its report, and the cost of the tallies. */

import type pg from "pg";
import { ask, type Heard } from "@/tests/bench/ask";
import { type Disturbed, disturbed } from "@/tests/bench/disturbed";
import type { Measurable } from "@/tests/bench/load";
import { answerEverything, makeLargeOperator, STAFF } from "@/tests/bench/operator-ground";

const ROUNDS = 5;

const line = (name: string, { heard, p99, worst, memory, cpu: { node, postgres } }: Disturbed): string =>
  [
    name.padEnd(30),
    `初めの1バイト ${heard.first.toFixed(0)} ms、終わり ${heard.last.toFixed(0)} ms、${(heard.bytes / 1e6).toFixed(2)} MB`,
    `CPU node ${node.toFixed(0)} ms、postgres ${postgres.toFixed(0)} ms`,
    `ほかの人 p99 ${p99.toFixed(0)} ms、最悪 ${worst.toFixed(0)} ms`,
    `メモリ +${memory.toFixed(0)} MB`,
    heard.status < 300 ? "" : `状態 ${String(heard.status)}`,
  ].join("  ");

async function sizes(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string; size: string; rows: string }>(
    `SELECT relname AS name, pg_size_pretty(pg_total_relation_size(oid)) AS size, reltuples::bigint AS rows FROM pg_class WHERE relname IN ('answer', 'tally') ORDER BY 1`,
  );
  return rows.map(({ name, size, rows: count }) => `${name} ${size}（${count}行）`).join("、");
}

/** Output lines of the figures. */
export async function growthOfOperator(client: pg.Client, portal: Measurable): Promise<string[]> {
  const { operatorId, people } = await makeLargeOperator(client);
  const { token } = people.ciso;
  const api = (path: string): string => `/api/v1${path}`;
  const other = (large: () => Promise<Heard>) => disturbed(portal, { path: api("/me"), token }, large);
  const lines = [`C5  一つの事業者、職員 ${String(STAFF)}人`];
  const period = { from: "2026-04-01", to: "2027-03-31" };
  const plan = { edition: "kuko-2", title: "成長測定の回", period, dueOn: "2027-03-01", examples: "asked" };
  const planned = await ask(portal.url, { method: "POST", path: api("/cycles"), token, body: plan }, { keep: true });
  const { id: cycleId } = JSON.parse(planned.body.toString()) as { id: string };
  const opening = await other(() => ask(portal.url, { method: "POST", path: api(`/cycles/${cycleId}/open`), token, body: {} }, { keep: true }));
  if (opening.heard.status !== 200) throw new Error(`the round was not opened: ${opening.heard.body.toString()}`);
  lines.push(line("回を開く", opening));
  const answers = await answerEverything(client, operatorId, cycleId);
  lines.push(`回答 ${String(answers)}件、${await sizes(client)}`);
  const asked = await client.query<{ item: string }>(
    "SELECT item_id AS item FROM cycle_item WHERE cycle_id = $1 AND role = 'handler' AND kind = 'measure' ORDER BY position LIMIT 1",
    [cycleId],
  );
  const item = asked.rows[0]?.item ?? "";
  for (const [name, path] of [
    ["答えの書き出し answers.json", api(`/cycles/${cycleId}/answers.json`)],
    ["要改善事項報告書 JSON", api(`/cycles/${cycleId}/gap-report.json`)],
    ["要改善事項報告書の画面", `/operator/cycles/${cycleId}/gap-report`],
    ["要改善事項と対象の CSV", api(`/cycles/${cycleId}/gap-places.csv`)],
    ["項目の一覧の画面", `/operator/cycles/${cycleId}/items`],
    ["取扱者の項目の画面", `/operator/cycles/${cycleId}/items/${encodeURIComponent(item)}`],
    ["その未実施の回答の画面", `/operator/cycles/${cycleId}/items/${encodeURIComponent(item)}?role=handler&answer=notImplemented`],
    ["ダッシュボード", "/operator"],
    ["進み具合の画面", `/operator/cycles/${cycleId}/progress`],
    ["やることの画面", "/tasks"],
    ["足りないものの画面", "/operator/staffing"],
  ] as const) {
    const rounds: Disturbed[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await other(() => ask(portal.url, { path, token })));
    rounds.sort((one, another) => one.heard.last - another.heard.last);
    lines.push(line(name, rounds[Math.floor(ROUNDS / 2)] as Disturbed));
  }
  return lines;
}
