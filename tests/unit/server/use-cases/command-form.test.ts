import { beforeEach, describe, expect, expectTypeOf, it, vi } from "vitest";
import { z } from "zod";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { commandForm } from "@/lib/server/use-cases/command-form";
import type { FormOutcome } from "@/lib/server/use-cases/form-outcome";
import type { UseCase } from "@/lib/server/use-cases/use-case";
import { paragraph, identifier as uuid } from "@/lib/validation/plain-text";

interface Here {
  account: { accountId: string; name: string } | null;
}
const { refresh, here } = vi.hoisted(() => ({ refresh: vi.fn(), here: { account: null } as Here }));
vi.mock("next/cache", () => ({ refresh }));
vi.mock("next/navigation", () => ({
  redirect: (href: string) => {
    throw new Error(`to ${href}`);
  },
}));
vi.mock("@/lib/server/auth/current", () => ({ currentVisitor: () => Promise.resolve(here.account && { account: here.account }) }));

const SHEET = "11111111-1111-4111-8111-111111111111";
const CYCLE = "22222222-2222-4222-8222-222222222222";
const SATO = { accountId: "33333333-3333-4333-8333-333333333333", name: "佐藤 真理" };
const IDLE: FormOutcome = { status: "idle" };

/** A use case of a sheet that gives this answer. */
function useCase<Value, Input extends z.ZodObject>(input: Input, answer: Result<Value, Refusal>) {
  const run = vi.fn((_visitor: unknown, _given: unknown, _now: Date) => Promise.resolve(answer));
  const made = Object.assign(run, { declaration: { params: z.object({ sheetId: uuid }), input } });
  return made as unknown as UseCase<{ sheetId: string } & z.output<Input>, Value> & Pick<typeof run, "mock">;
}

