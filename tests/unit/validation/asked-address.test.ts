import { describe, expect, it } from "vitest";
import { z } from "zod";
import { unusedText } from "@/lib/labels/unused-parts";
import { askedOf } from "@/lib/validation/address";
import { pageQuery } from "@/lib/validation/paging";

const schema = pageQuery.extend({ state: z.enum(["open", "closed"]).optional(), department: z.uuid().optional(), q: z.string().max(5).optional() });
const DEPARTMENT = "5b0c1a52-9d5e-4a6f-8f3e-0a1b2c3d4e5f";
const PAGING = { page: 1, perPage: 50 };

describe("M11 the parts of an address", () => {
  it.each([
    ["of an unknown value", { state: "opne" }, ["state=opne"]],
    ["given twice", { state: ["open", "closed"] }, ["state=open", "state=closed"]],
    ["of an unknown name", { filter: "all" }, ["filter=all"]],
    ["named like a part of every object", { constructor: "x", toString: "y" }, ["constructor=x", "toString=y"]],
    ["that a framework gave what is no text", { constructor: [Object, "x", "y"] as never }, ["constructor=x", "constructor=y"]],
    ["with what nothing can keep", { q: "a\u0000" }, ["q=a"]],
    ["that are too long", { q: "abcdef" }, ["q=abcdef"]],
    ["of a page that there is not", { page: "zero" }, ["page=zero"]],
  ])("%s are left out alone and named, and the others stay", (_name, bad, unused) => {
    expect(askedOf(schema, { department: DEPARTMENT, ...bad })).toEqual({ parts: { department: DEPARTMENT, ...PAGING }, unused });
  });

  it("without a visible value ask for nothing, as an empty field of a form does", () => {
    expect(askedOf(schema, { state: "", q: "　", filter: "", department: undefined })).toEqual({ parts: PAGING, unused: [] });
  });

  it("that the page reads for something else are no part of its filter", () => {
    expect(askedOf(schema, { notice: "saved", from: "progress", state: "open" }, ["from"])).toEqual({ parts: { state: "open", ...PAGING }, unused: [] });
    expect(askedOf(schema, { from: "progress" }).unused).toEqual(["from=progress"]);
  });

  it("are cut where they are long, and few of many are named", () => {
    const { unused } = askedOf(schema, Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`x${at}`, "y".repeat(500)])));
    expect(unused).toHaveLength(5);
    expect(Math.max(...unused.map(({ length }) => length))).toBeLessThan(80);
  });

  it("that were left out are said, none by nothing", () => {
    expect(unusedText([])).toBeNull();
    expect(unusedText(["state=opne", "filter=all"])).toBe(
      "アドレスのうち「state=opne」「filter=all」は、この画面では分からないため、使っていません。ほかの条件のとおりに示しています。",
    );
    expect(unusedText(["q=\u05d0"])).toContain("「\u2068q=\u05d0\u2069」");
  });
});
