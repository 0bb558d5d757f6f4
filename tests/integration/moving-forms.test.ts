import { describe, expect, it, vi } from "vitest";
import { changePersonAction, changeSystemAction } from "@/lib/features/organisation/actions";
import { loadOrganisation, loadPerson } from "@/lib/features/organisation/pages";
import type { FormOutcome } from "@/lib/server/use-cases/form-outcome";
import { as, owner, prepareAdministrationGround, visitorBy, world } from "@/tests/support/administration-ground";
import { askedAgain } from "@/tests/support/asked-again";
import { makeCycle } from "@/tests/support/cycle-fixture";

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

async function press(subject: Subject, departmentId: string | undefined, before: FormOutcome = { status: "idle" }): Promise<FormOutcome> {
  if (subject === "system") {
    const { sent, shown } = await form("system", departmentId, before);
    const { name = "", kind = "" } = (shown ?? {}) as { name?: string; kind?: string };
    sent.append("name", name);
    sent.append("kind", kind);
    return changeSystemAction(world.systems[0] ?? "", before, sent);
  }
  const { sent } = await form("person", departmentId, before);
  const { name, email, personId } = world.people.handler;
  sent.append("name", name);
  sent.append("email", email);
  return changePersonAction(personId, before, sent);
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

  it("M7 where nothing is elsewhere, the form is right at the first time", async () => {
    const { sheet, moved } = await ground(subject);
    await returned(sheet);
    expect(await press(subject, world.departments[1])).toMatchObject({ status: "done" });
    expect(await moved()).toBe(world.departments[1]);
  });
});
