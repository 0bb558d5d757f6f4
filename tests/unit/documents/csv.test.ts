import { describe, expect, it } from "vitest";
import { csvText } from "@/lib/documents/csv";

const cell = (text: string): string => csvText([[text]]).slice(1, -2);

describe("cells that a spreadsheet would run as a formula", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(1)", " =1", "＝1+1", "＋81", "－1", "＠SUM", "\u3000＝1", "\u00a0=1"])("%j gets an apostrophe", (text) => {
    expect(cell(text)).toBe(`'${text}`);
  });

  it.each(["1=1", "a@b.example", "総務－1", "〜＝"])("%j stays unchanged", (text) => {
    expect(cell(text)).toBe(text);
  });
});
