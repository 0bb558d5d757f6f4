import "server-only";
import { headers } from "next/headers";
import { actingDeputyships } from "@/lib/domain/access/holding";
import { type Action, mayAnywhere, mayAtOwn } from "@/lib/domain/access/permission";
import { mayReview } from "@/lib/features/sheets/waiting-for-review/queries";
import { sentence } from "@/lib/labels/own-direction";
import { type PageHelp, pageHelp } from "@/lib/labels/page-help";
import { REVIEW_HREF } from "@/lib/labels/review-addresses";
import { ROLE_WORDS } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { serverEnvironment } from "@/lib/server/environment/server-environment";
import type { Visitor } from "@/lib/server/scope/scope";

export interface ShellView {
  readonly person: { readonly accountId: string; readonly name: string; readonly affiliation: string };
  readonly navigation: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
  readonly demo: boolean;
  readonly help: PageHelp | null;
  readonly homeHref: string;
}

interface Door {
  readonly label: string;
  readonly href: string;
  /** Other addresses of pages in the same part of the portal. */
  readonly also?: readonly string[];
  readonly opensFor: (visitor: Visitor) => boolean;
}

const may =
  (action: Action) =>
  ({ actor }: Visitor): boolean =>
    mayAtOwn(actor, action);

const ofMinistry = may("survey.read");
const ofPlatform = may("platform.health");
const keepsRegister = may("people.manage");
/** Who begins with the dashboard, which shows their next step. */
const steers = may("dashboard.steer");
/** Whether the visitor has more to do than their own sheets. */
const oversees = ({ actor }: Visitor): boolean => mayAnywhere(actor, "progress.read");

/** The front doors (docs/design.md 1), in the order of the menu; the first one open to a visitor leads to their first page. */
const DOORS: readonly Door[] = [
  { label: "やること", href: "/tasks", opensFor: oversees },
  { label: "点検票", href: "/checks", opensFor: ({ actor }) => actor.operatorId !== null },
  { label: "ダッシュボード", href: "/operator", opensFor: oversees },
  { label: "点検票の確認", href: REVIEW_HREF, also: ["/operator/sheets"], opensFor: mayReview },
  {
    label: "人と部署",
    href: "/operator/people",
    also: ["/operator/organisation", "/operator/deputies", "/operator/audit", "/operator/security", "/operator/look-log"],
    opensFor: may("people.read"),
  },
  { label: "浸透状況調査", href: "/ministry", opensFor: ofMinistry },
  { label: "ポータルの管理", href: "/admin", opensFor: ofPlatform },
  { label: "ガイドライン", href: "/guidelines", opensFor: () => true },
  { label: "アカウント", href: "/account", opensFor: () => true },
];

/** The page with the next step of a visitor, where nothing has to be prepared first. */
export function homeOf(visitor: Visitor): "/operator" | "/tasks" | "/checks" | "/ministry" | "/admin" {
  if (ofMinistry(visitor)) return "/ministry";
  if (ofPlatform(visitor)) return "/admin";
  if (steers(visitor)) return "/operator";
  return oversees(visitor) ? "/tasks" : "/checks";
}

/** Address of the door that a page belongs to: the longest address with which the page's begins. */
function doorAt(doors: readonly Door[], path: string): string | undefined {
  const places = doors.flatMap(({ href, also = [] }) => [href, ...also].map((place) => ({ place, href })));
  const holding = places.filter(({ place }) => path === place || path.startsWith(`${place}/`));
  return holding.sort((one, other) => other.place.length - one.place.length)[0]?.href;
}

/** Links on a page that cannot be shown; a visitor who is not signed in has to sign in first. */
const PLACES_FOR_EVERYBODY = [
  { label: "最初のページを開く", href: "/" },
  { label: "ガイドラインを読む", href: "/guidelines" },
] as const;

export const loadNotFound = () => ({ actions: PLACES_FOR_EVERYBODY });

const FORBIDDEN = { title: "この画面を見る権限がありません", text: "ほかの役割の人のための画面です。" } as const;

/** Why the visitor may not see a page, in the terms of their own role. */
export async function loadForbidden() {
  const visitor = await requireVisitor();
  const here = { ...FORBIDDEN, actions: [...PLACES_FOR_EVERYBODY] };
  if (visitor.actor.operatorId === null) {
    const reason = ofMinistry(visitor) ? "所管省庁の人が見る画面ではありません" : "ポータルの管理者が見る画面ではありません";
    return { ...here, reason, help: "所管省庁は調査に提出された結果を、ポータルの管理者は事業者の登録と動作を見られます。" };
  }
  const reason = "いまの役割では開けません";
  if (keepsRegister(visitor)) {
    return {
      ...here,
      reason,
      help: "だれがどの役割を持つかは「人と部署」で確かめられます。",
      actions: [PLACES_FOR_EVERYBODY[0], { label: "人と部署を開く", href: "/operator/people" }],
    };
  }
  return { ...here, reason, help: "必要なときは、自社の事務局に役割の登録を頼んでください。" };
}

/** Pages with a place of their own for their help. */
const SAY_IT_THEMSELVES: readonly string[] = ["/tasks"];

const presentPath = async (): Promise<string> => (await headers()).get("x-path") ?? "/";

/** The frame of the pages before the sign-in. */
export async function loadPublicShell(): Promise<Omit<ShellView, "person"> & { readonly person: null }> {
  return { person: null, navigation: [], demo: serverEnvironment().demo, help: pageHelp(await presentPath(), null, null), homeHref: "/login" };
}

/** The frame of every page: the visitor's name, the menu, and the present part of the portal. */
export async function loadShell(): Promise<ShellView> {
  const visitor = await requireVisitor();
  const path = await presentPath();
  const home = homeOf(visitor);
  const doors = DOORS.filter(({ opensFor }) => opensFor(visitor)).sort((one, other) => Number(other.href === home) - Number(one.href === home));
  const here = doorAt(doors, path);
  const { account } = visitor;
  const standsIn = actingDeputyships(visitor.actor).map(({ role }) => ROLE_WORDS[role]);
  const deputy = standsIn.length === 0 ? "" : `　代行：${[...new Set(standsIn)].join("・")}`;
  const outside = ofMinistry(visitor) ? "所管省庁" : "ポータルの管理";
  return {
    person: { accountId: account.accountId, name: account.name, affiliation: sentence`${account.operatorName ?? outside}${deputy}` },
    navigation: doors.map(({ label, href }) => ({ label, href, current: href === here })),
    demo: serverEnvironment().demo,
    help: SAY_IT_THEMSELVES.includes(path) ? null : pageHelp(path, visitor.actor, account.office ?? null),
    homeHref: home,
  };
}
