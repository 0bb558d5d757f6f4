import "server-only";
import type { LeftOut, Organisation, Selection } from "@/lib/domain/checking/hand-out";
import type { StoredLeftOut } from "@/lib/domain/checking/left-out-posts";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { OF_VACANT_POST } from "@/lib/features/cycles/record/sql";
import { type EditionIndex, loadEdition } from "@/lib/features/guidelines/editions/queries";
import { Prisma, type Transaction } from "@/lib/server/database/client";

/** The present organisation: people who left and retired units get no sheet. `posts`: without the people, of whom there may be ten thousand. */
export async function readOrganisation(transaction: Transaction, of: "all" | "posts" = "all"): Promise<Organisation> {
  const [row] = await transaction.$queryRaw<{ organisation: Organisation }[]>`
    SELECT jsonb_build_object(
      'people', coalesce((SELECT jsonb_agg(jsonb_build_object('id', id, 'departmentId', department_id) ORDER BY id)
        FROM person WHERE operator_id = portal_operator() AND left_at IS NULL AND ${of === "all"}), '[]'),
      'departments', coalesce((SELECT jsonb_agg(jsonb_build_object('id', id) ORDER BY name)
        FROM department WHERE operator_id = portal_operator() AND retired_at IS NULL), '[]'),
      'systems', coalesce((SELECT jsonb_agg(jsonb_build_object('id', id, 'departmentId', department_id) ORDER BY name)
        FROM critical_system WHERE operator_id = portal_operator() AND retired_at IS NULL), '[]'),
      'appointments', coalesce((SELECT jsonb_agg(jsonb_build_object('personId', a.person_id, 'role', a.role,
          'departmentId', a.department_id, 'systemId', a.system_id) ORDER BY a.person_id)
        FROM appointment a JOIN person p ON p.operator_id = a.operator_id AND p.id = a.person_id AND p.left_at IS NULL
        WHERE a.operator_id = portal_operator()), '[]')) AS organisation`;
  return row?.organisation ?? { people: [], departments: [], systems: [], appointments: [] };
}

/** Names of departments and systems by id, including retired ones. */
export async function readPlaceNames(transaction: Transaction): Promise<ReadonlyMap<string, string>> {
  const rows = await transaction.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, name FROM department WHERE operator_id = portal_operator()
    UNION ALL SELECT id, name FROM critical_system WHERE operator_id = portal_operator() ORDER BY name, id`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Key of a place where a measure is left out; empty for everywhere. */
export const leftOutScope = ({ role, departmentId, systemId }: Omit<LeftOut, "item" | "reason">): string =>
  role || departmentId || systemId ? [role ?? "", departmentId ?? "", systemId ?? ""].join("/") : "";

/** The measure, and the place where it is left out unless that is everywhere. */
export function leftOutPlace({ item, role = null, departmentId = null, systemId = null }: Omit<LeftOut, "reason">): string {
  const scope = leftOutScope({ role, departmentId, systemId });
  return scope === "" ? item : `${item} ${scope}`;
}

/** The reasons as an audit entry keeps them, each by its measure and place. */
export const leftOutReasons = (entries: readonly LeftOut[]): Readonly<Record<string, string>> =>
  Object.fromEntries(entries.map((entry) => [leftOutPlace(entry), entry.reason]));

function placeOf(scope: string): Omit<LeftOut, "item" | "reason"> {
  const [role = "", departmentId = "", systemId = ""] = scope.split("/");
  return { role: role === "" ? null : (role as AnsweringRole), departmentId: departmentId || null, systemId: systemId || null };
}

/**
 * The measures that the CISO left out of the cycle, with what each says about vacant posts. What a sheet of such a post asks is not
 * left out, until that sheet is withdrawn: the entry stays for then.
 */
export async function readStoredLeftOut(transaction: Transaction, cycleId: string): Promise<StoredLeftOut[]> {
  const rows = await transaction.$queryRaw<{ item: string; scope: string; reason: string; vacantPlace: string | null }[]>`
    SELECT l.item_id AS item, l.scope, l.reason, l.vacant_place AS "vacantPlace" FROM cycle_left_out l
    WHERE l.operator_id = portal_operator() AND l.cycle_id = ${cycleId}::uuid
      AND NOT EXISTS (SELECT 1 FROM sheet s JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role
        WHERE s.operator_id = l.operator_id AND s.cycle_id = l.cycle_id AND s.person_id IS NULL AND s.state <> 'withdrawn' AND i.item_id = l.item_id
          AND ${Prisma.raw(OF_VACANT_POST)})
    ORDER BY l.item_id, l.scope`;
  return rows.map(({ scope, ...entry }) => ({ ...entry, ...placeOf(scope) }));
}

/** The measures that the CISO left out of the cycle. */
export const readLeftOut = async (transaction: Transaction, cycleId: string): Promise<LeftOut[]> =>
  (await readStoredLeftOut(transaction, cycleId)).map(({ vacantPlace: _place, ...entry }) => entry);

/** What the cycle asks, but for what is left out of it. */
export const measuresOf = ({ selectedItems, exampleMode }: CycleRecord): Omit<Selection, "leftOut"> => ({
  measures: selectedItems ?? "all",
  examples: exampleMode,
});

/** The edition of a cycle. A missing one would be a bug, because cycles refer to it. */
export async function editionOf(transaction: Transaction, { editionId, contentHash }: Pick<CycleRecord, "editionId" | "contentHash">): Promise<EditionIndex> {
  const index = await loadEdition(transaction, editionId, contentHash);
  if (!index) throw new Error(`edition ${editionId} of a cycle is missing`);
  return index;
}
