/** C5: the ministry's pages of a survey with many operators, compared with the demo's twelve. */
import { gunzipSync } from "node:zlib";
import type pg from "pg";
import { ask, type Call, type Heard } from "@/tests/bench/ask";
import { readCpu } from "@/tests/bench/cpu";
import { type Disturbed, disturbed } from "@/tests/bench/disturbed";
import type { Measurable } from "@/tests/bench/load";
import { makeSurveyGround } from "@/tests/bench/survey-ground";
import { withSessionOf } from "@/tests/support/session";

const OPERATORS = 1_000;
const ROUNDS = 20;

/** One page with compression, as a browser requests it. */
const look = (portal: Measurable, path: string, cookie: string): Promise<Heard> => ask(portal.url, { path, cookie, accepts: "gzip" }, { keep: true });

/** The cheapest call. */
const NOTHING: Call = { path: "/healthz" };

const wholeBytes = ({ encoding, body }: Heard): number => (encoding === "gzip" ? gunzipSync(body).length : body.length);

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} KB`;

/** The cost of one request, from many in sequence. */
async function repeated(name: string, portal: Measurable, path: string, cookie: string): Promise<string> {
  const times: number[] = [];
  let last: Heard | undefined;
  for (let warm = 0; warm < 5; warm += 1) await look(portal, path, cookie);
  const before = readCpu(portal.pid, portal.postmaster);
  for (let round = 0; round < ROUNDS; round += 1) {
    last = await look(portal, path, cookie);
    times.push(last.last);
  }
  const after = readCpu(portal.pid, portal.postmaster);
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(0);
  const each = (used: number): string => (used / ROUNDS).toFixed(1);
  return [
    `  ${name.padEnd(24)}`,
    `CPU ${each(after.node - before.node)} + ${each(after.postgres - before.postgres)} ms（node + postgres）`,
    `p50 ${at(0.5)} ms  p99 ${at(0.99)} ms`,
    last === undefined ? "" : `${kilobytes(wholeBytes(last))}（gzip ${kilobytes(last.bytes)}）`,
    last?.status === 200 ? "" : `状態 ${String(last?.status)}`,
  ].join("  ");
}

const once = (name: string, { heard: { last, status }, cpu: { node, postgres }, worst }: Disturbed): string =>
  [
    `  ${name.padEnd(24)}`,
    `${last.toFixed(0)} ms  CPU ${node.toFixed(0)} + ${postgres.toFixed(0)} ms`,
    `その間のほかの人の待ち 最大 ${worst.toFixed(0)} ms`,
    status === 200 ? "" : `状態 ${String(status)}`,
  ].join("  ");

const DEMO = `
  SELECT a.id AS "accountId", s.id AS "surveyId", (SELECT count(*)::int FROM survey_call k WHERE k.survey_id = s.id) AS called
  FROM survey s JOIN account a ON a.sector_id = s.sector_id AND a.role = 'ministryOfficer' WHERE s.sector_id = 'kuko' AND s.state <> 'planned'
  ORDER BY s.fiscal_year DESC, s.closes_on DESC LIMIT 1`;

/** Output lines for `npm run bench growth`. Takes the owner's connection to a database with the demo data, and the portal on it. */
export async function growthOfSurveys(owner: pg.ClientBase, portal: Measurable): Promise<string[]> {
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
    lines.push(once(name, await disturbed(portal, NOTHING, () => look(portal, path, cookie))));
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
