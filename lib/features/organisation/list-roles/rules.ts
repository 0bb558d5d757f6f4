import { conflictingAppointments } from "@/lib/domain/access/separation";
import type { Appointment } from "@/lib/domain/checking/actor";
import { isDeciding, OPERATOR_ROLES, type OperatorRole, placeOfPost } from "@/lib/domain/checking/posts";
import { grouped } from "@/lib/domain/shared/grouped";
import { identityFold } from "@/lib/domain/shared/text-fold";
import { APPOINTER, APPOINTING_ONESELF } from "@/lib/features/organisation/deciding/refusals";
import { foundInCell } from "@/lib/features/organisation/list-cells/rules";
import type { Exchange } from "@/lib/features/organisation/list-columns/rules";
import type { LineProblem } from "@/lib/features/organisation/list-file/csv";
import { linesIn } from "@/lib/features/organisation/list-register/parts";
import type { At, PeopleByName, RegisteredPerson } from "@/lib/features/organisation/list-register/rules";
import { sentence } from "@/lib/labels/own-direction";
import { ROLE_ALIASES, ROLE_WORDS } from "@/lib/labels/words";

/** A role that a list gives. The unit is named by its id, or by its name if the list makes it; neither for a role of the whole operator. */
export interface Gift extends At {
  readonly personId: string;
  readonly role: OperatorRole;
  readonly unitId: string | null;
  readonly newUnit: string | null;
}

/** `current`: not over, so that it ends where its person takes the post. */
interface CountedDeputyship extends Appointment {
  readonly current?: boolean;
}

/** What decides who may be given which role. */
export interface Appointing {
  /** The visitor. */
  readonly self: string;
  /** The visitor may appoint anybody to anything. */
  readonly anybody: boolean;
  /** The visitor may appoint to deciding roles. */
  readonly deciding: boolean;
  /** People whom the platform appointed and who have not signed in yet. */
  readonly platformsChoices: ReadonlySet<string>;
  /** Deputyships that count in the separation of duties, by person. */
  readonly deputyships: ReadonlyMap<string, readonly CountedDeputyship[]>;
  /** 「（安全ガイドライン 3.1.4.1(2)）」. */
  readonly separation: string;
}

/** As many roles as one person can have. */
const MOST_ROLES = 50;
const MOST_IN_CELL = 100;

const ROLE_OF_FOLD: ReadonlyMap<string, OperatorRole> = new Map(
  OPERATOR_ROLES.flatMap((role) => [ROLE_WORDS[role], ...(ROLE_ALIASES[role] ?? [])].map((word) => [identityFold(word), role] as const)),
);

/** The role that a word of a list means; undefined if none. */
export const roleOfWord = (word: string): OperatorRole | undefined => ROLE_OF_FOLD.get(identityFold(word));

/** Whether the person holds the role at that unit. */
export const holds = ({ appointments }: RegisteredPerson, role: OperatorRole, unitId: string | null): boolean =>
  appointments.some((one) => one.role === role && (one.departmentId ?? one.systemId) === unitId);

const asAppointment = ({ role, unitId }: Gift) => ({
  role,
  departmentId: placeOfPost(role) === "department" ? unitId : null,
  systemId: placeOfPost(role) === "system" ? unitId : null,
});

/** Why the visitor may not give this role to this person. */
function forbiddance({ self, anybody, deciding, platformsChoices }: Appointing, { personId, role }: Gift): string | null {
  if (anybody) return null;
  if (isDeciding(role) && personId === self) return APPOINTING_ONESELF.detail;
  if (isDeciding(role) && !deciding)
    return `${ROLE_WORDS[role]}の役割を付けられるのは、${APPOINTER}だけです。${APPOINTER}に頼むか、この役割を一覧から外してください。`;
  if (platformsChoices.has(personId)) return `ポータル管理者が最初に登録した人です。本人がパスワードを決めるまで、役割を付けられるのは${APPOINTER}だけです。`;
  return null;
}

/** The roles that the person could not hold together, each at the gifts that bring them together. */
function conflictsOf(person: RegisteredPerson, gifts: readonly Gift[], { deputyships, separation }: Appointing): LineProblem[] {
  const all = [...person.appointments, ...gifts.map(asAppointment), ...(deputyships.get(person.id) ?? [])];
  return conflictingAppointments(all).flatMap(({ roles: [one, other] }) => {
    const message = sentence`${person.name}さんは${ROLE_WORDS[one]}と${ROLE_WORDS[other]}を兼ねることになります。一人では兼ねられません${separation}。`;
    const bringing = gifts.filter(({ role }) => role === one || role === other);
    return (bringing.length > 0 ? bringing : gifts.slice(0, 1)).map(({ line, column }) => ({ line, column, message }));
  });
}

