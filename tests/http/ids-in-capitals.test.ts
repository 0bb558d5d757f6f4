import { afterAll, expect, it } from "vitest";
import { document, ground, on, prepareDocumentedGround, send } from "@/tests/http/documented-ground";
import { EXPECTED, type Role } from "@/tests/http/expected-permissions";
import type { Sent } from "@/tests/http/request-parts";
import { REQUESTS } from "@/tests/http/requests";
import type { Problem } from "@/tests/support/api";
import { OPERATOR_ROLES } from "@/tests/support/world";

/*
 * PostgreSQL and the API document take an id in small letters and in capitals for the same. So do the rules, the answers, the trail
 * and what is stored.
 */
prepareDocumentedGround();
// After all requests, because to look through the whole database takes as long as many of them.
afterAll(async () => expect(await keptInCapitals(), "ids that are kept in capitals").toEqual([]));

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const inCapitals = <Part>(part: Part): Part => JSON.parse(JSON.stringify(part ?? null).replaceAll(UUID, (id) => id.toUpperCase())) as Part;

const withIdsInCapitals = ({ params, query, json, ...others }: Sent): Sent => ({
  ...others,
  ...(params && { params: inCapitals(params) }),
  ...(query && { query: inCapitals(query) }),
  ...(json === undefined ? {} : { json: inCapitals(json) }),
});

const ROLES: readonly Role[] = [...OPERATOR_ROLES, "ministry", "otherMinistry", "platform"];

const variants = Object.entries(EXPECTED).flatMap(([operation, byVariant]) =>
  Object.entries(byVariant).map(([variant, roles]) => ({ operation, variant, may: roles[0], mayNot: ROLES.find((role) => !roles.includes(role)) })),
);

/** A client's own name of its request, which is kept as it is. */
const OPAQUE = "mutation_id";

/** Every text that the database keeps with an id in capitals in it, as `table.column`. */
async function keptInCapitals(): Promise<string[]> {
  const columns = await ground.owner.query<{ table_name: string; column_name: string }>(
    `SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name <> '${OPAQUE}' AND data_type IN ('text', 'jsonb', 'ARRAY', 'character varying')`,
  );
  const found: string[] = [];
  for (const { table_name: table, column_name: column } of columns.rows) {
    const { rows } = await ground.owner.query<{ text: string }>(
      `SELECT ${column}::text AS text FROM ${table} WHERE ${column}::text ~ '[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}' AND ${column}::text ~ '[A-F][0-9A-F-]{20}' LIMIT 1`,
    );
    found.push(...rows.map(({ text }) => `${table}.${column}: ${text.slice(0, 300)}`));
  }
  return found;
}

it.each(variants)("C1 $operation ($variant) with its ids in capitals is the same request, and leaves the same", async ({ operation, variant, may, mayNot }) => {
  const build = REQUESTS[operation]![variant]!;
  if (mayNot !== undefined) {
    const sent = await build(on(ground.own, mayNot));
    const [small, capital] = [await send(operation, mayNot, sent), await send(operation, mayNot, withIdsInCapitals(sent))];
    expect([capital.status, capital.text.toLowerCase()]).toEqual([small.status, small.text.toLowerCase()]);
  }
  if (may === undefined) return;
  const answer = await send(operation, may, withIdsInCapitals(await build(on(ground.own, may))));
  expect([200, 201, 204], answer.text.slice(0, 500)).toContain(answer.status);
  expect(answer.text.replaceAll(UUID, "")).not.toMatch(/[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}/);
});

it("C1 nobody gives a role or a sheet to oneself by another form of the own id", async () => {
  const { personId } = ground.own.people.secretariat;
  const respondents = await REQUESTS["PUT /sheets/{sheetId}/respondents"]!["system"]!(on(ground.own, "secretariat"));
  const naming = await REQUESTS["POST /stand-ins"]!["answering"]!(on(ground.own, "secretariat"));
  for (const id of [personId, personId.toUpperCase()]) {
    const assigned = await send("PUT /sheets/{sheetId}/respondents", "secretariat", {
      ...respondents,
      json: { ...(respondents.json as object), respondentIds: [id] },
    });
    expect([assigned.status, assigned.as<Problem>().code], id).toEqual([403, "not_permitted"]);
    const named = await send("POST /stand-ins", "secretariat", { ...naming, json: { ...(naming.json as object), personId: id } });
    expect([named.status, named.as<Problem>().code], id).toEqual([403, "not_permitted"]);
  }
});

it("C1 an address of a page is led to its one form", async () => {
  expect(Object.keys(document.paths).length).toBeGreaterThan(0);
  const id = crypto.randomUUID();
  const mixed = `${id.slice(0, 20).toUpperCase()}${id.slice(20)}`;
  for (const [address, leadsTo] of [
    [`/people/${mixed}`, `/people/${id}`],
    [`/cycles/${id}/progress?department=${mixed}&q=ABCDEF`, `/cycles/${id}/progress?department=${id}&q=ABCDEF`],
    [`/cycles/${id}/progress?department=none&q=ABCDEF`, null],
    [`//${mixed}`, null],
  ] as const) {
    const answer = await fetch(`${ground.portal.url}${address}`, { redirect: "manual" });
    const to = answer.headers.get("location");
    if (leadsTo === null) expect(to?.includes(address) ?? false, address).toBe(false);
    else expect([answer.status, to], address).toEqual([307, leadsTo]);
  }
});
