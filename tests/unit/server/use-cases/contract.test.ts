import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OPERATIONS } from "@/app/api/v1/operations";
import { openApiDocument } from "@/lib/server/use-cases/openapi";
import { call } from "@/tests/support/api";

interface Given {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

let given: Given;
let server: Server;
let url = "";

beforeAll(async () => {
  const document = JSON.stringify(openApiDocument(OPERATIONS));
  server = createServer((request, response) => {
    const { status, type, text } = request.url === "/api/v1/openapi.json" ? { status: 200, type: "application/json", text: document } : given;
    response.writeHead(status, { "content-type": type }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = `http://127.0.0.1:${String(typeof address === "object" && address !== null ? address.port : 0)}`;
});
afterAll(() => {
  server.close();
});

const token = {
  id: "5f0c1c5e-0000-4000-8000-000000000001",
  name: "夜間の集計",
  createdAt: "2026-10-01T00:00:00.000Z",
  expiresAt: "2026-12-30T00:00:00.000Z",
  madeOnCommandLine: false,
};
const page = (items: readonly unknown[]) => JSON.stringify({ items, page: 1, perPage: 50, total: items.length });
const asked = (method: string, path: string, answer: Partial<Given> & { readonly text: string }) => {
  given = { status: 200, type: "application/json", ...answer };
  return call({ url }, method, path);
};

describe("the client of the HTTP tests", () => {
  it("accepts documented responses", async () => {
    expect((await asked("GET", "/tokens?page=1", { text: page([token]) })).status).toBe(200);
    expect((await asked("GET", `/cycles/${token.id}/gap-report.csv`, { type: "text/csv; charset=utf-8", text: "a,b" })).text).toBe("a,b");
    expect((await asked("DELETE", `/tokens/${token.id}`, { status: 204, text: "" })).status).toBe(204);
  });

  const { name: _unsaid, ...nameless } = token;
  const problem = { type: "urn:portal:problem:not_found", title: "ない", status: 404, detail: "ない" };
  it.each<readonly [what: string, method: string, path: string, answer: Partial<Given> & { readonly text: string }]>([
    ["a field too many", "GET", "/tokens", { text: page([{ ...token, tokenHash: "x" }]) }],
    ["a field too few", "GET", "/tokens", { text: page([nameless]) }],
    ["a value of another form", "GET", "/tokens", { text: page([{ ...token, expiresAt: "tomorrow" }]) }],
    ["another status", "GET", "/tokens", { status: 201, text: page([token]) }],
    ["another media type", "GET", "/tokens", { type: "text/html", text: page([token]) }],
    ["an operation that is not documented", "PUT", "/tokens", { text: page([token]) }],
    ["a place that is not documented", "GET", "/secrets", { text: "{}" }],
    ["the answer of another operation on a path that fits both", "POST", "/sheets/accept", { text: JSON.stringify({ id: token.id, state: "accepted" }) }],
    ["a problem without a code", "GET", "/tokens", { status: 404, type: "application/problem+json", text: JSON.stringify(problem) }],
  ])("rejects %s", async (_what, method, path, answer) => {
    await expect(asked(method, path, answer)).rejects.toThrow("is not answered as documented");
  });
});
