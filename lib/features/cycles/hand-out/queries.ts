import "server-only";
import {
  type HandOutRefusal,
  handOut,
  type LeftOut,
  type MissingPlace,
  type Organisation,
  type Selection,
  type SheetPlan,
} from "@/lib/domain/checking/hand-out";
import type { AnsweringRole, Edition } from "@/lib/domain/guideline/edition";
import { inWords, type Refusal, refusal, type WordsFor } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { atOnePost, type ExistingSheet, leftOutAt, missingSheets, type Named } from "@/lib/features/cycles/hand-out/rules";
import { editionOf, readOrganisation, readPlaceNames, readSelection } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, cycle } from "@/lib/features/cycles/record/record";
import { handOutPreview, TAG } from "@/lib/features/cycles/record/schema";
import type { Transaction } from "@/lib/server/database/client";
import { get, query } from "@/lib/server/use-cases/use-case";

export interface UnassignedPlace extends MissingPlace {
  readonly items: readonly string[];
}

/** The result of handing out: the sheets, and the places where measures would be on no sheet. */
export interface HandOutPlan {
  readonly sheets: readonly SheetPlan[];
  readonly unassigned: readonly UnassignedPlace[];
}

const placeKey = ({ role, departmentId, systemId }: Omit<MissingPlace, "cause">): string => [role, departmentId ?? "", systemId ?? ""].join("/");

function byPlace(measures: Extract<HandOutRefusal, { code: "unassignedMeasures" }>["measures"]): UnassignedPlace[] {
  const places = new Map<string, MissingPlace & { items: string[] }>();
  for (const { item, missing } of measures) {
    for (const place of missing) {
      const known = places.get(placeKey(place));
      if (known) known.items.push(item);
      else places.set(placeKey(place), { ...place, items: [item] });
    }
  }
  return [...places.values()];
}

const SELECTION_WORDS = {
  noMeasures: () => refusal("invalid_input", "点検する対策項目が1件もありません。計画で選んでください。"),
  unknownMeasure: ({ items }) => refusal("unknown_item", "このガイドラインにない対策項目が選ばれています。計画を直してください。", { list: items }),
  reasonMissing: ({ items }) => refusal("reason_required", "外す理由のない項目があります。", { list: items }),
} as const satisfies WordsFor<Exclude<HandOutRefusal, { code: "unassignedMeasures" }>>;

/** Every sheet of a role must ask the same, because a cycle stores its items by role: a measure can be left out for the whole role, or where nobody answers. */
function unequalRole(sheets: readonly SheetPlan[]): AnsweringRole | null {
  const lists = new Map<AnsweringRole, readonly string[]>();
  for (const { role, itemIds } of sheets) {
    const list = lists.get(role) ?? itemIds;
    // The sheets of a department share one list: comparing the texts of twenty thousand would take longer than the rest of the plan.
    if (list !== itemIds && list.join(" ") !== itemIds.join(" ")) return role;
    lists.set(role, itemIds);
  }
  return null;
}

/** The sheets of a selection, with vacancies as data instead of a refusal. */
export function planSheets(
  edition: Edition,
  selection: Selection,
  organisation: Organisation,
): Result<HandOutPlan, Refusal<"invalid_input" | "unknown_item" | "reason_required">> {
  const first = handOut(edition, selection, organisation);
  if (!first.ok && first.refusal.code !== "unassignedMeasures") return refused(inWords(SELECTION_WORDS, first.refusal));
  const unassigned = !first.ok && first.refusal.code === "unassignedMeasures" ? byPlace(first.refusal.measures) : [];
  const vacant: LeftOut[] = unassigned.flatMap(({ items, role, departmentId, systemId }) =>
    items.map((item) => ({ item, role, departmentId, systemId, reason: "回答する人がいない" })),
  );
  const whole = first.ok ? first : handOut(edition, { ...selection, leftOut: [...selection.leftOut, ...vacant] }, organisation);
  const sheets = whole.ok ? whole.value.sheets : [];
  if (unequalRole(sheets) !== null) {
    return refused(refusal("invalid_input", "回答する人のいる部署や重要システムだけを外すことはできません。役割の全体で外すか、外すのをやめてください。"));
  }
  return granted({ sheets, unassigned });
}

