import type { FieldProblem } from "@/lib/domain/shared/refusal";
import { placeOf, type StaffRow } from "@/lib/features/organisation/staff-list";

export interface KnownPerson {
  readonly id: string;
  readonly staffNumber: string | null;
  readonly name: string;
  readonly email: string;
  readonly department: string;
  readonly left: boolean;
}

/** What a list would do to the people that are there. Who is not in the list stays as they are. */
export interface StaffListPlan {
  readonly added: readonly StaffRow[];
  readonly changed: readonly { readonly before: KnownPerson; readonly after: StaffRow }[];
  readonly unchanged: number;
  readonly newDepartments: readonly string[];
  readonly problems: readonly FieldProblem[];
}

const differs = (person: KnownPerson, row: StaffRow): boolean =>
  person.name !== row.name || person.email !== row.email || person.department !== row.department || person.staffNumber !== row.staffNumber;

/** The person that a row means: by staff number, else by address. */
function match(row: StaffRow, byNumber: ReadonlyMap<string, KnownPerson>, byEmail: ReadonlyMap<string, KnownPerson>) {
  const numbered = row.staffNumber === null ? undefined : byNumber.get(row.staffNumber);
  const addressed = byEmail.get(row.email);
  const person = numbered ?? addressed;
  if (numbered && addressed && numbered.id !== addressed.id) {
    return { problem: { path: placeOf(row.line, "email"), message: "別の人（別の職員番号）が使っているメールです。" } };
  }
  if (person?.left) {
    const column = numbered ? "staffNumber" : "email";
    return { problem: { path: placeOf(row.line, column), message: "退職した人のものです。戻ったときは、その人の画面で復職を登録してください。" } };
  }
  return { person };
}

/**
 * Compares a list with the people that are there. In: rows without problems of their own, everyone of the operator, and the
 * departments by name with whether they are retired. Out: what to add and change, and what contradicts the people there.
 */
export function planStaffList(rows: readonly StaffRow[], people: readonly KnownPerson[], departments: ReadonlyMap<string, boolean>): StaffListPlan {
  const byNumber = new Map(people.flatMap((person) => (person.staffNumber === null ? [] : [[person.staffNumber, person]])));
  const byEmail = new Map(people.map((person) => [person.email, person]));
  const meant = new Map<string, number>();
  const added: StaffRow[] = [];
  const changed: { before: KnownPerson; after: StaffRow }[] = [];
  const problems: FieldProblem[] = [];
  let unchanged = 0;
  for (const row of rows) {
    if (departments.get(row.department) === true) problems.push({ path: placeOf(row.line, "department"), message: "廃止した部署です。" });
    const { person, problem } = match(row, byNumber, byEmail);
    if (problem) {
      problems.push(problem);
      continue;
    }
    if (!person) {
      added.push(row);
      continue;
    }
    const earlier = meant.get(person.id);
    if (earlier !== undefined) problems.push({ path: placeOf(row.line), message: `${earlier}行目と同じ人です。` });
    meant.set(person.id, row.line);
    // An empty number in the list does not take a known one away.
    const after = { ...row, staffNumber: row.staffNumber ?? person.staffNumber };
    if (differs(person, after)) changed.push({ before: person, after });
    else unchanged += 1;
  }
  const newDepartments = [...new Set(rows.map(({ department }) => department))].filter((name) => !departments.has(name));
  return { added, changed, unchanged, newDepartments, problems };
}
