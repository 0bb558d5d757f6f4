import { z } from "zod";
import { areOrdered, LINE_RANGES_PATTERN, parseLineRanges } from "@/lib/content/line-ranges";
import { ANSWERING_ROLES, CROSSWALK_COVERAGES, GUIDANCE_KINDS, GUIDELINE_KINDS, PHASES, SITUATIONS, TIERS } from "@/lib/domain/guideline/edition";
import { SYSTEM_KIND_PATTERN } from "@/lib/domain/guideline/sector";

/** The YAML files of `content/` (content/README.md). Scalars arrive as written: `yaml-file.ts` does not parse numbers. */

const printed = z.string();
const filled = z.string().min(1);
const matching = (pattern: RegExp, message: string) => z.string().regex(pattern, message);

const lines = matching(LINE_RANGES_PATTERN, "原文の行を「12」「12-15」「12-15,18-19」のように書いてください")
  .transform(parseLineRanges)
  .refine(areOrdered, "行の範囲は小さい順に、重ならないように書いてください");
const positiveInteger = matching(/^[1-9]\d*$/, "1 以上の整数を書いてください").transform(Number);
const id = matching(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, "id は英数字と「.」「-」で書いてください");
const fullId = matching(/^[A-Za-z0-9.:-]+$/, "全体の id（版の id と「:」から始まるもの）を書いてください");

const paragraph = z.strictObject({ lines, text: filled, list: z.boolean().default(false) });
const dutyParagraph = paragraph.extend({ actors: z.array(filled) });

const childExample = z.strictObject({
  id: matching(/^e[1-9]\d*\.[1-9]\d*$/, "下位の具体例の id は e1.1 の形で書いてください"),
  lines,
  actors: z.array(filled),
  code: printed.default(""),
  text: filled,
});
const example = childExample.extend({
  id: matching(/^e[1-9]\d*$/, "具体例の id は e1 の形で書いてください"),
  children: z.array(childExample).default([]),
});
const exampleSet = z.strictObject({
  lead: z.strictObject({ lines, text: filled }).optional(),
  group: z.strictObject({ lines, code: printed, heading: printed }).optional(),
  examples: z.array(example).min(1),
});
const measure = z.strictObject({
  id: matching(/^[1-9]\d*$/, "対策項目の id は節の中の番号です"),
  code: printed,
  heading: printed,
  headingLines: lines.optional(),
  tier: z.enum(TIERS),
  answeredBy: z.array(z.enum(ANSWERING_ROLES)).min(1).optional(),
  paragraphs: z.array(dutyParagraph).min(1),
  exampleSets: z.array(exampleSet).default([]),
});
const section = z.strictObject({
  id,
  code: printed,
  printedCode: printed,
  heading: printed,
  lines,
  parent: id.nullable(),
  phase: z.enum(PHASES),
  phaseEditorial: z.boolean(),
  situation: z.enum(SITUATIONS).nullable(),
  guidance: z.array(z.strictObject({ kind: z.enum(GUIDANCE_KINDS), paragraphs: z.array(paragraph).min(1) })).default([]),
  measures: z.array(measure).default([]),
});
export const sectionsFile = z.strictObject({ sections: z.array(section).min(1) });

export const guidelineFile = z.strictObject({
  id,
  guideline: id,
  kind: z.enum(GUIDELINE_KINDS),
  title: filled,
  editionLabel: filled,
  publisher: filled,
  publishedOn: matching(/^\d{4}-\d{2}-\d{2}$/, "日付は 2019-03-29 の形で書いてください"),
  old: z.boolean(),
  revision: positiveInteger,
  source: z.strictObject({
    file: matching(/^[\w.-]+$/, "同じ場所に在る原文のファイル名を書いてください"),
    sha256: matching(/^[0-9a-f]{64}$/, "SHA-256 は16進64桁で書いてください"),
  }),
  coverage: z.array(lines).min(1),
  note: filled.optional(),
});

const duty = z.strictObject({ id, code: printed, heading: filled, lines, paragraphs: z.array(paragraph).min(1) });
const reading = z.strictObject({ actor: filled, answeredBy: z.enum(ANSWERING_ROLES), reason: filled });
export const rolesFile = z.strictObject({ roles: z.array(duty), readings: z.array(reading) });

const definition = z.strictObject({ id, code: printed, term: filled, lines, paragraphs: z.array(paragraph).min(1) });
/** A glossary heading may have only terms below it and no text itself. */
const glossaryTerm = definition.extend({ parent: id.nullable(), paragraphs: z.array(paragraph) });
export const definitionsFile = z.strictObject({ definitions: z.array(definition) });
export const glossaryFile = z.strictObject({ glossary: z.array(glossaryTerm) });

