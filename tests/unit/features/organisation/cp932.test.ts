import iconv from "iconv-lite";
import { expect, it } from "vitest";
import { readStaffList } from "@/lib/features/organisation/staff-file/csv";

/* The platform decodes CP932 but encodes UTF-8 alone: files of Japanese Windows are written here by `iconv-lite`, a package of the tests. */
const HEAD = iconv.encode("職員番号,氏名,メール,部署\r\n", "cp932");
const LEADS = [...range(0x81, 0x9f), ...range(0xe0, 0xfc)];
const TRAILS = [...range(0x40, 0x7e), ...range(0x80, 0xfc)];

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

it("M10 every character of Japanese Windows is read as it was written", () => {
  const written = LEADS.flatMap((lead) => TRAILS.map((trail) => Buffer.from([lead, trail])))
    .map((bytes) => ({ bytes, text: iconv.decode(bytes, "cp932") }))
    .filter(({ bytes, text }) => !text.includes("\ufffd") && iconv.encode(text, "cp932").equals(bytes) && /^\p{L}+$/u.test(text));
  expect(written.length).toBeGreaterThan(6_000);
  const names = written.map(({ text }) => text).join("");
  const row = (name: Buffer) => Buffer.concat([HEAD, Buffer.from("1,"), name, Buffer.from(",one@example.jp,"), iconv.encode("総務部", "cp932")]);
  const read = Array.from({ length: Math.ceil(written.length / 50) }, (_, part) => {
    const result = readStaffList(row(Buffer.concat(written.slice(part * 50, part * 50 + 50).map(({ bytes }) => bytes))));
    return result.ok ? result.value[0]?.name : result.refusal.detail;
  });
  expect(read.join("")).toBe(names);
});
