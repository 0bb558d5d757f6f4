import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { WithdrawalReasons } from "@/components/handover/withdrawal-reasons";
import { FormProblemsContext } from "@/components/ui/form-problems";
import { courseName, coursesIn, reasonName } from "@/lib/features/handover/choices/parts";
import { handoverRefusal } from "@/lib/features/handover/planning/refusals";

const [ONE, OTHER] = ["00000001-0000-4000-8000-000000000000", "00000002-0000-4000-8000-000000000000"] as const;
const LINES = "11月30日付けで退職\n引継ぎ先はなし";
const asked = [ONE, OTHER].map((id) => ({ name: reasonName(id), label: `取り下げる理由　${id}`, value: id === ONE ? LINES : "" }));
const reasons = createElement(WithdrawalReasons, { reasons: asked });

describe("M8 the reasons of withdrawing", () => {
  it.each([[[ONE]], [[ONE, OTHER]]])("M8 one that is missing is marked at its field: %j", (sheetIds) => {
    const { fields = [], list } = handoverRefusal({ code: "reasonMissing", sheetIds }, []);
    expect([fields.map(({ path }) => path), list]).toEqual([sheetIds.map(reasonName), sheetIds]);
    const html = renderToStaticMarkup(createElement(FormProblemsContext, { value: { form: "f", fields, entered: null } }, reasons));
    for (const id of [ONE, OTHER]) {
      const marked = sheetIds.includes(id);
      expect(html.includes(`id="f-${reasonName(id)}"`)).toBe(marked);
      expect(new RegExp(`<textarea[^>]*id="${reasonName(id)}"[^>]*aria-invalid="true"`).test(html)).toBe(marked);
    }
  });

  it("M8 one that was planned keeps its lines on the page and in what is sent", () => {
    const html = renderToStaticMarkup(reasons);
    expect(html).toContain(`${LINES}</textarea>`);
    expect(html).not.toContain("<input");
    const sent = { [courseName(ONE)]: "withdraw", [reasonName(ONE)]: LINES.replace("\n", "\r\n") };
    expect(coursesIn(sent)).toEqual([{ sheetId: ONE, course: "withdraw", reason: LINES }]);
  });
});
