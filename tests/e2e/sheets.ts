import { expect, type Locator, type Page } from "@playwright/test";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { PEOPLE, type PersonKey } from "@/tests/e2e/people";
import type { TestPortal } from "@/tests/e2e/test-portal";

export interface KnownSheet {
  readonly id: string;
  readonly cycleId: string;
}

/** A section of a システム管理者's sheet with eight measures and two dozen examples. */
export const LARGE_SECTION = "3.1.5.1-2";

/** The sheet of the running 自己点検 that the person answers in this role. */
export async function sheetOf(portal: TestPortal, person: PersonKey, role: AnsweringRole): Promise<KnownSheet> {
  const [sheet] = await portal.rows<{ id: string; cycleId: string }>(
    `SELECT s.id, s.cycle_id AS "cycleId" FROM sheet s
     JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id AND c.state = 'open' AND c.edition_id = 'kuko-2'
     JOIN sheet_respondent r ON r.operator_id = s.operator_id AND r.sheet_id = s.id
     JOIN person p ON p.operator_id = s.operator_id AND p.id = r.person_id
     WHERE p.email = $1 AND s.role = $2`,
    [PEOPLE[person], role],
  );
  if (sheet === undefined) throw new Error(`${person} has no open sheet as ${role}`);
  return sheet;
}

/** Resets the sheet to the state after handing out, without answers and history. */
export async function emptySheet(portal: TestPortal, sheetId: string): Promise<void> {
  await portal.rows("ALTER TABLE answer_history DISABLE TRIGGER USER"); // The database lets only its owner remove history.
  for (const table of ["item_remark_response", "item_remark_withdrawal"])
    await portal.rows(`DELETE FROM ${table} WHERE remark_id IN (SELECT id FROM item_remark WHERE sheet_id = $1)`, [sheetId]);
  for (const table of ["answer", "answer_history", "item_remark"]) await portal.rows(`DELETE FROM ${table} WHERE sheet_id = $1`, [sheetId]);
  await portal.rows("ALTER TABLE answer_history ENABLE TRIGGER USER");
  await portal.rows("UPDATE sheet SET answered = 0, state = 'notStarted', started_at = NULL WHERE id = $1", [sheetId]);
}

/** The empty sheet of the operator's system administrator. */
export async function emptySystemSheet(portal: TestPortal): Promise<string> {
  const { id } = await sheetOf(portal, "system", "systemAdministrator");
  await emptySheet(portal, id);
  return id;
}

/** Makes the person a respondent of the sheet too. */
export async function addRespondent(portal: TestPortal, sheetId: string, person: PersonKey): Promise<void> {
  await portal.rows(
    `INSERT INTO sheet_respondent (operator_id, sheet_id, person_id)
     SELECT s.operator_id, s.id, p.id FROM sheet s JOIN person p ON p.operator_id = s.operator_id AND p.email = $2 WHERE s.id = $1`,
    [sheetId, PEOPLE[person]],
  );
}

export interface KeptVersion {
  readonly item: string;
  readonly version: number;
  readonly status: string | null;
  readonly remark: string | null;
  /** Address of the respondent. */
  readonly by: string;
  readonly cause: string;
}

/** Every version of every answer of the sheet, in order. */
export const historyOf = (portal: TestPortal, sheetId: string): Promise<KeptVersion[]> =>
  portal.rows<KeptVersion>(
    `SELECT h.item_id AS item, h.version, h.status, h.remark, p.email AS by, h.cause FROM answer_history h
     LEFT JOIN person p ON p.operator_id = h.operator_id AND p.id = h.answered_by
     WHERE h.sheet_id = $1 ORDER BY h.item_id COLLATE "C", h.version`,
    [sheetId],
  );

/** Exactly one version of each answer. */
export const answeredOnce = (answers: ReadonlyMap<string, string>, by: string): KeptVersion[] =>
  [...answers]
    .map(([item, status]) => ({ item, version: 1, status, remark: null, by, cause: "answered" }))
    .sort((one, other) => (one.item < other.item ? -1 : 1));

export interface CurrentAnswer {
  readonly status: string | null;
  readonly remark: string | null;
  readonly version: number;
}

export async function answerOf(portal: TestPortal, sheetId: string, itemId: string): Promise<CurrentAnswer | null> {
  const rows = await portal.rows<CurrentAnswer>("SELECT status, remark, version FROM answer WHERE sheet_id = $1 AND item_id = $2", [sheetId, itemId]);
  return rows[0] ?? null;
}

export async function stateOf(portal: TestPortal, sheetId: string): Promise<string | undefined> {
  return (await portal.rows<{ state: string }>("SELECT state FROM sheet WHERE id = $1", [sheetId]))[0]?.state;
}

/**
 * Waits until the page's script has hydrated this element. An idle network is not enough on a slow machine, and an open store
 * may be another page's, so this looks for React's mark on the element.
 */
export async function alive(within: Locator): Promise<void> {
  await expect.poll(() => within.evaluate((element) => Object.keys(element).some((key) => key.startsWith("__reactProps$")))).toBe(true);
}

/** Waits until the keys of the checklist work. */
export async function sectionAlive(page: Page): Promise<void> {
  await alive(page.locator("article.item-card").last());
  await page.waitForFunction(async () => (await indexedDB.databases()).some(({ name }) => name === "portal-answers"));
}

/** Opens a section of the sheet and waits for its script, so that nothing is missing offline. */
export async function openSection(page: Page, sheetId: string, section: string): Promise<void> {
  await page.goto(`/checks/${sheetId}/${section}`, { waitUntil: "networkidle" });
  await sectionAlive(page);
}

/** The bar below the answers of a sheet that is reviewed. */
export const decisionBar = (page: Page): Locator => page.getByRole("region", { name: "この点検票の判断" });

/** Opens a sheet for its reviewer and waits for what is counted once the keys work; an answer to a key pressed before would never come. */
export async function openReview(page: Page, sheetId: string): Promise<void> {
  await page.goto(`/operator/sheets/${sheetId}`);
  await expect(decisionBar(page)).toContainText(/件中 \d+件を見た/u);
}

export const card = (page: Page, itemId: string): Locator => page.locator(`[id="item-${itemId}"]`);
/** The four answers are radios; their labels are the click targets. */
export const tile = (within: Locator, status: string): Locator => within.locator(`label[data-answer="${status}"]`);
export const saveState = (within: Locator): Locator => within.locator(".save-state");

const TURN = ["implemented", "partial", "notImplemented"] as const;

/** Answers the first `count` items of the page, including examples, by mouse. Returns the answers. */
export async function answerFirst(page: Page, count: number): Promise<ReadonlyMap<string, string>> {
  for (const examples of await page.locator("details.examples").all()) {
    if ((await examples.getAttribute("open")) === null) await examples.locator("> summary").click();
  }
  const forms = page.locator("form.item-form, form.example-row");
  const given = new Map<string, string>();
  for (let index = 0; index < count; index += 1) {
    const form = forms.nth(index);
    const status = TURN[index % TURN.length] ?? "implemented";
    await tile(form, status).click();
    await expect(form.locator(`input[type="radio"][value="${status}"]`)).toBeChecked();
    given.set(await form.locator('input[name="itemId"]').inputValue(), status);
  }
  return given;
}