function formOf(entries: readonly (readonly [name: string, value: string])[]): FormData {
  const form = new FormData();
  form.set("$sender", SATO.accountId);
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

const reasons = z.strictObject({ reasons: z.array(z.strictObject({ item: z.string(), reason: paragraph("理由") })) });
const paged = z.strictObject({ page: z.int().optional() });
const reason = z.strictObject({ reason: paragraph("理由") });

beforeEach(() => {
  refresh.mockClear();
  here.account = SATO;
});

describe("a form over a use case", () => {
  it("parses its own controls with the input, and goes where they lead", async () => {
    const withdraw = useCase(reason, granted(null));
    const action = commandForm(withdraw, ["sheetId"], {
      extra: { cycleId: uuid, confirmed: z.literal("yes", { error: "印を付けてください。" }) },
      next: (_done, given) => {
        expectTypeOf(given).toExtend<{ sheetId: string; reason: string; cycleId: string; confirmed: "yes" }>();
        return `/cycles/${given.cycleId}`;
      },
    });
    expect(await action(SHEET, IDLE, formOf([["cycleId", CYCLE]]))).toMatchObject({
      status: "refused",
      message: "入力を2か所確かめてください",
      fields: [
        { path: "reason", message: "理由を入力してください。" },
        { path: "confirmed", message: "印を付けてください。" },
      ],
    });
    expect(withdraw).not.toHaveBeenCalled();
    const whole = formOf([
      ["cycleId", CYCLE],
      ["confirmed", "yes"],
      ["reason", "配り直す"],
    ]);
    await expect(action(SHEET, IDLE, whole)).rejects.toThrow(`to /cycles/${CYCLE}`);
    expect(withdraw.mock.calls[0]?.[1]).toMatchObject({ sheetId: SHEET, reason: "配り直す" });
  });

  it("says a problem once that stands in several entries of the input", async () => {
    const action = commandForm(useCase(reasons, granted(null)), ["sheetId"], {
      extra: { reason: paragraph("理由") },
      entered: (form) => ({ reasons: form.getAll("items").map((item) => ({ item, reason: form.get("reason") })) }),
      next: () => "/",
    });
    const sent = formOf([
      ["items", "a"],
      ["items", "b"],
      ["reason", " "],
    ]);
    expect(await action(SHEET, IDLE, sent)).toMatchObject({
      message: "入力を1か所確かめてください",
      fields: [{ path: "reason", message: "理由を入力してください。" }],
    });
  });

  it("says a refusal once that stands in several entries of the input", async () => {
    const fields = [0, 1].map((place) => ({ path: `reasons.${place}.reason`, message: "短すぎます。" }));
    const action = commandForm(useCase(reasons, refused(refusal("invalid_input", "短すぎます。", { fields }))), ["sheetId"], {
      entered: () => ({ reasons: [] }),
      next: () => "/",
    });
    expect(await action(SHEET, IDLE, formOf([]))).toMatchObject({
      message: "入力を1か所確かめてください",
      fields: [{ path: "reason", message: "短すぎます。" }],
    });
  });

  it("reads what the input needs besides the form, for what the page bound", async () => {
    const leaveOut = useCase(reasons, granted(null));
    const readLeftOut = useCase(paged, granted({ before: [{ item: "a", reason: "前から" }] }));
    const action = commandForm(leaveOut, ["sheetId"], {
      reads: readLeftOut,
      entered: (form, { before }) => {
        expectTypeOf(before).toEqualTypeOf<{ item: string; reason: string }[]>();
        return { reasons: [...before, { item: form.get("item"), reason: "今から" }] };
      },
      next: () => "/done",
    });
    await expect(action(SHEET, IDLE, formOf([["item", "b"]]))).rejects.toThrow("to /done");
    expect(readLeftOut.mock.calls[0]?.[1]).toEqual({ sheetId: SHEET });
    expect(leaveOut.mock.calls[0]?.[1]).toEqual({
      sheetId: SHEET,
      reasons: [
        { item: "a", reason: "前から" },
        { item: "b", reason: "今から" },
      ],
    });
  });

  it("does nothing if that cannot be read", async () => {
    const leaveOut = useCase(reasons, granted(null));
    const action = commandForm(leaveOut, ["sheetId"], {
      reads: useCase(paged, refused(refusal("not_found", "見つかりません。"))),
      entered: () => ({ reasons: [] }),
      next: () => "/",
    });
    expect(await action(SHEET, IDLE, formOf([]))).toMatchObject({ status: "refused", message: "見つかりません。" });
    expect(leaveOut).not.toHaveBeenCalled();
  });

  it("shows the page again under the refusals that say that it is outdated", async () => {
    const outcomeOf = async (code: "confirmation_required" | "not_permitted" | "in_use"): Promise<[message: unknown, refreshed: number]> => {
      refresh.mockClear();
      const action = commandForm(useCase(reason, refused(refusal(code, code))), ["sheetId"], { next: () => "/" });
      const outcome = await action(SHEET, IDLE, formOf([["reason", "配り直す"]]));
      return [outcome.status === "refused" && outcome.message, refresh.mock.calls.length];
    };
    expect(await outcomeOf("confirmation_required")).toEqual(["confirmation_required", 1]);
    expect(await outcomeOf("not_permitted")).toEqual(["not_permitted", 0]);
    expect(await outcomeOf("in_use")).toEqual(["in_use", 0]);
  });

  it("M8 leaves a page whose form may be gone to the browser, which knows whether a text would be lost", async () => {
    for (const code of ["wrong_state", "not_permitted"] as const) {
      const action = commandForm(useCase(reason, refused(refusal(code, "受理されています。"))), ["sheetId"], {
        outdatedBy: ["not_permitted"],
        next: () => "/",
      });
      const outcome = await action(SHEET, IDLE, formOf([["reason", "根拠を足してください"]]));
      expect(outcome).toMatchObject({ status: "refused", outdated: true, entered: { reason: ["根拠を足してください"] } });
    }
    expect(refresh).not.toHaveBeenCalled();
  });
});

describe("M8 a form whose session ended", () => {
  const sent = () => formOf([["reason", "根拠を足してください"]]);

  it("M8 says so, keeps its text and offers to sign in; nothing is done", async () => {
    const returned = useCase(reason, granted(null));
    const action = commandForm(returned, ["sheetId"], { next: () => "/" });
    here.account = null;
    const outcome = await action(SHEET, IDLE, sent());
    expect(outcome).toMatchObject({ status: "refused", entered: { reason: ["根拠を足してください"] }, signIn: { href: "/login?error=KeptForm" } });
    expect(outcome.status === "refused" && outcome.message).toMatch(/サインインが終わっている.*まだ送っていません/);
    expect(returned).not.toHaveBeenCalled();
    here.account = SATO;
    await expect(action(SHEET, outcome, sent())).rejects.toThrow("to /");
  });

  it("M8 sends nothing in the name of somebody who signed in since", async () => {
    const returned = useCase(reason, granted(null));
    const action = commandForm(returned, ["sheetId"], { next: () => "/" });
    here.account = { accountId: CYCLE, name: "高橋 健" };
    const outcome = await action(SHEET, IDLE, sent());
    expect(outcome.status === "refused" && outcome.message).toContain("いま高橋 健さんがサインインしています");
    expect(outcome).toMatchObject({ entered: { reason: ["根拠を足してください"] }, signIn: {} });
    expect(returned).not.toHaveBeenCalled();
  });

  it("M8 that does not say for whom it was made is refused as no form of a page", async () => {
    const returned = useCase(reason, granted(null));
    const action = commandForm(returned, ["sheetId"], { next: () => "/" });
    await expect(action(SHEET, IDLE, new FormData())).rejects.toThrow("no sender");
    expect(returned).not.toHaveBeenCalled();
  });
});
