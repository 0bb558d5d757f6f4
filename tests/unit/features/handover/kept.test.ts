import { describe, expect, it } from "vitest";
import { deputyshipView, effectTexts, keptPostView, namedText, postView } from "@/lib/features/handover/page-view/parts";
import type { HandoverKept, HandoverPlan, HandoverPost } from "@/lib/features/handover/record/schema";

const ID = "00000001-0000-4000-8000-000000000000";
const POST = { role: "securityManager", departmentId: ID, systemId: null, departmentName: "運用部", systemName: null } as const;
type Kept = HandoverKept["posts"][number];
const kept = (over: Partial<Kept> = {}): Kept => ({ ...POST, holders: [], sheets: 0, sheetsAlone: 0, waiting: 0, waitingAlone: 0, ...over });
const EFFECTS = { passed: 0, moved: 0, withdrawn: 0, withdrawnAnswers: 0, unanswerable: 0, vacant: 0, unreviewable: 0, deputyships: 0 };
const NOBODY = { sheets: 0, sheetsAlone: 0 };
const plan = (event: HandoverPlan["event"], posts: readonly Kept[], named = NOBODY): HandoverPlan => ({
  ...{ personId: ID, name: "森田 健二", event, departmentId: null, departmentName: null, posts: [], sheets: [], hash: "" },
  ...{ effects: EFFECTS, kept: { posts: [...posts], named }, deputyships: [], endedByTaking: [] },
});
const linesOf = (post: Kept | null): string => keptPostView(POST, post, []).lines.join("");

describe("M6 beside 「続けて担う」", () => {
  it.each([
    [kept(), "ほかに担う人はいません。"],
    [kept({ holders: ["佐藤 一"], sheets: 2 }), "ほかに担う人：佐藤 一まだ提出していない点検票が2枚あります。"],
    [kept({ sheets: 2, sheetsAlone: 1 }), "ほかに担う人はいません。まだ提出していない点検票が2枚あります。うち1枚は、ほかに回答する人がいません。"],
    [kept({ waiting: 12, waitingAlone: 12 }), "ほかに担う人はいません。確認を待つ点検票が12枚あります。うち12枚は、ほかに確かめる人がいません。"],
  ])("M6 is what is open on the post: %j", (post, text) => {
    expect(linesOf(post)).toBe(text);
  });

  it("M6 is nothing where it is not known yet", () => {
    expect(linesOf(null)).toBe("");
  });
});

describe("M6 what stays with the person", () => {
  it("M6 includes the sheets that somebody named the person for", () => {
    expect(namedText({ posts: [], named: NOBODY })).toBeNull();
    expect(namedText({ posts: [], named: { sheets: 3, sheetsAlone: 0 } })).toMatch(/3枚あり、そのまま残ります。$/);
    expect(namedText({ posts: [], named: { sheets: 3, sheetsAlone: 2 } })).toMatch(/うち2枚は、ほかに回答する人がいません。$/);
  });

  it("M6 is said before a long absence is decided, as far as nobody else can do it", () => {
    const alone = [kept({ sheets: 2, sheetsAlone: 2, waiting: 1, waitingAlone: 1 })];
    const said = effectTexts(plan("absence", alone, { sheets: 1, sheetsAlone: 1 })).join("");
    expect([said.includes("回答する人がいない点検票が3枚"), said.includes("確かめる人がいない点検票が1枚")]).toEqual([true, true]);
    const others = effectTexts(plan("absence", [kept({ sheets: 2, waiting: 1 })])).join("");
    const moved = effectTexts(plan("move", alone)).join("");
    for (const text of [others, moved]) expect(text).not.toContain("この人のほかに");
  });
});

