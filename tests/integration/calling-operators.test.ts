import { randomUUID } from "node:crypto";
import { createElement } from "react";
import { beforeAll, describe, expect, it } from "vitest";
import { CallingPage } from "@/components/ministry/calling-page";
import { NewSurvey } from "@/components/ministry/new-survey";
import { SurveyResults } from "@/components/ministry/survey-results";
import { type CallingAsked, callingAsked } from "@/lib/features/surveys/calling/parts";
import { callableOperators, readCalling, uncalledIds } from "@/lib/features/surveys/calling/queries";
import { calledText, callingView, operatorChoice } from "@/lib/features/surveys/calling/view";
import { allowLateCorrection } from "@/lib/features/surveys/late-corrections/commands";
import { latesView } from "@/lib/features/surveys/late-corrections/view";
import { operatorsAsked } from "@/lib/features/surveys/operators/parts";
import { changeSurvey, createSurvey } from "@/lib/features/surveys/planning/commands";
import { closingView, nextForSurvey, wayBackView } from "@/lib/features/surveys/record/view";
import { resultView } from "@/lib/features/surveys/results-page/view";
import { readSurveyPage } from "@/lib/features/surveys/results-reading/queries";
import { closeSurvey } from "@/lib/features/surveys/transitions/commands";
import { inScope } from "@/lib/server/database/client";
import { dayFromNow } from "@/tests/support/days";
import { valueOf as value } from "@/tests/support/links";
import { renderedPage } from "@/tests/support/rendered-page";
import { NOW, openAsShown, roundsGround, survey } from "@/tests/support/rounds";
import { insert } from "@/tests/support/world";

const OPERATORS = 1000;
const FEW = 12;
/** What a page may weigh; its HTML, and the same again as the props of its controls. */
const MOST = 300_000 / 2;

const ground = roundsGround();
const ids = Array.from({ length: OPERATORS }, () => randomUUID());
const nameOf = (at: number): string => `大分野空港 ${String(at + 1).padStart(4, "0")}`;
let surveyId: string;

beforeAll(async () => {
  await insert(
    ground.owner,
    "operator",
    ids.map((id, at) => ({ id, name: nameOf(at), sector_id: "kuko", created_at: "2020-01-01T00:00:00Z" })),
  );
  surveyId = value(await createSurvey(ground.officer, survey({ operatorIds: ids.slice(0, FEW) }), NOW)).id;
});

/** What the form of a choice says, as the page that follows is rendered with it. */
const sent = (parts: Readonly<Record<string, readonly string[]>>): CallingAsked => callingAsked(parts, "addOperatorIds");
const calling = async (asked: CallingAsked = sent({})) => {
  const found = value(await readCalling(ground.officer, { surveyId, asked }, NOW));
  return callingView(found.survey, found.callable, asked);
};
const choice = async (parts: Readonly<Record<string, readonly string[]>>) => {
  const view = (await calling(sent(parts))).choice;
  if (view === null) throw new Error("nobody is left");
  return view;
};
const planning = async (asked: CallingAsked) => {
  const callable = await inScope(ground.officer.scope, (transaction) => callableOperators(transaction, "kuko", null, asked));
  return operatorChoice(callable, asked, "operatorIds");
};
const names = (operators: readonly { readonly name: string }[]): string[] => operators.map(({ name }) => name);
const inputsOf = (html: string): number => html.match(/<input\b/gu)?.length ?? 0;

/** Everything that the page of a survey shows. */
async function surveyPage(surveyId: string, query: Readonly<Record<string, string>> = {}) {
  const { summary, change, whole, pages, lates } = value(
    await readSurveyPage(ground.officer, { surveyId, tier: "required", asked: operatorsAsked(query) }, NOW),
  );
  const parts = {
    next: nextForSurvey(summary, NOW),
    closing: closingView(summary, NOW),
    wayBack: wayBackView(summary),
    change,
    lates: latesView(lates, String),
  };
  return { ...parts, ...resultView(whole, pages, "required") };
}

