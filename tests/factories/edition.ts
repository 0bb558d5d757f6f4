import type { Edition, Item, Section } from "@/lib/domain/guideline/edition";

/** A measure with every field; a test usually sets `id` and `order`. */
export const makeItem = (overrides: Partial<Item> & { readonly id: string }): Item => ({
  kind: "measure",
  tier: "required",
  phase: "plan",
  situation: null,
  section: "t-1:1",
  code: "①",
  heading: "",
  parent: null,
  illustrates: null,
  group: null,
  lead: null,
  paragraphs: [],
  text: `text of ${overrides.id}`,
  actors: [],
  answeredBy: ["ciso"],
  lines: { from: 1, to: 1 },
  order: 0,
  ...overrides,
});

export const makeExample = (overrides: Partial<Item> & { readonly id: string; readonly illustrates: string }): Item =>
  makeItem({ kind: "example", tier: "reference", ...overrides });

export const makeSection = (overrides: Partial<Section> & { readonly id: string }): Section => ({
  code: overrides.id.replace(/^.*:/, ""),
  printedCode: "",
  heading: `heading of ${overrides.id}`,
  parent: null,
  phase: "plan",
  phaseEditorial: false,
  situation: null,
  guidance: [],
  lines: { from: 1, to: 1 },
  ...overrides,
});

/** An edition of the given items in the given order; unless given, with one section for each `section` in use. */
export const makeEdition = (overrides: Partial<Edition> = {}): Edition => {
  const items = (overrides.items ?? []).map((item, order) => ({ ...item, order }));
  const sections = [...new Set(items.map(({ section }) => section))].map((id) => makeSection({ id }));
  return {
    id: "t-1",
    guideline: "t",
    kind: "measures",
    title: "試験のためのガイドライン",
    editionLabel: "第1版",
    publisher: "試験",
    publishedOn: "2026-04-01",
    old: false,
    revision: 1,
    note: null,
    source: { file: "source.txt", sha256: "0".repeat(64) },
    sections,
    roles: [],
    readings: [],
    definitions: [],
    glossary: [],
    referencesIntroduction: [],
    references: [],
    links: [],
    footnotes: [],
    corrections: [],
    crosswalks: [],
    ...overrides,
    items,
  };
};
