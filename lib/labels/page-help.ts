import { type Action, type Actor, mayAnywhere } from "@/lib/domain/access/permission";
import { inSentence } from "@/lib/labels/own-direction";
import { type HelpPoint, PAGE_HELP } from "@/lib/labels/page-help-texts";

export type HelpedRoute = keyof typeof PAGE_HELP;

export interface NamedPerson {
  readonly personId: string;
  readonly name: string;
}

/** Who can be asked at an operator. */
export interface Office {
  readonly secretariat: readonly NamedPerson[];
  readonly ciso: readonly NamedPerson[];
}

export interface PageHelp {
  /** What this reader may do on the page. */
  readonly points: readonly string[];
  /** Whom to ask. */
  readonly ask: string;
}

/** Of an address with two routes, the one with fewer open parts is meant: `people/new` is no person. */
const ROUTES = (Object.keys(PAGE_HELP) as HelpedRoute[])
  .map((route) => ({ route, parts: route.split("/"), open: route.split("[").length }))
  .sort((one, other) => one.open - other.open);

/** The route of an address; null if there is no page with a help text. */
export function routeOf(path: string): HelpedRoute | null {
  const parts = path.split("/");
  const fits = (pattern: readonly string[]) => pattern.length === parts.length && pattern.every((part, at) => part.startsWith("[") || part === parts[at]);
  return ROUTES.find((one) => fits(one.parts))?.route ?? null;
}

function textOf(point: HelpPoint, actor: Actor | null): string | undefined {
  if (typeof point === "string") return point;
  const { otherwise, ...byAction } = point;
  const own = Object.entries(byAction).find(([action]) => actor !== null && mayAnywhere(actor, action as Action));
  return own?.[1] ?? otherwise;
}

/** What a reader may do on a page, at most three sentences; `actor` is null for a reader who is not signed in. */
export const helpPoints = (route: HelpedRoute, actor: Actor | null): string[] => PAGE_HELP[route].flatMap((point: HelpPoint) => textOf(point, actor) ?? []);

const MOST_NAMES = 3;

const namesOf = (people: readonly NamedPerson[]): string => {
  const named = people.slice(0, MOST_NAMES).map(({ name }) => `${inSentence(name)}さん`);
  return `${named.join("、")}${people.length > MOST_NAMES ? `ほか${people.length - MOST_NAMES}人` : ""}`;
};

const ASK = {
  nobody: "わからないことは、自社の事務局に聞いてください。所管省庁の人は、ポータルの管理者に聞いてください。",
  ministry: "わからないことは、このポータルの管理者に聞いてください。提出の中身については、その事業者に聞いてください。",
  platform: "事業者の中のことは、その事業者の事務局に聞いてください。ポータルの動かし方は、付属の運用の手引きにあります。",
  alone: "わからないことは、このポータルの管理者に聞いてください。",
} as const;

/** Whom a reader asks: the own 事務局 by name; where there is no other, the CISO; where there is nobody else, the administrator. */
export function whomToAsk(actor: Actor | null, office: Office | null): string {
  if (actor === null) return ASK.nobody;
  if (actor.operatorId === null) return actor.sector === null ? ASK.platform : ASK.ministry;
  const others = (people: readonly NamedPerson[] = []) => people.filter(({ personId }) => personId !== actor.personId);
  const secretariat = others(office?.secretariat);
  const cisos = others(office?.ciso);
  if (secretariat.length > 0) return `わからないことは、事務局の${namesOf(secretariat)}に聞いてください。`;
  return cisos.length > 0 ? `わからないことは、CISOの${namesOf(cisos)}に聞いてください。` : ASK.alone;
}

/** The help of the page at an address; null where there is none, as on a page that is not found. */
export function pageHelp(path: string, actor: Actor | null, office: Office | null): PageHelp | null {
  const route = routeOf(path);
  return route === null ? null : { points: helpPoints(route, actor), ask: whomToAsk(actor, office) };
}
