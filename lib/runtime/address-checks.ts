import { BlockList, isIP } from "node:net";
import type { LaunchEnvironment } from "@/lib/server/environment/launch-environment";
import { StartupError } from "@/lib/server/environment/startup-error";
import { trusts } from "@/lib/server/environment/trusted-proxy";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

const bracketed = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);

/**
 * Whether the host is certainly this machine: `localhost` and the loopback addresses in every spelling that a URL accepts
 * (`127.1`, `0x7f000001`, `::ffff:127.0.0.1`). Any other name may resolve elsewhere tomorrow.
 */
export function isLoopback(host: string): boolean {
  const address = `http://${bracketed(host)}`;
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  const plain = hostname.replace(/^\[|\]$/g, "");
  if (plain === "localhost") return true;
  const family = isIP(plain);
  return family !== 0 && loopback.check(plain, family === 6 ? "ipv6" : "ipv4");
}

/** Whether the entry may include a proxy on this machine. */
const namesLoopback = (proxy: string): boolean => trusts([proxy])("127.0.0.1") || trusts([proxy])("::1") || isLoopback(proxy.split("/")[0] ?? "");

const nobodyCanCome = (host: string, trustedProxy: readonly string[]): string =>
  `HOST=${host} にはこの機械からしかつながらないのに、TRUSTED_PROXY=${trustedProxy.join(",")} にこの機械のアドレスがないので、だれも開けません。` +
  "同じ機械のリバースプロキシなら TRUSTED_PROXY=127.0.0.1（IPv6 なら ::1）を、別の機械のものなら HOST に受けるアドレスを書いてください。";

type Addresses = Pick<LaunchEnvironment, "host" | "port" | "portalUrl" | "demo" | "trustedProxy">;

/** Why the portal would be reachable over plain http from other machines, or a demo from anywhere but here; empty if it is not. */
export function addressProblems({ host, portalUrl, demo, trustedProxy }: Addresses): string[] {
  const { protocol, hostname } = new URL(portalUrl);
  const listensHere = isLoopback(host);
  const openedHere = isLoopback(hostname.replace(/^\[|\]$/g, ""));
  if (demo) {
    return [
      ...(listensHere ? [] : [`見本（demo）は、この機械からだけ使えます。HOST=${host} を外すか、127.0.0.1 にしてください。`]),
      ...(openedHere ? [] : [`見本（demo）は、この機械からだけ使えます。PORTAL_URL=${portalUrl} を外してください。`]),
      ...(trustedProxy.length === 0
        ? []
        : [`見本（demo）は、この機械からだけ使えます。リバースプロキシの後ろには置けないので、TRUSTED_PROXY=${trustedProxy.join(",")} を外してください。`]),
    ];
  }
  if (trustedProxy.length > 0) return listensHere && !trustedProxy.some(namesLoopback) ? [nobodyCanCome(host, trustedProxy)] : [];
  return [
    ...(listensHere
      ? []
      : [
          `HOST=${host} では、ほかの機械から暗号化なし（http）で開けてしまいます。次のどちらかにしてください。\n` +
            "      HOST を外し（127.0.0.1 になります）、TLS を受け持つリバースプロキシを同じ機械に置く\n" +
            "      TLS を受け持つリバースプロキシのアドレスを TRUSTED_PROXY に書く（例：HOST=0.0.0.0 TRUSTED_PROXY=10.0.0.5 PORTAL_URL=https://portal.example.jp npm start）",
        ]),
    ...(openedHere || protocol === "https:"
      ? []
      : [
          `PORTAL_URL=${portalUrl} は暗号化されません（http）。パスワードと回答が読まれないように、TLS を受け持つリバースプロキシを前に置き、` +
            `PORTAL_URL を https:// の URL（例：${portalUrl.replace("http:", "https:")}）にしてください。`,
        ]),
  ];
}

/** Warnings that do not prevent a start; shown at each start. */
export function addressWarnings({ portalUrl, demo, trustedProxy }: Addresses): string[] {
  if (demo || trustedProxy.length > 0 || !portalUrl.startsWith("https:")) return [];
  return [
    "注意：PORTAL_URL は https ですが TRUSTED_PROXY がないので、前に置いたリバースプロキシの言う送信元を信じません。サインインの回数の制限は、" +
      "だれからの要求もプロキシ一つの送信元として数えます（合わせて15分に100回誤ると、みなが待たされます）。" +
      "プロキシのアドレスを TRUSTED_PROXY に書いてください（同じ機械なら TRUSTED_PROXY=127.0.0.1）。",
  ];
}

/** Refuses to start at unsafe addresses. */
export function refuseOpenAddresses(environment: Addresses): void {
  const problems = addressProblems(environment);
  if (problems.length === 0) return;
  throw new StartupError(`この設定では起動しません。\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
}
