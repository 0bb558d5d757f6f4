import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listTasks } from "@/lib/features/tasks/list/queries";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { name, ofManager, ofSystem } from "@/tests/support/deputies";
import { type IntegrationGround, openIntegrationGround } from "@/tests/support/integration-ground";
import { as, valueOf } from "@/tests/support/links";
import { makeOperator, type OperatorRole, type World } from "@/tests/support/world";

let ground: IntegrationGround;
let world: World;
beforeAll(async () => {
  ground = await openIntegrationGround();
  world = await makeOperator(ground.owner, "kuko", "試験空港");
});
afterAll(async () => {
  await ground.close();
});

const tasksOf = async (who: OperatorRole) =>
  valueOf(await listTasks(await as(world, who), {}, new Date())).items.filter(({ kind }) => kind === "answer" || kind === "revise");

describe("M6 a deputy's own list", () => {
  it("M6 has the sheets that they answer as a deputy, each with for whom, and their own without", async () => {
    const { sheets } = await makeCycle(ground.owner, world, { state: "open", sheets: "inProgress" });
    expect((await tasksOf("colleague")).map(({ sheetId }) => sheetId)).not.toContain(sheets.system);
    await name(world, "colleague", ofSystem(world));
    const asDeputy = (await tasksOf("colleague")).find(({ sheetId }) => sheetId === sheets.system);
    expect(asDeputy?.text).toContain(`${world.people.systemAdministrator.name}さんの代行です。`);
    expect((await tasksOf("systemAdministrator")).find(({ sheetId }) => sheetId === sheets.system)?.text).not.toContain("代行");
  });

  it("M6 says of a vacant post that it is vacant", async () => {
    const { sheets } = await makeCycle(ground.owner, world, { state: "open", sheets: "inProgress" });
    await name(world, "committee", ofManager(world));
    await ground.owner.query("DELETE FROM appointment WHERE person_id = $1", [world.people.manager.personId]);
    expect((await tasksOf("committee")).find(({ sheetId }) => sheetId === sheets.manager)?.text).toContain("空席の代行です。");
  });
});