describe("C5 calling operators of a large sector", () => {
  it("C5 a page of those that can be added, and the page that plans a survey, are small and have a page of ticks", async () => {
    const plan = { title: "調査", edition: "kuko-2", fiscalYear: "2026", opensOn: "2026-11-01", closesOn: "2027-01-29", editions: [] };
    const pages = [createElement(CallingPage, await calling()), createElement(NewSurvey, { ...plan, choice: await planning(sent({})) })].map(renderedPage);
    for (const html of pages) {
      expect(html.length).toBeLessThan(MOST);
      expect(inputsOf(html)).toBeLessThan(80);
    }
    expect(pages[0]).toContain("者をすべて加える");
    expect(pages[1]).toContain("全事業者を対象に計画する");
  });

  it("C5 they are as small with every operator ticked, and all ticks are sent again", async () => {
    const html = renderedPage(createElement(CallingPage, await calling(sent({ addOperatorIds: ids }))));
    expect(html.length).toBeLessThan(MOST);
    const ticked = [...html.matchAll(/<input\b[^>]*name="addOperatorIds"[^>]*>/gu)]
      .map(([input]) => input)
      .filter((input) => /type="hidden"|checked=""/u.test(input));
    expect(new Set(ticked.map((input) => /value="([^"]*)"/u.exec(input)?.[1]))).toEqual(new Set(ids.slice(FEW)));
  });

  it("C5 pages and a search keep the ticks, and go over all operators in order", async () => {
    const seen: string[] = [];
    const ticked: string[] = [];
    for (let page: number | null = 1; page !== null; ) {
      const view = await choice({ find: [String(page)], addOperatorIds: ticked });
      expect([...view.operators.filter(({ chosen }) => chosen), ...view.others.shown]).toHaveLength(ticked.length);
      seen.push(...names(view.operators));
      ticked.push(view.operators.at(-1)?.id ?? "");
      page = view.search?.next ?? null;
    }
    expect(seen.filter((name) => name.startsWith("大分野空港"))).toEqual(ids.slice(FEW).map((_, at) => nameOf(at + FEW)));
    const found = await choice({ q: ["大分野空港 0999"], find: ["1"], shown: ["7"], addOperatorIds: ticked });
    expect(names(found.operators)).toEqual(["大分野空港 0999"]);
    expect(found.others.shown).toHaveLength(ticked.length);
  });

  it.each([
    ["words that nobody has", { q: ["ない名前"] }, [], "「ない名前」に合う事業者はありません。"],
    ["a page that is not there", { find: ["900"] }, [nameOf(FEW)], null],
    ["no page", { find: ["-1", "x"] }, [nameOf(FEW)], null],
    ["text that no database keeps", { q: ["\u0000"], addOperatorIds: ["\u0000", "x", ""] }, [nameOf(FEW)], null],
  ])("C5 %s in the form lead to a page all the same", async (_name, parts, first, nobody) => {
    const view = await choice(parts);
    expect(
      names(view.operators)
        .filter((name) => name.startsWith("大分野空港"))
        .slice(0, 1),
    ).toEqual(first);
    expect([view.nobodyText, view.others.shown]).toEqual([nobody, []]);
  });

  it("C5 the page of a survey that calls few of many operators is small while it is planned and open, and once it is closed", async () => {
    const { id } = value(await createSurvey(ground.officer, survey({ operatorIds: ids.slice(0, FEW) }), NOW));
    const planned = await surveyPage(id);
    const html = renderedPage(createElement(SurveyResults, planned));
    expect(html.length).toBeLessThan(MOST);
    expect(html).toContain(`/ministry/surveys/${id}/add-operators`);
    value(await openAsShown(ground.officer, id, NOW));
    const open = await surveyPage(id);
    value(await closeSurvey(ground.officer, { surveyId: id, confirmedMissing: FEW }, NOW));
    const closed = await surveyPage(id);
    for (const page of [planned, open, closed]) expect(JSON.stringify(page).length).toBeLessThan(MOST);
    expect([planned, open, closed].map(({ change }) => change !== null)).toEqual([true, true, false]);
    const reason = "理".repeat(1000);
    for (const operatorId of ids.slice(0, FEW))
      value(await allowLateCorrection(ground.officer, { surveyId: id, operatorId, reason, untilOn: dayFromNow(10) }, NOW));
    const pages = await Promise.all([1, 2, 3].map(async (page) => (await surveyPage(id, { late: String(page) })).lates));
    expect(pages.map(({ rows }) => names(rows.map(({ operatorName: name }) => ({ name }))))).toEqual([
      ids.slice(0, 10).map((_, at) => nameOf(at)),
      [nameOf(10), nameOf(11)],
      ids.slice(0, 10).map((_, at) => nameOf(at)),
    ]);
    expect(pages.map(({ pager }) => [pager.previousHref, pager.nextHref])).toEqual([
      [null, "2"],
      ["1", null],
      [null, "2"],
    ]);
  });
});

describe("C5 calling all that are left", () => {
  it("C5 is one press, and says how many it added where others were called meanwhile", async () => {
    const body = survey({ operatorIds: ids.slice(0, FEW), title: "一部から始める調査" });
    const { id } = value(await createSurvey(ground.officer, body, NOW));
    const asked = value(await uncalledIds(ground.officer, { surveyId: id }, NOW));
    expect(asked).toHaveLength((await planning(sent({}))).everybody - FEW);
    value(await changeSurvey(ground.officer, { surveyId: id, addOperatorIds: asked.slice(0, 3) }, NOW));
    const { called } = value(await changeSurvey(ground.officer, { surveyId: id, addOperatorIds: asked }, NOW));
    expect(called).toBe(asked.length - 3);
    expect(value(await uncalledIds(ground.officer, { surveyId: id }, NOW))).toEqual([]);
    expect(calledText(called, asked.length)).toBe(`${called}者を対象に加えました。ほかの3者は、もう対象でした。`);
    expect(calledText(2, 2)).toBe("2者を対象に加えました。");
    expect(calledText(0, 2)).toBe("選んだ事業者は、もう対象でした。");
    expect(value(await changeSurvey(ground.officer, { surveyId: id, title: "ほかの名前" }, NOW)).called).toBe(0);
  });
});
