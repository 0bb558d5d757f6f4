import { describe, expect, it } from "vitest";
import { confirmationOf, confirmedName, confirmsAcceptance, LOOKED_AT } from "@/lib/domain/checking/acceptance";
import { bulkAcceptBody } from "@/lib/features/sheets/record/schema";

const NONE = { unanswered: 0, notImplemented: 0, partial: 0, notApplicable: 0, withoutReason: 0, withoutEvidence: 0 };

describe("M7 accepting sheets together", () => {
  it("M7 needs no confirmation where all is 実施 with evidence", () => expect(confirmsAcceptance({ sheets: 9, ...NONE }, {})).toBe(true));

  it.each(LOOKED_AT.flatMap((name) => [undefined, 1, 2, 3].map((confirmed) => ({ name, confirmed }))))(
    "M7 of 2 $name, $confirmed confirmed",
    ({ name, confirmed }) => {
      expect(confirmsAcceptance({ sheets: 1, ...NONE, [name]: 2 }, { [confirmedName(name)]: confirmed })).toBe(confirmed === 2);
    },
  );

  it("M7 takes each number by one name, and the page sends it by the same", () => {
    expect(confirmedName("withoutEvidence")).toBe("confirmedWithoutEvidence");
    expect(Object.keys(bulkAcceptBody.shape)).toEqual(["sheetIds", ...LOOKED_AT.map(confirmedName)]);
    const shown = { sheets: 1, unanswered: 6, notImplemented: 5, partial: 4, notApplicable: 3, withoutReason: 2, withoutEvidence: 1 };
    const { sheetIds: _all, ...sent } = bulkAcceptBody.parse({ sheetIds: ["00000000-0000-4000-8000-000000000000"], ...confirmationOf(shown) });
    expect(confirmsAcceptance(shown, sent)).toBe(true);
  });

  it("M7 refuses a number of what is not there", () => expect(confirmsAcceptance({ sheets: 1, ...NONE }, { confirmedPartial: 1 })).toBe(false));
});
