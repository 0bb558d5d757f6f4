import { findPlaces } from "@/tests/e2e/pages";
import { expect, test } from "@/tests/e2e/portal";

/** Asked of every reader: they may do it. A person with a sheet is asked to answer it. */
const OF_EVERYBODY = /の点検票」に回答してください|聞いてください|本人に確かめてください|知らせてください|探すか、|期間を広げるか/u;

test("M11 the pages of the 監査実施者, who only reads, ask for nothing and offer no form that changes something", async ({ enter, portal }) => {
  const { openCycle, lastCycle, handedInSheet, person } = await findPlaces(portal);
  const page = await enter("auditor");
  const round = `/operator/cycles/${openCycle}`;
  const addresses = [
    ...["/tasks", "/operator", "/operator/people", `/operator/people/${person}`, "/operator/organisation", "/operator/staffing", "/operator/deputies"],
    ...["/operator/audit", "/operator/security", "/operator/look-log", "/operator/cycles", round, `/operator/cycles/${lastCycle}`],
    ...["progress", "items", "scores", "gap-report", "submit"].map((leaf) => `${round}/${leaf}`),
    ...[`/operator/sheets/${handedInSheet}`, `/operator/cycles/${lastCycle}/submit`],
  ];
  for (const address of addresses) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 }), address).toBeVisible();
    const main = page.locator("main");
    const asked = (await main.innerText()).split(/[\n。]/u).filter((line) => line.includes("てください") && !OF_EVERYBODY.test(line));
    expect(asked, address).toEqual([]);
    await expect(main.locator("form:not([method='get' i], [method='dialog' i])"), address).toHaveCount(0);
  }
});

test("M11 a wrong part of an address is said on the page, and the other parts narrow the list", async ({ enter, portal }) => {
  const { openCycle } = await findPlaces(portal);
  const page = await enter("ciso", { javaScriptEnabled: false });
  await page.goto(`/operator/cycles/${openCycle}/progress?role=systemAdministrator&state=opne`);
  await expect(page.getByRole("status").filter({ hasText: "「state=opne」" })).toBeVisible();
  await expect(page.getByLabel("役割", { exact: true })).toHaveValue("systemAdministrator");
  await expect(page.getByLabel("状態", { exact: true })).toHaveValue("");
  await page.goto(`/operator/cycles/${openCycle}/withdraw?role=systemAdministrator&state=opne`);
  await expect(page).toHaveURL(/\/progress\?role=systemAdministrator&state=opne$/u);
});
