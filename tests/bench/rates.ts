/** F12: measures everything that should be fast, in interleaved rounds of one run, beside a bare route and page that no change of the portal affects. */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { withClient } from "@/lib/runtime/portal-logins";
import { type Client, type Measurable, type Measured, measure, medians } from "@/tests/bench/load";

const CLIENTS = 16;
const ROUNDS = 5;
const SECONDS = 3;

interface Seat {
  readonly accountId: string;
  readonly sheetId: string;
  readonly itemIds: string[];
  readonly versions: number[];
}

/** Answerable sheets of system administrators and CISOs, one account each. */
const SEATS = `
  SELECT DISTINCT ON (s.id) a.id AS "accountId", s.id AS "sheetId",
    (SELECT array_agg(i.item_id ORDER BY i.position) FROM cycle_item i WHERE i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role AND i.kind = 'measure') AS "itemIds",
    (SELECT array_agg(coalesce(w.version, 0) ORDER BY i.position) FROM cycle_item i
       LEFT JOIN answer w ON w.operator_id = i.operator_id AND w.sheet_id = s.id AND w.item_id = i.item_id
       WHERE i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role AND i.kind = 'measure') AS versions
  FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
  JOIN sheet_respondent r ON r.operator_id = s.operator_id AND r.sheet_id = s.id
  JOIN account a ON a.operator_id = s.operator_id AND a.person_id = r.person_id
  WHERE c.state = 'open' AND s.state IN ('notStarted', 'inProgress') ORDER BY s.id, a.id LIMIT ${String(CLIENTS)}`;

/** An officer who has a survey with submissions. */
const OFFICER = `
  SELECT a.id AS "accountId", s.id AS "surveyId" FROM survey s JOIN account a ON a.sector_id = s.sector_id AND a.role = 'ministryOfficer'
  ORDER BY (SELECT count(*) FROM submission u WHERE u.survey_id = s.id) DESC, a.id LIMIT 1`;

/** A token for each of the accounts, over one connection. */
const tokensFor = (ownerUrl: string, accountIds: readonly string[]): Promise<string[]> =>
  withClient(ownerUrl, async (client) => {
    const tokens: string[] = [];
    for (const accountId of accountIds) {
      const token = `portal_pat_${randomBytes(32).toString("base64url")}`;
      await client.query(
        "INSERT INTO access_token (id, account_id, name, purpose, hash, created_at, expires_at) VALUES ($1, $2, 'bench', 'api', $3, now(), now() + interval '1 day')",
        [randomUUID(), accountId, createHash("sha256").update(token).digest("hex")],
      );
      tokens.push(token);
    }
    return tokens;
  });

/** Saves the sheet's items in turn, each with the version that the last save returned. */
function savingClient({ sheetId, itemIds, versions }: Seat, token: string): Client {
  let turn = 0;
  return {
    next: () => {
      const item = turn % itemIds.length;
      const status = turn % 2 === 0 ? "implemented" : "partial";
      const path = `/api/v1/sheets/${sheetId}/answers/${encodeURIComponent(itemIds[item] ?? "")}`;
      return { method: "PUT", path, token, body: { status, remark: `測定 ${String(turn)}`, version: versions[item] ?? 0, mutationId: randomUUID() } };
    },
    done: ({ status }) => {
      const item = turn % itemIds.length;
      if (status === 200) versions[item] = (versions[item] ?? 0) + 1;
      turn += 1;
    },
  };
}

const line = (name: string, { perSecond, p50, p99, failed, bytes, cpu }: Measured): string =>
  [
    name.padEnd(30),
    `${perSecond.toFixed(0).padStart(6)} 件/秒`,
    `CPU ${(cpu.node + cpu.postgres).toFixed(1).padStart(5)} ms（node ${cpu.node.toFixed(1)}、postgres ${cpu.postgres.toFixed(1)}）`,
    `p50 ${p50.toFixed(1).padStart(6)} ms`,
    `p99 ${p99.toFixed(1).padStart(6)} ms`,
    `${(bytes / 1024).toFixed(1).padStart(6)} KB`,
    failed > 0 ? `失敗 ${String(failed)}` : "",
  ].join("  ");

/** The measured requests, by name; the first two are the references. */
export async function subjectsOf(portal: Measurable, ownerUrl: string, cisoAccountId: string): Promise<Record<string, readonly Client[]>> {
  const [seats, [officer]] = await withClient(ownerUrl, async (client) => [
    (await client.query<Seat>(SEATS)).rows,
    (await client.query<{ accountId: string; surveyId: string }>(OFFICER)).rows,
  ]);
  const [cisoToken = "", officerToken = "", ...tokens] = await tokensFor(ownerUrl, [
    cisoAccountId,
    officer?.accountId ?? "",
    ...seats.map(({ accountId }) => accountId),
  ]);
  const repeat = (call: ReturnType<Client["next"]>): Client[] => Array.from({ length: CLIENTS }, () => ({ next: () => call }));
  const sheetPage = await fetch(`${portal.url}/checks/${seats[0]?.sheetId ?? ""}`, { headers: { authorization: `Bearer ${tokens[0] ?? ""}` } });
  return {
    "基準の経路（問合せ一つ）": repeat({ method: "PUT", path: "/api/bench" }),
    "基準の画面（問合せ二つ）": repeat({ method: "GET", path: "/bench" }),
    回答の保存: seats.map((seat, index) => savingClient(seat, tokens[index] ?? "")),
    点検票の画面: repeat({ method: "GET", path: new URL(sheetPage.url).pathname, token: tokens[0] ?? "" }),
    "ダッシュボード（最大の事業者）": repeat({ method: "GET", path: "/operator", token: cisoToken }),
    "浸透状況の画面（12事業者）": repeat({ method: "GET", path: `/ministry/surveys/${officer?.surveyId ?? ""}`, token: officerToken }),
  };
}

/** Output lines of the figures: median of the rounds, CPU time per request in milliseconds. */
export async function measureRates(portal: Measurable, ownerUrl: string, cisoAccountId: string): Promise<string[]> {
  const subjects = Object.entries(await subjectsOf(portal, ownerUrl, cisoAccountId));
  for (const [, clients] of subjects) await measure(portal, clients, 2);
  const rounds = new Map<string, Measured[]>(subjects.map(([name]) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) for (const [name, clients] of subjects) rounds.get(name)?.push(await measure(portal, clients, SECONDS));
  return [
    `F12  ${String(CLIENTS)} 並列、${String(SECONDS)} 秒ずつ交互に ${String(ROUNDS)} 巡の中央値、見本データ入り`,
    ...[...rounds].map(([name, measured]) => line(name, medians(measured))),
  ];
}
