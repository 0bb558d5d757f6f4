import { z } from "zod";
import { ANSWERING_ROLES, CROSSWALK_COVERAGES, GUIDANCE_KINDS, GUIDELINE_KINDS, PHASES, SITUATIONS, TIERS } from "@/lib/domain/guideline/edition";
import { cleanAnyway, hasVisible } from "@/lib/domain/shared/text";
import { SEARCHED_KINDS } from "@/lib/features/guidelines/search/rules";
import { pageAnswer, pageQuery } from "@/lib/validation/paging";

/** Tag of the use cases of guidelines in the API document. */
export const TAG = "ガイドライン";

export const editionParams = z.object({ editionId: z.string().max(100) });
export const itemParams = editionParams.extend({ itemId: z.string().max(200) });
export const searchText = z
  .string({ error: "探す言葉を q に入れてください。" })
  .meta({ minLength: 1, maxLength: 100 })
  .transform(cleanAnyway)
  .refine(hasVisible, { error: "探す言葉を入れてください。" })
  .refine((words) => words.length <= 100, { error: "探す言葉は100文字までです。" });

export const searchQuery = pageQuery.extend({ q: searchText });

const source = z.object({ file: z.string(), lines: z.string() }).meta({ id: "SourcePlace" });
const phase = z.enum(PHASES);
const situation = z.enum(SITUATIONS).nullable();
const ids = z.array(z.string());

const editionSummary = z
  .object({
    id: z.string(),
    guideline: z.string(),
    kind: z.enum(GUIDELINE_KINDS),
    title: z.string(),
    editionLabel: z.string(),
    publisher: z.string(),
    publishedOn: z.iso.date(),
    old: z.boolean(),
    revision: z.int(),
    contentHash: z.string(),
    note: z.string().nullable(),
    sections: z.int(),
    measures: z.int(),
    examples: z.int(),
  })
  .meta({ id: "EditionSummary" });
export type EditionSummary = z.output<typeof editionSummary>;
export const editionList = pageAnswer(editionSummary);

export const exportedItem = z
  .object({
    id: z.string(),
    code: z.string(),
    kind: z.enum(["measure", "example"]),
    tier: z.enum(TIERS),
    phase,
    situation,
    section: z.string(),
    parent: z.string().nullable(),
    illustrates: z.string().nullable(),
    group: z.string().nullable(),
    lead: z.string().nullable(),
    heading: z.string(),
    text: z.string(),
    actors: ids,
    answeredBy: z.array(z.enum(ANSWERING_ROLES)),
    source,
  })
  .meta({ id: "ExportedItem" });

const exportedSection = z
  .object({
    ...{ id: z.string(), code: z.string(), heading: z.string(), parent: z.string().nullable() },
    ...{ phase, phaseEditorial: z.boolean(), situation },
    guidance: z.array(z.object({ kind: z.enum(GUIDANCE_KINDS), text: z.string() }).meta({ id: "Guidance" })),
    source,
  })
  .meta({ id: "ExportedSection" });
const exportedTerm = z
  .object({ id: z.string(), code: z.string(), parent: z.string().nullable(), term: z.string(), text: z.string(), source })
  .meta({ id: "Term" });
const exportedReference = z
  .object({ printed: z.string(), section: z.string(), citedFrom: z.string(), documents: ids, continuation: z.boolean(), source })
  .meta({ id: "ReferenceRow" });
const exportedCorrection = z
  .object({ line: z.int(), kind: z.enum(["correction", "note"]), found: z.string(), corrected: z.string().nullable(), reason: z.string() })
  .meta({ id: "Correction" });
const exportedRole = z.object({ id: z.string(), code: z.string(), heading: z.string(), text: z.string(), source }).meta({ id: "RoleDescription" });
const exportedFootnote = z.object({ id: z.string(), mark: z.int(), text: z.string(), markLine: z.int(), source }).meta({ id: "Footnote" });
const crosswalkEntry = z.object({ item: z.string(), coverage: z.enum(CROSSWALK_COVERAGES), sections: ids, reason: z.string() }).meta({ id: "CrosswalkEntry" });
const beyondEntry = z.object({ section: z.string(), reason: z.string() }).meta({ id: "BeyondEntry" });
/** Of an entry that stands outside of its crosswalk: the editions that it compares. */
const between = { from: z.string(), to: z.string() };
const crosswalk = z
  .object({
    from: z.string(),
    to: z.string(),
    entries: z.array(crosswalkEntry),
    /** Sections with measures that no item of the 指針 asks for. */
    beyond: z.array(beyondEntry),
  })
  .meta({ id: "Crosswalk" });

export const crosswalkList = pageAnswer(crosswalk);

/** The output of `portal content export`. */
export const exportedEdition = z.object({
  edition: z.string(),
  sections: z.array(exportedSection),
  items: z.array(exportedItem),
  references: z.array(exportedReference),
  glossary: z.array(exportedTerm),
  definitions: z.array(exportedTerm),
  roles: z.array(exportedRole),
  crosswalk: z.array(crosswalkEntry.extend(between).meta({ id: "ExportedCrosswalkEntry" })),
  beyond: z.array(beyondEntry.extend(between).meta({ id: "ExportedBeyondEntry" })),
  corrections: z.array(exportedCorrection),
  footnotes: z.array(exportedFootnote),
});

const foundEntry = z
  .object({
    id: z.string(),
    kind: z.enum(SEARCHED_KINDS),
    code: z.string(),
    heading: z.string(),
    text: z.string(),
    /** Stretches of `text` in order; `marked` ones are what was searched for. */
    segments: z.array(z.object({ text: z.string(), marked: z.boolean() }).meta({ id: "FoundSegment" })),
  })
  .meta({ id: "FoundEntry" });
export type FoundEntry = z.output<typeof foundEntry>;
export const foundList = pageAnswer(foundEntry);
