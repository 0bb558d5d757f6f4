import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/domain/checking/actor";
import { hasFigures } from "@/lib/domain/checking/cycle";
import { NO_DEPARTMENT, NO_SYSTEM } from "@/lib/domain/gap/filter";
import { ANSWERING_ROLES, PHASES, TIERS } from "@/lib/domain/guideline/edition";
import type { ItemScore } from "@/lib/domain/scoring/measure";
import { groupingSections } from "@/lib/domain/scoring/section-depth";
import { granted } from "@/lib/domain/shared/result";
import { type PlannedView, plannedView } from "@/lib/features/cycles/planned-page/view";
import { readPlaceNames } from "@/lib/features/cycles/record/queries";
import { cycle } from "@/lib/features/cycles/record/record";
import { readsAnswersOf } from "@/lib/features/results/answer-places/rules";
import { askedWithin, departmentTabs, inDepartment, narrowedPlace, ownDepartment } from "@/lib/features/results/department/queries";
import { noneOver, rateView } from "@/lib/features/results/figures/parts";
import { type ItemsQuery, itemsQuery } from "@/lib/features/results/figures/schema";
import type { FilterFieldView } from "@/lib/features/results/figures/view";
import { type ItemsOfCycle, listItems, readItems } from "@/lib/features/results/item-list/queries";
import type { ItemListView, ItemRowView } from "@/lib/features/results/item-list/view";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { localId } from "@/lib/labels/guideline-addresses";
import { behind, itemAnswersHref, itemsHref } from "@/lib/labels/item-addresses";
import { itemTitle } from "@/lib/labels/item-title";
import { KIND_WORDS, phaseWord } from "@/lib/labels/score-words";
import { tiersNote } from "@/lib/labels/tiers-note";
import { type UnusedView, unusedText } from "@/lib/labels/unused-parts";
import { ROLE_WORDS, WHOLE_OPERATOR, WITHOUT_SYSTEM } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { reading } from "@/lib/server/use-cases/use-case";
import type { AddressQuery } from "@/lib/validation/address";

const readListPage = reading({
  of: listItems,
  on: cycle.seen,
  input: z.object({ asked: itemsQuery }),
  narrows: ({ asked }) => narrowedPlace(asked),
  run: async ({ transaction, subject, input: { asked } }) =>
    granted({
      cycle: subject,
      facts: hasFigures(subject.state) ? await readItems(transaction, subject, asked) : null,
      ...(await readPlaces(transaction)),
    }),
});

/** Names of departments and of systems, apart. */
async function readPlaces(transaction: Parameters<typeof readPlaceNames>[0]) {
  const systems = await transaction.$queryRaw<{ id: string }[]>`SELECT id FROM critical_system WHERE operator_id = portal_operator()`;
  return { names: await readPlaceNames(transaction), systems: new Set(systems.map(({ id }) => id)) };
}

function rowView({ index }: ItemsOfCycle, cycleId: string, asked: ItemsQuery, item: ItemScore, actor: Actor): ItemRowView {
  const { id, duty, implemented, partial, notImplemented, notApplicable, unanswered, ratio } = item;
  const { department, role, system } = asked;
  const href = itemAnswersHref(cycleId, id, { department, role, system });
  return {
    ...{ id, ...itemTitle(index, id), href, answersHref: readsAnswersOf(actor, department) ? href : null },
    rate: rateView({ rate: ratio.status === "scored" ? ratio.ratio : null, absence: noneOver([item]) }, null),
    ...{ duty, counts: { implemented, partial, notImplemented, notApplicable, unanswered } },
  };
}

interface Places {
  readonly names: ReadonlyMap<string, string>;
  readonly systems: ReadonlySet<string>;
}

