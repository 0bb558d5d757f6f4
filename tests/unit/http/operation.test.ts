import { describe, expect, it } from "vitest";
import { z } from "zod";
import { OPERATIONS } from "@/lib/http/operations";

describe("what a handler returns", () => {
  it("is nothing with 204, and with 204 alone", () => {
    expect(OPERATIONS.filter(({ status, response }) => (status === 204) !== response instanceof z.ZodNull).map(({ id }) => id)).toEqual([]);
  });
});
