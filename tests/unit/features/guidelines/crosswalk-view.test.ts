import { describe, expect, it } from "vitest";
import { loadEditions } from "@/lib/content/load";
import { crosswalkViews } from "@/lib/features/guidelines/crosswalk/view";

const loaded = loadEditions("content");
if (!loaded.ok) throw new Error("the content does not load");
const editions = new Map(loaded.value.map((edition) => [edition.id, edition]));
const kuko = editions.get("kuko-2");
if (!kuko) throw new Error("kuko-2 is not in the content");
const rows = crosswalkViews(kuko, editions)[0]?.backward ?? [];
const row = (code: string) => rows.find((one) => one.code === code);

describe("the crosswalk by section", () => {
  it("lists every section with measures: mapped, mapped with the section above, or beyond the 指針 with a reason", () => {
    const measured = new Set(kuko.items.filter(({ kind }) => kind === "measure").map(({ section }) => section));
    for (const { id, code } of kuko.sections.filter((section) => measured.has(section.id))) {
      const { items = [], through = null, beyond = null } = row(code) ?? {};
      expect([items.length > 0, beyond !== null].filter(Boolean), id).toHaveLength(1);
      if (through !== null) expect(items.length).toBeGreaterThan(0);
      if (beyond !== null) expect(beyond).toMatch(/[ぁ-ん]/);
    }
  });

  it("distinguishes beyond the 指針 from mapped", () => {
    expect(rows.filter(({ beyond }) => beyond !== null).map(({ code }) => code)).toEqual([
      ...["3.1.1", "3.1.2.1", "3.1.2.2", "3.1.2.3(1)", "3.1.2.3(2)", "3.1.3(1)", "3.2.2.2(2)", "3.3.2"],
    ]);
    expect(row("3.2.1.2")?.items.map(({ code }) => code)).toEqual(["Ⅱ.6(1)ア(ア)"]);
  });

  it("shows what a section covers through the section above it", () => {
    expect(row("3.1.4.1(2)")).toMatchObject({
      through: { code: "3.1.4.1" },
      items: [{ code: "Ⅱ.6(1)ア(ア)", coverageText: "対応" }],
      beyond: null,
    });
    expect(row("3.1.4.1(4)")).toMatchObject({ through: null, items: [{ code: "Ⅱ.6(2)ア(ア)" }] });
  });
});
