import { OPERATOR_ROLES, type OperatorRole, placeOfPost } from "@/lib/domain/checking/posts";
import { identityFold } from "@/lib/domain/shared/text-fold";
import { type CloseNames, meantText } from "@/lib/features/organisation/likeness/rules";
import { doubtOfMost, takenOver } from "@/lib/features/organisation/list-columns/rules";
import type { LineProblem, ReadList } from "@/lib/features/organisation/list-file/csv";
import { cell, inOrder, type ListPlan, type PlannedRow } from "@/lib/features/organisation/list-import/rules";
import { PeopleByName, type RegisteredPerson, type RegisteredUnit, UnitsByName } from "@/lib/features/organisation/list-register/rules";
import { type Appointing, doubtsOfGifts, type Gift, holds, problemsOfGifts, roleOfWord } from "@/lib/features/organisation/list-roles/rules";
import { bareWord } from "@/lib/features/organisation/list-words/rules";
import { ROLE_LIST, type RoleRow } from "@/lib/features/organisation/role-list/csv";
import { namesInUse } from "@/lib/features/organisation/unit-names/rules";
import { sentence } from "@/lib/labels/own-direction";
import { ROLE_WORDS, WHOLE_OPERATOR } from "@/lib/labels/words";

export interface RoleRegister {
  readonly people: readonly RegisteredPerson[];
  readonly departments: readonly RegisteredUnit[];
  readonly systems: readonly RegisteredUnit[];
}

const COLUMNS = ROLE_LIST.columns;
const EVERYBODYS = identityFold(ROLE_WORDS.handler);
const ROLE_NAMES = OPERATOR_ROLES.map((role) => ROLE_WORDS[role]).join("、");

const wrongRole = ({ line, role }: RoleRow): LineProblem => ({
  line,
  column: COLUMNS.role.heading,
  message:
    identityFold(role) === EVERYBODYS
      ? "取扱者は全員なので、一覧には書きません。行を消してください。"
      : sentence`「${role}」という役割はありません。${ROLE_NAMES} のどれかを書いてください。`,
});

/** What people write where a role is for the whole operator: the portal's own words among them. */
const WHOLE: ReadonlySet<string> = new Set([...Object.values(WHOLE_OPERATOR), "事業者全体"].map(bareWord));

type Placed = { readonly unit: RegisteredUnit | null } | { readonly problem: LineProblem };

const UNIT_WORDS = { department: "部署", system: "重要システム" } as const;

/** The department or system that the role is for. */
class Places {
  private readonly byName: Readonly<Record<keyof typeof UNIT_WORDS, UnitsByName<RegisteredUnit>>>;
  private readonly close: Readonly<Record<keyof typeof UNIT_WORDS, CloseNames>>;

  constructor({ departments, systems }: RoleRegister) {
    this.byName = { department: new UnitsByName(departments), system: new UnitsByName(systems) };
    this.close = { department: namesInUse(departments), system: namesInUse(systems) };
  }

  find({ line, place }: RoleRow, role: OperatorRole): Placed {
    const kind = placeOfPost(role);
    const problem = (message: string): Placed => ({ problem: { line, column: COLUMNS.place.heading, message } });
    if (kind === "operator") {
      const fits = place === null || WHOLE.has(bareWord(place));
      return fits ? { unit: null } : problem(`${ROLE_WORDS[role]}は事業者全体の役割です。対象は空にしてください。`);
    }
    if (place === null) return problem(`${ROLE_WORDS[role]}には、対象の${UNIT_WORDS[kind]}の名前を書いてください。`);
    const unit = this.byName[kind].find(place);
    if (unit && !unit.retired) return { unit };
    if (unit) return problem(sentence`「${unit.name}」は廃止した${UNIT_WORDS[kind]}です。`);
    return problem(`${sentence`「${place}」という${UNIT_WORDS[kind]}は登録されていません。`}${meantText(this.close[kind].to(place))}`);
  }
}

/** A row whose person, role and place were found. */
interface Understood {
  readonly gift: Gift;
  readonly person: RegisteredPerson;
  readonly placeName: string;
}

interface Read {
  readonly understood?: Understood;
  readonly problems: readonly LineProblem[];
  readonly doubts: readonly LineProblem[];
}