/**
 * Why roles cannot be given, each with its line: those that 3.1.4.1(2) keeps apart (deputyships count), those that the visitor
 * may not give, and more than a person can have. A list only adds roles, so nobody loses one.
 */
export function problemsOfGifts(gifts: readonly Gift[], people: readonly RegisteredPerson[], appointing: Appointing): LineProblem[] {
  const given = grouped(gifts, ({ personId }) => personId);
  return people.flatMap((person) => {
    const own = given.get(person.id) ?? [];
    const forbidden = own.flatMap((gift): LineProblem[] => {
      const message = forbiddance(appointing, gift);
      return message === null ? [] : [{ line: gift.line, column: gift.column, message, forbidden: true }];
    });
    const last = own.at(-1);
    const many: LineProblem[] =
      last && person.appointments.length + own.length > MOST_ROLES
        ? [{ line: last.line, column: last.column, message: sentence`${person.name}さんの役割が${MOST_ROLES}を超えます。` }]
        : [];
    return own.length === 0 ? [] : [...forbidden, ...conflictsOf(person, own, appointing), ...many];
  });
}

/** Deputyships that end because the list gives their person the post itself (`endOnTaking`). */
export function doubtsOfGifts(gifts: readonly Gift[], people: readonly RegisteredPerson[], { deputyships }: Appointing): LineProblem[] {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return gifts.flatMap(({ line, column, personId, role, unitId }) => {
    const own = deputyships.get(personId) ?? [];
    const ends = own.some((one) => one.current === true && one.role === role && (one.departmentId ?? one.systemId ?? null) === unitId);
    const message = sentence`${names.get(personId) ?? ""}さんは、いまかこれからこの役割の代行です。取り込むと、その代行は終わります。`;
    return ends ? [{ line, column, message }] : [];
  });
}

export interface GivenInCell {
  readonly gifts: readonly Gift[];
  /** The people whom the cell names. */
  readonly named: readonly RegisteredPerson[];
  /** Holders of the post whom the cell does not name, and who keep it, unless it names nobody. */
  readonly kept: readonly RegisteredPerson[];
  readonly problems: readonly LineProblem[];
  readonly doubts: readonly LineProblem[];
}

/** What a cell without anybody gives. */
export const NOTHING_GIVEN: GivenInCell = { gifts: [], named: [], kept: [], problems: [], doubts: [] };

/** The people whom a cell names beside those who have the post. */
export const exchangeOfCell = (line: number, { gifts, kept }: GivenInCell): Exchange => ({
  line,
  loses: kept.map(({ id }) => id),
  gains: gifts.map(({ personId }) => personId),
});

interface PostOfRow {
  readonly role: OperatorRole;
  readonly unit: { readonly id: string } | null;
  readonly unitName: string;
}

/**
 * The roles that a cell of a department or system gives: to each person whom it names and who does not hold the post. Holders
 * whom it does not name keep the post, and that is said.
 */
export function giftsOfCell(at: At, cell: string, { role, unit, unitName }: PostOfRow, people: PeopleByName): GivenInCell {
  const count = linesIn(cell).flat().length;
  if (count > MOST_IN_CELL) {
    const message = `${count}人が書かれています。一つの欄には${MOST_IN_CELL}人までです。`;
    return { ...NOTHING_GIVEN, problems: [{ ...at, message }] };
  }
  const found = foundInCell(at, cell, people);
  const named = [...new Map(found.flatMap(({ person }) => (person ? [[person.id, person] as const] : []))).values()];
  const unitId = unit?.id ?? null;
  const holders = unit === null ? [] : people.holders(role, unitId);
  const kept = named.length === 0 ? [] : holders.filter(({ id }) => !named.some((person) => person.id === id));
  return {
    named,
    kept,
    gifts: named
      .filter((person) => !holders.includes(person))
      .map(({ id }) => ({ ...at, personId: id, role, unitId, newUnit: unitId === null ? unitName : null })),
    problems: found.flatMap(({ problem }) => problem ?? []),
    doubts: [
      ...found.flatMap(({ doubt }) => doubt ?? []),
      ...kept.map(({ name }) => ({
        ...at,
        message: sentence`いまの${ROLE_WORDS[role]} ${name}さんは書かれていませんが、そのまま残ります。外すときは、その人の画面の「引継ぎ」で決めてください。`,
      })),
    ],
  };
}
