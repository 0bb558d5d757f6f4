import { describe, expect, it } from "vitest";
import type { SurveySummary } from "@/lib/features/surveys/schema";
import { closingView, homeView, nextForSurvey, nextSurvey, surveyHead } from "@/lib/features/surveys/view";
import { makeEdition } from "@/tests/factories/edition";

const NOW = new Date("2026-11-20T00:00:00Z");
const survey = (overrides: Partial<SurveySummary>): SurveySummary => ({
  ...{ id: "s1", sector: "kuko", sectorName: "空港", edition: "kuko-2", editionTitle: "安全ガイドライン", title: "2026年度 浸透状況調査", fiscalYear: 2026 },
  ...{ opensOn: "2026-10-01", closesOn: "2026-12-18", state: "open", closedAt: null, reopenedAt: null, reopenedReason: null, called: 3, submitted: 1, own: null },
  ...overrides,
});

describe("what an officer is asked to do", () => {
  it("always has a button: to open, to look at who is missing, to close after a look", () => {
    expect(nextForSurvey(survey({ state: "planned" }), NOW)).toMatchObject({ opens: "s1", pressing: true });
    expect(nextForSurvey(survey({}), NOW)).toMatchObject({ opens: null, pressing: false, link: { href: "/ministry/surveys/s1#missing" } });
    expect(nextForSurvey(survey({ submitted: 3 }), NOW)).toMatchObject({ opens: null, pressing: true, link: { href: "/ministry/surveys/s1#close" } });
    expect(nextForSurvey(survey({ closesOn: "2026-11-01" }), NOW)).toMatchObject({ pressing: true });
    expect(nextForSurvey(survey({ state: "closed" }), NOW)).toBeNull();
    expect(homeView([survey({}), survey({ id: "s2", state: "planned", closesOn: "2027-12-18" })], NOW).next.opens).toBe("s2");
  });

  it("closes only what is open", () => {
    expect(closingView(survey({}), NOW)?.surveyId).toBe("s1");
    expect(closingView(survey({ state: "planned" }), NOW)).toBeNull();
    expect(closingView(survey({ state: "closed" }), NOW)).toBeNull();
  });

  it("is offered a name for a new survey that none has", () => {
    expect(nextSurvey([], 2026)).toEqual({ title: "2026年度 浸透状況調査", fiscalYear: 2026 });
    expect(nextSurvey([survey({})], 2026)).toEqual({ title: "2027年度 浸透状況調査", fiscalYear: 2027 });
  });
});

describe("the head of a survey's pages", () => {
  const record = { ...survey({}), sectorId: "kuko", editionId: "t-1", contentHash: "", guideline: "t", closedAt: null, reopenedAt: null };
  const crosswalk = (from: string, to: string) => ({ from, to, entries: [], beyond: [] });

  it("has a page for the 指針 only where the edition takes one up", () => {
    const pages = (edition: Parameters<typeof surveyHead>[1]) => surveyHead(record, edition, "required", "").pages.map(({ label }) => label);
    expect(pages(makeEdition({ crosswalks: [crosswalk("p-1", "t-1")] }))).toEqual(["結果", "項目別", "指針との対応"]);
    expect(pages(makeEdition({ kind: "policy", crosswalks: [crosswalk("t-1", "u-1")] }))).toEqual(["結果", "項目別"]);
  });

  it("speaks of results only once replies may come", () => {
    expect(surveyHead(record, makeEdition(), "required", "").title).toBe("2026年度 浸透状況調査の結果");
    expect(surveyHead({ ...record, state: "planned" }, makeEdition(), "required", "").title).toBe("2026年度 浸透状況調査");
  });
});
