import { describe, expect, it } from "vitest";
import { readLaunchEnvironment } from "@/lib/server/environment/launch-environment";
import { addressOf, isProxyAddress, sourceKey, trusts } from "@/lib/server/environment/trusted-proxy";

/** The key of the address that a request comes from. */
const sourceKeyOf = (...request: Parameters<typeof addressOf>): string | null => sourceKey(addressOf(...request) ?? "");

describe("M3 a configured proxy", () => {
  it.each(["10.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32", "0.0.0.0/0", "::ffff:10.0.0.1", "fd00::1"])("can be %s", (text) => {
    expect(isProxyAddress(text)).toBe(true);
  });

  it.each(["", "localhost", "10.0.0.0/33", "10.0.0", "2001:db8::/129", "10.0.0.1:80", "*", "10.0.0.1/", "10.0.0.1/8/8", "10.0.0.1/-1", "10.0.0.0/255.0.0.0"])(
    "cannot be %j",
    (text) => {
      expect(isProxyAddress(text)).toBe(false);
    },
  );

  it.each([
    ["10.1.2.3", ["10.0.0.0/8"], true],
    ["11.1.2.3", ["10.0.0.0/8"], false],
    ["::ffff:10.1.2.3", ["10.0.0.0/8"], true],
    ["10.1.2.3", ["::ffff:10.1.2.3"], true],
    ["10.1.2.3", ["::ffff:10.0.0.0/104"], true],
    ["10.1.2.3", ["::ffff:a00:0/104"], true],
    ["11.1.2.3", ["0:0:0:0:0:FFFF:a00:0/104"], false],
    ["::ffff:a01:203", ["10.0.0.0/8"], true],
    ["2001:db8:1::5", ["192.0.2.1", "2001:db8::/32"], true],
    ["2001:db9::5", ["2001:db8::/32"], false],
    ["fe80::1%eth0", ["fe80::/10"], true],
    ["127.0.0.1", [], false],
    [undefined, ["0.0.0.0/0", "::/0"], false],
    ["unknown", ["0.0.0.0/0", "::/0"], false],
  ] as const)("%s behind %j: %s", (peer, proxies, expected) => {
    expect(trusts(proxies)(peer)).toBe(expected);
  });
});

describe("M3 the source of a request", () => {
  const isTrusted = trusts(["10.0.0.0/8", "fd00::/8"]);

  it.each([
    ["the peer, whatever it claims", "192.0.2.7", "198.51.100.1", "192.0.2.7"],
    ["what the named proxy saw", "10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["the rightmost hop: the left ones are anybody's to write", "10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"],
    ["the rightmost hop that is no named proxy", "10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2", "198.51.100.1"],
    ["the same over a mapped address", "::ffff:10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"],
    ["a hop with its port", "10.0.0.1", "198.51.100.1:4711", "198.51.100.1"],
    ["an IPv6 hop in brackets with its port", "10.0.0.1", "[2001:db8:1:2:3::4]:4711", "2001:db8:1:2::/64"],
    ["the proxy itself where it says nothing", "10.0.0.1", undefined, "10.0.0.1"],
    ["the proxy itself where it says what is no address", "10.0.0.1", "198.51.100.1, unknown", "10.0.0.1"],
    ["the last of proxies alone", "10.0.0.1", "10.0.0.3,10.0.0.2", "10.0.0.3"],
  ])("is %s", (_name, peer, forwarded, expected) => {
    expect(sourceKeyOf(peer, forwarded, isTrusted)).toBe(expected);
  });

  it("is null without a peer", () => {
    expect(sourceKeyOf(undefined, "198.51.100.1", isTrusted)).toBeNull();
  });

  it.each([
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:DB8:0:0:ffff::2", "2001:db8:0:0::/64"],
    ["2001:0db8:0001:0002:0003:0004:0005:0006", "2001:db8:1:2::/64"],
    ["::1", "0:0:0:0::/64"],
    ["1::", "1:0:0:0::/64"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["nonsense", null],
  ])("counts %s as %s", (address, expected) => {
    expect(sourceKey(address)).toBe(expected);
  });
});

describe("M3 TRUSTED_PROXY", () => {
  it("lists addresses and networks, and is empty if it is not set", () => {
    expect(readLaunchEnvironment({ TRUSTED_PROXY: " 127.0.0.1, 10.0.0.0/8 ,2001:db8::/32," }).trustedProxy).toEqual([
      "127.0.0.1",
      "10.0.0.0/8",
      "2001:db8::/32",
    ]);
    expect(readLaunchEnvironment({}).trustedProxy).toEqual([]);
    expect(readLaunchEnvironment({ TRUSTED_PROXY: "" }).trustedProxy).toEqual([]);
  });

  it.each([
    "0.0.0.0",
    "::",
    "0.0.0.0/0",
    "::/0",
    "0.0.0.0/8",
    "10.0.0.0/7",
    "128.0.0.0/1",
    "1.2.3.4/0",
    "2000::/3",
    "2001::/15",
    "::/16",
    "::1/80",
    "::/96",
    "::ffff:0:0/96",
    "::ffff:0.0.0.0/96",
    "::ffff:0:0",
    "0:0:0:0:0:ffff:0:0/96",
    "::FFFF:10.0.0.0/103",
    "::ffff:a00:0/100",
    "0:0:0:0:0:0:0:0",
    "f000::/4",
    "fc00::/6",
    "10.0.0.1,0.0.0.0/0",
  ])("refuses a start with %j, which covers everybody, and says so", (value) => {
    expect(() => readLaunchEnvironment({ TRUSTED_PROXY: value })).toThrow(/TRUSTED_PROXY の \S+ には、ほかのだれもが/);
  });

  it.each([
    "10.0.0.0/8",
    "127.0.0.1",
    "::1",
    "fd00::/8",
    "fc00::/7",
    "fe80::/10",
    "2001:db8::/32",
    "2001::/16",
    "::ffff:10.0.0.0/104",
    "::ffff:a00:1",
    "192.168.0.0/16",
  ])("accepts %j", (value) => {
    expect(readLaunchEnvironment({ TRUSTED_PROXY: value }).trustedProxy).toEqual([value]);
  });

  it.each(["proxy.example.jp", "10.0.0.1/40", "10.0.0.1 10.0.0.2", "true", "*"])("refuses a start with %j, and says what to write", (value) => {
    expect(() => readLaunchEnvironment({ TRUSTED_PROXY: value })).toThrow(/TRUSTED_PROXY は.*IP アドレス/);
  });
});
