import { describe, expect, it } from "vitest";
import { SHEET_STATES, type SheetState } from "@/lib/domain/checking/state";
import { ANSWERING_ROLES } from "@/lib/domain/guideline/edition";
import { COURSES, coursesOf, decideCourses, explained, HANDOVER_EVENTS } from "@/lib/domain/handover/courses";

const LIVE = SHEET_STATES.filter((state) => state !== "withdrawn");
const own = (state: SheetState) => ({ id: "own", role: "handler", state }) as const;
const post = (state: SheetState) => ({ id: "post", role: "securityManager", state }) as const;

describe("M6 what becomes of an open sheet", () => {
  it.each([
    ["leave", "notStarted", ["withdraw", "wait"]],
    ["leave", "inProgress", ["withdraw", "wait"]],
    ["leave", "returned", ["withdraw", "wait"]],
    ["leave", "handedIn", ["stay"]],
    ["leave", "accepted", ["stay"]],
    ["move", "notStarted", ["along", "stay", "withdraw"]],
    ["move", "returned", ["along", "stay", "withdraw"]],
    ["move", "handedIn", ["along", "stay"]],
    ["move", "accepted", ["stay", "along"]],
    ["absence", "inProgress", ["withdraw", "stay"]],
    ["absence", "handedIn", ["stay"]],
    ["roles", "inProgress", ["stay"]],
  ] as const)("M6 on %s, the own sheet that is %s can %j, the default first", (event, state, courses) => {
    expect(coursesOf(own(state), event)).toEqual(courses);
  });

  it.each([
    ["leave", "inProgress", ["pass", "withdraw"]],
    ["move", "inProgress", ["pass", "stay", "withdraw"]],
    ["roles", "returned", ["pass", "stay", "withdraw"]],
    ["roles", "handedIn", ["pass"]],
    ["leave", "accepted", ["pass"]],
  ] as const)("M6 on %s, the post's sheet that is %s can %j", (event, state, courses) => {
    expect(coursesOf(post(state), event)).toEqual(courses);
  });

  it("M6 a 取扱者 sheet never passes to anybody else, a counted one is never withdrawn, and nobody who leaves finishes one", () => {
    for (const event of HANDOVER_EVENTS) {
      for (const state of LIVE) {
        expect(coursesOf(own(state), event)).not.toContain("pass");
        for (const role of ANSWERING_ROLES) {
          const courses = coursesOf({ role, state }, event);
          if (state === "handedIn" || state === "accepted") expect(courses).not.toContain("withdraw");
          if (event === "leave" && role !== "handler") expect(courses).not.toContain("stay");
          expect(courses.every((course) => COURSES.includes(course))).toBe(true);
        }
      }
    }
  });
});

describe("M6 deciding on the sheets", () => {
  const sheets = [own("inProgress"), post("inProgress")];

  it("M6 what is not chosen takes its default, with the usual reason on own sheets only", () => {
    expect(decideCourses(sheets, "leave", [], "退職のため")).toEqual({
      ok: true,
      value: [
        { sheetId: "own", course: "withdraw", reason: "退職のため" },
        { sheetId: "post", course: "pass", reason: undefined },
      ],
    });
  });

  it("M6 withdrawing takes a reason, the usual one on own sheets", () => {
    const withdrawing = (reason?: string) => {
      const decided = decideCourses(sheets, "leave", [{ sheetId: "post", course: "withdraw", reason }], "退職のため");
      return decided.ok ? explained(decided.value).ok || explained(decided.value) : decided;
    };
    expect(withdrawing()).toEqual({ ok: false, refusal: { code: "reasonMissing", sheetIds: ["post"] } });
    expect(withdrawing("二重に配ったため")).toBe(true);
  });

  it("M6 refuses a sheet that is not among them, and a course that the sheet does not have", () => {
    expect(decideCourses(sheets, "leave", [{ sheetId: "other", course: "wait" }], null)).toEqual({
      ok: false,
      refusal: { code: "unknownSheet", sheetId: "other" },
    });
    expect(decideCourses(sheets, "leave", [{ sheetId: "own", course: "pass" }], null)).toEqual({
      ok: false,
      refusal: { code: "unfitCourse", sheetId: "own", courses: ["withdraw", "wait"] },
    });
  });

  it("M6 a sheet of a post that is taken passes: saying so is no mistake, anything else is, and nothing is decided on it", () => {
    const taken = { ...post("inProgress"), id: "taken", taken: true };
    const choosing = (course: (typeof COURSES)[number]) => decideCourses([...sheets, taken], "move", [{ sheetId: "taken", course }], null);
    expect(HANDOVER_EVENTS.flatMap((event) => coursesOf(taken, event))).toEqual(HANDOVER_EVENTS.map(() => "pass"));
    const passing = choosing("pass");
    expect(passing.ok && passing.value.map(({ sheetId }) => sheetId)).toEqual(["own", "post"]);
    for (const course of COURSES.filter((one) => one !== "pass"))
      expect(choosing(course)).toEqual({ ok: false, refusal: { code: "unfitCourse", sheetId: "taken", courses: ["pass"] } });
  });

  it("M6 a reason belongs to withdrawing alone", () => {
    const decided = decideCourses(sheets, "move", [{ sheetId: "own", course: "stay", reason: "今回だけ" }], null);
    expect(decided.ok ? decided.value.map(({ reason }) => reason) : null).toEqual([undefined, undefined]);
  });
});
