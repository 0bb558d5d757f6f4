import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { OFFICES } from "@/lib/demo/offices";
import { LARGE_SLUG, MAIN_SLUG } from "@/lib/demo/operators";
import { DEMO_PASSWORD } from "@/lib/demo/sign-ins";

const ofMain = (mailbox: string): string => `${mailbox}@${MAIN_SLUG}.example.jp`;

/** Addresses of the demo's people, by their part. */
export const PEOPLE = {
  staff: ofMain("staff"),
  system: ofMain("system"),
  manager: ofMain("manager"),
  ciso: ofMain("ciso"),
  executive: ofMain("executive"),
  committee: ofMain("committee"),
  auditor: ofMain("auditor"),
  reviewer: ofMain("reviewer"),
  secretariat: ofMain("secretariat"),
  largeStaff: `staff@${LARGE_SLUG}.example.jp`,
  largeCiso: `ciso@${LARGE_SLUG}.example.jp`,
  /** CISO of the operator whose cycle is still planned. */
  planner: "planner@asagiri.example.jp",
  ministry: OFFICES.airports.email,
  platform: OFFICES.platform.email,
} as const;
export type PersonKey = keyof typeof PEOPLE;

/** Signs in like a person, from the sign-in page. */
export async function signIn(page: Page, person: PersonKey): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("メールアドレス").fill(PEOPLE[person]);
  await page.getByLabel("パスワード").fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "サインインする" }).click();
  await expect(page.getByRole("button", { name: "サインアウト" })).toBeVisible();
}

/** Signs in without a page; the context gets the cookies. */
export async function signInQuickly(request: APIRequestContext, person: PersonKey): Promise<void> {
  const { csrfToken } = (await (await request.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const form = { csrfToken, email: PEOPLE[person], password: DEMO_PASSWORD, json: "true" };
  await request.post("/api/auth/callback/credentials", { form });
  const me = await request.get("/api/v1/me");
  expect(me.status(), `${person} is signed in`).toBe(200);
}
