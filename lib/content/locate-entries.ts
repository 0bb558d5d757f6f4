import type { EditionFiles } from "@/lib/content/edition-files";
import type { FieldPath, Finding } from "@/lib/content/finding";
import type { ChildExampleEntry, ExampleEntry, MeasureEntry, SectionEntry } from "@/lib/content/schema";

/** An entry with its id inside the edition, and a way to report findings on its fields. */
export interface Located<Entry> {
  readonly id: string;
  readonly entry: Entry;
  readonly at: (path: FieldPath, message: string) => Finding;
}

type ItemEntry = MeasureEntry | ExampleEntry | ChildExampleEntry;

export const isMeasure = (entry: ItemEntry): entry is MeasureEntry => "tier" in entry;

export function locateSections(files: EditionFiles): Located<SectionEntry>[] {
  return files.sections.flatMap((file) =>
    file.value.sections.map((entry, index) => ({
      id: entry.id,
      entry,
      at: (path, message) => file.findingAt(["sections", index, ...path], message),
    })),
  );
}

/** 対策項目, 具体例 and their sub-bullets, as written. */
export function locateItems(files: EditionFiles): Located<ItemEntry>[] {
  return locateSections(files).flatMap((section) =>
    section.entry.measures.flatMap((measure, index): Located<ItemEntry>[] => {
      const located = below(section, ["measures", index], measure);
      return [
        located,
        ...measure.exampleSets.flatMap(({ examples }, set) =>
          examples.flatMap((example, at) => {
            const path = ["exampleSets", set, "examples", at];
            return [below(located, path, example), ...example.children.map((child, number) => below(located, [...path, "children", number], child))];
          }),
        ),
      ];
    }),
  );
}

function below<Entry extends { readonly id: string }>(above: Located<unknown>, steps: FieldPath, entry: Entry): Located<Entry> {
  return {
    id: `${above.id}:${entry.id}`,
    entry,
    at: (path, message) => above.at([...steps, ...path], message),
  };
}
