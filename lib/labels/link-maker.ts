/** Who made a link, as the database kept it. */
interface Maker {
  readonly as?: string | null | undefined;
  readonly makerName?: string | null | undefined;
}

const OFFICES: Readonly<Record<string, string>> = { ciso: "CISO", secretariat: "事務局", administrator: "ポータル管理者" };

/** Who made a link, in words. */
export function makerText({ as, makerName }: Maker): string {
  if (as === "commandLine") return "ポータルのサーバーで作業する人（コマンドライン）";
  const office = OFFICES[as ?? ""];
  if (office === undefined || !makerName) return "記録のない人";
  return `${makerName}さん（${office}）`;
}

/** Whom to tell that one did not use the link oneself: somebody else than its maker. */
export function whomToTell(as: string | null | undefined, atOperator: boolean): string {
  if (!atOperator) return "ほかのポータル管理者";
  return as === "ciso" ? "監査実施者か経営層" : "CISOか監査実施者";
}
