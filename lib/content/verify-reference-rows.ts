import type { EditionFiles } from "@/lib/content/edition-files";
import type { Finding } from "@/lib/content/finding";
import { locateSections } from "@/lib/content/locate-entries";
import { compact } from "@/lib/content/source-text";

/** Checks that a row of chapter 4 belongs to the section whose number is printed in it; a row without a number belongs to the section of the row above. */
export function verifyReferenceRows({ references, ...files }: EditionFiles): Finding[] {
  if (references === null) return [];
  const sections = locateSections({ references, ...files });
  const ids = new Set(sections.map(({ id }) => id));
  const byCode = new Map(sections.map(({ entry: { code, id } }) => [code, id]));
  const place = { number: "", bracket: "", section: "" };
  return references.value.rows.flatMap(({ printed, section, continuation }, index) => {
    const report = (field: string, message: string) => references.findingAt(["rows", index, field], message);
    if (!ids.has(section)) return [report("section", `節「${section}」がありません`)];
    const goesOn = printed === "";
    const findings =
      continuation === goesOn
        ? []
        : [
            report(
              "continuation",
              goesOn ? "対策項目の欄が空いているので true にしてください" : "対策項目の欄に印刷されているので false にしてください（書かなければ false）",
            ),
          ];
    if (!goesOn) place.section = byCode.get(numberOf(printed, place)) ?? section;
    return place.section === section
      ? findings
      : [...findings, report("section", `${goesOn ? "続きの行なので、上の行の" : "印刷された番号の"}節は「${place.section}」です`)];
  });
}

/** 「(2)違反と例外措置」 belongs to the last full number above it, 「(a)端末」 to the last 「(2)」. */
function numberOf(printed: string, place: { number: string; bracket: string }): string {
  const [, whole, bracket, letter] = /^(\d+(?:\.\d+)+)|^(\(\d+\))|^(\([a-z]\))/.exec(compact(printed)) ?? [];
  if (whole !== undefined) [place.number, place.bracket] = [whole, ""];
  if (bracket !== undefined) place.bracket = bracket;
  return place.number + place.bracket + (letter ?? "");
}
