import "server-only";
import { headers } from "next/headers";
import { requireVisitor } from "@/lib/auth/current";
import type { Visitor } from "@/lib/auth/scope";
import { REVIEW_HREF } from "@/lib/features/review/addresses";
import { mayReview } from "@/lib/features/review/waiting";
import { serverEnvironment } from "@/lib/server-environment";

export interface ShellView {
  readonly person: { readonly accountId: string; readonly name: string; readonly affiliation: string };
  readonly navigation: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
  readonly demo: boolean;
  readonly homeHref: string;
}

const MANAGING = new Set(["ciso", "securityManager", "executive", "auditor", "secretariat"]);

interface Door {
  readonly label: string;
  readonly href: string;
  /** Pages of the same part of the portal that lie elsewhere. */
  readonly also?: readonly string[];
  readonly opensFor: (visitor: Visitor) => boolean;
}

const holdsManaging = ({ actor }: Visitor): boolean => actor.appointments.some(({ role }) => MANAGING.has(role));
const holds = (role: string) => ({ actor }: Visitor): boolean => actor.appointments.some((one) => one.role === role);

/** The front doors (DESIGN.md 1), in the order of the menu; the first that opens is a visitor's first page. */
const DOORS: readonly Door[] = [
  { label: "点検票", href: "/checks", opensFor: ({ actor }) => actor.operatorId !== null },
  { label: "統括", href: "/operator", opensFor: holdsManaging },
  { label: "点検票の確認", href: REVIEW_HREF, opensFor: mayReview },
  { label: "人と組織", href: "/operator/people", also: ["/operator/organisation", "/operator/audit", "/operator/look-log"], opensFor: (visitor) => ["ciso", "secretariat", "auditor"].some((role) => holds(role)(visitor)) },
  { label: "浸透状況調査", href: "/ministry", opensFor: holds("ministryOfficer") },
  { label: "管理", href: "/admin", opensFor: holds("platformAdministrator") },
  { label: "ガイドライン", href: "/guidelines", opensFor: () => true },
  { label: "アカウント", href: "/account", opensFor: () => true },
];

/** The page that a visitor should see first: what they have to do next. */
export function homeOf(visitor: Visitor): "/operator" | "/checks" | "/ministry" | "/admin" {
  if (holds("ministryOfficer")(visitor)) return "/ministry";
  if (holds("platformAdministrator")(visitor)) return "/admin";
  return holds("ciso")(visitor) || holds("secretariat")(visitor) ? "/operator" : "/checks";
}

/** Address of the door behind which the page lies: that with the longest address that the page's begins with. */
function doorAt(doors: readonly Door[], path: string): string | undefined {
  const places = doors.flatMap(({ href, also = [] }) => [href, ...also].map((place) => ({ place, href })));
  const holding = places.filter(({ place }) => path === place || path.startsWith(`${place}/`));
  return holding.sort((one, other) => other.place.length - one.place.length)[0]?.href;
}

/** The frame of every page for the visitor: name, menu, where they are. */
export async function loadShell(): Promise<ShellView> {
  const visitor = await requireVisitor();
  const path = (await headers()).get("x-path") ?? "/";
  const home = homeOf(visitor);
  const doors = DOORS.filter(({ opensFor }) => opensFor(visitor)).sort((one, other) => Number(other.href === home) - Number(one.href === home));
  const here = doorAt(doors, path);
  const { account } = visitor;
  const outside = account.role === "ministryOfficer" ? "所管省庁" : "ポータルの管理";
  return {
    person: { accountId: account.accountId, name: account.name, affiliation: account.operatorName ?? outside },
    navigation: doors.map(({ label, href }) => ({ label, href, current: href === here })),
    demo: serverEnvironment().demo,
    homeHref: home,
  };
}
