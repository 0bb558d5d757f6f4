/** F12: what is meant to be fast, side by side in one run with the demo data, each beside a bare route or page of the same server. */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { withClient } from "@/lib/runtime/portal-logins";
import { floodRatio } from "@/tests/bench/flood";
import { type Client, type Measured, measure } from "@/tests/bench/load";
import { createDatabase, startTestCluster } from "@/tests/support/database";
import { startPortalServer } from "@/tests/support/portal-server";
import { withSessionOf } from "@/tests/support/session";

const CLIENTS = 16;
const SECONDS = 8;

interface Seat {
  readonly accountId: string;
  readonly sheetId: string;
  readonly itemIds: string[];
  readonly versions: number[];
}

/** System administrators and CISOs' sheets that can be answered now, one account for each. */
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

const CISO = `
  SELECT a.id AS "accountId" FROM account a JOIN appointment m ON m.operator_id = a.operator_id AND m.person_id = a.person_id AND m.role = 'ciso'
  JOIN (SELECT operator_id, count(*) AS people FROM person GROUP BY 1 ORDER BY people DESC LIMIT 1) big ON big.operator_id = a.operator_id LIMIT 1`;

async function tokenFor(ownerUrl: string, accountId: string): Promise<string> {
  const token = `portal_pat_${randomBytes(32).toString("base64url")}`;
  await withClient(ownerUrl, (client) =>
    client.query(
      "INSERT INTO access_token (id, account_id, name, purpose, hash, created_at, expires_at) VALUES ($1, $2, 'bench', 'api', $3, now(), now() + interval '1 day')",
      [randomUUID(), accountId, createHash("sha256").update(token).digest("hex")],
    ),
  );
  return token;
}

/** Saves the sheet's items in turn, each with the version that the last save gave. */
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

const line = (name: string, { perSecond, p50, p99, failed }: Measured, bare?: Measured): string =>
  [
    name.padEnd(34),
    `${perSecond.toFixed(0).padStart(6)} 件/秒`,
    `p50 ${p50.toFixed(1).padStart(6)} ms`,
    `p99 ${p99.toFixed(1).padStart(6)} ms`,
    bare ? `比 ${(perSecond / bare.perSecond).toFixed(2)}` : "基準",
    failed > 0 ? `失敗 ${String(failed)}` : "",
  ].join("  ");

/** As in use: every commit reaches the disk. */
const stopCluster = await startTestCluster({ max_connections: "100" });
const database = await createDatabase("demo");
Object.assign(process.env, { PORTAL_BENCH: "1", TRUSTED_PROXY: "127.0.0.1" });
const portal = await startPortalServer(database);
/** F12: the rates side by side. */
async function benchRates(cisoAccountId: string): Promise<void> {
  const seats = await withClient(database.ownerUrl, async (client) => (await client.query<Seat>(SEATS)).rows);
  const tokens = await Promise.all(seats.map(({ accountId }) => tokenFor(database.ownerUrl, accountId)));
  const cisoToken = await tokenFor(database.ownerUrl, cisoAccountId);
  const repeat = (call: ReturnType<Client["next"]>): Client[] => Array.from({ length: CLIENTS }, () => ({ next: () => call }));
  const sheetPage = await fetch(`${portal.url}/checks/${seats[0]?.sheetId ?? ""}`, { headers: { authorization: `Bearer ${tokens[0] ?? ""}` } });
  const section = new URL(sheetPage.url).pathname;

  const warm = (clients: readonly Client[]) => measure(portal.url, clients, 2);
  const saving = seats.map((seat, index) => savingClient(seat, tokens[index] ?? ""));
  const bareRoute = repeat({ method: "PUT", path: "/api/bench" });
  const barePage = repeat({ method: "GET", path: "/bench" });
  const checklist = repeat({ method: "GET", path: section, token: tokens[0] ?? "" });
  const dashboard = repeat({ method: "GET", path: "/operator", token: cisoToken });
  for (const clients of [bareRoute, saving, barePage, checklist, dashboard]) await warm(clients);

  const route = await measure(portal.url, bareRoute, SECONDS);
  const saves = await measure(portal.url, saving, SECONDS);
  const page = await measure(portal.url, barePage, SECONDS);
  const checklistPage = await measure(portal.url, checklist, SECONDS);
  const dashboardPage = await measure(portal.url, dashboard, SECONDS);
  process.stdout.write(
    [
      `F12  ${String(CLIENTS)} 並列、各 ${String(SECONDS)} 秒、見本データ入り（目安：比 0.50 以上）`,
      line("問合せ一つだけの経路", route),
      line("回答の保存", saves, route),
      line("問合せ二つだけの画面", page),
      line(`点検票の画面 ${section.split("/").at(-1) ?? ""}`, checklistPage, page),
      line("統括の画面（最大の事業者）", dashboardPage, page),
      "",
    ].join("\n"),
  );
}

/** A cookie session's page and request beside a flood of sign-ins; `npm run bench flood` prints this alone. */
async function benchFlood(cisoAccountId: string): Promise<void> {
  const cookie = await withClient(database.ownerUrl, (client) => withSessionOf(client, cisoAccountId));
  const asking = (path: string): Client => ({ next: () => ({ method: "GET", path, cookie }) });
  const lines = await floodRatio(portal.url, { "画面 /operator": asking("/operator"), "/api/v1/me": asking("/api/v1/me") });
  process.stdout.write([...lines, ""].join("\n"));
}

try {
  const [ciso] = await withClient(database.ownerUrl, async (client) => (await client.query<{ accountId: string }>(CISO)).rows);
  const accountId = ciso?.accountId ?? "";
  if (process.argv[2] !== "flood") await benchRates(accountId);
  await benchFlood(accountId);
} finally {
  await portal.stop();
  await database.drop();
  await stopCluster();
}
