import { beforeEach, describe, expect, it, vi } from "vitest";
import { leaveOutAction } from "@/lib/features/cycles/actions";
import { previewHandOut } from "@/lib/features/cycles/hand-out/queries";
import { readCycleDetail } from "@/lib/features/cycles/list/queries";
import type { FormOutcome } from "@/lib/server/use-cases/form-outcome";
import { as, NOW, PLAN, preparePlannedCycleGround, value } from "@/tests/support/planned-cycle-ground";
import { planAsShown } from "@/tests/support/rounds";

vi.mock("next/cache", () => ({ refresh: () => undefined }));
vi.mock("next/navigation", () => ({
  redirect: (href: string) => {
    throw new Error(`to ${href}`);
  },
}));
vi.mock("@/lib/server/auth/current", () => ({ currentVisitor: () => Promise.resolve(as("ciso")) }));

preparePlannedCycleGround();

let cycleId: string;
beforeEach(async () => {
  cycleId = value(await planAsShown(as("ciso"), PLAN, NOW)).id;
});

interface Place {
  readonly role: string;
  readonly departmentId: string | null;
  readonly systemId: string | null;
}

/** Sends the form of a place where nobody answers. */
function send({ role, departmentId, systemId }: Place, items: readonly string[], reason: string): Promise<FormOutcome> {
  const form = new FormData();
  form.set("$sender", as("ciso").account.accountId);
  for (const [name, text] of Object.entries({ role, departmentId: departmentId ?? "", systemId: systemId ?? "", reason })) form.set(name, text);
  for (const item of items) form.append("items", item);
  return leaveOutAction(cycleId, { status: "idle" }, form);
}

async function vacancy() {
  const [place] = value(await previewHandOut(as("ciso"), { cycleId }, NOW)).unassigned;
  if (!place || place.items.length < 3) throw new Error("every place has a respondent");
  const [first = "", second = "", third = ""] = place.items;
  return { place, first, second, third };
}

const leftOutNow = async () => value(await readCycleDetail(as("ciso"), { cycleId }, NOW)).leftOut;

describe("the form that leaves measures out", () => {
  it("adds the ticked measures of its place to those already left out, with one reason", async () => {
    const { place, first, second, third } = await vacancy();
    const { role, departmentId, systemId } = place;
    await expect(send(place, [first], "担当がまだ決まっていないため")).rejects.toThrow(`to /operator/cycles/${cycleId}/hand-out`);
    await expect(send(place, [second, third], "来年度から運用を始めるため")).rejects.toThrow(`to /operator/cycles/${cycleId}/hand-out`);
    const expected = [
      { item: first, reason: "担当がまだ決まっていないため", role, departmentId, systemId },
      { item: second, reason: "来年度から運用を始めるため", role, departmentId, systemId },
      { item: third, reason: "来年度から運用を始めるため", role, departmentId, systemId },
    ];
    expect(await leftOutNow()).toEqual(expect.arrayContaining(expected));
    expect(await leftOutNow()).toHaveLength(expected.length);
  });

  it("asks for a reason and for measures at once, each once", async () => {
    const { place, first, second } = await vacancy();
    const missing = { path: "reason", message: "外す理由を入力してください。" };
    expect(await send(place, [], "")).toMatchObject({
      message: "入力を2か所確かめてください",
      fields: [missing, { path: "items", message: "外す項目を選んでください。" }],
    });
    expect(await send(place, [first, second], " ")).toMatchObject({ message: "入力を1か所確かめてください", fields: [missing] });
    const short = await send(place, [first, second], "なし");
    expect(short).toMatchObject({
      message: "入力を1か所確かめてください",
      fields: [{ path: "reason", message: expect.stringContaining("確かめる人にわかるように") }],
    });
    expect(await leftOutNow()).toEqual([]);
  });

  it("refuses a measure that is left out of this place already", async () => {
    const { place, first } = await vacancy();
    await expect(send(place, [first], "担当がまだ決まっていないため")).rejects.toThrow("to ");
    expect(await send(place, [first], "担当がまだ決まっていないため")).toMatchObject({
      status: "refused",
      message: "同じ項目が同じ場所で二度外されています。",
    });
    expect(await leftOutNow()).toHaveLength(1);
  });
});