/** The result of handing out the cycle now. */
export async function planOf(transaction: Transaction, cycle: CycleRecord) {
  const { edition } = await editionOf(transaction, cycle);
  const plan = planSheets(edition, await readSelection(transaction, cycle), await readOrganisation(transaction));
  return plan.ok ? granted({ ...plan.value, edition }) : plan;
}

const readExisting = (transaction: Transaction, { operatorId, id }: CycleRecord, of: "all" | "posts"): Promise<ExistingSheet[]> =>
  transaction.$queryRaw<ExistingSheet[]>`
    SELECT id, role, department_id AS "departmentId", system_id AS "systemId", person_id AS "personId", state = 'withdrawn' AS withdrawn,
      withdrawn_because IS NOT DISTINCT FROM 'left' AS "ofLeaver"
    FROM sheet WHERE operator_id = ${operatorId}::uuid AND cycle_id = ${id}::uuid AND (person_id IS NULL OR ${of === "all"})`;

/**
 * The sheets that handing out now, in an open cycle, adds: of people, departments and systems that came later, and of posts that were
 * vacant. `takenIn`: what was left out at their places and is asked now. `of`: `posts` leaves out the sheets of people.
 */
export async function sheetsToCome(transaction: Transaction, cycle: CycleRecord, named: Named, of: "all" | "posts" = "all") {
  const { edition } = await editionOf(transaction, cycle);
  const selection = await readSelection(transaction, cycle);
  const lasting = selection.leftOut.filter((entry) => !atOnePost(entry));
  const plan = planSheets(edition, { ...selection, leftOut: lasting }, await readOrganisation(transaction, of));
  if (!plan.ok) return plan;
  const sheets = missingSheets(plan.value.sheets, await readExisting(transaction, cycle, of), named);
  const posts = sheets.filter(({ personId }) => personId === null);
  const takenIn = selection.leftOut.filter((entry) => atOnePost(entry) && posts.some((sheet) => leftOutAt(entry, sheet)));
  return granted({ sheets, edition, takenIn });
}

/** The sheets that opening would hand out, by role, and the measures on no sheet. */
export const previewHandOut = query({
  name: "cycle.handOutPreview",
  takesOut: { no: "how many sheets would be handed out" },
  api: get("/cycles/{cycleId}/hand-out", "previewHandOut", TAG, "配る点検票と、回答する人のいない対策項目"),
  on: cycle.seen,
  output: handOutPreview,
  refuses: ["invalid_input", "unknown_item", "reason_required"],
  async run({ transaction, subject }) {
    const plan = await planOf(transaction, subject);
    if (!plan.ok) return plan;
    const { sheets, unassigned, edition } = plan.value;
    const names = await readPlaceNames(transaction);
    const kinds = new Map(edition.items.map(({ id, kind }) => [id, kind]));
    const roles = [...new Set(sheets.map(({ role }) => role))].map((role) => {
      const mine = sheets.filter((sheet) => sheet.role === role);
      const items = mine[0]?.itemIds ?? [];
      const measures = items.filter((id) => kinds.get(id) === "measure").length;
      return { role, sheets: mine.length, measures, examples: items.length - measures };
    });
    return granted({
      sheets: sheets.length,
      roles,
      unassigned: unassigned.map(({ role, departmentId, systemId, cause, items }) => ({
        ...{ role, departmentId, systemId, cause, items: [...items] },
        departmentName: departmentId === null ? null : (names.get(departmentId) ?? null),
        systemName: systemId === null ? null : (names.get(systemId) ?? null),
      })),
    });
  },
});
