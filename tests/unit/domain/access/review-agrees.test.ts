import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { postOf } from "@/lib/domain/access/holding";
import { decide } from "@/lib/domain/access/permission";
import { freeSeats, mayAccept, type ReviewedSheet, type Reviewer, type ReviewingSeat, reviewersOf } from "@/lib/domain/access/review";
import type { Actor, Appointment } from "@/lib/domain/checking/actor";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import { ANSWERING_ROLES, type AnsweringRole } from "@/lib/domain/guideline/edition";

const PEOPLE = ["p1", "p2", "p3", "p4", "p5"] as const;
const [DEPARTMENT, SYSTEM] = ["d1", "y1"];

interface Seated {
  readonly holders: readonly string[];
  /** In their order. */
  readonly deputies: readonly string[];
}
type Posts = Readonly<Record<"systemAdministrator" | "securityManager" | "ciso" | "executive", Seated>>;
const ROLES = ["systemAdministrator", "securityManager", "ciso", "executive"] as const;
const REVIEWERS: readonly Reviewer[] = ["securityManager", "ciso", "executive"];

const postAt = (role: AppointmentRole) => postOf({ role, departmentId: DEPARTMENT, systemId: SYSTEM });

/** Everybody who has a part in who reviews, as the database describes them with their rights. */
const actorsOf = (posts: Posts): Actor[] =>
  PEOPLE.map((personId) => ({
    ...{ personId, operatorId: "o1", sector: "airport" },
    appointments: ROLES.filter((role) => posts[role].holders.includes(personId)).map((role): Appointment => postAt(role)),
    deputyships: ROLES.filter((role) => posts[role].deputies.includes(personId)).map((role) => {
      const { holders, deputies } = posts[role];
      return { id: role, until: "2026-12-31", ...postAt(role), holders, ahead: deputies.slice(0, deputies.indexOf(personId)) };
    }),
  }));

const seatsOf = (posts: Posts): ReviewingSeat[] =>
  REVIEWERS.flatMap((role) => {
    const { holders, deputies } = posts[role as keyof Posts];
    return [...holders.map((personId) => ({ role, personId, deputy: false })), ...deputies.map((personId) => ({ role, personId, deputy: true }))];
  });

interface Part {
  readonly role: AnsweringRole;
  readonly named: readonly string[];
  readonly involvedIds: readonly string[];
}

/** The sheet as the queries read it: its post's holders answer it, and the post's deputies stand in for them. */
function sheetOf(posts: Posts, { role, named, involvedIds }: Part): ReviewedSheet {
  const own = ROLES.find((one) => one === role);
  const respondentIds = [...new Set([...(own ? posts[own].holders : []), ...named])];
  return {
    ...{ operatorId: "o1", role, respondentIds, involvedIds, deputyIds: own ? posts[own].deputies : [] },
    departmentId: role === "handler" || role === "systemAdministrator" || role === "securityManager" ? DEPARTMENT : null,
    systemId: role === "systemAdministrator" ? SYSTEM : null,
    respondentHolds: ROLES.filter((one) => posts[one].holders.some((personId) => respondentIds.includes(personId))),
    seats: seatsOf(posts),
  };
}

const NOBODY: Seated = { holders: [], deputies: [] };
const held = (by: string, ...deputies: string[]): Seated => ({ holders: [by], deputies });
const POSTS: Posts = { systemAdministrator: held("p4"), securityManager: held("p1"), ciso: held("p2"), executive: held("p3") };

/** From which posts who may accept the sheet. */
const acceptingOf = (posts: Posts, sheet: ReviewedSheet): string[] =>
  actorsOf(posts).flatMap((actor) => {
    const decided = mayAccept(actor, sheet);
    return decided.ok && decided.value.kind !== "self" ? [`${actor.personId} as ${decided.value.kind} of ${decided.value.role}`] : [];
  });

