import { expect, it } from "vitest";
import { submittedUntil } from "@/lib/features/submissions/late/texts";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";

it("M7 what is submitted says until which day it can be corrected, and a late submission that it cannot", () => {
  expect(submittedUntil({ state: "open", closesOn: "2027-01-29" })).toBe(`${UNDONE_UNTIL["cycle.submit"]}締切は2027年1月29日です。`);
  expect(submittedUntil({ state: "closed", closesOn: "2027-01-29" })).toBe("締切後に1回だけ受け付けられている提出のため、提出したあとは提出し直せません。");
});
