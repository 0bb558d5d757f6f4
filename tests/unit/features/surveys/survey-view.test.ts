import { describe, expect, it } from "vitest";
import type { SurveyRecord } from "@/lib/features/surveys/record/record";
import type { SurveySummary } from "@/lib/features/surveys/record/schema";
import { closingView, homeView, nextForSurvey, nextSurvey, openingView, surveyHead, wayBackView } from "@/lib/features/surveys/record/view";
import { makeEdition } from "@/tests/factories/edition";

const NOW = new Date("2026-11-20T00:00:00Z");
const survey = (overrides: Partial<SurveySummary>): SurveySummary => ({
  ...{ id: "s1", sector: "kuko", sectorName: "空港", edition: "kuko-2", editionTitle: "安全ガイドライン", title: "2026年度 浸透状況調査", fiscalYear: 2026 },
  ...{
    opensOn: "2026-10-01",
    closesOn: "2026-12-18",
    state: "open",
    closedAt: null,
    reopenedAt: null,
    reopenedReason: null,
    takenBackAt: null,
    takenBackReason: null,
    called: 3,
    submitted: 1,
    own: null,
    lateCorrection: null,
  },
  ...overrides,
});

describe("an officer's next step", () => {
  it("always has a link: to open after a check, to see who is missing, to close after a check", () => {
    expect(nextForSurvey(survey({ state: "planned" }), NOW)).toMatchObject({ pressing: true, link: { href: "/ministry/surveys/s1/open" } });
    expect(nextForSurvey(survey({}), NOW)).toMatchObject({ pressing: false, link: { href: "/ministry/surveys/s1#missing" } });
    expect(nextForSurvey(survey({ submitted: 3 }), NOW)).toMatchObject({ pressing: true, link: { href: "/ministry/surveys/s1#close" } });
    expect(nextForSurvey(survey({ closesOn: "2026-11-01" }), NOW)).toMatchObject({ pressing: true });
    expect(nextForSurvey(survey({ state: "closed" }), NOW)).toBeNull();
    expect(homeView([survey({}), survey({ id: "s2", state: "planned", closesOn: "2027-10-18" })], NOW).next.link?.href).toBe("/ministry/surveys/s2/open");
  });

  it("M11 has no choice of results before there are any", () => {
    const head = (state: SurveyRecord["state"]) =>
      surveyHead({ ...survey({ state }), sectorId: "kuko" } as unknown as SurveyRecord, makeEdition(), "required", "");
    expect(head("planned")).toMatchObject({ tiers: [], pages: [], tierNote: null });
    expect(head("open").tiers).toHaveLength(2);
    expect(head("open").pages.length).toBeGreaterThan(1);
  });

  it("M11 is the running survey and not one whose first day is still to come", () => {
    const running = survey({ closesOn: "2027-03-31" });
    const tomorrow = survey({ id: "s2", state: "planned", opensOn: "2026-11-21", closesOn: "2026-12-18" });
    expect(homeView([tomorrow, running], NOW).next.link?.href).toBe("/ministry/surveys/s1#missing");
    expect(homeView([{ ...tomorrow, opensOn: "2026-11-20" }, running], NOW).next.link?.href).toBe("/ministry/surveys/s2/open");
    expect(homeView([tomorrow], NOW).next).toMatchObject({ title: "2026年度 浸透状況調査は、2026年11月21日（土）に受付を始める計画です", pressing: false });
  });

  it.each([
    ["closed last year", "2025-10-01", "2025-12-18"],
    ["closed yesterday", "2026-10-01", "2026-11-19"],
    ["opened more than a year ago and closes later", "2025-11-19", "2026-12-18"],
  ])("M11 is never to open a survey whose days have passed, which %s, but to change its dates, after all others", (_case, opensOn, closesOn) => {
    const passed = survey({ id: "old", state: "planned", title: "2025年度 浸透状況調査", fiscalYear: 2025, opensOn, closesOn, submitted: 0 });
    const running = survey({});
    const tomorrow = survey({ id: "s2", state: "planned", opensOn: "2026-11-21", closesOn: "2026-12-18" });
    expect(homeView([running, passed], NOW).next.link?.href).toBe("/ministry/surveys/s1#missing");
    expect(homeView([passed, tomorrow], NOW).next.link?.href).toBe("/ministry/surveys/s2/open");
    const alone = homeView([passed], NOW);
    expect(alone.next).toEqual({
      title: "2025年度 浸透状況調査は、計画の日付が過ぎています",
      text: "このままでは受付を始められません。日付を変えると、始められます。",
      pressing: false,
      link: { label: "日付を変える", href: "/ministry/surveys/old#management" },
    });
    expect(alone.surveys[0]?.overtaken).toBe("日付が過ぎています。変えると、受付を始められます。");
    expect(homeView([running, tomorrow], NOW).surveys.map(({ overtaken }) => overtaken)).toEqual([null, null]);
    expect(nextForSurvey(passed, NOW)).toEqual(alone.next);
  });

  it.each([
    ["2025-10-01", "2025-12-18", "から415日過ぎていて、締切（2025年12月18日（木））から337日過ぎています。"],
    ["2026-11-18", "2026-11-19", "から2日過ぎていて、締切（2026年11月19日（木））から1日過ぎています。"],
  ])("M11 the page before opening says how long ago the last day was, and leads to the dates: %s", (opensOn, closesOn, dates) => {
    const { dates: said, back } = openingView(survey({ state: "planned", opensOn, closesOn, submitted: 0 }), "計画の日付が過ぎている。", NOW);
    expect(said).toContain(dates);
    expect(back).toEqual({ label: "調査を直す", href: "/ministry/surveys/s1#management" });
    expect(openingView(survey({ state: "planned", submitted: 0 }), null, NOW).back).toEqual({ label: "調査に戻る", href: "/ministry/surveys/s1" });
  });

  it.each([
    {
      opensOn: "2026-12-01",
      closesOn: "2027-01-29",
      dates: "今日は、受付を始める日（2026年12月1日（火））の11日前で、締切（2027年1月29日（金））まで70日です。",
      button: "3者を対象に、11日早く受付を始める",
    },
    {
      opensOn: "2026-11-20",
      closesOn: "2026-11-20",
      dates: "今日は、受付を始める日（2026年11月20日（金））の当日で、締切（2026年11月20日（金））は今日です。",
      button: "3者を対象に、受付を始める",
    },
    {
      opensOn: "2026-11-19",
      closesOn: "2026-11-21",
      dates: "今日は、受付を始める日（2026年11月19日（木））から1日過ぎていて、締切（2026年11月21日（土））まで1日です。",
      button: "3者を対象に、受付を始める",
    },
  ])("M2 before opening shows the number of operators and the days left: $opensOn", ({ opensOn, closesOn, ...words }) => {
    expect(openingView(survey({ state: "planned", opensOn, closesOn, submitted: 0 }), null, NOW)).toMatchObject({
      title: "対象は3者です。",
      confirmed: 3,
      ...words,
    });
  });

  it("M2 offers the way back that exists, and says which one has ended", () => {
    const took = {
      takenBackAt: "2026-11-19T00:00:00.000Z",
      takenBackReason: "早かったため",
      reopenedAt: "2026-11-18T00:00:00.000Z",
      reopenedReason: "訂正のため",
    };
    expect(wayBackView(survey({ submitted: 0 }))).toMatchObject({ possible: "opening", text: null });
    expect(wayBackView(survey({ submitted: 1, ...took }))).toMatchObject({
      possible: null,
      text: "2026年11月18日に締切りを取り消し、受付に戻しました（理由：訂正のため）",
    });
    expect(wayBackView(survey({ state: "closed", ...took }))).toMatchObject({ possible: "closing", text: null });
    expect(wayBackView(survey({ state: "planned", ...took }))).toMatchObject({
      possible: null,
      text: "2026年11月19日に受付の開始を取り消し、計画に戻しました（理由：早かったため）",
    });
  });

  it("closes only an open survey", () => {
    expect(closingView(survey({}), NOW)?.surveyId).toBe("s1");
    expect(closingView(survey({ state: "planned" }), NOW)).toBeNull();
    expect(closingView(survey({ state: "closed" }), NOW)).toBeNull();
  });

  it("offers a unique name for a new survey", () => {
    expect(nextSurvey([], 2026)).toEqual({ title: "2026年度 浸透状況調査", fiscalYear: 2026 });
    expect(nextSurvey([survey({})], 2026)).toEqual({ title: "2027年度 浸透状況調査", fiscalYear: 2027 });
  });
});

describe("the head of a survey's pages", () => {
  const record = { ...survey({}), sectorId: "kuko", editionId: "t-1", contentHash: "", guideline: "t", closedAt: null, reopenedAt: null };
  const crosswalk = (from: string, to: string) => ({ from, to, entries: [], beyond: [] });

  it("has a page for the 指針 only if the edition has one behind it", () => {
    const pages = (edition: Parameters<typeof surveyHead>[1]) => surveyHead(record, edition, "required", "").pages.map(({ label }) => label);
    expect(pages(makeEdition({ crosswalks: [crosswalk("p-1", "t-1")] }))).toEqual(["結果", "項目別", "指針との対応"]);
    expect(pages(makeEdition({ kind: "policy", crosswalks: [crosswalk("t-1", "u-1")] }))).toEqual(["結果", "項目別"]);
  });

  it("mentions results only once submissions are possible", () => {
    expect(surveyHead(record, makeEdition(), "required", "").title).toBe("2026年度 浸透状況調査の結果");
    expect(surveyHead({ ...record, state: "planned" }, makeEdition(), "required", "").title).toBe("2026年度 浸透状況調査");
  });
});
