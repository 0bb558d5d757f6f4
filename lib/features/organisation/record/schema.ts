import { z } from "zod";
import { OPERATOR_ROLES, placeOfPost } from "@/lib/domain/checking/posts";
import { SYSTEM_KIND_PATTERN } from "@/lib/domain/guideline/sector";
import { confirmedMoving } from "@/lib/features/sheets/moving/schema";
import { pageAnswer, pageQuery } from "@/lib/validation/paging";
import { identifier, identifierOr, line, mailAddress, searchText } from "@/lib/validation/plain-text";

/** Tags of the use cases of units and of people in the API document. */
export const UNITS_TAG = "部署と重要システム";
export const PEOPLE_TAG = "人";

const flag = z.enum(["0", "1"], { error: "0 か 1 にしてください。" });
const inDepartment = identifierOr("部署を選んでください。");
/** One of the kinds of the operator's sector. */
const kind = z.string({ error: "重要システムの種類を選んでください。" }).regex(SYSTEM_KIND_PATTERN, { error: "重要システムの種類を選んでください。" });

export const departmentParams = z.object({ departmentId: identifier });
export const systemParams = z.object({ systemId: identifier });
export const personParams = z.object({ personId: identifier });

export const unitsQuery = pageQuery.extend({ retired: flag.default("0") });
export type UnitsQuery = z.output<typeof unitsQuery>;
const yesOrNo = z.boolean({ error: "true か false にしてください。" }).optional();
/** `confirmedSimilar`: it is another one than those with a name that differs by one character. */
export const departmentBody = z.strictObject({ name: line("部署の名前", 100), confirmedSimilar: yesOrNo });
export const departmentPatch = departmentBody.partial().extend({ retired: z.boolean().optional() });
export const systemBody = z.strictObject({ name: line("重要システムの名前", 100), kind, departmentId: inDepartment, confirmedSimilar: yesOrNo });
export const systemPatch = systemBody.partial().extend({ retired: z.boolean().optional(), ...confirmedMoving });

export const department = z.object({ id: identifier, name: z.string(), retired: z.boolean(), people: z.int(), systems: z.int() }).meta({ id: "Department" });
export type Department = z.output<typeof department>;
export const departmentPage = pageAnswer(department);
export const system = z
  .object({
    id: identifier,
    name: z.string(),
    kind: z.string(),
    kindName: z.string(),
    departmentId: identifier,
    departmentName: z.string(),
    retired: z.boolean(),
  })
  .meta({ id: "CriticalSystem" });
export type System = z.output<typeof system>;
const systemKind = z.object({ id: z.string(), name: z.string() }).meta({ id: "SystemKind" });
/** Includes the kinds of 重要システム of the operator's sector. */
export const systemPage = pageAnswer(system).extend({ kinds: z.array(systemKind) });

export const PRESENCES = ["present", "left", "all"] as const;
/** Whether somebody has a password. */
const PASSWORDS = ["set", "unset"] as const;
export const peopleQuery = pageQuery.extend({
  q: searchText(100).optional(),
  departmentId: identifier.optional(),
  presence: z.enum(PRESENCES).default("present"),
  password: z.enum(PASSWORDS).optional(),
});
export type PeopleQuery = z.output<typeof peopleQuery>;

const staffNumber = line("職員番号", 50).nullish();
/** `confirmedSimilar`: it is somebody else than the person of the same name whose address or number differs by one character. */
export const personBody = z.strictObject({ name: line("氏名", 100), email: mailAddress, departmentId: inDepartment, staffNumber, confirmedSimilar: yesOrNo });
/** `samePerson`: only the address changes, so the password stays valid. */
export const personPatch = personBody.partial().extend({ left: z.boolean().optional(), samePerson: yesOrNo, ...confirmedMoving });

const place = identifier.nullish().transform((id) => id ?? null);
export const appointmentPart = z
  .strictObject({ role: z.enum(OPERATOR_ROLES, { error: "役割を選んでください。" }), departmentId: place, systemId: place })
  .refine(({ role, departmentId }) => (placeOfPost(role) === "department") === (departmentId !== null), {
    error: "情報セキュリティ責任者には部署を選んでください。ほかの役割には選びません。",
    path: ["departmentId"],
  })
  .refine(({ role, systemId }) => (placeOfPost(role) === "system") === (systemId !== null), {
    error: "システム管理者には重要システムを選んでください。ほかの役割には選びません。",
    path: ["systemId"],
  })
  .meta({ id: "AppointmentBody" });
export type AppointmentBody = z.output<typeof appointmentPart>;
export const appointmentsBody = z.strictObject({
  appointments: z.array(appointmentPart).max(50, { error: "一人の役割は50までです。" }),
});

const moment = z.iso.datetime({ offset: true });
/** The newest link for setting a password: `open` until it expires, `remake` if it ended because the address or the roles changed. */
const personInvitation = z
  .object({
    state: z.enum(["open", "remake", "ended"]),
    because: z.string().nullable(),
    makerName: z.string().nullable(),
    as: z.string().nullable(),
    ...{ madeAt: moment, effectiveAt: moment, expiresAt: moment },
  })
  .meta({ id: "PersonInvitation" });

const heldAppointment = z
  .object({
    role: z.enum(OPERATOR_ROLES),
    departmentId: identifier.nullable(),
    departmentName: z.string().nullable(),
    systemId: identifier.nullable(),
    systemName: z.string().nullable(),
  })
  .meta({ id: "Appointment" });

