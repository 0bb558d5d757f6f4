import { BlockList, isIP, isIPv4, isIPv6 } from "node:net";

/** Addresses and networks of the reverse proxies whose word is taken, as they were named. */
export type TrustedProxy = readonly string[];

const NETWORK = /^([^/]+)(?:\/(\d{1,3}))?$/;

/** `::ffff:192.0.2.1` is 192.0.2.1, as a socket that listens on both families shows it; a zone (`%eth0`) says nothing here. */
function plainAddress(address: string): string {
  const bare = address.trim().replace(/%.*$/, "");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  return mapped ?? bare;
}

/** Whether the text is an IP address, or a network written with the length of its prefix. */
export function isProxyAddress(text: string): boolean {
  const [, address = "", prefix] = NETWORK.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && (prefix === undefined || Number(prefix) <= (family === 4 ? 32 : 128));
}

/** A question whether a peer is one of the named proxies. Give it only what `isProxyAddress` accepts. */
export function trusts(proxies: TrustedProxy): (peer: string | undefined) => boolean {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [, address = "", prefix] = NETWORK.exec(proxy) ?? [];
    const named = plainAddress(address);
    const family = isIPv4(named) ? "ipv4" : "ipv6";
    // `::ffff:10.0.0.0/104` counts the 96 bits in front of the IPv4 address.
    const bits = prefix === undefined ? undefined : Number(prefix) - (named === address ? 0 : 96);
    if (bits === undefined) list.addAddress(named, family);
    else list.addSubnet(named, Math.max(0, bits), family);
  }
  return (peer) => {
    const address = plainAddress(peer ?? "");
    return isIP(address) !== 0 && list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
  };
}

/** The first four groups of an IPv6 address: one customer has a whole /64, so its addresses count as one. */
function networkOf(address: string): string {
  const [head = "", tail = ""] = address.toLowerCase().split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === "" ? [] : tail.split(":");
  const missing = address.includes("::") ? Math.max(0, 8 - before.length - after.length) : 0;
  const groups = [...before, ...Array.from({ length: missing }, () => "0"), ...after];
  return `${groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}

/** The form under which a source is counted: an IPv4 address, or the /64 of an IPv6 one; null for what is no address. */
export function sourceKey(address: string): string | null {
  const plain = plainAddress(address);
  if (isIPv4(plain)) return plain;
  return isIPv6(plain) ? networkOf(plain) : null;
}

/** One hop of X-Forwarded-For: some proxies add the port, and brackets around IPv6. */
const hopOf = (text: string): string => text.trim().replace(/^\[([^\]]+)\](?::\d+)?$/, "$1").replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");

/**
 * Where a request comes from, as it is counted: the peer itself, or, where the peer is a named proxy, the rightmost hop of
 * X-Forwarded-For that is not one. What stands further left anybody can write.
 */
export function sourceOf(peer: string | undefined, forwardedFor: string | undefined, isTrusted: (address: string) => boolean): string | null {
  let address = peer ?? "";
  const hops = (forwardedFor ?? "").split(",").map(hopOf).filter((hop) => hop !== "");
  while (isTrusted(address)) {
    const hop = hops.pop();
    if (hop === undefined || sourceKey(hop) === null) break; // the proxy says nothing that can be counted
    address = hop;
  }
  return sourceKey(address);
}
