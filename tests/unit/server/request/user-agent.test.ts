import { describe, expect, it } from "vitest";
import { userAgentOf } from "@/lib/server/request/user-agent";

describe("M12 what a client says of itself is kept in printable ASCII, or not at all", () => {
  it.each([
    ["a browser", "Mozilla/5.0 (X11; Linux x86_64)", "Mozilla/5.0 (X11; Linux x86_64)"],
    ["nothing", undefined, null],
    ["spaces", "   ", null],
    ["line ends", "curl/8\r\n2026-01-01 forged entry", "curl/8?2026-01-01 forged entry"],
    ["terminal codes, marks of direction and NUL", "a\u001b[31mb\u202ec\u0000d", "a?[31mb?c?d"],
    ["letters that are not ASCII", "ÃŒber/1", "?ber/1"],
    ["unpaired surrogates", "x\ud800y", "x?y"],
  ])("M12 %s", (_what, header, kept) => {
    expect(userAgentOf(header)).toBe(kept);
  });

  it.each([200, 201, 8_000, 100_000])("M12 a text of %i characters is cut to 200 at most", (length) => {
    expect(userAgentOf("A".repeat(length))?.length).toBe(200);
  });
});
