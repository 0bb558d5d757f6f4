import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { KeptMarkup } from "@/components/unhydrated/kept-markup";
import { ofProcess } from "@/lib/server/process/of-process";

/** As `lib/server/serving/serve.mjs` does. */
beforeAll(() => void ofProcess("markup renderer", () => ({ write: renderToStaticMarkup }))());

describe("kept markup", () => {
  const drawing = () => {
    const drawn: string[] = [];
    const Drawn = ({ text }: { readonly text: string }) => {
      drawn.push(text);
      return createElement("b", null, text);
    };
    const draw = (of: object, part: string, text: string) =>
      renderToStaticMarkup(createElement(KeptMarkup, { of, part, children: createElement(Drawn, { text }) }));
    return { draw, drawn };
  };

  it("is rendered once for the same data and part, and again for any other", () => {
    const { draw, drawn } = drawing();
    const [figures, others] = [{}, {}];
    expect(draw(figures, "table", "一 < 二")).toBe('<div class="contents"><b>一 &lt; 二</b></div>');
    expect(draw(figures, "table", "一 < 二")).toBe('<div class="contents"><b>一 &lt; 二</b></div>');
    expect([draw(figures, "bars", "三"), draw(others, "table", "四")]).toEqual([
      '<div class="contents"><b>三</b></div>',
      '<div class="contents"><b>四</b></div>',
    ]);
    expect(drawn).toEqual(["一 < 二", "三", "四"]);
  });
});
