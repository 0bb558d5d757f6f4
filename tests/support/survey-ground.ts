import type pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { createSurvey } from "@/lib/features/surveys/planning/commands";
import { type SurveyBody, surveyBody } from "@/lib/features/surveys/record/schema";
import { type Visitor, visitorOf } from "@/lib/server/scope/scope";
import { type IntegrationGround, makeOfficer, openIntegrationGround } from "@/tests/support/integration-ground";
import { valueOf as value } from "@/tests/support/links";
import { openAsShown } from "@/tests/support/rounds";
import { makeOperator, type OperatorRole, type World } from "@/tests/support/world";

export const NOW = new Date("2026-11-20T05:00:00Z");
export const PAGE = { page: 1, perPage: 50 };
export const BODY: SurveyBody = surveyBody.parse({
  edition: "kuko-2",
  fiscalYear: 2026,
  title: "2026年度 浸透状況調査",
  opensOn: "2026-11-01",
  closesOn: "2027-01-29",
});

let ground: IntegrationGround;
export let client: pg.Client;
export let airports: World[];
export let power: World;
export let officer: Visitor;
export let powerOfficer: Visitor;

export const member = (world: World, role: "ciso" | "handler"): Visitor => {
  const { personId, accountId, email, name } = world.people[role satisfies OperatorRole];
  const appointments = role === "ciso" ? [{ role, departmentId: null, systemId: null }] : [];
  return visitorOf({
    ...{ accountId, email, name, personId, appointments, operatorId: world.operatorId, operatorName: "", departmentId: world.departments[0] },
    ...{ sectorId: world.sectorId, role: null, shortcutKeys: true },
  });
};

/** An open survey that calls the three airports, or all operators of the other officer's sector. */
export async function opened({ fiscalYear, ...body }: Partial<SurveyBody> = {}, by: Visitor = officer): Promise<string> {
  const { id } = value(await createSurvey(by, { ...BODY, ...body }, NOW));
  value(await openAsShown(by, id, NOW));
  // A separate year, without any other survey.
  if (fiscalYear !== undefined) await client.query("UPDATE survey SET fiscal_year = $2 WHERE id = $1", [id, fiscalYear]);
  return id;
}

/** A database with three airports and a power company, each sector with its officer, for the test file that calls it. */
export function prepareSurveyGround(): void {
  beforeAll(async () => {
    ground = await openIntegrationGround();
    client = ground.owner;
    airports = [];
    for (const name of ["甲空港", "乙空港", "丙空港"]) airports.push(await makeOperator(client, "airport", name));
    power = await makeOperator(client, "power", "電力");
    officer = await makeOfficer(client, "airport");
    powerOfficer = await makeOfficer(client, "power");
  });
  afterAll(() => ground.close());
}
