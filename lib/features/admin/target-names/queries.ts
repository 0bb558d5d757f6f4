import "server-only";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import { type EditionIndex, loadEdition } from "@/lib/features/guidelines/editions/queries";
import { itemLabel } from "@/lib/labels/item-title";
import { ROLE_WORDS } from "@/lib/labels/words";
import type { Transaction } from "@/lib/server/database/client";

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const SHEET_SCOPE_SEPARATOR = "・";

interface Named {
  readonly id: string;
  readonly name: string | null;
  readonly role: string | null;
}

export const idsOf = (target: string): readonly string[] => target.match(UUID) ?? [];

/** Names by id of the targets in audit entries, as far as the scope of the transaction sees them. */
export async function readNames(transaction: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)];
  const rows = await transaction.$queryRaw<Named[]>`
    SELECT id, name, NULL AS role FROM person WHERE id = ANY(${wanted}::uuid[])
    UNION ALL SELECT id, title, NULL FROM cycle WHERE id = ANY(${wanted}::uuid[])
    UNION ALL SELECT id, name, NULL FROM department WHERE id = ANY(${wanted}::uuid[])
    UNION ALL SELECT id, name, NULL FROM critical_system WHERE id = ANY(${wanted}::uuid[])
    UNION ALL SELECT id, name, NULL FROM operator WHERE id = ANY(${wanted}::uuid[])
    UNION ALL SELECT id, name, NULL FROM account WHERE id = ANY(${wanted}::uuid[])
    UNION ALL SELECT id, title, NULL FROM survey WHERE id = ANY(${wanted}::uuid[])
    UNION ALL SELECT m.id, v.title || '：提出 第' || m.version || '版', NULL FROM submission m JOIN survey v ON v.id = m.survey_id WHERE m.id = ANY(${wanted}::uuid[])
    UNION ALL SELECT d.id, p.name, d.role FROM deputy d JOIN person p ON p.operator_id = d.operator_id AND p.id = d.person_id WHERE d.id = ANY(${wanted}::uuid[])
    UNION ALL SELECT s.id, coalesce(p.name, y.name, d.name), s.role FROM sheet s
      LEFT JOIN person p ON p.operator_id = s.operator_id AND p.id = s.person_id
      LEFT JOIN department d ON d.operator_id = s.operator_id AND d.id = s.department_id
      LEFT JOIN critical_system y ON y.operator_id = s.operator_id AND y.id = s.system_id
      WHERE s.id = ANY(${wanted}::uuid[])`;
  const textOf = ({ name, role }: Named): string =>
    [role === null ? null : ROLE_WORDS[role as AppointmentRole], name].filter((part) => part !== null).join(SHEET_SCOPE_SEPARATOR);
  return new Map(rows.map((row) => [row.id, textOf(row)]));
}

/** The item at the end of a target, `cycle/<id>/kuko-2:3.1.2.4-3:1`, and its edition. */
const ITEM = /^[^,]*\/(([a-z0-9-]+):[^/,]+)$/u;
const itemIn = (target: string): string | null => ITEM.exec(target)?.[1] ?? null;

/** Names of the items in these targets, by id: number and heading as published now. */
export async function readItemNames(transaction: Transaction, targets: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const editions = new Map<string, EditionIndex | null>();
  for (const target of targets) {
    const [, item = "", edition = ""] = ITEM.exec(target) ?? [];
    if (item === "" || names.has(item)) continue;
    const index = editions.has(edition) ? editions.get(edition) : await loadEdition(transaction, edition);
    editions.set(edition, index ?? null);
    if (index?.items.has(item)) names.set(item, itemLabel(index, item));
  }
  return names;
}

/** The name of a single target, with that of what it belongs to, and of the item that it is about; or the number of several. */
export function targetName(target: string, names: ReadonlyMap<string, string>): string | null {
  const ids = idsOf(target);
  if (target.includes(",")) return `${ids.length}件`;
  const found = [...ids, itemIn(target) ?? ""].flatMap((id) => names.get(id) ?? []);
  return found.length === 0 ? null : found.join("：");
}
