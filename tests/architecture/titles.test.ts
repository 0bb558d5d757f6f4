import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { filesIn } from "@/tests/architecture/sources";

/** The title of a test, without the ids of the points that it covers. */
const TITLE = /(?:\b(?:it|test)(?:\.\w+)*\(|\)\()\s*(["'`])(?:[A-Z]\d+ )*((?:(?!\1)[^\\]|\\.)*)\1/g;

/** A title that goes on with the sentence of its group. */
const GOES_ON = /^(?:and|or|but|also|nor)\b/;
/** A title that names a circumstance; it states a rule only where a verb follows. */
const CIRCUMSTANCE = /^(?:for|by|of|with|without|as|not)\b/;
const VERB =
  /\b(?:is|are|was|has|have|may|can|cannot|must|does|do|gets?|sees?|shows?|says?|goes|leaves?|loses?|counts?|asks?|holds?|returns?|refuses?|names?|allows?|ends?|nothing|\w+s an?|\w+s the|\w+s no)\b|: %|\$\w+/;

const statesNone = (title: string): boolean => GOES_ON.test(title) || (CIRCUMSTANCE.test(title) && !VERB.test(title));

const titlesIn = (text: string): string[] => [...text.matchAll(TITLE)].map(([, , title = ""]) => title);

describe("C6 titles state the rule (docs/style.md, Habits)", () => {
  it("C6 no title goes on with the sentence of its group, or names a circumstance alone", () => {
    const titles = filesIn("tests").flatMap((file) =>
      /\.(?:test|spec)\.ts$/.test(file) ? titlesIn(readFileSync(file, "utf8")).map((title) => ({ file, title })) : [],
    );
    expect(titles.length).toBeGreaterThan(1500);
    expect(titles.filter(({ title }) => statesNone(title)).map(({ file, title }) => `${file}: ${title}`)).toEqual([]);
  });

  it.each([
    "for having no version",
    "by an old token",
    "and everybody can read it",
    "also while it is reviewed",
    "not after the review began",
    "of stopped sign-ins too",
  ])("C6 %j states none", (title) => {
    expect(statesNone(title)).toBe(true);
  });

  it.each(["an old token leaves an event", "without a script the slip loses nothing", "for several targets returns the first refusal"])(
    "C6 %j states one",
    (title) => {
      expect(statesNone(title)).toBe(false);
    },
  );
});
