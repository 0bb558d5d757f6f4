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
  ])("M6 %s is compared with what was confirmed", (_what, present, expected) => {
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
  ])("M6 %s is compared with what was confirmed", (_what, present, expected) => {
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

  const NOTHING = { vacant: [], unanswerable: 0, unreviewable: 0, onPerson: [] };
  const left = (vacant: readonly string[], unanswerable: number, unreviewable: number) => ({ ...NOTHING, vacant, unanswerable, unreviewable });

  it.each([
    [left([POST], 1, 1), []],
    [left([], 0, 0), []],
    [left([POST, "ciso//"], 1, 1), ["vacant"]],
    [left(["ciso//"], 1, 1), ["vacant"]],
    [left([POST], 2, 1), ["unanswerable"]],
    [left([POST], 1, 3), ["unreviewable"]],
  ])("M6 of %j that nobody has, %j was not shown, where one post and one sheet of each kind were", (present, expected) => {
    expect(codes(leftAlone(left([POST], 1, 1), present))).toEqual(expected);
  });

  it("M6 sheets without a reviewer of which none was shown are said with their number", () => {
    expect(leftAlone(NOTHING, left([], 0, 4))).toEqual([{ code: "unreviewable", count: 4 }]);
  });

  const on = (key: string, sole: boolean, sheets: number) => ({ key, sole, sheets });
  const also = (...onPerson: ReturnType<typeof on>[]) => ({ ...NOTHING, onPerson });

  it.each([
    ["as it was shown", also(on(POST, true, 2)), also(on(POST, true, 2)), []],
    ["with a colleague who came", also(on(POST, true, 2)), also(on(POST, false, 0)), []],
    ["no longer kept", also(on(POST, true, 2)), NOTHING, []],
    ["whose other holder left, with nothing open", also(on(POST, false, 0)), also(on(POST, true, 0)), [{ code: "soleHolder", count: 1 }]],
    [
      "whose other holder left, with two sheets open",
      also(on(POST, false, 0)),
      also(on(POST, true, 2)),
      [
        { code: "soleHolder", count: 1 },
        { code: "onlyTheirs", count: 2 },
      ],
    ],
    ["with one sheet more", also(on(POST, true, 2)), also(on(POST, true, 3)), [{ code: "onlyTheirs", count: 1 }]],
    ["that was not shown", NOTHING, also(on(POST, true, 0)), [{ code: "soleHolder", count: 1 }]],
    [
      "with a sheet more, where another post has one less",
      also(on(POST, true, 1), on("ciso//", true, 1)),
      also(on(POST, true, 2), on("ciso//", true, 0)),
      [{ code: "onlyTheirs", count: 1 }],
    ],
  ])("M6 a post that stays with the person, %s", (_what, shown, present, expected) => {
    expect(leftAlone(shown, present)).toEqual(expected);
  });
});