/** `markLine` is the line of the mark in the text; it decides which section the note belongs to. */
const footnote = z.strictObject({ id, mark: positiveInteger, markLine: positiveInteger, lines, text: filled });
export const footnotesFile = z.strictObject({ footnotes: z.array(footnote) });

const referenceRow = z.strictObject({
  lines,
  printed,
  section: id,
  citedFrom: printed,
  documents: z.array(filled),
  continuation: z.boolean().default(false),
});
export const referencesFile = z.strictObject({ introduction: z.array(paragraph), rows: z.array(referenceRow) });

const targetKind = z.enum(["section", "definition", "glossary", "role"]);
/** Without an id, the link leads to the whole page of that kind. */
const target = matching(
  /^(?:(?:section|definition|glossary|role):[A-Za-z0-9.-]+|definition|glossary|role)$/,
  "参照先は section:・definition:・glossary:・role: のどれかと id か、definition・glossary・role のページだけで書いてください",
).transform((written) => {
  const [kind, targetId = null] = written.split(":");
  return { kind: targetKind.parse(kind), id: targetId };
});
export const linksFile = z.strictObject({
  links: z.array(z.strictObject({ from: fullId, text: filled, target })),
});

const correction = z.discriminatedUnion("kind", [
  z.strictObject({ line: positiveInteger, kind: z.literal("correction"), found: filled, corrected: printed, reason: filled }),
  z.strictObject({ line: positiveInteger, kind: z.literal("note"), found: filled, reason: filled }),
]);
export const correctionsFile = z.strictObject({ corrections: z.array(correction) });

const isPattern = (pattern: string) => {
  try {
    return new RegExp(pattern, "u") instanceof RegExp;
  } catch {
    return false;
  }
};
const marker = z
  .strictObject({
    text: filled.optional(),
    pattern: filled.refine(isPattern, "正規表現として読めません").optional(),
    meaning: filled,
    position: z.enum(["lineStart", "any"]).default("any"),
  })
  .refine(({ text, pattern }) => (text === undefined) !== (pattern === undefined), "text か pattern の一方だけを書いてください");
export const markersFile = z.strictObject({ markers: z.array(marker) });

const crosswalkEntry = z.strictObject({
  item: fullId,
  coverage: z.enum(CROSSWALK_COVERAGES),
  sections: z.array(id),
  reason: filled,
});
export const crosswalkFile = z.strictObject({
  from: id,
  to: id,
  entries: z.array(crosswalkEntry),
  /** Sections with measures that no item of the 指針 asks for. */
  beyond: z.array(z.strictObject({ section: id, reason: filled })).default([]),
});

const systemKind = z.strictObject({
  id: matching(SYSTEM_KIND_PATTERN, "種類の id は英小文字で始め、英字だけで50文字までです"),
  name: matching(/^\S(?:.{0,98}\S)?$/u, "前後に空白を置かず、100 文字までで書いてください"),
  /** Where the name is printed. */
  lines: lines.optional(),
});
const phrase = filled.nullable().default(null);
const guidelineWording = z.strictObject({
  ...{ systems: phrase, separation: phrase, roles: phrase, references: phrase, referencesNote: phrase },
});
export const sectorFile = z.strictObject({
  id: matching(/^[a-z][a-z0-9-]{0,49}$/, "分野の id は英小文字で始め、英小文字・数字・「-」で50文字までです"),
  name: matching(/^\S(?:.{0,98}\S)?$/u, "前後に空白を置かず、100 文字までで書いてください"),
  ministry: matching(/^\S(?:.{0,98}\S)?$/u, "前後に空白を置かず、100 文字までで書いてください"),
  /** The editions that bind the sector. */
  editions: z.array(z.string()).min(1, { error: "分野を拘束する版を1つ以上書いてください" }),
  systems: z.strictObject({
    /** The edition in which kinds with lines are printed. */
    printedIn: z.string().optional(),
    kinds: z.array(systemKind).min(1, { error: "重要システムの種類を1つ以上書いてください" }),
  }),
  /** By edition. */
  wording: z.record(z.string(), guidelineWording).default({}),
});

export type SectorEntry = z.output<typeof sectorFile>;
export type SectionEntry = z.output<typeof section>;
export type MeasureEntry = z.output<typeof measure>;
export type ExampleSetEntry = z.output<typeof exampleSet>;
export type ExampleEntry = z.output<typeof example>;
export type ChildExampleEntry = z.output<typeof childExample>;
export type ParagraphEntry = z.output<typeof paragraph>;
export type DutyParagraphEntry = z.output<typeof dutyParagraph>;
export type MarkerEntry = z.output<typeof marker>;
export type CorrectionEntry = z.output<typeof correction>;
export type CrosswalkFileValue = z.output<typeof crosswalkFile>;
