import { describe, expect, it } from "vitest";
import { faultsOf } from "@/tests/support/valid-html";

const page = (body: string): string => `<!DOCTYPE html><html lang="ja"><head><title>試験</title></head><body><main>${body}</main></body></html>`;

describe("M12 the checker of HTML", () => {
  for (const [what, body, rule] of [
    ["a section without a heading", "<section><p>本文</p></section>", "section-heading"],
    ["an article without a heading", "<article><p>本文</p></article>", "section-heading"],
    ["a required select that begins with a choice", '<select required aria-label="色"><option value="a">赤</option></select>', "required-select"],
    ["a required select without options", '<select required aria-label="色"></select>', "required-select"],
    ["a role of a cell in a table that is one already", '<table><tbody><tr><td role="cell">1</td></tr></tbody></table>', "table-part-role"],
    ["a role of a row in a table that says so", '<table role="table"><tbody><tr role="row"><td>1</td></tr></tbody></table>', "table-part-role"],
    ["an id that stands twice", '<p id="a">一</p><p id="a">二</p>', "no-dup-id"],
    ["a block in a paragraph", "<span><div>本文</div></span>", "element-permitted-content"],
    ["an unclosed element", "<div><span>本文</div>", "close-order"],
    ["a button in a link", '<a href="/"><button type="button">開く</button></a>', "element-permitted-content"],
  ] as const) {
    it(`M12 finds ${what}`, async () => {
      expect((await faultsOf(page(body))).join("\n")).toContain(rule);
    });
  }

  it("M12 finds nothing in a page that is right", async () => {
    const body =
      '<section><h2>題</h2><p>本文</p></section><select required aria-label="色"><option value="">選んでください</option><option>赤</option></select>';
    const ofAction = '<form action="" encType="multipart/form-data" method="POST"><button type="submit">送る</button></form>';
    const cards = '<div role="table"><table role="presentation"><tbody role="rowgroup"><tr role="row"><td role="cell">1</td></tr></tbody></table></div>';
    expect(await faultsOf(page(body + ofAction + cards))).toEqual([]);
  });
});
