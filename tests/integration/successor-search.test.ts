import { describe, expect, it } from "vitest";
import { readHandover } from "@/lib/features/handover/page-facts/queries";
import { idOf } from "@/tests/support/handover-ground";
import { as, NOW, prepareSheetGround, rows } from "@/tests/support/sheet-ground";

prepareSheetGround();

/** The people offered as successors of the 責任者 for what was typed. */
async function offered(q: string): Promise<string[]> {
  const read = await readHandover(as("ciso"), { personId: idOf("manager"), query: { event: ["leave"], q: [q] } }, NOW);
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value.candidates.map(({ value }) => value);
}

describe("M9 a successor is found as everybody else is", () => {
  it.each([
    ["石川葵", "a space that the register has"],
    ["石川　葵", "the name as it is registered"],
    ["葵 石川", "the words in another order"],
    ["ｻｰﾊﾞｰ", "half-width kana, and a long vowel at the end of the word"],
    ["ab-7", "another case and width of the number"],
    ["石川\u3164葵\u200b", "what cannot be seen"],
    ["ＳＡＢＡ＠", "a wide mail address"],
  ])("M9 %j finds the successor: %s", async (q) => {
    const personId = idOf("colleague");
    await rows("UPDATE person SET name = '石川　葵（サーバ）', staff_number = 'ＡＢ－７', email = 'saba@example.jp' WHERE id = $1", [personId]);
    expect(await offered(q)).toEqual([personId]);
  });

  it("M9 nothing to see is no search, and finds whom the page offers anyway", async () => {
    expect(await offered("\u3164 \u200b")).toEqual(await offered(""));
  });
});
