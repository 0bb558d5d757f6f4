import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { askedFor } from "@/components/ui/form-problems";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { commandForm } from "@/lib/server/use-cases/command-form";
import type { FormOutcome } from "@/lib/server/use-cases/form-outcome";
import type { UseCase } from "@/lib/server/use-cases/use-case";
import { line } from "@/lib/validation/plain-text";
import { askedAgain } from "@/tests/support/asked-again";

const { here } = vi.hoisted(() => ({ here: { signedIn: true } }));
vi.mock("next/cache", () => ({ refresh: () => undefined }));
vi.mock("@/lib/server/auth/current", () => ({ currentVisitor: () => Promise.resolve(here.signedIn ? { account: SATO } : null) }));

const SATO = { accountId: "33333333-3333-4333-8333-333333333333", name: "佐藤 真理" };
const DONE: FormOutcome = { status: "done", message: "直しました。" };

const input = z.strictObject({
  name: line("名前", 100),
  confirmedSimilar: z.boolean().optional(),
  confirmedSheets: z.int().optional(),
  confirmedDays: z.int().optional(),
});
type Given = z.output<typeof input>;
type Name = Exclude<keyof Given, "name">;

/** What the use case would do now; a test changes it between two presses. */
const PRESENT = { confirmedSimilar: true, confirmedSheets: 3, confirmedDays: 5 };

/** The action of a form that asks for these confirmations, one refusal after the other. */
function formThatAsks(names: readonly Name[], present: { -readonly [Key in Name]: (typeof PRESENT)[Key] } = { ...PRESENT }) {
  const run = (_visitor: unknown, given: Given) => {
    const missing = names.find((name) => given[name] !== present[name]);
    if (missing === undefined) return Promise.resolve(granted(null));
    const asks = missing === "confirmedSimilar" ? { fields: [{ path: missing, message: "似ています。" }] } : { current: { [missing]: present[missing] } };
    return Promise.resolve(refused(refusal("confirmation_required", missing, asks)));
  };
  const useCase = Object.assign(run, { declaration: { params: z.object({}), input } }) as unknown as UseCase<Given, null>;
  return commandForm(useCase, [], { confirms: (current: Readonly<Record<string, number>> | undefined) => current ?? {}, next: () => DONE });
}

/** What a browser sends, with and without a script: what was asked, hidden, then what is typed, and the tick where it is asked for. */
function sentAfter(before: FormOutcome, name = "監視装置"): FormData {
  const form = new FormData();
  form.set("$sender", SATO.accountId);
  const { fields = [], confirms = null } = before.status === "refused" ? before : {};
  const ticks = confirms && fields.some(({ path }) => path === "confirmedSimilar") ? [["confirmedSimilar", askedFor(confirms.input, "yes")] as const] : [];
  for (const [key, value] of [...askedAgain(before), ["confirmedSheets", "0"] as const, ["name", name] as const, ...ticks]) form.append(key, value);
  return form;
}

beforeEach(() => {
  here.signedIn = true;
});

describe("M7 what was confirmed for an input stays confirmed for it", () => {
  it.each<{ names: Name[] }>([
    { names: ["confirmedSimilar", "confirmedSheets"] },
    { names: ["confirmedSheets", "confirmedSimilar"] },
    { names: ["confirmedSheets", "confirmedDays"] },
    { names: ["confirmedDays", "confirmedSimilar", "confirmedSheets"] },
  ])("M7 a form that asks for $names is done after one press more than it asks", async ({ names }) => {
    const action = formThatAsks(names);
    let outcome: FormOutcome = { status: "idle" };
    const said: string[] = [];
    for (let press = 0; press < 8 && outcome.status !== "done"; press++) {
      outcome = await action(outcome, sentAfter(outcome));
      said.push(outcome.status === "refused" ? outcome.message : outcome.status);
    }
    expect(said).toEqual([...names, "done"]);
  });

  it("M7 a number that has changed is asked for again, and the tick is not", async () => {
    const present = { ...PRESENT };
    const action = formThatAsks(["confirmedSimilar", "confirmedSheets"], present);
    const first = await action({ status: "idle" }, sentAfter({ status: "idle" }));
    const second = await action(first, sentAfter(first));
    present.confirmedSheets = 4;
    const third = await action(second, sentAfter(second));
    expect(third).toMatchObject({ message: "confirmedSheets", confirms: { numbers: { confirmedSheets: 4, confirmedSimilar: "yes" } } });
    expect(await action(third, sentAfter(third))).toEqual(DONE);
  });

  it("M7 nothing that was confirmed for one input is taken with another, though it was sent in between", async () => {
    const action = formThatAsks(["confirmedSimilar", "confirmedSheets"]);
    const first = await action({ status: "idle" }, sentAfter({ status: "idle" }));
    const second = await action(first, sentAfter(first));
    const other = await action(second, sentAfter(second, "監理装置"));
    expect(other).toMatchObject({ message: "confirmedSimilar", confirms: { numbers: {} } });
    expect(Object.keys((other.status === "refused" && other.confirms?.numbers) || {})).toEqual([]);
  });

  it("M7 a refusal for another reason leaves what was confirmed", async () => {
    const action = formThatAsks(["confirmedSimilar", "confirmedSheets"]);
    const first = await action({ status: "idle" }, sentAfter({ status: "idle" }));
    const second = await action(first, sentAfter(first));
    const empty = await action(second, sentAfter(second, ""));
    expect(empty).toMatchObject({ status: "refused", fields: [{ path: "name" }] });
    here.signedIn = false;
    const signedOut = await action(empty, sentAfter(empty));
    expect(signedOut).toMatchObject({ status: "refused", signIn: {} });
    here.signedIn = true;
    expect(await action(signedOut, sentAfter(signedOut))).toEqual(DONE);
  });

  it("M7 a form whose page shows its number is not told that it was asked for", async () => {
    const outcome = await formThatAsks(["confirmedSheets"])({ status: "idle" }, sentAfter({ status: "idle" }, ""));
    expect(outcome).toMatchObject({ status: "refused", fields: [{ path: "name" }] });
    expect(outcome).not.toHaveProperty("confirms");
  });
});
