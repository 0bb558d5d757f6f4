import { describe, expect, it } from "vitest";
import type { Holder, Waiting } from "@/lib/features/handover/open/queries";
import { type Confirmed, hashOf } from "@/lib/features/handover/planning/parts";
import type { Person } from "@/lib/features/organisation/record/schema";

const [OPERATOR, HERE, THERE, LEAVER, OTHER, CISO, SHEET] = [1, 2, 3, 4, 5, 6, 7].map((digit) => `0000000${String(digit)}-0000-4000-8000-000000000000`) as [
  ...[string, string, string, string, string, string, string],
];
type Role = Person["appointments"][number]["role"];
const post = (role: Role, departmentId: string | null = null) => ({ role, departmentId, systemId: null });
const named = (role: Role, departmentId: string | null = null) => ({ ...post(role, departmentId), departmentName: null, systemName: null });
const MANAGER = named("securityManager", HERE);
const person: Person = {
  ...{ id: LEAVER, name: "森田 健二", email: "m@example.jp", staffNumber: null, departmentId: HERE, departmentName: "部署", leftAt: null },
  ...{ invitation: null, hasPassword: true, appointments: [MANAGER] },
};
const holding = (...people: readonly (readonly [string, ...ReturnType<typeof post>[]])[]): ReadonlyMap<string, Holder> =>
  new Map(people.map(([id, ...appointments]) => [id, { id, name: id, appointments }]));
const waitingFor = (target: Partial<Waiting["target"]> = {}, deputies: Waiting["deputies"] = []): Waiting => ({
  ...{ id: SHEET, postKey: `securityManager/${HERE}/`, deputies },
  target: { operatorId: OPERATOR, role: "handler", departmentId: HERE, respondentIds: [OTHER], involvedIds: [], respondentHolds: [], ...target },
});
const KEPT = { ...named("ciso"), holders: [], sheets: 2, sheetsAlone: 1, waiting: 3, waitingAlone: 1 };
const keeping = (over: Partial<Confirmed["kept"]["posts"][number]> = {}, sheets = 0, sheetsAlone = 0): Confirmed["kept"] => ({
  posts: [{ ...KEPT, ...over }],
  named: { sheets, sheetsAlone },
});
const NOTHING_KEPT: Confirmed["kept"] = { posts: [], named: { sheets: 0, sheetsAlone: 0 } };
const LEAVER_HOLDS = [LEAVER, post("securityManager", HERE)] as const;
const confirmed = (over: Partial<Confirmed> = {}): string =>
  hashOf({
    ...{
      person,
      body: { event: "leave" },
      changes: { givenUp: [MANAGER], taken: [] },
      sheets: [],
      waiting: [waitingFor()],
      kept: NOTHING_KEPT,
      deputyships: [],
      deputies: [],
    },
    ...{ before: holding(LEAVER_HOLDS, [OTHER, post("securityManager", HERE)], [CISO, post("ciso")]), ...over },
  });

describe("M6 what is confirmed by the hash", () => {
  it.each<[string, Partial<Confirmed>]>([
    ["who else holds a post that is given up", { before: holding(LEAVER_HOLDS, [CISO, post("ciso")]), waiting: [] }],
    ["who holds the next post that reviews a waiting sheet", { before: holding(LEAVER_HOLDS, [OTHER, post("securityManager", HERE)]) }],
    ["who answers a waiting sheet", { waiting: [waitingFor({ respondentIds: [OTHER, CISO] })] }],
    ["who had a part in a waiting sheet", { waiting: [waitingFor({ involvedIds: [CISO] })] }],
    ["what its respondents hold", { waiting: [waitingFor({ respondentHolds: ["ciso"] })] }],
    ["who is a deputy of its reviewer today", { waiting: [waitingFor({}, [{ role: "ciso", personId: OTHER, deputy: true }])] }],
    ["which sheets wait", { waiting: [] }],
    ["who is a deputy of a post that changes hands", { deputies: [{ id: OTHER }] }],
  ])("M6 is %s", (_what, change) => {
    // Without a running round there is nothing that waits.
    const before = "waiting" in change && "before" in change ? confirmed({ waiting: [] }) : confirmed();
    expect(confirmed(change)).not.toBe(before);
  });

  it.each<[string, Partial<Confirmed>]>([
    ["who else holds a post that is kept", { before: holding(LEAVER_HOLDS, [OTHER, post("securityManager", HERE)]) }],
    ["how much is open on it", { kept: keeping({ sheets: 3 }) }],
    ["how much of that nobody else could do", { kept: keeping({ sheetsAlone: 2 }) }],
    ["how many sheets the person was named for", { kept: keeping({}, 1) }],
    ["how many of these nobody else could do", { kept: keeping({}, 0, 1) }],
    ["that nothing is kept", { kept: NOTHING_KEPT }],
  ])("M6 is %s, where something is kept", (_what, change) => {
    const absent = { body: { event: "absence" as const }, changes: { givenUp: [], taken: [] }, waiting: [], kept: keeping() };
    expect(confirmed({ ...absent, ...change })).not.toBe(confirmed(absent));
    // It follows from who holds what afterwards, and so from what is chosen.
    expect(confirmed({ ...absent, kept: keeping({ waitingAlone: 3 }) })).toBe(confirmed(absent));
  });

  it("M6 is not what concerns neither the posts nor their sheets, nor the order in which it was read", () => {
    const elsewhere = holding(
      [CISO, post("ciso")],
      [OTHER, post("securityManager", THERE), post("exemptionReviewer"), post("securityManager", HERE)],
      LEAVER_HOLDS,
    );
    expect(confirmed({ before: elsewhere })).toBe(confirmed());
    const several = [waitingFor({ respondentIds: [OTHER, CISO] }), { ...waitingFor(), id: OTHER }];
    const turned = [{ ...waitingFor(), id: OTHER }, waitingFor({ respondentIds: [CISO, OTHER] })];
    expect(confirmed({ waiting: several })).toBe(confirmed({ waiting: turned }));
  });
});
