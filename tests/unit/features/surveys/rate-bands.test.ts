import { describe, expect, it } from "vitest";
import { bandText, operatorsAsked, operatorsHref } from "@/lib/features/surveys/operators/parts";

describe("M11 the band of rates that a page of operators shows", () => {
  it.each([
    ["0-50", { from: 0, to: 50 }, "50%未満"],
    ["70-80", { from: 70, to: 80 }, "70–80%"],
    ["90-100", { from: 90, to: 100 }, "90%以上"],
  ])("M11 %s is read from the address, written into it, and named", (written, band, text) => {
    const asked = operatorsAsked({ band: written });
    expect(asked.band).toEqual(band);
    expect(operatorsHref("/x", "required", asked, "operators")).toBe(`/x?band=${written}#operators`);
    expect(bandText(band)).toBe(text);
  });

  it.each(["", "80-70", "70-70", "75-80", "90-110", "-10-20", "7e1-80", "70", "0-100", "70-80-90", "07-80"])("M11 %s is no band", (written) => {
    expect(operatorsAsked({ band: written }).band).toBeNull();
  });
});
