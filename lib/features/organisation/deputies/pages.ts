import "server-only";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { OPERATOR_ROLES, placeOfPost } from "@/lib/domain/checking/posts";
import { grouped } from "@/lib/domain/shared/grouped";
import { OWN_DEPUTY } from "@/lib/features/organisation/deputies/commands";
import { listDeputies } from "@/lib/features/organisation/deputies/queries";
import { deputiesQuery } from "@/lib/features/organisation/deputies/schema";
import { deputyView } from "@/lib/features/organisation/deputies/texts";
import type { DeputiesView, PersonDeputiesView } from "@/lib/features/organisation/deputies/view";
import { type Department, type System } from "@/lib/features/organisation/record/schema";
import type { Option } from "@/lib/features/organisation/record/view";
import { calendarDate } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import { type UnusedView, unusedText } from "@/lib/labels/unused-parts";
import { ROLE_WORDS } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import type { Visitor } from "@/lib/server/scope/scope";
import { type AddressQuery, askedOf } from "@/lib/validation/address";
import { pagerView } from "@/lib/validation/paging";

const PAGE = "/operator/deputies";
const FILTERS = [
  { which: "current", label: "いまと、これから" },
  { which: "all", label: "終わったものも" },
] as const;

/** The deputies by post. */
export async function loadDeputies(entered: AddressQuery): Promise<DeputiesView & UnusedView> {
  const visitor = await requireVisitor();
  const { parts, unused } = askedOf(deputiesQuery.pick({ which: true, page: true }), entered);
  const { which, page } = parts;
  const found = valueOrPage(await listDeputies(visitor, { which, page, perPage: 100 }, new Date()));
  const mayManage = mayAtOwn(visitor.actor, "deputy.manage");
  const posts = grouped(
    found.items.map((one) => deputyView(one, mayManage)),
    ({ post }) => post,
  );
  return {
    unused: unusedText(unused),
    posts: [...posts].map(([title, deputies], index) => ({ id: `post-${index}`, title, deputies })),
    totalText: `${found.total}件`,
    filters: FILTERS.map((one) => ({ label: one.label, href: `${PAGE}?which=${one.which}`, current: one.which === which })),
    pager: pagerView(found, "件", (number) => `${PAGE}?which=${which}&page=${number}`),
    mayManage,
  };
}

/** The posts of the operator that can have deputies. */
const postOptions = (departments: readonly Department[], systems: readonly System[]): Option[] =>
  OPERATOR_ROLES.flatMap((role) => {
    const place = placeOfPost(role);
    if (place === "operator") return [{ value: `${role}//`, label: ROLE_WORDS[role] }];
    return place === "department"
      ? departments.map(({ id, name }) => ({ value: `${role}/${id}/`, label: sentence`${ROLE_WORDS[role]}（${name}）` }))
      : systems.map(({ id, name }) => ({ value: `${role}//${id}`, label: sentence`${ROLE_WORDS[role]}（${name}）` }));
  });

/** What the page of a person shows about deputyships. */
export async function loadPersonDeputies(
  visitor: Visitor,
  personId: string,
  departments: readonly Department[],
  systems: readonly System[],
  now: Date,
): Promise<PersonDeputiesView> {
  const { items } = valueOrPage(await listDeputies(visitor, { which: "all", personId, page: 1, perPage: 100 }, now));
  const mayManage = mayAtOwn(visitor.actor, "deputy.manage");
  return {
    personId,
    deputies: items.map((one) => deputyView(one, mayManage)),
    posts: postOptions(departments, systems),
    notNamed: personId === visitor.actor.personId ? OWN_DEPUTY.detail : null,
    today: calendarDate(now),
  };
}