export const person = z
  .object({
    id: identifier,
    name: z.string(),
    email: z.string(),
    staffNumber: z.string().nullable(),
    departmentId: identifier,
    departmentName: z.string(),
    leftAt: z.iso.datetime().nullable(),
    invitation: personInvitation.nullable(),
    /** Without one, a link is needed to get in. */
    hasPassword: z.boolean(),
    appointments: z.array(heldAppointment),
  })
  .meta({ id: "Person" });
export type Person = z.output<typeof person>;
export const personPage = pageAnswer(person);

/** A link for setting the password, shown only this once. */
export const invitation = z.object({ link: z.url(), expiresAt: z.iso.datetime() }).meta({ id: "Invitation" });
export type Invitation = z.output<typeof invitation>;

/** The people who come after the person `after`, by department, staff number and name; without it, from the first. `onlyMissing`: only people without a valid link. */
export const invitationsBody = z.strictObject({
  after: identifier.nullish(),
  onlyMissing: z.boolean({ error: "true か false にしてください。" }).default(false),
});
export type InvitationsBody = z.output<typeof invitationsBody>;
const invitedPerson = invitation
  .extend({ personId: identifier, name: z.string(), email: z.string(), departmentName: z.string() })
  .meta({ id: "InvitedPerson" });
export const invitationList = z.object({
  invitations: z.array(invitedPerson),
  /** The number of people left, and the person after whom the next call starts. */
  left: z.int(),
  next: identifier.nullable(),
  /** The number without a password who get no link here, because the CISO invites holders of deciding roles. */
  leftOut: z.int(),
});
export type InvitationList = z.output<typeof invitationList>;

export const announcedLinkParams = z.object({ linkId: identifier });
/** An open link that somebody outside of the operator made for one of its people; the operator is notified of it. */
export const announcedLink = z
  .object({
    id: identifier,
    /** For whom. */
    name: z.string(),
    how: z.enum(["recovery", "commandLine"]),
    makerName: z.string().nullable(),
    madeAt: z.iso.datetime(),
    effectiveAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: "AnnouncedLink" });
export type AnnouncedLink = z.output<typeof announcedLink>;
export const announcedLinkPage = pageAnswer(announcedLink);

/** `ignoreColumns=1`: columns with other headings are not used. `hash`: of the preview, so that nothing else is imported. The file comes beside them. */
export const importInput = z.looseObject({
  ignoreColumns: flag.optional(),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: "hash は、確かめたときの応答の hash にしてください。" })
    .optional(),
});
export const importQuery = importInput.extend({ dryRun: flag.default("0") });
const staff = z.object({ staffNumber: z.string().nullable(), name: z.string(), email: z.string(), department: z.string() }).meta({ id: "StaffListPerson" });
const staffRow = z.object({ line: z.int(), kind: z.enum(["added", "changed"]), before: staff.nullable(), after: staff }).meta({ id: "StaffListRow" });
const listDoubt = z.object({ line: z.int(), place: z.string(), message: z.string() }).meta({ id: "ListDoubt" });
export const importOutcome = z.object({
  applied: z.boolean(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  /** The number of people whose passwords end with their address: they need a link to sign in again. */
  passwordsEnd: z.int(),
  /** The number of people whose link to set a password ends with their address, though it could still be used. */
  linksEnd: z.int(),
  /** The number of 取扱者 sheets that move with people to other departments. */
  movedSheets: z.int(),
  /** SHA-256 of what the list does to the people and sheets as they are. */
  hash: z.string(),
  /** Headings of columns that are not used. */
  ignoredColumns: z.array(z.string()),
  /** What is taken, but may not be meant, by line; `moreDoubts` is the number of others. */
  doubts: z.array(listDoubt),
  moreDoubts: z.int(),
  newDepartments: z.array(z.string()),
  /** Additions and changes by line, up to what a screen can show: dubious ones, then changes, then plain additions. */
  rows: z.array(staffRow),
});
export type ImportOutcome = z.output<typeof importOutcome>;

/** A value of a row: `before` where the list changes it. */
const listCell = z.object({ column: z.string(), before: z.string().nullable(), after: z.string() }).meta({ id: "ListCell" });
const listRow = z.object({ line: z.int(), kind: z.enum(["added", "renamed", "changed", "unchanged"]), cells: z.array(listCell) }).meta({ id: "ListRow" });
/** What a list of roles, departments or critical systems does, or has done. */
export const listOutcome = z
  .object({
    applied: z.boolean(),
    /** SHA-256 of what the list does to the register as it is. */
    hash: z.string(),
    ignoredColumns: z.array(z.string()),
    doubts: z.array(listDoubt),
    moreDoubts: z.int(),
    /** Rows by what becomes of them, and what is registered and not in the list, which stays. */
    ...{ added: z.int(), renamed: z.int(), changed: z.int(), unchanged: z.int(), notListed: z.int() },
    /** Roles that people get by it, people whose password or link ends with them, and sheets that move to another department. */
    ...{ rolesGiven: z.int(), passwordsEnd: z.int(), linksEnd: z.int(), movedSheets: z.int() },
    /** The rows by line, up to what a screen can show: dubious ones, then changes, then plain additions. */
    rows: z.array(listRow),
  })
  .meta({ id: "ListOutcome" });
export type ListOutcome = z.output<typeof listOutcome>;

/** What refusals carry as `current`: the kinds that a system can have. */
export const systemKinds = z.object({ kinds: z.array(systemKind) }).meta({ id: "SystemKinds" });
