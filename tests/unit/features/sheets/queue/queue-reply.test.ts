import { describe, expect, it } from "vitest";
import { interpretReply } from "@/lib/features/sheets/queue/reply";

const current = { status: "partial", reason: "", remark: "r", evidence: "", copied: null, version: 4, savedAt: "t", byName: "高橋 健", bySelf: false };

describe("interpretReply", () => {
  it.each([
    [200, { version: 5, savedAt: "t" }, { kind: "saved", version: 5, savedAt: "t", also: [] }],
    [200, "<html>", { kind: "busy" }],
    [401, null, { kind: "signedOut" }],
    [0, null, { kind: "signedOut" }],
    [409, { code: "stale_version", current }, { kind: "conflict", current }],
    [409, { code: "stale_version" }, { kind: "busy" }],
    [409, { code: "sheet_not_answerable" }, { kind: "held", code: "sheet_not_answerable" }],
    [403, null, { kind: "held", code: "403" }],
    [404, { code: "not_found" }, { kind: "held", code: "not_found" }],
    [422, { fields: [{ path: "remark", message: "長すぎます。" }] }, { kind: "invalid", message: "長すぎます。" }],
    [429, null, { kind: "busy" }],
    [503, null, { kind: "busy" }],
  ])("interprets %i %j", (status, body, reply) => {
    expect(interpretReply(status, body)).toEqual(reply);
  });
});
