import { BlockList, isIP, isIPv4, isIPv6 } from "node:net";

/** Addresses and networks of the trusted reverse proxies, as configured. */
export type TrustedProxy = readonly string[];

const NETWORK = /^([^/]+)(?:\/(\d{1,3}))?$/;

/** The canonical short spelling of an IPv6 address. */
const shortest = (address: string): string => (isIPv6(address) ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address);

/** Normalises an address as a dual-stack socket reports it: `::ffff:192.0.2.1`, also as `::ffff:c000:201`, is 192.0.2.1. A zone (`%eth0`) is dropped. */
function plainAddress(address: string): string {
  const bare = shortest(address.trim().replace(/%.*$/, ""));
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(bare) ?? [];
  if (high === undefined || low === undefined) return bare;
  const [one, other] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [one >> 8, one & 255, other >> 8, other & 255].join(".");
}

/** Whether the text is an IP address, or a network in CIDR notation. */
export function isProxyAddress(text: string): boolean {
  const [, address = "", prefix] = NETWORK.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && (prefix === undefined || Number(prefix) <= (family === 4 ? 32 : 128));
}

/** The address and its prefix length; for a mapped address those of the IPv4 address in it (`::ffff:10.0.0.0/104` is `/8`). */
function networkOf(text: string): { readonly address: string; readonly bits: number; readonly family: "ipv4" | "ipv6" } {
  const [, written = "", prefix] = NETWORK.exec(text) ?? [];
  const address = plainAddress(written);
  const given = prefix === undefined ? null : Number(prefix);
  if (!isIPv4(address)) return { address, bits: given ?? 128, family: "ipv6" };
  return { address, bits: given === null ? 32 : Math.max(0, given - (isIPv4(written) ? 0 : 96)), family: "ipv4" };
}

/** Networks that nobody outside can have an address of, whatever the prefix: unique local, link-local. */
const OWN = new BlockList();
OWN.addSubnet("fc00::", 7, "ipv6");
OWN.addSubnet("fe80::", 10, "ipv6");
/** Shorter prefixes cover more addresses than one organisation has. */
const SHORTEST = { ipv4: 8, ipv6: 16 } as const;

/**
 * Whether a valid entry covers so many addresses that outsiders may be among them and could forge their source. Includes the
 * "any address" entries and IPv6 networks that contain all of IPv4.
 */
export function namesEverybody(text: string): boolean {
  const { address, bits, family } = networkOf(text);
  if (address === "0.0.0.0" || address === "::") return true;
  if (family === "ipv6" && OWN.check(address, family)) return bits < 7;
  const network = new BlockList();
  network.addSubnet(address, bits, family);
  return bits < SHORTEST[family] || (family === "ipv6" && network.check("::ffff:192.0.2.1", "ipv6"));
}

/** Returns a test of whether a peer is one of the proxies. Accepts only entries that passed `isProxyAddress`. */
export function trusts(proxies: TrustedProxy): (peer: string | undefined) => boolean {
  const list = new BlockList();
  for (const { address, bits, family } of proxies.map(networkOf)) list.addSubnet(address, bits, family);
  return (peer) => {
    const address = plainAddress(peer ?? "");
    return isIP(address) !== 0 && list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
  };
}

/** The first four groups of an IPv6 address: one customer has a whole /64, so its addresses count as one source. */
function customerOf(address: string): string {
  const [head = "", tail = ""] = address.toLowerCase().split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === "" ? [] : tail.split(":");
  const missing = address.includes("::") ? Math.max(0, 8 - before.length - after.length) : 0;
  const groups = [...before, ...Array.from({ length: missing }, () => "0"), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}

/** The key by which a source is counted: an IPv4 address, or the /64 of an IPv6 one; null if the text is no address. */
export function sourceKey(address: string): string | null {
  const plain = plainAddress(address);
  if (isIPv4(plain)) return plain;
  return isIPv6(plain) ? customerOf(plain) : null;
}

/** One hop of X-Forwarded-For, without the port and the IPv6 brackets that some proxies add. */
const hopOf = (text: string): string =>
  text
    .trim()
    .replace(/^\[([^\]]+)\](?::\d+)?$/, "$1")
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");

/**
 * The address that a request comes from: the peer itself or, if the peer is a trusted proxy, the rightmost hop of X-Forwarded-For that is
 * no trusted proxy. Clients can forge the hops to the left of it.
 */
export function addressOf(peer: string | undefined, forwardedFor: string | undefined, isTrusted: (address: string) => boolean): string | null {
  let address = peer ?? "";
  const hops = (forwardedFor ?? "")
    .split(",")
    .map(hopOf)
    .filter((hop) => hop !== "");
  while (isTrusted(address)) {
    const hop = hops.pop();
    if (hop === undefined || sourceKey(hop) === null) break; // the proxy sent nothing usable
    address = hop;
  }
  const plain = plainAddress(address);
  return isIP(plain) === 0 ? null : plain;
}
