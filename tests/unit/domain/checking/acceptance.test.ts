import { describe, expect, it } from "vitest";
import { confirmsAcceptance, LOOKED_AT } from "@/lib/domain/checking/acceptance";

const NONE = { unanswered: 0, notImplemented: 0, partial: 0, notApplicable: 0, withoutReason: 0, withoutEvidence: 0 };
const NOTHING = {
  unanswered: undefined,
  notImplemented: undefined,
  partial: undefined,
  notApplicable: undefined,
  withoutReason: undefined,
  withoutEvidence: undefined,
};

describe("M7 accepting sheets together", () => {
  it("M7 needs no confirmation where all is 実施 with evidence", () => expect(confirmsAcceptance({ sheets: 9, ...NONE }, NOTHING)).toBe(true));

  it.each(LOOKED_AT.flatMap((name) => [undefined, 1, 2, 3].map((confirmed) => ({ name, confirmed }))))(
    "M7 of 2 $name, $confirmed confirmed",
    ({ name, confirmed }) => {
      expect(confirmsAcceptance({ sheets: 1, ...NONE, [name]: 2 }, { ...NOTHING, [name]: confirmed })).toBe(confirmed === 2);
    },
  );

  it("M7 refuses a number of what is not there", () => expect(confirmsAcceptance({ sheets: 1, ...NONE }, { ...NOTHING, partial: 1 })).toBe(false));
});
