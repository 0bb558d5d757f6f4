import { describe, expect, it } from "vitest";
import { declaredReadings } from "@/tests/architecture/readings";
import { declaredUseCases } from "@/tests/support/use-cases";

/* Read once: importing every feature takes seconds. */
const declared = declaredUseCases();
const queries = async () => (await declared).map(({ declaration }) => declaration).filter(({ kind }) => kind === "query");

/** Reads that take data out, by hand and not from the declarations. */
const TAKES_OUT = [
  "announcedLink.list where there is any",
  "answer.history unless own",
  "answers.export",
  "audit.export",
  "audit.list",
  "cycle.preview",
  "department.export",
  "department.previewImport",
  "deputy.list",
  "gapReport.export",
  "gapReport.exportPlaces",
  "gapReport.places",
  "gapReport.read",
  "item.answers",
  "item.list",
  "lookLog.list",
  "people.exportRoles",
  "people.exportStaff",
  "people.list",
  "people.listHandovers",
  "people.previewHandover",
  "people.previewImport",
  "people.previewRoles",
  "people.read",
  "people.staffing",
  "platform.listAdministrators",
  "platform.listOfficers",
  "progress.read",
  "scores.read",
  "securityEvent.list",
  "sheet.export unless own",
  "sheet.list",
  "sheet.listOwn unless own",
  "sheet.read unless own",
  "submission.list",
  "submission.read",
  "survey.export",
  "survey.listReplies",
  "survey.read",
  "survey.readSubmission",
  "system.export",
  "system.previewImport",
  "token.list",
];

/** Readings for pages that leave no entry, by hand: no answers, no figures of answers, and no rows about people but the visitor. */
const TAKE_NOTHING_OUT = [
  "accounts/passwords readPasswordOrigin",
  "admin/operators enterNew",
  "admin/operators platformOperator",
  "admin/operators platformOperators",
  "admin/unlocking readLockedHolders",
  "cycle-pages/confirmations readCancelling",
  "cycle-pages/confirmations readClosing",
  "cycle-pages/confirmations readRunning",
  "cycle-pages/overview readEditionNames",
  "cycle-pages/overview readOverview",
  "cycles/plan readHandOut",
  "cycles/plan readNewPlan",
  "cycles/plan readPlan",
  "guidelines/published publishedEdition",
  "guidelines/published publishedEditions",
  "organisation enterAdding",
  "organisation enterImport",
  "organisation enterRegister",
  "organisation/bulk-invitations countUninvited",
  "organisation/invitations readNoLink",
  "organisation/list-page enterDepartments",
  "organisation/list-page enterRoles",
  "organisation/list-page enterSystems",
  "organisation/people readMovingSheets",
  "organisation/units readSystemSheets",
  "organisation/unlocking readLock",
  "sheets/checklist readSheetPages",
  "sheets/taking-back readTakingBack",
  "surveys ministryPages",
  "surveys readLateCorrections",
  "surveys readOpening",
  "surveys readSector",
  "surveys readTakingOut",
  "surveys/calling readCalling",
  "surveys/calling uncalledIds",
  "tasks readPreparations",
];

describe("M12 every read that takes data out leaves a trace", () => {
  it("M12 each query says whether it takes data out, and why not if it does not", async () => {
    const all = await queries();
    expect(all.length).toBeGreaterThan(35);
    expect(all.filter(({ takesOut }) => takesOut === null)).toEqual([]);
    const reasons = all.flatMap(({ name, takesOut }) => (takesOut !== null && typeof takesOut === "object" && "no" in takesOut ? [[name, takesOut.no]] : []));
    expect(reasons.filter(([, reason = ""]) => reason.length < 10)).toEqual([]);
    const taking = all.flatMap(({ name, takesOut }) => {
      if (takesOut === "always") return [name];
      if (takesOut === null || "no" in takesOut) return [];
      return ["exceptOwn" in takesOut ? `${name} unless own` : `${name} where there is any`];
    });
    expect(taking.sort()).toEqual(TAKES_OUT);
  });

  it("M12 what a page reads for a change, or for a query that takes nothing out, says itself what it takes out", async () => {
    const always = new Set((await declared).flatMap(({ exported, declaration }) => (declaration.takesOut === "always" ? [exported] : [])));
    const readings = declaredReadings();
    expect(readings.length).toBeGreaterThan(45);
    const silent = readings.filter(({ of, takesOut }) => takesOut === null && !always.has(of));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it("M12 the readings that leave no entry are known", () => {
    const known = declaredReadings().flatMap(({ name, takesOut }) => (takesOut === "no" ? [name] : []));
    expect(known.sort()).toEqual(TAKE_NOTHING_OUT);
  });
});
