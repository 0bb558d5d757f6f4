import { describe, expect, it } from "vitest";
import { EXPECTED } from "@/tests/http/expected-permissions";
import { changesSheets, testPermissions } from "@/tests/http/permission-checks";
import { REQUESTS } from "@/tests/http/requests";
import { call } from "@/tests/support/api";

const ground = testPermissions((operation) => !changesSheets(operation));

describe("F8 the expected table", () => {
  it("has exactly the paths and methods of the OpenAPI document, and a request for each of its variants", async () => {
    const { paths } = (await call(ground().portal, "GET", "/openapi.json")).as<{ paths: Record<string, Record<string, unknown>> }>();
    const documented = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
    expect(Object.keys(EXPECTED).sort()).toEqual(documented.sort());
    for (const operation of documented) expect(Object.keys(REQUESTS[operation] ?? {}).sort(), operation).toEqual(Object.keys(EXPECTED[operation] ?? {}).sort());
  });
});
