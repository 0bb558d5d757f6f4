import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";
import { filesIn } from "@/tests/architecture/sources";
import { rows } from "@/tests/architecture/ways-back-table";

/** A way back that ends, in the words of the table. */
const ENDS = /\b(?:until|while)\b/u;

/** Commands of such rows that need not say an end of their own. */
const WITHOUT: Readonly<Record<string, string>> = {
  "cycle.handOutLater": "the round was handed out before, where it was said",
  "cycle.plan": "nothing is handed out; the plan is changed on the same page",
  "itemRemark.respond": "says beside its button that nothing reaches the reviewer before handing in",
  "itemRemark.withdraw": "written again as long as remarks are written",
  "people.cancelHandover": "planned again at any time",
  "sheet.takeBack": "handed in again as long as the sheet is answered",
  "sheet.undoReturn": "returned again as long as the sheet is reviewed",
  "survey.close": "publishing, which ends it, is planned",
  "survey.reopen": "closed again at any time",
  "survey.takeBack": "opened again at any time",
  "survey.takeOut": "called again as long as the survey is changed, in the same list",
  "survey.withdrawLateCorrection": "allowed again as long as the survey is closed",
};

const ending = rows.filter(({ wayBack }) => ENDS.test(wayBack)).flatMap(({ commands }) => commands);

it("M7 whatever can be undone only for a time has words that say until when", () => {
  expect(ending.length).toBeGreaterThan(10);
  const said = Object.keys(UNDONE_UNTIL);
  expect(ending.filter((name) => !said.includes(name) && !(name in WITHOUT))).toEqual([]);
  expect([...said, ...Object.keys(WITHOUT)].filter((name) => !ending.includes(name))).toEqual([]);
  expect(said.filter((name) => name in WITHOUT)).toEqual([]);
});

it("M7 the words of each stand on a page", () => {
  const sources = ["components", "lib/features"].flatMap(filesIn).map((file) => readFileSync(file, "utf8"));
  const unsaid = Object.keys(UNDONE_UNTIL).filter((name) => !sources.some((source) => source.includes(`UNDONE_UNTIL["${name}"]`)));
  expect(unsaid).toEqual([]);
});
