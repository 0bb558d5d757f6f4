import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { readStaffColumns } from "@/lib/features/organisation/staff-file/csv";

const HEAD = "職員番号,氏名,メール,部署";
const MANY = Array.from({ length: 20 }, (_one, place) => `${place},人${place},p${place}@example.jp,旅客施設部`);

/** The text with the last byte of each character before ✂ cut away. */
function withCuts(text: string, encode: (part: string) => Uint8Array): Uint8Array {
  const parts = text.split("✂").map(encode);
  return Buffer.concat(parts.map((part, place) => (place < parts.length - 1 ? part.subarray(0, -1) : part)));
}
const cp932 = (text: string): Uint8Array => iconv.encode(text, "cp932");
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
function fieldsOf(bytes: Uint8Array) {
  const read = readStaffColumns(bytes, false);
  return read.ok ? [] : (read.refusal.fields ?? []);
}
const ENCODINGS = [
  ["Shift_JIS", cp932, ""],
  ["UTF-8", utf8, ""],
  ["UTF-8", utf8, "\ufeff"],
] as const;

describe.each(ENCODINGS)("M10 a list in %s with a character that was cut", (name, encode, mark) => {
  const fields = (text: string) => fieldsOf(withCuts(mark + text, encode));

  it.each([
    ["before a comma", "1,石川 葵✂,a@example.jp,総務部\r\n", "22行目 氏名"],
    ["before a quote", '1,"石川 葵✂",a@example.jp,総務部\r\n', "22行目 氏名"],
    ["at the end of a line", "1,石川 葵,a@example.jp,総務部✂\r\n2,石川,b@example.jp,総務部", "22行目 部署"],
    ["at the end of the file", "1,石川 葵,a@example.jp,総務部✂", "22行目 部署"],
    ["on the second line of a cell", '1,"石川\r\n葵✂",a@example.jp,総務部', "23行目 氏名"],
  ])("M10 is shown by line and column: %s", (_what, row, path) => {
    expect(fields(`${[HEAD, ...MANY].join("\r\n")}\r\n${row}`)).toEqual([
      { path, message: `${name} として読めない文字があります。途中で切れているか、壊れています。打ち直すか、文字を切らずに書き出してください。` },
    ]);
  });

  it("M10 every place is shown, of a column with a broken heading by its line alone, and lines as an editor counts them", () => {
    const text = `職員番号,氏名,メール,部署✂\r\n\r\n${MANY.join("\n")}\r1,葵✂,a@example.jp,総務部\n2,花✂,b@example.jp,旅客部✂`;
    expect(fields(text).map(({ path }) => path)).toEqual(["1行目", "23行目 氏名", "24行目 氏名", "24行目"]);
  });

  it("M10 where quotes do not close, its line is shown", () => {
    expect(fields(`${[HEAD, ...MANY].join("\n")}\n1,"石川 葵✂,a@example.jp,総務部`)[0]?.path).toBe("22行目");
  });
});

describe("M10 what decides the encoding of a list", () => {
  it("M10 a sign for a lost character, written as such, is no broken one", () => {
    const [first] = fieldsOf(withCuts(`${HEAD}\n1,石\ufffd,a@example.jp,総務部\n2,石川✂,b@example.jp,総務部`, utf8));
    expect(first?.path).toBe("3行目 氏名");
  });

  it("M10 JIS is named, with how to save it", () => {
    // As `iconv -t ISO-2022-JP` writes the headings and a row of the list.
    const escape = (jis: string): string => `\u001b$B${jis}\u001b(B`;
    const jis = utf8(`${escape("?&0wHV9f")},${escape(";aL>")}\r\n1,a\r\n`);
    expect(fieldsOf(jis)).toEqual([
      {
        path: "ファイル",
        message: "文字コードが JIS（ISO-2022-JP）です。書き出したソフトで文字コードを UTF-8 に変えるか、JIS を読めるエディタで開き、UTF-8 で保存してください。",
      },
    ]);
  });

  it.each([
    ["EUC-JP", iconv.encode([HEAD, ...MANY].join("\n"), "euc-jp")],
    ["UTF-16", iconv.encode(HEAD, "utf16le", { addBOM: true })],
    ["a picture", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff, 0xfd])],
  ])("M10 a file in neither is refused as a whole: %s", (_what, bytes) => {
    expect(fieldsOf(bytes)).toEqual([{ path: "ファイル", message: "文字コードを読み取れません。UTF-8 か Shift_JIS の CSV で保存してください。" }]);
  });
});
