import "server-only";
import { decide } from "@/lib/domain/access/permission";
import { DECIDING, isDeciding, isOwnConduct, placeOfPost } from "@/lib/domain/checking/posts";
import { isCounted } from "@/lib/domain/checking/sheet";
import { ANSWERING_ROLES } from "@/lib/domain/guideline/edition";
import { NOT_FOUND, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { wordingOfSector } from "@/lib/features/guidelines/wording/queries";
import { barredFrom } from "@/lib/features/organisation/separation/queries";
import { sheet as anySheet, type SheetRecord, sheetTarget } from "@/lib/features/sheets/record/record";
import { assignBody, sheetState, TAG } from "@/lib/features/sheets/record/schema";
import { deniedPart, rolesText } from "@/lib/labels/permission-words";
import { askedBy } from "@/lib/labels/printed-places";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { command, put } from "@/lib/server/use-cases/use-case";

const wrongState = (detail: string) => refusal("wrong_state", detail);

/** Why the sheet's respondents cannot change in its present state; null if they can. */
export function fixedRespondents({ role, state, cycleState }: SheetRecord) {
  if (isOwnConduct(role)) return wrongState("取扱者の点検票は本人だけが回答します。");
  if (state === "withdrawn") return wrongState("取り下げた点検票です。");
  if (cycleState !== "open" && cycleState !== "reviewing") return wrongState("点検の受付が終わっているため、担当は変えられません。");
  return isCounted(state) ? wrongState("提出された点検票の担当は変えられません。変えるときは、先に差し戻してください。") : null;
}

const ADDING_ONESELF = deniedPart(
  "sheet.assign",
  "sheet.assignAnybody",
  (may, others) => `${others}は、自分を回答する人に加えられません。${may}に頼んでください。`,
);

const DECIDING_SHEETS = rolesText(DECIDING.filter((role) => ANSWERING_ROLES.some((one) => one === role)));
const ADDING_OTHERS = deniedPart(
  "sheet.assign",
  "sheet.assignAnybody",
  (may) => `${DECIDING_SHEETS}の点検票に、その役割のない人を加えられるのは、${may}だけです。`,
);

/**
 * Respondents can read everything on the sheet. So a person who hands out sheets but may not read others' remarks (事務局)
 * cannot name themselves nor, for a sheet of a deciding role, anybody who does not hold that role from the CISO.
 */
async function refusedToName(transaction: Transaction, visitor: Visitor, sheet: SheetRecord, newcomers: readonly string[]) {
  if (decide(visitor.actor, "sheet.assignAnybody", sheetTarget(sheet)).ok) return null;
  if (newcomers.includes(visitor.actor.personId)) {
    return ADDING_ONESELF;
  }
  const { operatorId, departmentId, role } = sheet;
  if (!isDeciding(role) || newcomers.length === 0) return null;
  const holders = await transaction.appointment.findMany({
    where: { operatorId, role, personId: { in: [...newcomers] }, ...(placeOfPost(role) === "department" ? { departmentId } : {}) },
    select: { personId: true },
  });
  if (new Set(holders.map(({ personId }) => personId)).size === newcomers.length) return null;
  return ADDING_OTHERS;
}

/**
 * Sets the respondents of a sheet; earlier answers stay, with their respondents. Refused: 取扱者 sheets, which belong to their
 * person; sheets that are withdrawn, handed in or accepted, or of a cycle that is not open for answers; people who left or do
 * not exist; auditor and audited in one person (3.1.4.1(2)); and people whom the visitor may not name (`refusedToName`).
 */
export const assignSheet = command({
  name: "sheet.assign",
  api: put("/sheets/{sheetId}/respondents", "assignSheet", TAG, "回答する人を決める"),
  on: { ...anySheet.reviewed, people: "share" },
  input: assignBody,
  output: sheetState,
  refuses: ["not_permitted", "not_found", "wrong_state", "conflicting_appointments"],
  keeps: ["respondentIds"],
  wayBack: { by: "sheet.assign" },
  async run({ transaction, subject: sheet, input: { respondentIds }, visitor, now, keepChange }) {
    const { operatorId, id, role, state } = sheet;
    const named = [...new Set(respondentIds)];
    const people = await transaction.person.count({ where: { operatorId, id: { in: named }, leftAt: null } });
    if (people !== named.length) return refused(NOT_FOUND);
    const fixed = fixedRespondents(sheet);
    if (fixed || isOwnConduct(role)) return refused(fixed ?? NOT_FOUND);
    const barred = await barredFrom(transaction, operatorId, role, named, now);
    if (barred.length > 0) {
      const { separation } = wordingOfSector(visitor.actor.sector ?? null);
      return refused(refusal("conflicting_appointments", `監査する人は、監査を受ける点検票に回答できません${askedBy(separation)}。`, { list: barred }));
    }
    const newcomers = named.filter((personId) => !sheet.respondentIds.includes(personId));
    const notTheirs = await refusedToName(transaction, visitor, sheet, newcomers);
    if (notTheirs) return refused(notTheirs);
    const same = newcomers.length === 0 && named.length === sheet.respondentIds.length;
    keepChange(same ? null : { before: { respondentIds: sheet.respondentIds }, after: { respondentIds: named } });
    await transaction.sheetRespondent.deleteMany({ where: { operatorId, sheetId: id } });
    await transaction.sheetRespondent.createMany({ data: named.map((personId) => ({ operatorId, sheetId: id, personId })) });
    return granted({ id, state });
  },
});
