import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { StaffingPage } from "@/components/staffing/staffing-page";
import { loadProgress } from "@/lib/features/cycle-pages/progress/pages";
import { readStaffing } from "@/lib/features/staffing/counts/queries";
import { loadStaffing } from "@/lib/features/staffing/pages";
import { listTasks } from "@/lib/features/tasks/list/queries";
import type { Visitor } from "@/lib/server/scope/scope";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { valueOf } from "@/tests/support/links";
import { NOW, roundsGround } from "@/tests/support/rounds";
import { makeOperator, type OperatorRole, type World } from "@/tests/support/world";

const ground = roundsGround();
const seen: { visitor: Visitor } = { visitor: undefined as unknown as Visitor };
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(seen.visitor) }));
vi.mock("next/cache", () => ({ refresh: () => undefined }));
vi.mock("next/navigation", () => ({ redirect: () => undefined, useRouter: () => ({ refresh: () => undefined }) }));

let railway: World;
let cycleId: string;
const NOT_BINDING = "この回のガイドラインは、この事業者の分野のものではなくなったため、配れません。";
const selects = (items: string | null) => ground.owner.query("UPDATE cycle SET selected_items = $2::jsonb WHERE id = $1", [cycleId, items]);
const binds = (bound: boolean) =>
  ground.owner.query(
    `UPDATE sector SET editions = ${bound ? "array_append" : "array_remove"}(array_remove(editions, 'kuko-2'), 'kuko-2') WHERE id = 'tetsudo'`,
  );

beforeAll(async () => {
  railway = await makeOperator(ground.owner, "tetsudo", "試験鉄道");
  ({ cycleId } = await makeCycle(ground.owner, railway, { sheets: "inProgress" }));
});

beforeEach(async () => {
  await binds(true);
  await selects(null);
});

async function laterFor(role: OperatorRole) {
  seen.visitor = ground.as(role, railway);
  const view = await loadProgress(cycleId, {});
  if (view.status !== "shown") throw new Error("not shown");
  return view.later;
}

async function staffingFor(role: OperatorRole) {
  seen.visitor = ground.as(role, railway);
  const view = await loadStaffing();
  const html = renderToStaticMarkup(createElement(StaffingPage, view));
  const panels = Object.fromEntries(html.split("<section").flatMap((part) => (/id="([^"]+)"/u.exec(part) ? [[/id="([^"]+)"/u.exec(part)?.[1], part]] : [])));
  return { view, html, people: panels["without-sheet"] as string, posts: panels["posts-without-sheet"] as string };
}

const askedFor = async (role: OperatorRole) =>
  valueOf(await listTasks(ground.as(role, railway), {}, new Date(NOW.getTime() + 600_000)))
    .items.map(({ kind }) => kind)
    .filter((kind) => kind === "handOutLater");

describe("M6 sheets that cannot be handed out", () => {
  it.each([
    ["of an edition that no longer binds the sector", () => binds(false), NOT_BINDING],
    ["of a measure that the edition does not have", () => selects('["gone"]'), "いまは配れません。このガイドラインにない対策項目が選ばれています。"],
  ])("M6 are named with the reason, without a task and a button: a round %s", async (_case, prevent, reason) => {
    const { counts } = valueOf(await readStaffing(ground.as("secretariat", railway), {}, NOW));
    expect(counts.withoutSheet).toBeGreaterThan(0);
    expect(counts.postsWithoutSheet).toBeGreaterThan(0);
    const { view: before } = await staffingFor("secretariat");
    const names = before.withoutSheet.flatMap(({ people }) => people.map(({ name }) => name));
    const posts = before.postsWithoutSheet.flatMap((of) => of.posts);
    const all = counts.withoutSheet + counts.postsWithoutSheet;
    expect(await laterFor("secretariat")).toMatchObject({ button: `まだ配っていない点検票${all}枚を配る` });

    await prevent();
    for (const role of ["secretariat", "ciso"] as const) {
      const later = await laterFor(role);
      expect(later?.text).toContain(`まだ配っていない人の点検票が${counts.withoutSheet}枚`);
      expect(later?.text).toContain(reason);
      expect(later?.button).toBeNull();
    }
    for (const role of ["secretariat", "ciso", "auditor"] as const) {
      const { html, people, posts: ofPosts } = await staffingFor(role);
      for (const name of names) expect(people).toContain(name);
      expect(people).toContain(before.withoutSheet[0]?.title);
      expect(people).toContain(reason);
      expect(people).not.toContain("いません。");
      expect(html).not.toContain("足りないものはありません。");
      expect(html).not.toContain("選んだ人に配る");
      expect(html).not.toContain("まだ配っていない点検票を配る");
      if (reason !== NOT_BINDING) continue;
      for (const post of posts) expect(ofPosts).toContain(post);
      expect(ofPosts).toContain(reason);
      expect(ofPosts).not.toContain("ありません。");
    }
    expect(valueOf(await readStaffing(ground.as("secretariat", railway), {}, NOW)).counts).toMatchObject({ withoutSheet: 0, postsWithoutSheet: 0 });
    expect(await askedFor("secretariat")).toEqual([]);
  });

  it("M6 say nothing of a reason where nothing is missing, and nothing of missing where all have theirs", async () => {
    const settled = await makeOperator(ground.owner, "tetsudo", "足りている鉄道");
    await binds(false);
    seen.visitor = ground.as("secretariat", settled);
    const html = renderToStaticMarkup(createElement(StaffingPage, await loadStaffing()));
    expect(html).toContain("いません。");
    expect(html).not.toContain("配れません");
  });
});

describe("M11 a list of what is missing leads to nothing that its reader may not do", () => {
  it.each([
    ["secretariat", true],
    ["ciso", true],
    ["auditor", false],
  ] as const)("M11 the %s is led to handing out and appointing: %s", async (role, led) => {
    await ground.owner.query("DELETE FROM appointment WHERE operator_id = $1 AND role = 'securityCommittee'", [railway.operatorId]);
    const { html, posts, view } = await staffingFor(role);
    expect(view.postsWithoutSheet.length).toBeGreaterThan(0);
    for (const post of view.postsWithoutSheet.flatMap((of) => of.posts)) expect(posts).toContain(post);
    expect(view.vacantPosts.length).toBeGreaterThan(0);
    expect(html.includes("まだ配っていない点検票を配る")).toBe(led);
    expect(html.includes("#later")).toBe(led);
    expect((await laterFor(role)) !== null).toBe(led);
    expect(html.includes("選んだ人に配る")).toBe(led);
    expect(html.includes("その人の画面で役割を決めます")).toBe(led);
    expect(html.includes("ここで確かめて決めます")).toBe(led);
  });
});
