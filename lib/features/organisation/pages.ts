import "server-only";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { OPERATOR_ROLES, placeOfPost } from "@/lib/domain/checking/posts";
import type { SystemKind } from "@/lib/domain/guideline/sector";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { wordingOfSector } from "@/lib/features/guidelines/wording/queries";
import { APPOINTER } from "@/lib/features/organisation/deciding/refusals";
import { loadPersonDeputies } from "@/lib/features/organisation/deputies/pages";
import type { PersonWithDeputies } from "@/lib/features/organisation/deputies/view";
import { readNoLink } from "@/lib/features/organisation/invitations/queries";
import { lookalikes } from "@/lib/features/organisation/likeness/rules";
import { addPerson } from "@/lib/features/organisation/people/commands";
import { listPeople, readMovingSheets, readPersonDetail, readSameNumbers } from "@/lib/features/organisation/people/queries";
import { movingView } from "@/lib/features/organisation/people/texts";
import { type Department, type Person, peopleQuery, type System } from "@/lib/features/organisation/record/schema";
import type {
  NewPersonView,
  Option,
  OrganisationView,
  PeopleView,
  PersonInvitationView,
  PersonRowView,
  PersonView,
  RoleChoice,
} from "@/lib/features/organisation/record/view";
import { importStaffList } from "@/lib/features/organisation/staff-list/commands";
import { listDepartments, listSystems, readSystemSheets } from "@/lib/features/organisation/units/queries";
import { readLock } from "@/lib/features/organisation/unlocking/queries";
import { dateText, dateTimeText } from "@/lib/labels/japanese-date";
import { makerText } from "@/lib/labels/link-maker";
import { sentence } from "@/lib/labels/own-direction";
import { askedBy } from "@/lib/labels/printed-places";
import { recordLinks } from "@/lib/labels/record-links";
import { type UnusedView, unusedText } from "@/lib/labels/unused-parts";
import { postTitle, ROLE_WORDS } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import type { Visitor } from "@/lib/server/scope/scope";
import { ofOwnOperator, reading } from "@/lib/server/use-cases/use-case";
import { type AddressQuery, askedOf } from "@/lib/validation/address";
import { pagerView } from "@/lib/validation/paging";
import { isIdentifier } from "@/lib/validation/plain-text";

/** More departments and systems than any operator has. */
const EVERY = { page: 1, perPage: 2_000, retired: "0" } as const;
const EVERY_WITH_RETIRED = { ...EVERY, retired: "1" } as const;

const mayManage = ({ actor }: Visitor): boolean => mayAtOwn(actor, "people.manage");

const nothing = () => Promise.resolve(granted(null));
/** Each checks one permission: adding people, importing a staff list, seeing the register. */
const enterAdding = reading({ of: addPerson, takesOut: { no: "reads nothing" }, on: ofOwnOperator("people"), run: nothing });
const enterImport = reading({ of: importStaffList, takesOut: { no: "reads nothing" }, on: ofOwnOperator("people"), run: nothing });
const enterRegister = reading({ of: listPeople, takesOut: { no: "reads nothing" }, on: ofOwnOperator("people"), run: nothing });

const optionOf = ({ id, name }: { readonly id: string; readonly name: string }): Option => ({ value: id, label: name });

async function departmentsOf(visitor: Visitor, now: Date): Promise<readonly Department[]> {
  return valueOrPage(await listDepartments(visitor, EVERY, now)).items;
}

/** Whether the person can sign in, or what is still to be handed over. */
function passwordText({ hasPassword, leftAt, invitation }: Person, now: Date): string {
  if (leftAt !== null) return "";
  if (hasPassword) return "決めた";
  if (invitation?.state === "open" && new Date(invitation.expiresAt) > now) return `まだ（リンクは${dateTimeText(new Date(invitation.expiresAt))}まで）`;
  return "まだ（使えるリンクなし）";
}

const rowView = (person: Person, now: Date): PersonRowView => ({
  id: person.id,
  href: `/operator/people/${person.id}`,
  name: person.name,
  staffNumber: person.staffNumber ?? "",
  email: person.email,
  department: person.departmentName,
  roles: person.appointments.map(postTitle),
  left: person.leftAt !== null,
  remake: person.leftAt === null && person.invitation?.state === "remake",
  password: passwordText(person, now),
});

