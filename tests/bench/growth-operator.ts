/** C5: one operator with 20,000 staff: opening a round, its answers as a file, its report, and what the tallies take. */

import { readFileSync } from "node:fs";
import { request } from "node:http";
import { performance } from "node:perf_hooks";
import type pg from "pg";
import { readCpu } from "@/tests/bench/cpu";
import type { Measurable } from "@/tests/bench/load";
import { answerEverything, makeLargeOperator, STAFF } from "@/tests/bench/operator-ground";

/** How often, while something large is done, somebody else asks for something small. */
const PROBE_EVERY = 25;
const ROUNDS = 5;

interface Heard {
  readonly status: number;
  /** Milliseconds until the first byte of the body, and until the last. */
  readonly first: number;
  readonly last: number;
  readonly bytes: number;
  readonly text: string;
}

const ask = (url: string, token: string, { method = "GET", body, keep = false }: { method?: string; body?: unknown; keep?: boolean } = {}): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const text = body === undefined ? null : JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${token}`,
      ...(text === null ? {} : { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) }),
    };
    const outgoing = request(url, { method, agent: false, headers }, (incoming) => {
      let [first, bytes, kept] = [0, 0, ""];
      incoming.on("data", (part: Buffer) => {
        if (first === 0) first = performance.now() - began;
        bytes += part.length;
        if (keep) kept += part.toString();
      });
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, first, last: performance.now() - began, bytes, text: kept }));
      incoming.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(text ?? undefined);
  });

/** Resident memory of a process, in megabytes. */
const memoryOf = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1] ?? 0) / 1024;

interface Disturbed {
  readonly heard: Heard;
  /** Of what somebody else asked meanwhile: milliseconds. */
  readonly p99: number;
  readonly worst: number;
  /** The most memory of the web server meanwhile, above what it had before; megabytes. */
  readonly memory: number;
  readonly node: number;
  readonly postgres: number;
}

/** Does something large, while somebody else asks for something small again and again. */
async function disturbed(portal: Measurable, token: string, work: () => Promise<Heard>): Promise<Disturbed> {
  const times: number[] = [];
  const before = { cpu: readCpu(portal.pid, portal.postmaster), memory: memoryOf(portal.pid) };
  let [over, most] = [false, before.memory];
  const probing = (async () => {
    while (!over) {
      times.push((await ask(`${portal.url}/api/v1/me`, token)).last);
      most = Math.max(most, memoryOf(portal.pid));
      await new Promise((resolve) => setTimeout(resolve, PROBE_EVERY));
    }
  })();
  const heard = await work();
  over = true;
  await probing;
  const after = readCpu(portal.pid, portal.postmaster);
  times.sort((a, b) => a - b);
  return {
    ...{ heard, p99: times[Math.floor((times.length - 1) * 0.99)] ?? 0, worst: times.at(-1) ?? 0, memory: most - before.memory },
    ...{ node: after.node - before.cpu.node, postgres: after.postgres - before.cpu.postgres },
  };
}

const line = (name: string, { heard, p99, worst, memory, node, postgres }: Disturbed): string =>
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

/** Lines of the figures. */
export async function growthOfOperator(client: pg.Client, portal: Measurable): Promise<string[]> {
  const { operatorId, people } = await makeLargeOperator(client);
  const { token } = people.ciso;
  const api = (path: string): string => `${portal.url}/api/v1${path}`;
  const other = (work: () => Promise<Heard>) => disturbed(portal, token, work);
  const lines = [`C5  一つの事業者、職員 ${String(STAFF)}人`];
  const period = { from: "2026-04-01", to: "2027-03-31" };
  const planned = await ask(api("/cycles"), token, {
    method: "POST",
    body: { edition: "kuko-2", title: "成長測定の回", period, dueOn: "2027-03-01", examples: "asked" },
    keep: true,
  });
  const { id: cycleId } = JSON.parse(planned.text) as { id: string };
  const opening = await other(() => ask(api(`/cycles/${cycleId}/open`), token, { method: "POST", body: {}, keep: true }));
  if (opening.heard.status !== 200) throw new Error(`the round was not opened: ${opening.heard.text}`);
  lines.push(line("回を開く", opening));
  const answers = await answerEverything(client, operatorId, cycleId);
  lines.push(`回答 ${String(answers)}件、${await sizes(client)}`);
  for (const [name, path] of [
    ["答えの書き出し answers.json", api(`/cycles/${cycleId}/answers.json`)],
    ["要改善事項報告書 JSON", api(`/cycles/${cycleId}/gap-report.json`)],
    ["要改善事項報告書の画面", `${portal.url}/operator/cycles/${cycleId}/gap-report`],
    ["統括の画面", `${portal.url}/operator`],
    ["進み具合の画面", `${portal.url}/operator/cycles/${cycleId}/progress`],
  ] as const) {
    const rounds: Disturbed[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await other(() => ask(path, token)));
    rounds.sort((one, another) => one.heard.last - another.heard.last);
    lines.push(line(name, rounds[Math.floor(ROUNDS / 2)] as Disturbed));
  }
  return lines;
}
