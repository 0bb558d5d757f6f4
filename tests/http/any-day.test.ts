import { expect, it } from "vitest";
import { demoCalendar, RUNNING } from "@/lib/demo/days/calendar";
import { loadDemo } from "@/lib/demo/load";
import { AIRPORTS, MAIN_SLUG } from "@/lib/demo/operators";
import { DEMO_PASSWORD } from "@/lib/demo/sign-ins";
import { signIn } from "@/tests/support/api";
import { createDatabase } from "@/tests/support/database";
import { type Portal, startPortalServer } from "@/tests/support/portal-server";

const AS_SEEN = AIRPORTS.filter(({ slug, staff }) => slug === MAIN_SLUG || staff < 40);
const inJapanese = (day: string): string => {
  const [year, month, date] = day.split("-").map(Number);
  return `${String(year)}年${String(month)}月${String(date)}日`;
};

async function readAs(portal: Portal, email: string, path: string): Promise<string> {
  const cookie = await signIn(portal, email, DEMO_PASSWORD);
  expect(cookie, `${email} signs in`).not.toBeNull();
  const answer = await fetch(`${portal.url}${path}`, { headers: { cookie: cookie ?? "" }, redirect: "manual" });
  expect(answer.status, path).toBe(200);
  return (await answer.text()).replace(/<script.*?<\/script>/gs, "").replace(/<!-- -->/g, "");
}

it.each(["2027-04-01", "2028-02-29"])("M5 a portal whose clock is set to %s shows the demo of that day: days left, nothing overdue", async (day) => {
  const database = await createDatabase();
  try {
    await loadDemo(database.ownerUrl, day, AS_SEEN);
    const portal = await startPortalServer(database, { demo: true, from: new Date(`${day}T01:30:00+09:00`) });
    try {
      const { dueOn, title } = demoCalendar(day).periods[RUNNING];
      const left = `あと${String((Date.parse(dueOn) - Date.parse(day)) / 86_400_000)}日`;
      const ofMain = (mailbox: string): string => `${mailbox}@${MAIN_SLUG}.example.jp`;
      const pages = [
        { email: ofMain("staff"), path: "/checks", says: [inJapanese(dueOn), left] },
        { email: ofMain("manager"), path: "/operator", says: [title.replace(" 自己点検", "")] },
        { email: ofMain("ciso"), path: "/operator/cycles", says: [title] },
        { email: "airport-officer@mlit.example.jp", path: "/ministry", says: [`${String(demoCalendar(day).fiscalYear)}年度 浸透状況調査`] },
      ];
      for (const { email, path, says } of pages) {
        const text = await readAs(portal, email, path);
        for (const words of says) expect(text, path).toContain(words);
        expect(text, path).not.toMatch(/\d+日超過|期限超過[^0]*[1-9]|締切を過ぎ(?!ても)/);
      }
    } finally {
      await portal.stop();
    }
  } finally {
    await database.drop();
  }
});