const ENDED_BECAUSE: Readonly<Record<string, string>> = {
  address: "メールアドレスが変わったため、前のリンクは使えなくなりました。",
  role: "作った人には付けられない役割が付いたため、前のリンクは使えなくなりました。CISOが作り直してください。",
  upgrade: "ポータルを更新したため、前のリンクは使えなくなりました。",
};

/** The state of the person's newest link. */
function invitationView({ invitation }: Person, now: Date): Omit<PersonInvitationView, "noLink"> {
  if (invitation === null || invitation.state === "ended") return { text: null, remake: false };
  if (invitation.state === "remake") return { text: ENDED_BECAUSE[invitation.because ?? ""] ?? null, remake: true };
  const made = `${makerText(invitation)}が${dateTimeText(new Date(invitation.madeAt))}に作ったリンクがあります。`;
  const until = new Date(invitation.expiresAt);
  return { text: until > now ? `${made}${dateTimeText(until)}まで使えます。` : `${made}期限が過ぎました。`, remake: false };
}

/** The search results among the own operator's people. */
export async function loadPeople(entered: AddressQuery): Promise<PeopleView & UnusedView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const { parts: query, unused } = askedOf(peopleQuery, entered);
  const found = valueOrPage(await listPeople(visitor, query, now));
  const { q = "", departmentId = "", presence, password = "" } = query;
  const href = (page: number): string => `/operator/people?${new URLSearchParams({ q, departmentId, presence, password, page: String(page) })}`;
  return {
    unused: unusedText(unused),
    lookalikes: valueOrPage(await readSameNumbers(visitor, {}, now)).map((people) =>
      people.map(({ name, staffNumber }) => sentence`${name}さん（${staffNumber}）`).join("と"),
    ),
    people: found.items.map((person) => rowView(person, now)),
    totalText: `${found.total}人`,
    search: { q, departmentId, presence, password },
    searched: q !== "" || departmentId !== "" || presence !== "present" || password !== "",
    departments: [{ value: "", label: "すべての部署" }, ...(await departmentsOf(visitor, now)).map(optionOf)],
    presences: [
      { value: "present", label: "在籍中" },
      { value: "left", label: "退職" },
      { value: "all", label: "すべて" },
    ],
    passwords: [
      { value: "", label: "すべて" },
      { value: "unset", label: "まだ決めていない" },
      { value: "set", label: "決めた" },
    ],
    pager: pagerView(found, "人", href),
    mayManage: mayManage(visitor),
  };
}

function choicesOf(person: Person, departments: readonly Department[], systems: readonly System[]): PersonView["choices"] {
  const held = new Set(person.appointments.map(({ role, departmentId, systemId }) => [role, departmentId ?? "", systemId ?? ""].join("/")));
  const choice = (value: string, label: string): RoleChoice => ({ value, label, held: held.has(value) });
  const whole = OPERATOR_ROLES.filter((role) => placeOfPost(role) === "operator");
  return [
    { legend: "事業者全体の役割", choices: whole.map((role) => choice(`${role}//`, ROLE_WORDS[role])) },
    { legend: "情報セキュリティ責任者をする部署", choices: departments.map(({ id, name }) => choice(`securityManager/${id}/`, name)) },
    { legend: "システム管理者をする重要システム", choices: systems.map(({ id, name }) => choice(`systemAdministrator//${id}`, name)) },
  ].filter(({ choices }) => choices.length > 0);
}

const rolesNote = ({ actor }: Visitor): string =>
  `取扱者の点検票は、役割がなくても全員に配ります。監査実施者は、CISO・責任者・システム管理者・審査者と兼ねられません${askedBy(wordingOfSector(actor.sector ?? null).separation)}。CISOがパスワードを決めた後は、CISO・経営層・監査実施者・責任者・事務局の役割は、${APPOINTER}だけが付け外しできます。`;