function readRow(row: RoleRow, people: PeopleByName, places: Places): Read {
  const { line, email, staffNumber, name } = row;
  const who = people.find({ line, column: email === null ? COLUMNS.staffNumber.heading : COLUMNS.email.heading }, { email, staffNumber, name });
  const role = roleOfWord(row.role);
  const placed = role === undefined ? { problem: wrongRole(row) } : places.find(row, role);
  const problems = [who.problem ?? [], "problem" in placed ? placed.problem : []].flat();
  const doubts = [who.doubt ?? []].flat();
  if (!who.person || role === undefined || "problem" in placed) return { problems, doubts };
  const gift = { line, column: COLUMNS.role.heading, personId: who.person.id, role, unitId: placed.unit?.id ?? null, newUnit: null };
  return { understood: { gift, person: who.person, placeName: placed.unit?.name ?? "" }, problems, doubts };
}

const keyOf = ({ personId, role, unitId }: Gift): string => [personId, role, unitId ?? ""].join("/");

/** Rows that name the same person, role and place again. */
function repeated(rows: readonly Understood[]): LineProblem[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ gift }): LineProblem[] => {
    const before = first.get(keyOf(gift));
    if (before === undefined) first.set(keyOf(gift), gift.line);
    return before === undefined ? [] : [{ line: gift.line, column: null, message: `${before}行目と同じ人と役割です。` }];
  });
}

const postKey = (role: OperatorRole, unitId: string | null): string => `${role}/${unitId ?? ""}`;

/** Rows that give a person the post of another one, where the list names neither at the post held now. */
function doubtsOfColumns(rows: readonly Understood[]): LineProblem[] {
  const named = new Set(rows.map(({ gift }) => keyOf(gift)));
  const exchanges = rows.map((one) => ({
    line: one.gift.line,
    loses: one.person.appointments
      .filter(({ role, departmentId, systemId }) => !named.has(keyOf({ ...one.gift, role, unitId: departmentId ?? systemId })))
      .map(({ role, departmentId, systemId }) => postKey(role, departmentId ?? systemId)),
    gains: alreadyHeld(one) ? [] : [postKey(one.gift.role, one.gift.unitId)],
  }));
  return doubtOfMost(COLUMNS.role.heading, takenOver(exchanges), rows.length, "人か役割か対象");
}

const alreadyHeld = ({ gift: { role, unitId }, person }: Understood): boolean => holds(person, role, unitId);

const rowOf = (one: Understood): PlannedRow => ({
  line: one.gift.line,
  kind: alreadyHeld(one) ? "unchanged" : "added",
  cells: [
    cell(COLUMNS.name.heading, null, one.person.name),
    cell(COLUMNS.email.heading, null, one.person.email),
    cell(COLUMNS.role.heading, null, ROLE_WORDS[one.gift.role]),
    cell(COLUMNS.place.heading, null, one.placeName),
  ],
});

/**
 * Compares a list of roles with the register. In: the rows that could be read, with the problems of the others, everybody and
 * all units of the operator, and who may appoint. Out: the roles that are given. Nobody loses a role that the list does not
 * name: that is decided by a handover (ADR 0050).
 */
export function planRoleList(
  { rows, problems: unread }: Pick<ReadList<RoleRow>, "rows" | "problems">,
  register: RoleRegister,
  appointing: Appointing,
): ListPlan {
  const [people, places] = [new PeopleByName(register.people), new Places(register)];
  const read = rows.map((row) => readRow(row, people, places));
  const understood = read.flatMap((one) => one.understood ?? []);
  const gifts = understood.filter((one) => !alreadyHeld(one)).map(({ gift }) => gift);
  const held = register.people.filter(({ left }) => !left).reduce((count, { appointments }) => count + appointments.length, 0);
  return {
    rows: understood.map(rowOf),
    gifts,
    problems: inOrder([...unread, ...read.flatMap((one) => one.problems), ...repeated(understood), ...problemsOfGifts(gifts, register.people, appointing)]),
    doubts: inOrder([...doubtsOfColumns(understood), ...read.flatMap((one) => one.doubts), ...doubtsOfGifts(gifts, register.people, appointing)]),
    notListed: held - new Set(understood.filter(alreadyHeld).map(({ gift }) => keyOf(gift))).size,
  };
}
