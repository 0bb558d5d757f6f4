import { csvText } from "@/lib/documents/csv";
import type { SystemKind } from "@/lib/domain/guideline/sector";
import { MOST_UNITS } from "@/lib/features/organisation/department-list/csv";
import { headingsOf, type ListKind, type ListRow, readWholeRows } from "@/lib/features/organisation/list-file/csv";
import { nameWithAddress } from "@/lib/features/organisation/list-register/parts";
import { PeopleByName, type RegisteredPerson, type RegisteredSystem, type RegisteredUnit } from "@/lib/features/organisation/list-register/rules";
import { named } from "@/lib/features/organisation/list-words/rules";
import { PRESENT_NAME } from "@/lib/features/organisation/unit-names/rules";
import { line, paragraph } from "@/lib/validation/plain-text";

/** A row of the list of critical systems. */
export interface SystemRow {
  readonly line: number;
  readonly present: string | null;
  readonly name: string;
  /** The name of the kind. */
  readonly kind: string;
  readonly department: string;
  /** The システム管理者 whom the row names, as it names them. */
  readonly administrators: string | null;
}

type Column = Exclude<keyof SystemRow, "line">;

export const SYSTEM_LIST: ListKind<Column> = {
  name: "重要システムの一覧",
  rows: "重要システム",
  counter: "件",
  most: MOST_UNITS,
  columns: {
    present: { heading: PRESENT_NAME, schema: line(PRESENT_NAME, 100), mayBeEmpty: true },
    name: { heading: "重要システム", schema: line("重要システムの名前", 100) },
    kind: { heading: "種類", schema: line("種類", 100) },
    department: { heading: "部署", schema: line("部署", 100) },
    administrators: { heading: "システム管理者", schema: paragraph("システム管理者", 2_000), mayBeEmpty: true },
  },
};

const wholeRow = ({ line: at, present, name, kind, department, administrators }: ListRow<Column>): SystemRow | null =>
  name === undefined || kind === undefined || department === undefined
    ? null
    : { line: at, present: present ?? null, name, kind, department, administrators: administrators ?? null };

/** Reads a list of critical systems: the rows that can be read, and what is wrong with the others. */
export const readSystemRows = (bytes: Uint8Array, ignores: boolean) => readWholeRows(SYSTEM_LIST, wholeRow, bytes, ignores);

/** The critical systems in use as a list that `readSystemRows` reads. `kinds`: all that have a name. */
export function systemsCsv(
  systems: readonly RegisteredSystem[],
  departments: readonly RegisteredUnit[],
  kinds: readonly SystemKind[],
  people: readonly RegisteredPerson[],
): string {
  const [departmentNames, kindNames] = [departments, kinds].map((named) => new Map(named.map(({ id, name }) => [id, name])));
  const index = new PeopleByName(people);
  const row = ({ id, name, kind, departmentId }: RegisteredSystem): string[] => {
    const administrators = index.holders("systemAdministrator", id).map(nameWithAddress);
    return [named(name), name, kindNames?.get(kind) ?? kind, departmentNames?.get(departmentId) ?? "", administrators.join("、")];
  };
  return csvText([headingsOf(SYSTEM_LIST), ...systems.filter(({ retired }) => !retired).map(row)]);
}