describe("M10 a role that ends the access of the person who gets it", () => {
  const ENDS = /事務局が作った招待リンクと、それで決めたパスワードは、使えなくなることがあります/;
  const changing = (role: HandoverPost["role"], change: HandoverPost["change"], successorName: string | null): string =>
    effectTexts({
      ...plan("roles", []),
      posts: [
        {
          ...{ ...POST, role, change, successorId: successorName === null ? null : ID, successorName, holders: [] },
          ...{ waiting: 0, unreviewable: 0, reviews: [] },
        },
      ],
    }).join("");

  it.each([
    ["executive", "taken", null, true],
    ["securityManager", "taken", null, true],
    ["secretariat", "givenUp", "佐藤 一", true],
    ["secretariat", "givenUp", null, false],
    ["systemAdministrator", "taken", null, false],
    ["securityCommittee", "givenUp", "佐藤 一", false],
  ] as const)("M10 is said before it is decided: %s %s, successor %s: %s", (role, change, successor, said) => {
    expect(ENDS.test(changing(role, change, successor))).toBe(said);
  });
});

describe("M6 beside a post that is taken", () => {
  const OWN = "この役割に就く人が自分で答えた点検票は、次の役割の人が確かめます。";
  const taken = (role: HandoverPost["role"], waiting = 0): HandoverPost => ({
    ...{ ...POST, role, change: "taken", successorId: null, successorName: null, holders: [] },
    ...{ waiting, unreviewable: 0, reviews: [] },
  });

  it.each([
    ["securityManager", true],
    ["ciso", true],
    ["executive", false],
    ["systemAdministrator", false],
  ] as const)("M6 of %s it is said who reviews what the taker answers: %s", (role, said) => {
    expect(postView(taken(role), [], false).lines.includes(OWN)).toBe(said);
  });

  it("M6 how many sheets wait for a review from it is said, with who reviews what the taker answers", () => {
    const [, waiting = ""] = postView(taken("securityManager", 5), [], false).lines;
    expect([waiting.includes("5枚"), waiting.includes("自分が答えたものは、次の役割の人に回ります。")]).toEqual([true, true]);
  });
});

describe("M6 beside a deputyship", () => {
  const ending = {
    ...POST,
    id: ID,
    from: "2026-11-01",
    until: "2026-12-31",
    holders: [],
    deputies: [],
    sheets: 2,
    sheetsAlone: 2,
    waiting: 3,
    waitingAlone: 0,
  };

  it("M6 is its period, who else there is, and what nobody else could then do", () => {
    const { title, chip, lines, select } = deputyshipView(ending, "leave");
    expect([title, chip, select]).toEqual(["情報セキュリティ責任者（運用部）", "代行が終わる役割", null]);
    expect(lines.join("")).toMatch(/2026年12月31日まで.*ほかに担う人はいません。.*2枚あります。うち2枚は、.*3枚あります。ほかの代行はいません。$/);
  });

  it.each(["absence", "move"] as const)("M6 is that it goes on in an event that does not end it: %s", (event) => {
    const { chip, chosen, lines } = deputyshipView(ending, event);
    expect([chip, chosen, lines]).toEqual(["続ける代行", "代行を続けます", deputyshipView(ending, "leave").lines]);
  });

  it("M6 is counted for a long absence with the posts that are kept, once for each post", () => {
    const away = { ...plan("absence", [kept({ sheets: 1, sheetsAlone: 1 })]), deputyships: [ending, { ...ending, id: "2", from: "2027-01-01" }] };
    expect(effectTexts(away)).toContainEqual(expect.stringContaining("回答する人がいない点検票が3枚、この人に残ります。"));
    expect(effectTexts(away).join("")).not.toContain("代行が終わる");
  });

  it("M6 is counted in what leaving leads to, once for each post", () => {
    const twice = { ...plan("leave", []), deputyships: [ending, { ...ending, id: "2", from: "2027-01-01", until: "2027-02-01" }] };
    expect(effectTexts(twice)).toContainEqual(expect.stringMatching(/代行が終わる役割が1つあります。そこの点検票2枚は、/));
    expect(effectTexts(plan("leave", [])).join("")).not.toContain("代行");
  });
});
