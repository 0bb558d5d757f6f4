import { describe, expect, it } from "vitest";
import { declaredUseCases } from "@/tests/support/use-cases";

/* Read once: importing every feature takes seconds. */
const declared = declaredUseCases();
const queries = async () => (await declared).map(({ declaration }) => declaration).filter(({ kind }) => kind === "query");

/** Reads that take data out, by hand and not from the declarations. */
const TAKES_OUT = [
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
  "people.list",
  "people.listHandovers",
  "people.previewImport",
  "people.previewRoles",
  "people.read",
  "people.staffing",
  "platform.listAdministrators",
  "platform.listOfficers",
  "scores.read",
  "securityEvent.list",
  "sheet.export unless own",
  "sheet.list",
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

describe("M12 every look leaves a trace", () => {
  it("M12 each query says whether it takes data out, and why not if it does not", async () => {
    const all = await queries();
    expect(all.length).toBeGreaterThan(35);
    expect(all.filter(({ takesOut }) => takesOut === null)).toEqual([]);
    const reasons = all.flatMap(({ name, takesOut }) => (takesOut !== null && typeof takesOut === "object" && "no" in takesOut ? [[name, takesOut.no]] : []));
    expect(reasons.filter(([, reason = ""]) => reason.length < 10)).toEqual([]);
    const taking = all.flatMap(({ name, takesOut }) => {
      if (takesOut === "always") return [name];
      return takesOut !== null && "exceptOwn" in takesOut ? [`${name} unless own`] : [];
    });
    expect(taking.sort()).toEqual(TAKES_OUT);
  });

  it("M12 what a page reads for a query takes out what the query does, unless it says so itself", async () => {
    const all = await queries();
    const readings = (await declared).map(({ declaration }) => declaration).filter(({ kind }) => kind === "reading");
    expect(readings.filter(({ takesOut }) => takesOut === null)).toEqual([]);
    const differing = readings.flatMap(({ name, takesOut }) => {
      const query = all.find((one) => one.name === name);
      return query?.takesOut === "always" && takesOut !== "always" ? [name] : [];
    });
    // The locks beside the list of office holders.
    expect(differing).toEqual(["platform.listOfficers"]);
  });
});
