import { inSentence } from "./own-direction";

/** The issuer of a link, as the database stores it. */
interface Maker {
  readonly as?: string | null | undefined;
  readonly makerName?: string | null | undefined;
}

const OFFICES: Readonly<Record<string, string>> = { ciso: "CISO", secretariat: "事務局", administrator: "ポータル管理者" };

/** The issuer of a link in Japanese. */
export function makerText({ as, makerName }: Maker): string {
  if (as === "commandLine") return "ポータルのサーバーで作業する人（コマンドライン）";
  const office = OFFICES[as ?? ""];
  if (office === undefined || !makerName) return "記録のない人";
  return `${inSentence(makerName)}さん（${office}）`;
}

/** Whom a person should inform if they did not use the link themselves: somebody other than its issuer. */
export function whomToTell(as: string | null | undefined, atOperator: boolean): string {
  if (!atOperator) return "ほかのポータル管理者";
  return as === "ciso" ? "監査実施者か経営層" : "CISOか監査実施者";
}