describe("M6 a deputy of the sheet's own post has a part in it, and it falls to the next", () => {
  it.each([
    ["the 責任者", POSTS, "systemAdministrator", "p1", ["p2 as post of ciso"]],
    ["責任者 and CISO", { ...POSTS, ciso: held("p1") }, "systemAdministrator", "p1", ["p3 as post of executive"]],
    ["the 責任者, who has a deputy", { ...POSTS, securityManager: held("p1", "p5") }, "systemAdministrator", "p1", ["p2 as post of ciso"]],
    ["the 責任者's deputy", { ...POSTS, securityManager: held("p1", "p5") }, "systemAdministrator", "p5", ["p1 as post of securityManager"]],
    [
      "the first deputy of a vacant post",
      { ...POSTS, securityManager: { holders: [], deputies: ["p1", "p5"] } },
      "systemAdministrator",
      "p1",
      ["p5 as deputy of securityManager"],
    ],
    [
      "one of two 責任者",
      { ...POSTS, securityManager: { holders: ["p1", "p5"], deputies: [] } },
      "systemAdministrator",
      "p1",
      ["p5 as post of securityManager"],
    ],
    ["the CISO, of a 責任者's sheet", POSTS, "securityManager", "p2", ["p3 as post of executive"]],
    ["the 経営層, of the CISO's sheet", POSTS, "ciso", "p3", []],
    ["one of two 経営層", { ...POSTS, executive: { holders: ["p3", "p5"], deputies: [] } }, "ciso", "p3", ["p5 as post of executive"]],
    ["nobody who reviews", POSTS, "systemAdministrator", "p5", ["p1 as post of securityManager"]],
  ] as const)("%s", (_who, before, role, deputy, accepting) => {
    const posts: Posts = { ...before, [role]: { ...before[role], deputies: [deputy] } };
    expect(acceptingOf(posts, sheetOf(posts, { role, named: [], involvedIds: [] }))).toEqual(accepting);
  });

  it("a second deputy to whom it falls reads it", () => {
    const posts: Posts = {
      ...POSTS,
      systemAdministrator: held("p4", "p1"),
      securityManager: { holders: [], deputies: ["p1", "p5"] },
    };
    const sheet = sheetOf(posts, { role: "systemAdministrator", named: [], involvedIds: [] });
    const second = actorsOf(posts).find(({ personId }) => personId === "p5");
    expect(second && decide(second, "sheet.read", sheet).ok).toBe(true);
  });
});

describe("M6 who is named as the reviewer of a sheet is who may accept it", () => {
  const seated = fc.record({ holders: fc.subarray([...PEOPLE], { maxLength: 2 }), deputies: fc.shuffledSubarray([...PEOPLE], { maxLength: 3 }) });
  const anyPosts: fc.Arbitrary<Posts> = fc.record({ systemAdministrator: seated, securityManager: seated, ciso: seated, executive: seated });
  const anyPart = fc.record({
    role: fc.constantFrom(...ANSWERING_ROLES),
    named: fc.subarray([...PEOPLE], { maxLength: 1 }),
    involvedIds: fc.subarray([...PEOPLE], { maxLength: 2 }),
  });

  it("everybody whom the rules name may accept, deputies in their turn, in every constellation of posts, deputies, respondents and people involved", () => {
    fc.assert(
      fc.property(anyPosts, anyPart, (posts, part) => {
        const sheet = sheetOf(posts, part);
        const levels = reviewersOf(sheet);
        const accepting = actorsOf(posts).flatMap((actor) => {
          const decided = mayAccept(actor, sheet);
          return decided.ok && decided.value.kind !== "self" ? [{ personId: actor.personId, role: decided.value.role, kind: decided.value.kind }] : [];
        });
        for (const { role } of accepting) expect(levels).toContain(role);
        for (const level of levels) {
          const seats = freeSeats(sheet, level).map(({ personId }) => personId);
          expect(accepting.map(({ personId }) => personId)).toEqual(expect.arrayContaining(seats));
        }
        for (const { personId, role, kind } of accepting) {
          expect(freeSeats(sheet, role as Reviewer)).toContainEqual({ role, personId, deputy: kind === "deputy" });
        }
        for (const actor of actorsOf(posts).filter(({ personId }) => accepting.some((one) => one.personId === personId))) {
          expect(decide(actor, "sheet.read", sheet).ok).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("somebody may accept a sheet where a post is vacant if a reviewer is named, and only then", () => {
    for (const role of ["securityManager", "ciso", "executive"] as const) {
      const posts: Posts = { ...POSTS, [role]: NOBODY };
      for (const answering of ANSWERING_ROLES) {
        const sheet = sheetOf(posts, { role: answering, named: ["p5"], involvedIds: [] });
        expect(acceptingOf(posts, sheet).length > 0).toBe(reviewersOf(sheet).length > 0);
      }
    }
  });
});
