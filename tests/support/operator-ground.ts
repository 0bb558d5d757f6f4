import { afterAll, beforeAll, beforeEach } from "vitest";
import { type IntegrationGround, openIntegrationGround } from "@/tests/support/integration-ground";
import { makeOperator, type World } from "@/tests/support/world";

export let ground: IntegrationGround;
/** The operator of the test that runs: each test has one of its own. */
export let world: World;

/** A database with an operator for each test of the file that calls it. `begin`: what each test finds there besides. */
export function prepareOperatorGround(begin: () => Promise<void> = async () => {}): void {
  beforeAll(async () => {
    ground = await openIntegrationGround();
  });
  afterAll(() => ground.close());
  beforeEach(async () => {
    world = await makeOperator(ground.owner, "kuko", "試験空港");
    await begin();
  });
}
