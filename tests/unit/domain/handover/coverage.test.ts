import { describe, expect, it } from "vitest";
import type { Course } from "@/lib/domain/handover/courses";
import { leftAlone, postsChanged, type Shown, sheetsUncovered } from "@/lib/domain/handover/coverage";

const POST = "securityManager/d1/";
const codes = (found: readonly { readonly code: string }[]): string[] => found.map(({ code }) => code);
const shownSheet = (id: string, course: Course, answers = 0): Shown["sheets"][number] => ({ id, course, answers });
const openSheet = (id: string, courses: readonly Course[], answers = 0) => ({ id, courses, answers });

describe("M6 what was confirmed for a later day covers what is open on that day", () => {
  const posts = { departmentId: "d1", givenUp: [POST], taken: [] };

  it.each([
    ["the same department and posts", posts, []],
    ["another department", { ...posts, departmentId: "d2" }, ["department"]],
    ["a role that came meanwhile", { ...posts, givenUp: [POST, "ciso//"] }, ["posts"]],
    ["a role that is gone already", { ...posts, givenUp: [] }, ["posts"]],
    ["another role in its place", { ...posts, givenUp: ["ciso//"] }, ["posts"]],
    ["a role that would be taken and is held already", { ...posts, taken: ["auditor//"] }, ["posts"]],
  ])("M6 with %s", (_what, present, expected) => {
    expect(codes(postsChanged(posts, present))).toEqual(expected);
  });

  it("M6 the order of posts does not matter", () => {
    expect(postsChanged({ ...posts, givenUp: [POST, "ciso//"] }, { ...posts, givenUp: ["ciso//", POST] })).toEqual([]);
  });

  it.each([
    ["a sheet as it was shown", [openSheet("s1", ["withdraw", "wait"], 3)], []],
    ["no sheet any more", [], []],
    ["one answer fewer on the sheet to be withdrawn", [openSheet("s1", ["withdraw", "wait"], 2)], []],
    ["one answer more on the sheet to be withdrawn", [openSheet("s1", ["withdraw", "wait"], 4)], ["answers"]],
    ["the sheet handed in, so that it cannot be withdrawn", [openSheet("s1", ["stay"], 9)], ["courses"]],
    ["another sheet with a choice", [openSheet("s1", ["withdraw", "wait"], 3), openSheet("s2", ["along", "stay"])], ["sheets"]],
    ["another sheet without a choice", [openSheet("s1", ["withdraw", "wait"], 3), openSheet("s2", ["pass"])], []],
  ])("M6 with %s", (_what, present, expected) => {
    expect(codes(sheetsUncovered({ sheets: [shownSheet("s1", "withdraw", 3)] }, present))).toEqual(expected);
  });

  it("M6 answers that come on a sheet that is not withdrawn change nothing", () => {
    expect(sheetsUncovered({ sheets: [shownSheet("s1", "along", 0)] }, [openSheet("s1", ["along", "stay", "withdraw"], 40)])).toEqual([]);
  });

  it("M6 the number of sheets is said", () => {
    expect(sheetsUncovered({ sheets: [] }, [openSheet("s1", ["along", "stay"]), openSheet("s2", ["pass", "withdraw"])])).toEqual([
      { code: "sheets", count: 2 },
    ]);
  });

  it.each([
    [{ vacant: [POST], unanswerable: 1, unreviewable: 1 }, []],
    [{ vacant: [], unanswerable: 0, unreviewable: 0 }, []],
    [{ vacant: [POST, "ciso//"], unanswerable: 1, unreviewable: 1 }, ["vacant"]],
    [{ vacant: ["ciso//"], unanswerable: 1, unreviewable: 1 }, ["vacant"]],
    [{ vacant: [POST], unanswerable: 2, unreviewable: 1 }, ["unanswerable"]],
    [{ vacant: [POST], unanswerable: 1, unreviewable: 3 }, ["unreviewable"]],
  ])("M6 where %j would be left with nobody, and one post and one sheet of each kind were shown", (present, expected) => {
    expect(codes(leftAlone({ vacant: [POST], unanswerable: 1, unreviewable: 1 }, present))).toEqual(expected);
  });

  it("M6 sheets without a reviewer of which none was shown are said with their number", () => {
    const shown = { vacant: [], unanswerable: 0, unreviewable: 0 };
    expect(leftAlone(shown, { ...shown, unreviewable: 4 })).toEqual([{ code: "unreviewable", count: 4 }]);
  });
});
