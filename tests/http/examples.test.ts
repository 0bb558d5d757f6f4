import { expect, it } from "vitest";
import { document, ground, on, prepareDocumentedGround, send } from "@/tests/http/documented-ground";
import { EXPECTED } from "@/tests/http/expected-permissions";
import { REQUESTS } from "@/tests/http/requests";
import type { Problem } from "@/tests/support/api";

/* Sends the example of each body that the OpenAPI document has to the portal. */
prepareDocumentedGround();

const exampleOf = (operation: string): unknown => {
  const [method = "", path = ""] = operation.split(" ");
  const media = document.paths[path]?.[method.toLowerCase()]?.requestBody?.content["application/json"] as { readonly example?: unknown } | undefined;
  return media?.example;
};

/** What an example can only invent: names of what is registered, what somebody knows, posts and sheets that somebody has, and days, which pass. */
const REGISTERED = ["sectorId", "edition", "operatorIds", "addOperatorIds", "current", "successors", "sheets"];
const DAYS = ["period", "dueOn", "from", "until", "untilOn", "effectiveOn", "opensOn", "closesOn", "fiscalYear"];
const OF_THE_GROUND = [...REGISTERED, ...DAYS];

/** The example, with what it can only invent as in a request that is granted. */
const withGround = (example: object, granted: object): object =>
  Object.fromEntries([
    ...Object.entries(example).filter(([name]) => !OF_THE_GROUND.includes(name)),
    ...Object.entries(granted).filter(([name]) => OF_THE_GROUND.includes(name) && name in example),
  ]);

const operations = Object.keys(EXPECTED).filter((operation) => !/^(?:GET|DELETE) /.test(operation));

it.each(operations)("C1 the example of %s contradicts no rule of its input, whatever its ids meet", async (operation) => {
  const example = exampleOf(operation);
  if (typeof example !== "object" || example === null) return;
  const [[variant, roles] = ["", []]] = Object.entries(EXPECTED[operation] ?? {});
  const sent = await REQUESTS[operation]![variant]!(on(ground.own, roles[0]!));
  const answer = await send(operation, roles[0]!, { ...sent, json: withGround(example, (sent.json ?? {}) as object) });
  const { code, fields } = answer.status < 300 ? { code: "", fields: [] } : answer.as<Problem>();
  expect(["invalid_input", "malformed_request"].includes(code) ? fields : [], answer.text).toEqual([]);
});
