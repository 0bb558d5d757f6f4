import type { EditionFiles } from "@/lib/content/edition-files";
import type { FieldPath, Finding } from "@/lib/content/finding";
import { isMeasure, locateItems, locateSections } from "@/lib/content/locate-entries";
import type { Located } from "@/lib/content/locate-entries";
import type { MeasureEntry, SectionEntry } from "@/lib/content/schema";

type Report = (path: FieldPath, message: string) => Finding;

/** Every printed actor is read as a role, every measure is on somebody's sheet, and no actor is made up (DESIGN.md 3). */
export function verifyActors(files: EditionFiles): Finding[] {
  const readings = new Set(files.roles.value.readings.map(({ actor }) => actor));
  const verifyAll = (actors: readonly string[], printedIn: string, where: string, at: Report): Finding[] =>
    actors.flatMap((actor, index) => {
      if (!readings.has(actor)) return [at(["actors", index], `主体「${actor}」が roles.yaml の読替え表にありません`)];
      return printedIn.includes(actor) ? [] : [at(["actors", index], `主体「${actor}」は${where}に印刷されていません`)];
    });
  const ofMeasures = locateSections(files).flatMap(({ entry: section, at }: Located<SectionEntry>) => {
    // An actor may be carried over from the sentence before, so the section is where it has to stand.
    const printed = section.measures.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text)).join("\n");
    return section.measures.flatMap((measure, index) => {
      const report: Report = (path, message) => at(["measures", index, ...path], message);
      return [
        ...verifyAnsweredBy(measure, report),
        ...measure.paragraphs.flatMap(({ actors }, number) =>
          verifyAll(actors, printed, "この節の対策項目", (path, message) =>
            report(["paragraphs", number, ...path], message),
          ),
        ),
      ];
    });
  });
  const ofExamples = locateItems(files).flatMap(({ entry, at }) =>
    isMeasure(entry) ? [] : verifyAll(entry.actors, entry.text, "この具体例", at),
  );
  return [...ofMeasures, ...ofExamples];
}

function verifyAnsweredBy(measure: MeasureEntry, at: Report): Finding[] {
  const named = measure.paragraphs.some(({ actors }) => actors.length > 0);
  if (named && measure.answeredBy !== undefined) {
    return [at(["answeredBy"], "主体が在る対策項目には書けません（回答する役割は roles.yaml の読替え表で決まります）")];
  }
  if (!named && measure.answeredBy === undefined) {
    return [at([], "主体も answeredBy もないので、誰も回答しません。どちらかを書いてください")];
  }
  return [];
}
