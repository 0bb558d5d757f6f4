import { describe, expect, it } from "vitest";
import { answerBody, batchBody } from "@/lib/features/sheets/record/schema";

describe("an answer that is sent", () => {
  it.each([
    [{ status: null, copied: "partial" }, true],
    [{ status: "partial" }, true],
    [{ status: "partial", copied: null }, true],
    [{ status: "partial", copied: "partial" }, false],
  ] as const)("either has a status or is copied from the last round: %o is taken: %s", (sent, isTaken) => {
    const paths = [
      answerBody.safeParse({ ...sent, version: 0 }),
      batchBody.safeParse({ mutationId: "12345678", answers: [{ itemId: "x", ...sent, version: 0 }] }),
    ];
    expect(paths.map(({ error }) => error?.issues.map(({ path }) => path) ?? null)).toEqual(
      isTaken ? [null, null] : [[["copied"]], [["answers", 0, "copied"]]],
    );
  });
});