export async function loadPerson(id: string): Promise<PersonWithDeputies> {
  const visitor = await requireVisitor();
  const now = new Date();
  if (!isIdentifier(id)) valueOrPage(refused(NOT_FOUND));
  const person = valueOrPage(await readPersonDetail(visitor, { personId: id }, now));
  const departments = await departmentsOf(visitor, now);
  const systems = valueOrPage(await listSystems(visitor, EVERY, now)).items;
  const staffNumber = person.staffNumber ?? "";
  return {
    id,
    title: person.name,
    fields: { name: person.name, email: person.email, staffNumber, departmentId: person.departmentId },
    departments: departments.map(optionOf),
    departmentRetired: departments.every((one) => one.id !== person.departmentId),
    leftText: person.leftAt === null ? null : `${dateText(new Date(person.leftAt))}に退職`,
    roles: person.appointments.map(postTitle),
    choices: choicesOf(person, departments, systems),
    rolesNote: rolesNote(visitor),
    facts: [
      { term: "職員番号", description: staffNumber || "登録なし" },
      { term: "メール", description: person.email },
      { term: "部署", description: person.departmentName },
    ],
    mayManage: mayManage(visitor),
    moving: mayManage(visitor) ? movingView(valueOrPage(await readMovingSheets(visitor, { personId: id }, now)), "取扱者") : null,
    invitation: { ...invitationView(person, now), noLink: mayManage(visitor) ? valueOrPage(await readNoLink(visitor, { personId: id }, now)) : null },
    deputies: await loadPersonDeputies(visitor, id, departments, systems, now),
    lock: mayManage(visitor) ? valueOrPage(await readLock(visitor, { personId: id }, now)) : "open",
  };
}

export async function loadNewPerson(): Promise<NewPersonView> {
  const visitor = await requireVisitor();
  valueOrPage(await enterAdding(visitor, {}, new Date()));
  return { departments: (await departmentsOf(visitor, new Date())).map(optionOf) };
}

/** Checks that the visitor may import a staff list. */
export async function loadImport(): Promise<void> {
  valueOrPage(await enterImport(await requireVisitor(), {}, new Date()));
}

/** The kinds of the sector, and the present kind if the sector no longer has it. */
const kindOptions = (kinds: readonly SystemKind[], present?: SystemKind): Option[] => {
  const kept = present === undefined || kinds.some(({ id }) => id === present.id) ? [] : [present];
  return [...kept, ...kinds].map(({ id, name }) => ({ value: id, label: name }));
};

/** Departments and critical systems with their contents, retired ones last. */
export async function loadOrganisation(): Promise<OrganisationView> {
  const visitor = await requireVisitor();
  const now = new Date();
  valueOrPage(await enterRegister(visitor, {}, now));
  const departments = valueOrPage(await listDepartments(visitor, EVERY_WITH_RETIRED, now)).items;
  const { items: systems, kinds } = valueOrPage(await listSystems(visitor, EVERY_WITH_RETIRED, now));
  const moving = mayManage(visitor) ? valueOrPage(await readSystemSheets(visitor, {}, now)) : new Map<string, number>();
  const inUseFirst = (one: { readonly retired: boolean }, other: { readonly retired: boolean }): number => Number(one.retired) - Number(other.retired);
  const alike = (word: string, units: readonly { readonly name: string }[]): string[] =>
    lookalikes(units, ({ name }) => name).map((group) => `${word}${group.map(({ name }) => sentence`「${name}」`).join("と")}`);
  return {
    lookalikes: [...alike("部署", departments), ...alike("重要システム", systems)],
    departments: departments
      .map(({ id, name, retired, people, systems: count }) => {
        const note = `${people}人・重要システム ${count}件`;
        return { id, name, retired, note, inUse: people + count === 0 ? null : `${note}があるため、廃止できません。先に移してください。` };
      })
      .sort(inUseFirst),
    systems: systems
      .map(({ id, name, retired, kind, kindName, departmentId, departmentName }) => ({
        id,
        name,
        retired,
        kindOptions: kindOptions(kinds, { id: kind, name: kindName }),
        kind,
        kindText: kindName,
        departmentId,
        departmentRetired: departments.some((one) => one.retired && one.id === departmentId),
        moving: movingView(moving.get(id) ?? 0, "システム管理者"),
        note: departmentName,
        inUse: moving.has(id) ? `実施中の点検票が${moving.get(id) ?? 0}枚あるため、廃止できません。` : null,
      }))
      .sort(inUseFirst),
    departmentOptions: departments.filter(({ retired }) => !retired).map(optionOf),
    records: recordLinks(visitor.actor),
    kindOptions: kindOptions(kinds),
    systemsNote: wordingOfSector(visitor.actor.sector ?? null).systems,
    mayManage: mayManage(visitor),
  };
}
