import "server-only";
import { type HandOutRefusal, type MissingPlace, type Planned, planHandOut, type SheetPlan, type Unassigned } from "@/lib/domain/checking/hand-out";
import { leftOutWhileVacant, takenInBy } from "@/lib/domain/checking/left-out-posts";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { inWords, refusal, type WordsFor } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { asTheirRolesAsk, type ExistingSheet, missingSheets, type Named } from "@/lib/features/cycles/hand-out/rules";
import { withdrawnBeforeLeaving } from "@/lib/features/cycles/hand-out/sql";
import { editionOf, measuresOf, readLeftOut, readOrganisation, readPlaceNames, readStoredLeftOut } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, cycle } from "@/lib/features/cycles/record/record";
import { handOutPreview, TAG } from "@/lib/features/cycles/record/schema";
import { OF_VACANT_POST } from "@/lib/features/cycles/record/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { get, query } from "@/lib/server/use-cases/use-case";

export interface UnassignedPlace extends MissingPlace {
  readonly items: readonly string[];
}

const placeKey = ({ role, departmentId, systemId }: Omit<MissingPlace, "cause">): string => [role, departmentId ?? "", systemId ?? ""].join("/");

function byPlace(measures: readonly Unassigned[]): UnassignedPlace[] {
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

/** The result of handing out the cycle now: the sheets, and the places where measures would be on no sheet. */
export async function planOf(transaction: Transaction, cycle: CycleRecord) {
  const { edition } = await editionOf(transaction, cycle);
  const selection = { ...measuresOf(cycle), leftOut: await readLeftOut(transaction, cycle.id) };
  const organisation = await readOrganisation(transaction);
  const plan = planHandOut(edition, selection, organisation);
  if (!plan.ok) return refused(inWords(SELECTION_WORDS, plan.refusal));
  const { sheets, unassigned } = plan.value;
  if (unequalRole(sheets) !== null) {
    return refused(refusal("invalid_input", "回答する人のいる部署や重要システムだけを外すことはできません。役割の全体で外すか、外すのをやめてください。"));
  }
  const whileVacant = leftOutWhileVacant(edition, selection.leftOut, organisation, cycle.operatorId);
  return granted({ sheets, unassigned: byPlace(unassigned), whileVacant, edition });
}

/** What each role asks in the open cycle: what its sheets ask already, and of a role without sheets what the plan has for it. */
async function readAsked(transaction: Transaction, { id }: CycleRecord, { itemsOfRoles }: Planned): Promise<ReadonlyMap<AnsweringRole, readonly string[]>> {
  const rows = await transaction.$queryRaw<{ role: AnsweringRole; items: string[] }[]>`
    SELECT role, array_agg(item_id ORDER BY position) AS items FROM cycle_item
    WHERE operator_id = portal_operator() AND cycle_id = ${id}::uuid GROUP BY role`;
  return new Map([...itemsOfRoles, ...rows.map(({ role, items }) => [role, items] as const)]);
}

const readExisting = (transaction: Transaction, { operatorId, id }: CycleRecord, of: "all" | "posts"): Promise<ExistingSheet[]> =>
  transaction.$queryRaw<ExistingSheet[]>`
    SELECT id, role, department_id AS "departmentId", system_id AS "systemId", person_id AS "personId", state = 'withdrawn' AS withdrawn,
      withdrawn_because IS NOT DISTINCT FROM 'left' OR id IN (${withdrawnBeforeLeaving([id])}) OR (s.person_id IS NULL AND EXISTS (
        SELECT 1 FROM cycle_left_out l WHERE l.operator_id = s.operator_id AND l.cycle_id = s.cycle_id AND ${Prisma.raw(OF_VACANT_POST)})) AS "asBefore"
    FROM sheet s WHERE operator_id = ${operatorId}::uuid AND cycle_id = ${id}::uuid AND (person_id IS NULL OR ${of === "all"})`;

/**
 * The sheets that handing out now, in an open cycle, adds: of people, departments and systems that came later, and of posts that were
 * vacant. `takenIn`: what was left out because the post was vacant, and is asked now. `of`: `posts` leaves out the sheets of people.
 */
export async function sheetsToCome(transaction: Transaction, cycle: CycleRecord, named: Named, of: "all" | "posts" = "all") {
  const { edition } = await editionOf(transaction, cycle);
  const leftOut = await readStoredLeftOut(transaction, cycle.id);
  const lasting = leftOut.filter(({ vacantPlace }) => vacantPlace === null);
  const plan = planHandOut(edition, { ...measuresOf(cycle), leftOut: lasting }, await readOrganisation(transaction, of));
  if (!plan.ok) return refused(inWords(SELECTION_WORDS, plan.refusal));
  const missing = missingSheets(plan.value.sheets, await readExisting(transaction, cycle, of), named);
  const sheets = asTheirRolesAsk(missing, await readAsked(transaction, cycle, plan.value));
  return granted({ sheets, edition, takenIn: takenInBy(leftOut, sheets, cycle.operatorId) });
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