function fieldsOf(
  { index: { edition, sections } }: ItemsOfCycle,
  asked: ItemsQuery,
  { names, systems }: Places,
  ownDepartmentOnly: boolean,
): FilterFieldView[] {
  const words = KIND_WORDS[edition.kind];
  const field = (name: keyof ItemsQuery, label: string, options: readonly (readonly [string, string])[], all: string | null = "すべて"): FilterFieldView => ({
    ...{ name, label, value: asked[name] ?? "" },
    options: [...(all === null ? [] : [{ value: "", label: all }]), ...options.map(([value, word]) => ({ value, label: word }))],
  });
  const section = asked.section === undefined ? undefined : sections.get(`${edition.id}:${asked.section}`);
  const grouping = groupingSections(edition);
  const chosen = section === undefined || grouping.some(({ id }) => id === section.id) ? grouping : [section, ...grouping];
  const places = [...names];
  return [
    field(
      "tier",
      "区分",
      TIERS.map((tier) => [tier, words.tiers[tier]]),
      null,
    ),
    ...(ownDepartmentOnly ? [] : [field("department", "部署", [[NO_DEPARTMENT, WHOLE_OPERATOR.row], ...places.filter(([id]) => !systems.has(id))])]),
    field(
      "role",
      "役割",
      ANSWERING_ROLES.map((role) => [role, ROLE_WORDS[role]]),
    ),
    ...(ownDepartmentOnly
      ? []
      : [field("system", "重要システム", systems.size === 0 ? [] : [[NO_SYSTEM, WITHOUT_SYSTEM], ...places.filter(([id]) => systems.has(id))])]),
    field(
      "phase",
      "観点",
      PHASES.map((phase) => [phase, phaseWord(phase, edition.kind)]),
    ),
    field(
      "section",
      "節",
      chosen.map(({ id, code, heading }) => [localId(id), `${code} ${heading}`]),
    ),
    field("show", "見る項目", [
      ["gap", "改善が必要な項目"],
      ["attained", `${words.everybody}もの`],
    ]),
  ];
}

/** The items that stand behind a figure: those of a place, section or phase, each leading to its answers. */
export async function loadItemList(cycleId: string, query: AddressQuery): Promise<(ItemListView & UnusedView) | PlannedView> {
  const visitor = await requireVisitor();
  const own = ownDepartment(visitor, "scores.read", query);
  const { parts: sent, unused } = askedWithin(own, itemsQuery, query);
  const asked: ItemsQuery = own.id === null ? sent : { ...sent, department: own.id };
  const { cycle: shown, facts, ...places } = valueOrPage(await readListPage(visitor, { cycleId, asked }, new Date()));
  if (facts === null) return plannedView(visitor, shown, "項目", "点検票が配られ、提出されると、項目ごとの数値がここに出ます。");
  const { index, scores, items } = facts;
  const { kind } = index.edition;
  const tier = asked.tier ?? TIERS[0];
  return {
    status: "shown",
    unused: unusedText(unused),
    title: "項目",
    cycleTitle: shown.title,
    backHref: inDepartment(own, cycleHref(cycleId)),
    note: `提出済みの点検票だけを集計しています。提出 ${scores.grasp.counted}／${scores.grasp.handedOut}枚。`,
    ...{ kind, rateWord: KIND_WORDS[kind].itemRate },
    departments: departmentTabs(own, places.names, itemsHref(cycleId, { ...sent, department: undefined, section: undefined })),
    filter: {
      action: cycleHref(cycleId, "items"),
      fields: fieldsOf(facts, { ...asked, tier }, places, own.id !== null),
      kept: own.choices.length > 0 && own.id !== null ? [{ name: "department", value: own.id }] : [],
    },
    countText: `${KIND_WORDS[kind].tiers[tier]}${items.length}件`,
    tiersNote: tiersNote(index.edition),
    sheetsHref: behind(cycleId, own.id).handedOut({ department: asked.department, role: asked.role, system: asked.system }),
    groups: PHASES.flatMap((phase) => {
      const mine = items.filter((item) => item.phase === phase);
      return mine.length === 0 ? [] : [{ label: phaseWord(phase, kind), rows: mine.map((item) => rowView(facts, cycleId, asked, item, visitor.actor)) }];
    }),
  };
}
