/** C5: the ministry's pages of a survey with many operators, and of the demo's with twelve. */
import { request } from "node:http";
import { performance } from "node:perf_hooks";
import { gunzipSync } from "node:zlib";
import type pg from "pg";
import { type Cpu, readCpu } from "@/tests/bench/cpu";
import { makeSurveyGround } from "@/tests/bench/survey-ground";
import { withSessionOf } from "@/tests/support/session";

const OPERATORS = 1_000;
const ROUNDS = 20;
/** How often it is tried, while something takes long, whether anybody else is served. */
const PROBE_EVERY = 20;

/** The portal that is measured, and its processes. */
export interface BenchPortal {
  readonly url: string;
  readonly pid: number;
  readonly postmaster: number;
}

const cpuOf = ({ pid, postmaster }: BenchPortal): Cpu => readCpu(pid, postmaster);

interface Answered {
  readonly ms: number;
  readonly status: number;
  readonly sent: number;
  readonly whole: number;
}

/** One page as a browser asks for it: compressed. */
const ask = (origin: string, path: string, cookie: string): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const outgoing = request(new URL(path, origin), { agent: false, headers: { cookie, "accept-encoding": "gzip" } }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on("data", (part: Buffer) => parts.push(part));
      incoming.on("error", reject);
      incoming.on("end", () => {
        const body = Buffer.concat(parts);
        const whole = incoming.headers["content-encoding"] === "gzip" ? gunzipSync(body).length : body.length;
        resolve({ ms: performance.now() - began, status: incoming.statusCode ?? 0, sent: body.length, whole });
      });
    });
    outgoing.on("error", reject);
    outgoing.end();
  });

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} KB`;

interface Costs extends Answered {
  readonly node: number;
  readonly postgres: number;
}

async function costOf(work: () => Promise<Answered>, portal: BenchPortal): Promise<Costs> {
  const before = cpuOf(portal);
  const answered = await work();
  const after = cpuOf(portal);
  return { ...answered, node: after.node - before.node, postgres: after.postgres - before.postgres };
}

/** The longest that anybody else waits for an answer that needs nothing, while `work` runs. */
async function longestWait(origin: string, work: () => Promise<unknown>): Promise<number> {
  const state = { over: false, longest: 0 };
  const probing = (async () => {
    while (!state.over) {
      const { ms } = await ask(origin, "/healthz", "");
      state.longest = Math.max(state.longest, ms);
      await new Promise((resolve) => setTimeout(resolve, PROBE_EVERY));
    }
  })();
  await work();
  state.over = true;
  await probing;
  return state.longest;
}

/** What one look costs, of many one after the other. */
async function repeated(name: string, portal: BenchPortal, path: string, cookie: string): Promise<string> {
  const origin = portal.url;
  const times: number[] = [];
  let last: Answered = { ms: 0, status: 0, sent: 0, whole: 0 };
  for (let warm = 0; warm < 5; warm += 1) await ask(origin, path, cookie);
  const before = cpuOf(portal);
  for (let round = 0; round < ROUNDS; round += 1) {
    last = await ask(origin, path, cookie);
    times.push(last.ms);
  }
  const after = cpuOf(portal);
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(0);
  const each = (used: number): string => (used / ROUNDS).toFixed(1);
  return [
    `  ${name.padEnd(24)}`,
    `CPU ${each(after.node - before.node)} + ${each(after.postgres - before.postgres)} ms（node + postgres）`,
    `p50 ${at(0.5)} ms  p99 ${at(0.99)} ms`,
    `${kilobytes(last.whole)}（gzip ${kilobytes(last.sent)}）`,
    last.status === 200 ? "" : `状態 ${String(last.status)}`,
  ].join("  ");
}

const once = (name: string, { ms, node, postgres, status }: Costs, longest: number): string =>
  [
    `  ${name.padEnd(24)}`,
    `${ms.toFixed(0)} ms  CPU ${node.toFixed(0)} + ${postgres.toFixed(0)} ms`,
    `その間のほかの人の待ち 最大 ${longest.toFixed(0)} ms`,
    status === 200 ? "" : `状態 ${String(status)}`,
  ].join("  ");

const DEMO = `
  SELECT a.id AS "accountId", s.id AS "surveyId", (SELECT count(*)::int FROM survey_call k WHERE k.survey_id = s.id) AS called
  FROM survey s JOIN account a ON a.sector_id = s.sector_id AND a.role = 'ministryOfficer' WHERE s.sector_id = 'kuko' AND s.state <> 'planned'
  ORDER BY s.fiscal_year DESC, s.closes_on DESC LIMIT 1`;

/** Lines for `npm run bench growth`. Takes the owner's connection to a database with the demo data, and the portal over it. */
export async function growthOfSurveys(owner: pg.ClientBase, portal: BenchPortal): Promise<string[]> {
  const origin = portal.url;
  const lines = ["C5  調査の画面（1回ずつ、gzip で）"];
  const [demo] = (await owner.query<{ accountId: string; surveyId: string; called: number }>(DEMO)).rows;
  if (!demo) throw new Error("the demo has no survey");
  const demoCookie = await withSessionOf(owner, demo.accountId);
  lines.push(await repeated(`${String(demo.called)}者（見本）`, portal, `/ministry/surveys/${demo.surveyId}`, demoCookie));

  const ground = await makeSurveyGround(owner, OPERATORS);
  await owner.query("ANALYZE");
  const cookie = await withSessionOf(owner, ground.accountId);
  const survey = `/ministry/surveys/${ground.surveyId}`;
  const single = async (name: string, path: string): Promise<void> => {
    const costs: Costs[] = [];
    const longest = await longestWait(origin, async () => costs.push(await costOf(() => ask(origin, path, cookie), portal)));
    lines.push(...costs.map((one) => once(name, one, longest)));
  };
  await single(`${String(OPERATORS)}者　初めて`, survey);
  await single("　　続けてもう一度", survey);
  lines.push(await repeated(`${String(OPERATORS)}者　その後`, portal, survey, cookie));
  for (const [name, path] of [
    ["　　項目別", `${survey}/items`],
    ["　　指針との対応", `${survey}/crosswalk`],
    ["　　API 節別", `/api/v1/surveys/${ground.surveyId}/results?by=section`],
    ["　　CSV 事業者別", `/api/v1/surveys/${ground.surveyId}/results.csv?by=operator`],
  ] as const)
    lines.push(await repeated(name, portal, path, cookie));
  await ground.correct(ground.operatorIds[0] ?? "");
  await single("一者が訂正した後", survey);
  await ground.correct(ground.operatorIds[19] ?? "");
  await single("一者が初めて提出した後", survey);
  return lines;
}
