import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { sourceFiles } from "@/tests/architecture/sources";
import { declaredUseCases } from "@/tests/support/use-cases";

/** What changes an operator's people, their roles and deputies, or its departments and critical systems, or who works as its CISO. */
const CHANGING = [
  ...["people.add", "people.change", "people.import", "people.appoint", "people.importRoles"],
  ...["people.handOver", "people.planHandover", "people.cancelHandover", "people.applyHandover"],
  ...["people.invite", "people.inviteAll", "people.unlock"],
  ...["deputy.name", "deputy.end"],
  ...["department.add", "department.change", "department.import", "system.add", "system.change", "system.import"],
  ...["platform.firstAccount", "platform.recoverCiso", "account.setPassword"],
];

/** What writes something that depends on who is there, where, and with which role. */
const DEPENDING = ["cycle.handOutLater", "cycle.open", "cycle.reopen", "cycle.restore", "sheet.assign"];

it("C2 the lock of people is declared by the use cases that need it, and by no other change", async () => {
  const commands = (await declaredUseCases()).map(({ declaration }) => declaration).filter(({ kind }) => kind === "command");
  const locking = (lock: string) =>
    commands.flatMap(({ name, people }) => ((typeof people === "object" ? people?.lock : people) === lock ? [name] : [])).sort();
  expect({ changing: locking("exclusive"), depending: locking("share") }).toEqual({ changing: CHANGING.toSorted(), depending: DEPENDING });
});

it("C2 the lock of people is taken where use cases begin, and nowhere later", () => {
  const taking = (text: RegExp) => sourceFiles().filter((file) => text.test(readFileSync(file, "utf8")));
  expect(taking(/\{ of: "people"/)).toEqual(["lib/server/use-cases/people-lock.ts"]);
  expect(taking(/\blockPeople\(/)).toEqual(["lib/server/use-cases/people-lock.ts", "lib/server/use-cases/use-case.ts"]);
});
