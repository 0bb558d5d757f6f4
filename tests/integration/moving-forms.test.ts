import { describe, expect, it, vi } from "vitest";
import { askedFor } from "@/components/ui/form-problems";
import { changePersonAction, changeSystemAction } from "@/lib/features/organisation/actions";
import { loadOrganisation, loadPerson } from "@/lib/features/organisation/pages";
import { addPerson } from "@/lib/features/organisation/people/commands";
import { addSystem } from "@/lib/features/organisation/units/commands";
import type { FormOutcome } from "@/lib/server/use-cases/form-outcome";
import { as, owner, prepareAdministrationGround, visitorBy, world } from "@/tests/support/administration-ground";
import { askedAgain } from "@/tests/support/asked-again";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { valueOf } from "@/tests/support/links";

vi.mock("next/cache", () => ({ refresh: () => undefined }));
vi.mock("@/lib/server/auth/current", () => {
  const secretariat = () => visitorBy(world.people.secretariat.token);
  return { currentVisitor: secretariat, requireVisitor: secretariat };
});

prepareAdministrationGround();

type Subject = "person" | "system";
const sheetIn = { person: "handler", system: "system" } as const;

/** What the form of the subject shows and sends, where another department is chosen, after what was said before. */
async function form(subject: Subject, departmentId: string | undefined, before: FormOutcome) {
  const sent = new FormData();
  sent.set("$sender", (await as("secretariat")).account.accountId);
  for (const [name, number] of askedAgain(before)) sent.append(name, number);
  const shown =
    subject === "person" ? await loadPerson(world.people.handler.personId) : (await loadOrganisation()).systems.find(({ id }) => id === world.systems[0]);
  sent.append("confirmedSheets", String(shown?.moving?.sheets));
  sent.append("departmentId", departmentId ?? "");
  return { sent, shown };
}

async function press(
  subject: Subject,
  departmentId: string | undefined,
  before: FormOutcome = { status: "idle" },
  named: { readonly name?: string; readonly email?: string } = {},
): Promise<FormOutcome> {
  const { sent, shown } = await form(subject, departmentId, before);
  const { name, email, personId } = { ...world.people.handler, ...named };
  const own = subject === "person" ? { name, email } : { name: "", kind: "", ...shown, ...named };
  for (const key of subject === "person" ? ["name", "email"] : ["name", "kind"]) sent.append(key, String((own as Record<string, unknown>)[key]));
  for (const tick of ticked(before)) sent.append("confirmedSimilar", tick);
  return subject === "person" ? changePersonAction(personId, before, sent) : changeSystemAction(world.systems[0] ?? "", before, sent);
}

/** The tick that it is another one than those it resembles, where the outcome asks for it. */
const ticked = (before: FormOutcome): string[] =>
  before.status === "refused" && before.confirms && before.fields?.some(({ path }) => path === "confirmedSimilar")
    ? [askedFor(before.confirms.input, "yes")]
    : [];

/** What the form of the subject enters to resemble another one, which is added. */
async function likeAnother(subject: Subject): Promise<{ readonly name: string; readonly email?: string }> {
  const visitor = await as("secretariat");
  const departmentId = world.departments[1];
  if (subject === "person") {
    valueOf(await addPerson(visitor, { name: "石川 葵", email: "ishikawa1@example.jp", departmentId }, new Date()));
    return { name: "石川 葵", email: "ishikawa2@example.jp" };
  }
  valueOf(await addSystem(visitor, { name: "滑走路灯火監視", kind: "other", departmentId }, new Date()));
  return { name: "滑走路灯火監理" };
}

/** The subject and its sheet are in the first department; what was accepted there is returned after the subject has moved. */
async function ground(subject: Subject): Promise<{ sheet: string; moved: () => Promise<string | undefined> }> {
  await owner.query("UPDATE cycle SET state = 'approved' WHERE operator_id = $1 AND state IN ('open', 'reviewing')", [world.operatorId]);
  await owner.query("UPDATE person SET department_id = $1 WHERE id = $2", [world.departments[0], world.people.handler.personId]);
  await owner.query("UPDATE critical_system SET department_id = $1 WHERE id = $2", [world.departments[0], world.systems[0]]);
  const sheet = (await makeCycle(owner, world, { sheets: "accepted" })).sheets[sheetIn[subject]];
  const moved = async () =>
    (await owner.query<{ department: string }>("SELECT department_id AS department FROM sheet WHERE id = $1", [sheet])).rows[0]?.department;
  return { sheet, moved };
}
const returned = (sheet: string) => owner.query("UPDATE sheet SET state = 'returned', returned_reason = '根拠を足してください。' WHERE id = $1", [sheet]);

describe.each(["person", "system"] as const)("M7 the form of a %s asks for the number that the chosen department moves, and takes it", (subject) => {
  it("M7 where what can move is there already: the present number is asked for once and confirmed by sending again", async () => {
    const { sheet, moved } = await ground(subject);
    const [first, second] = world.departments;
    expect(await press(subject, second)).toMatchObject({ status: "done" });
    await returned(sheet);
    const asked = await press(subject, first);
    expect(asked).toMatchObject({ status: "refused", confirms: { numbers: { confirmedSheets: 0 } } });
    expect(await press(subject, first, asked)).toMatchObject({ status: "done" });
    expect(await moved()).toBe(first);
  });

  it("M7 the present number is asked for where another sheet came meanwhile, or another department is chosen than was asked about", async () => {
    const { sheet } = await ground(subject);
    const [first, second] = world.departments;
    expect(await press(subject, second)).toMatchObject({ status: "done" });
    await returned(sheet);
    await makeCycle(owner, world, { sheets: "inProgress" });
    await owner.query("UPDATE sheet SET department_id = $1 WHERE operator_id = $2 AND state = 'inProgress'", [second, world.operatorId]);
    const asked = await press(subject, first);
    expect(asked).toMatchObject({ confirms: { numbers: { confirmedSheets: 1 } } });
    expect(await press(subject, first, asked)).toMatchObject({ status: "done" });
  });

  it("M7 where it comes to resemble another one too, each of the two is asked about once", async () => {
    const { sheet, moved } = await ground(subject);
    const [first, second] = world.departments;
    expect(await press(subject, second)).toMatchObject({ status: "done" });
    await returned(sheet);
    const like = await likeAnother(subject);
    let outcome = await press(subject, first, undefined, like);
    const said: (string | undefined)[] = [];
    for (; outcome.status === "refused" && said.length < 6; outcome = await press(subject, first, outcome, like))
      said.push(outcome.fields?.[0]?.path ?? Object.keys(outcome.confirms?.numbers ?? {}).at(-1));
    expect(said).toEqual(["confirmedSimilar", "confirmedSheets"]);
    expect(await moved()).toBe(first);
  });

  it("M7 where nothing is elsewhere, the form is right at the first time", async () => {
    const { sheet, moved } = await ground(subject);
    await returned(sheet);
    expect(await press(subject, world.departments[1])).toMatchObject({ status: "done" });
    expect(await moved()).toBe(world.departments[1]);
  });
});
