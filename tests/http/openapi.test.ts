import { describe, expect, it } from "vitest";
import { document, ground, on, prepareDocumentedGround, send } from "@/tests/http/documented-ground";
import { EXPECTED, type Role } from "@/tests/http/expected-permissions";
import type { Sent } from "@/tests/http/request-parts";
import { REQUESTS } from "@/tests/http/requests";
import { type Answer, call, type Problem } from "@/tests/support/api";
import { type Documented, schemaOf } from "@/tests/support/contract";

/* Calls every path of the OpenAPI document; `call` compares each response with the document's schema, by an independent validator. */
prepareDocumentedGround();

function documented(operation: string): Documented {
  const [method = "", path = ""] = operation.split(" ");
  const found = document.paths[path]?.[method.toLowerCase()];
  if (!found) throw new Error(`${operation} is not documented`);
  return found;
}

function expectProblem(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.contentType], answer.text.slice(0, 400)).toEqual([status, expect.stringMatching(/^application\/problem\+json/)]);
  expect(answer.as<Problem>()).toMatchObject({ status, code, detail: expect.stringMatching(/[ぁ-んァ-ヶ]/) as unknown });
}

const operations = Object.keys(EXPECTED);
const variants = operations.flatMap((operation) => Object.keys(EXPECTED[operation] ?? {}).map((variant) => ({ operation, variant })));

/** A role that may call the operation, with the request. */
async function permitted(operation: string, variant: string): Promise<{ role: Role; sent: Sent }> {
  const roles = EXPECTED[operation]?.[variant] ?? [];
  const [role] = roles;
  if (role === undefined) throw new Error(`nobody may do ${operation}`);
  return { role, sent: await REQUESTS[operation]![variant]!(on(ground.own, role)) };
}

describe("the OpenAPI document", () => {
  it("is OpenAPI 3.1, names every operation once and says in Japanese what it does", () => {
    const all = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length);
    expect(all.filter(({ summary }) => !/[ぁ-んァ-ヶ一-龠]/.test(summary))).toEqual([]);
  });

  it.each(variants)("$operation ($variant) answers a valid request as documented", async ({ operation, variant }) => {
    const { role, sent } = await permitted(operation, variant);
    const answer = await send(operation, role, sent);
    const { responses } = documented(operation);
    const [status = ""] = Object.keys(responses);
    expect(String(answer.status), answer.text.slice(0, 500)).toBe(status);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});

const MALFORMED = [
  { name: "half a JSON text", body: '{"reason": "', status: 400, code: "malformed_request" },
  { name: "a body that is no UTF-8", body: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), status: 400, code: "malformed_request" },
  { name: "an array", body: "[]", status: 422, code: "invalid_input" },
  { name: "a text", body: '"reason"', status: 422, code: "invalid_input" },
  { name: "null", body: "null", status: 422, code: "invalid_input" },
  { name: "an unknown field", body: '{"unexpected": true}', status: 422, code: "invalid_input" },
];

describe("a malformed request", () => {
  const withBody = operations.filter((operation) => !operation.startsWith("GET ") && !operation.startsWith("DELETE "));

  it.each(withBody)("%s refuses an unreadable body", async (operation) => {
    const [variant = ""] = Object.keys(EXPECTED[operation] ?? {});
    const { role, sent } = await permitted(operation, variant);
    const schema = schemaOf(document, documented(operation).requestBody?.content["application/json"]?.schema);
    if (schema === undefined) return;
    const { json, ...rest } = sent;
    for (const { body, status, code } of MALFORMED) {
      expectProblem(await send(operation, role, { ...rest, body }), status, code);
    }
    expectProblem(await send(operation, role, { ...rest, body: JSON.stringify(json ?? {}), contentType: "text/plain" }), 415, "unsupported_media_type");
    expectProblem(
      await send(operation, role, { ...rest, body: JSON.stringify(json ?? {}), contentType: "application/x-www-form-urlencoded" }),
      415,
      "unsupported_media_type",
    );
    for (const name of (schema["required"] ?? []) as string[]) {
      const { [name]: _missing, ...without } = json as Record<string, unknown>;
      const answer = await send(operation, role, { ...rest, json: without });
      expectProblem(answer, 422, "invalid_input");
      expect(answer.as<Problem>().fields?.map(({ path }) => path.split(".")[0])).toContain(name);
      for (const wrong of [{}, [[]], 1.5, ""]) {
        expectProblem(await send(operation, role, { ...rest, json: { ...without, [name]: wrong } }), 422, "invalid_input");
      }
    }
    expectValidOutcome(await send(operation, role, sent), operation);
  });

  it.each(operations.filter((operation) => /\{\w+Id\}/.test(operation)))("%s treats a malformed id like a missing one", async (operation) => {
    const [variant = ""] = Object.keys(EXPECTED[operation] ?? {});
    const { role, sent } = await permitted(operation, variant);
    for (const parameter of documented(operation).parameters.filter(({ in: place, schema }) => place === "path" && schema["format"] === "uuid")) {
      for (const id of ["x", "1", "00000000-0000-0000-0000-00000000000g", "../..", "%00", "' OR 1=1 --"]) {
        expectProblem(await send(operation, role, { ...sent, params: { ...sent.params, [parameter.name]: id } }), 404, "not_found");
      }
    }
  });

  it.each(operations.filter((operation) => operation.startsWith("GET ")))("%s refuses a malformed query and an unknown parameter", async (operation) => {
    const [variant = ""] = Object.keys(EXPECTED[operation] ?? {});
    const { role, sent } = await permitted(operation, variant);
    for (const { name, schema } of documented(operation).parameters.filter(({ in: place }) => place === "query")) {
      const wrong =
        schema["type"] === "integer" || schema["type"] === "number"
          ? ["0", "-1", "1.5", "x", "1e9"]
          : schema["enum"] !== undefined || schema["format"] === "uuid"
            ? ["x"]
            : [];
      for (const value of wrong) expectProblem(await send(operation, role, { ...sent, query: { ...sent.query, [name]: value } }), 422, "invalid_input");
    }
    expectProblem(await send(operation, role, { ...sent, query: { ...sent.query, unknown: "1" } }), 422, "invalid_input");
  });

  it("gets the methods of a known path, and 404 for an unknown path", async () => {
    const { role, sent } = await permitted("POST /sheets/{sheetId}/hand-in", "handler");
    const answer = await send("DELETE /sheets/{sheetId}/hand-in", role, sent);
    expectProblem(answer, 405, "method_not_allowed");
    expect(answer.headers.get("allow")).toBe("POST");
    for (const path of ["/sheet", "/sheets/", "/cycles/x/y/z", "/sheets/accept/all"]) {
      expect((await call(ground.portal, "GET", path, { token: ground.own.people.ciso.token })).status, path).toBeOneOf([404, 308]);
    }
  });
});

function expectValidOutcome(answer: Answer, operation: string): void {
  expect(Object.keys(documented(operation).responses), answer.text.slice(0, 300)).toContain(String(answer.status));
}
