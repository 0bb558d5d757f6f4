import { describe, expect, it } from "vitest";
import { addressWarnings, isLoopback, refuseOpenAddresses } from "@/lib/runtime/address-checks";
import { readLaunchEnvironment } from "@/lib/server/environment/launch-environment";

describe("M4 an address of this machine alone", () => {
  it.each([
    "localhost",
    "LOCALHOST",
    "127.0.0.1",
    "127.1",
    "127.255.255.254",
    "0x7f000001",
    "2130706433",
    "::1",
    "0:0:0:0:0:0:0:1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
  ])("M4 is %s", (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each([
    "0.0.0.0",
    "::",
    "0",
    "192.168.1.5",
    "10.0.0.1",
    "126.255.255.255",
    "128.0.0.1",
    "::2",
    "::ffff:10.0.0.1",
    "fe80::1",
    "portal",
    "localhost.example.jp",
    "127.0.0.1.example.jp",
    "my-localhost",
  ])("M4 is not %s", (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});

const refusal = (source: Record<string, string>) => () => {
  refuseOpenAddresses(readLaunchEnvironment({ DATA_DIR: "data", ...source }));
};
const PUBLIC = "https://portal.example.jp";

describe("M4 plain http on an address that is not loopback", () => {
  it.each([
    [{ HOST: "0.0.0.0" }, "HOST=0.0.0.0"],
    [{ HOST: "::" }, "HOST=::"],
    [{ HOST: "192.168.1.5" }, "HOST=192.168.1.5"],
    [{ HOST: "portal.local" }, "HOST=portal.local"],
    [{ HOST: "0.0.0.0", PORTAL_URL: PUBLIC }, "TRUSTED_PROXY"],
    [{ HOST: "0.0.0.0", PORTAL_URL: "http://127.0.0.1:3000" }, "TRUSTED_PROXY"],
    [{ PORTAL_URL: "http://portal.example.jp" }, "https://portal.example.jp"],
    [{ PORTAL_URL: "http://10.0.0.5:3000" }, "PORTAL_URL=http://10.0.0.5:3000"],
    [{ HOST: "127.0.0.1", PORTAL_URL: "http://[fd00::1]" }, "PORTAL_URL"],
  ])("M4 %j is refused, with the variable and the remedy", (source, words) => {
    expect(refusal(source)).toThrow(words);
  });

  it.each([
    {},
    { HOST: "localhost" },
    { HOST: "::1" },
    { HOST: "127.0.0.2" },
    { PORTAL_URL: PUBLIC },
    { PORTAL_URL: "http://localhost:8080" },
    { HOST: "0.0.0.0", PORTAL_URL: PUBLIC, TRUSTED_PROXY: "10.0.0.5" },
    { HOST: "::", PORTAL_URL: PUBLIC, TRUSTED_PROXY: "172.16.0.0/12,fd00::/8" },
    { HOST: "0.0.0.0", TRUSTED_PROXY: "127.0.0.1" },
  ])("M4 %j is accepted", (source) => {
    expect(refusal(source)).not.toThrow();
  });

  it.each([
    { HOST: "127.0.0.1", TRUSTED_PROXY: "10.0.0.5" },
    { TRUSTED_PROXY: "10.0.0.0/8", PORTAL_URL: PUBLIC },
    { HOST: "::1", TRUSTED_PROXY: "fd00::/8" },
  ])("M4 %j is refused: nobody could come through that proxy", (source) => {
    expect(refusal(source)).toThrow(/TRUSTED_PROXY=127\.0\.0\.1/);
  });

  it.each([
    { TRUSTED_PROXY: "127.0.0.1" },
    { HOST: "::1", TRUSTED_PROXY: "::1" },
    { TRUSTED_PROXY: "127.0.0.2,10.0.0.5", PORTAL_URL: PUBLIC },
    { TRUSTED_PROXY: "127.0.0.0/8" },
  ])("M4 %j can be reached", (source) => {
    expect(refusal(source)).not.toThrow();
  });

  it("M4 https without a configured proxy causes a warning, because the limit per source then sees only the proxy", () => {
    const warned = (source: Record<string, string>) => addressWarnings(readLaunchEnvironment({ DATA_DIR: "data", ...source }));
    expect(warned({ PORTAL_URL: PUBLIC })).toEqual([expect.stringContaining("TRUSTED_PROXY=127.0.0.1")]);
    for (const source of [{}, { PORTAL_URL: "http://localhost:3000" }, { PORTAL_URL: PUBLIC, TRUSTED_PROXY: "127.0.0.1" }])
      expect(warned(source), JSON.stringify(source)).toEqual([]);
  });

  it("M4 both problems are reported at once", () => {
    expect(refusal({ HOST: "0.0.0.0", PORTAL_URL: "http://portal.example.jp" })).toThrow(/HOST=0\.0\.0\.0[^]*PORTAL_URL=http/);
  });
});

describe("M4 the demo", () => {
  it.each([
    { HOST: "0.0.0.0" },
    { HOST: "192.168.1.5" },
    { PORTAL_URL: PUBLIC },
    { PORTAL_URL: "http://demo.example.jp" },
    { HOST: "0.0.0.0", TRUSTED_PROXY: "10.0.0.5" },
    { PORTAL_URL: PUBLIC, TRUSTED_PROXY: "10.0.0.5" },
    { TRUSTED_PROXY: "10.0.0.5" },
    { TRUSTED_PROXY: "127.0.0.1" },
  ])("M4 is refused with the public address %j, whatever proxy is configured", (source) => {
    expect(refusal({ ...source, PORTAL_DEMO: "1" })).toThrow("この機械からだけ");
  });

  it.each([{ DATABASE_URL: "postgresql://a:b@127.0.0.1/portal" }, { DATABASE_OWNER_URL: "postgresql://a:b@127.0.0.1/portal" }])(
    "M4 is refused with %j",
    (source) => {
      expect(() => readLaunchEnvironment({ DATA_DIR: "data", PORTAL_DEMO: "1", ...source })).toThrow("見本（demo）は、自分の組込みデータベースだけ");
    },
  );
});
