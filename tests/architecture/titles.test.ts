import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { filesIn } from "@/tests/architecture/sources";

/** The title of a test, without the ids of the points that it covers. */
const TITLE = /(?:\b(?:it|test)(?:\.\w+)*\(|\)\()\s*(["'`])(?:[A-Z]\d+ )*((?:(?!\1)[^\\]|\\.)*)\1/g;

/** A title that goes on with the sentence of its group, or says only that something works. */
const GOES_ON = /^(?:and|or|but|also|nor|not|works)\b/;
/** A title that begins with a circumstance; it states a rule only if a clause of its own follows. */
const CIRCUMSTANCE =
  /^(?:as|at|because|beside|by|for|from|if|in|of|on|once|only (?:for|if|when|where)|since|than|to|until|when|where|while|with|within|without)\b/;
/** Words that begin a subordinate clause, which has a verb of its own. */
const SUBORDINATE =
  /(?<!when )\bthat\b(?! of)|\b(?:which|who|whom|whose|although|until|whichever)\b|\bbecause\b(?! of)|\b(?:when|where|while|if)\b(?! \w+ed\b| withdrawn\b)|^as\b(?! owner)|\bonce (?=some|it\b|the\b|there)|\b(?:after|before) (?=\w+ing was|an? \w+ was)/g;
const VERB =
  /\b(?:is|are|was|were|has|have|had|may|can|cannot|must|would|does|do|did|gets?|sees?|shows?|says?|goes|leaves?|left|loses?|counts?|asks?|holds?|returns?|refuses?|allows?|ends?|ended|stays?|waits?|takes?|came|comes?|looks?|finds?|gives?|keeps?|uses?|reports?|remains?|stands?|moves?|folds?|becomes?|opens?|makes?|reads?|reaches?|leads?|runs?|removes?|lifts?|closes?|coincide|suspend|submits|confirms?|confirmed|signed|succeeds|cancel|recommend|set|\w+s an?|\w+s the|\w+s no)\b|[:,] (?:%|\$)|\$\w+ \$\w+/g;

/** Of what is added behind a semicolon, or by `, and` and the like, nothing states the rule of what stands before. */
const firstPart = (title: string): string => title.split(/; |, (?:and|but|nor|so)\b/)[0] ?? "";
const count = (words: RegExp, text: string): number => text.match(words)?.length ?? 0;

function statesNone(title: string): boolean {
  if (GOES_ON.test(title)) return true;
  const first = firstPart(title);
  return CIRCUMSTANCE.test(title) && count(VERB, first) <= count(SUBORDINATE, first);
}

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
    "from a planned survey that it has not seen, without learning of it",
    "from one that it has seen, although it is planned again",
    "with answers after confirming their number, and it can be restored",
    "with a reason that it reads; it is counted no more, and can be called again",
    "where another sheet came meanwhile, and where another department is chosen than was asked about",
    "works on a radio",
    "works for one of two sheets, even when both are withdrawn at once",
    "only for those who manage people",
  ])("C6 %j states none", (title) => {
    expect(statesNone(title)).toBe(true);
  });

  it.each([
    "an old token leaves an event",
    "without a script the slip loses the text, and it is restored",
    "for several targets returns the first refusal",
    "with two people on one sheet, the slip of one removes nothing of the other",
    "on %s, a sheet that the person alone was named for since is asked about",
    "where nothing of it can be planned, everything that was chosen stays in the form",
    "when closing and submitting coincide, every accepted submission came before the closing",
    "of the account that is signed in is passed on whole, whatever its size",
    "from $opensOn to $closesOn: $earliest to $latest",
  ])("C6 %j states one", (title) => {
    expect(statesNone(title)).toBe(false);
  });
});
