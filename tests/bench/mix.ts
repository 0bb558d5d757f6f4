/** What people do at once: some save, others open a sheet, the dashboard or a survey. Measures each, and how long the event loop was held. */
import { type Measurable, type Measured, measure } from "@/tests/bench/load";
import { subjectsOf } from "@/tests/bench/rates";
import type { TestDatabase } from "@/tests/support/database";
import { startPortalServer } from "@/tests/support/portal-server";

const LOOP_DELAY = new URL("loop-delay.mjs", import.meta.url).href;
const SECONDS = 20;
const WARM_UP = 3;

/** Delays of the event loop, in milliseconds. */
interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** The measured requests of `subjectsOf`, with the clients that send them. */
const MIX = { 回答の保存: 8, 点検票の画面: 4, "ダッシュボード（最大の事業者）": 2, "浸透状況の画面（12事業者）": 2 } as const;

const line = (name: string, clients: number, { perSecond, p50, p99, failed }: Measured): string =>
  [
    `${name}（${String(clients)} 並列）`.padEnd(34),
    `${perSecond.toFixed(0).padStart(6)} 件/秒`,
    `p50 ${p50.toFixed(1).padStart(6)} ms`,
    `p99 ${p99.toFixed(1).padStart(6)} ms`,
    failed > 0 ? `失敗 ${String(failed)}` : "",
  ].join("  ");

/** Output lines: of each kind of request, and of the event loop of a server that does all of them at once. */
export async function measureMix(database: Pick<TestDatabase, "appUrl" | "ownerUrl">, postmaster: number, cisoAccountId: string): Promise<string[]> {
  const server = await startPortalServer(database, { beside: LOOP_DELAY });
  try {
    const portal: Measurable = { url: server.url, pid: server.pid, postmaster };
    const subjects = await subjectsOf(portal, database.ownerUrl, cisoAccountId);
    const mix = Object.entries(MIX).map(([name, count]) => ({ name, clients: (subjects[name] ?? []).slice(0, count) }));
    const run = (seconds: number): Promise<Measured[]> => Promise.all(mix.map(({ clients }) => measure(portal, clients, seconds)));
    await run(WARM_UP);
    await server.ask("begin");
    const measured = await run(SECONDS);
    const { p50, p99, max } = (await server.ask("end")) as LoopDelay;
    return [
      `F12  いちどに：${String(SECONDS)} 秒、見本データ入り`,
      ...mix.flatMap(({ name, clients }, index) => (measured[index] ? [line(name, clients.length, measured[index])] : [])),
      `イベントループの遅れ  p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms  最大 ${max.toFixed(1)} ms`,
    ];
  } finally {
    await server.stop();
  }
}
