import type { Edition, Guidance, Item, Section } from "@/lib/domain/guideline/edition";
import type { GuidelineWording } from "@/lib/domain/guideline/sector";
import { type CorrectionView, correctionView, type ReferenceView, referenceViews } from "@/lib/features/guidelines/apparatus/view";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { ownLines } from "@/lib/features/guidelines/section/rules";
import { linker } from "@/lib/features/guidelines/text/parts";
import {
  type EditionHead,
  editionHead,
  type FootnoteView,
  footnoteView,
  type LinkText,
  linesText,
  type ParagraphView,
  paragraphView,
} from "@/lib/features/guidelines/text/view";
import { anchorOf, editionHref, sectionHref } from "@/lib/labels/guideline-addresses";
import { ofChapter } from "@/lib/labels/printed-places";
import { tierName } from "@/lib/labels/score-words";
import { tiersNote } from "@/lib/labels/tiers-note";
import { PHASE_WORDS, ROLE_WORDS } from "@/lib/labels/words";

export interface ExampleView {
  readonly id: string;
  readonly anchor: string;
  /** Printed before the text, 「a)」; empty if there is none. */
  readonly code: string;
  readonly paragraphs: readonly ParagraphView[];
  /** The roles that answer, if they differ from those of the measure. */
  readonly answeredBy: string | null;
  readonly source: string;
  readonly children: readonly ExampleView[];
}
/** Examples under one printed group heading; the lead only if it differs from the one above. */
export interface ExampleGroup {
  readonly key: string;
  readonly lead: string | null;
  readonly group: string | null;
  readonly examples: readonly ExampleView[];
}
export interface MeasureView {
  readonly id: string;
  readonly anchor: string;
  readonly code: string;
  readonly heading: string;
  readonly tier: string;
  readonly paragraphs: readonly ParagraphView[];
  readonly actors: string;
  readonly answeredBy: string;
  readonly source: string;
  readonly exampleCount: number;
  readonly groups: readonly ExampleGroup[];
}
export interface SectionView {
  readonly head: EditionHead;
  readonly code: string;
  readonly heading: string;
  readonly steps: readonly { readonly label: string; readonly href?: string }[];
  readonly place: string;
  readonly source: string;
  readonly guidance: readonly { readonly title: string; readonly paragraphs: readonly ParagraphView[] }[];
  readonly measures: readonly MeasureView[];
  readonly tiers: string | null;
  readonly below: readonly { readonly code: string; readonly heading: string; readonly href: string }[];
  readonly references: readonly ReferenceView[];
  readonly referencesTitle: string;
  readonly referencesNote: string | null;
  readonly corrections: readonly CorrectionView[];
  readonly footnotes: readonly FootnoteView[];
  readonly previous: { readonly label: string; readonly href: string } | null;
  readonly next: { readonly label: string; readonly href: string } | null;
}

const GUIDANCE_TITLES = { purpose: "主旨・目的", direction: "対策の指針", context: "前文" } as const satisfies Record<Guidance["kind"], string>;

const roleNames = (item: Item): string => item.answeredBy.map((role) => ROLE_WORDS[role]).join("、");

function exampleView(link: LinkText, item: Item, measure: Item, all: readonly Item[]): ExampleView {
  const differs = item.answeredBy.join() !== measure.answeredBy.join();
  return {
    id: item.id,
    anchor: anchorOf(item.id),
    code: item.code,
    paragraphs: item.paragraphs.map((paragraph) => paragraphView(link, item.id, paragraph)),
    answeredBy: differs ? roleNames(item) : null,
    source: linesText(item.lines),
    children: all.filter(({ parent }) => parent === item.id).map((child) => exampleView(link, child, measure, all)),
  };
}

/** Groups consecutive examples with the same lead and heading; a repeated lead is shown once. */
export function exampleGroups(link: LinkText, measure: Item, examples: readonly Item[]): ExampleGroup[] {
  const groups: { key: string; lead: string | null; group: string | null; examples: ExampleView[] }[] = [];
  let [lead, group]: (string | null)[] = [null, null];
  for (const item of examples.filter(({ parent }) => parent === null)) {
    const view = exampleView(link, item, measure, examples);
    const current = groups.at(-1);
    if (current && item.lead === lead && item.group === group) current.examples.push(view);
    else groups.push({ key: item.id, lead: item.lead === lead ? null : item.lead, group: item.group, examples: [view] });
    [lead, group] = [item.lead, item.group];
  }
  return groups;
}

function measureView(edition: Edition, link: LinkText, item: Item): MeasureView {
  const examples = edition.items.filter(({ illustrates }) => illustrates === item.id);
  return {
    id: item.id,
    anchor: anchorOf(item.id),
    code: item.code,
    heading: item.heading,
    tier: tierName(edition.kind, item),
    paragraphs: item.paragraphs.map((paragraph) => paragraphView(link, item.id, paragraph)),
    actors: item.actors.length > 0 ? item.actors.join("、") : "印刷されていません",
    answeredBy: roleNames(item),
    source: linesText(item.lines),
    exampleCount: examples.length,
    groups: exampleGroups(link, item, examples),
  };
}

function ancestors({ sections }: EditionIndex, section: Section): Section[] {
  const line: Section[] = [];
  for (let at = section.parent; at !== null; ) {
    const above = sections.get(at);
    if (!above) break;
    line.unshift(above);
    at = above.parent;
  }
  return line;
}

const neighbour = (section: Section | undefined) => (section ? { label: `${section.code} ${section.heading}`, href: sectionHref(section.id) } : null);

/** One section of an edition with everything on its page; null if there is no such section. */
export function sectionView(index: EditionIndex, local: string, wording: GuidelineWording): SectionView | null {
  const { edition } = index;
  const at = edition.sections.findIndex(({ id }) => id === `${edition.id}:${local}`);
  const section = edition.sections[at];
  if (!section) return null;
  const following = edition.sections[at + 1];
  const link = linker(edition);
  const place = [section.phaseEditorial ? `${PHASE_WORDS[section.phase]}（本ポータルの読み方）` : PHASE_WORDS[section.phase], section.situation];
  const within = ownLines(edition, section);
  const measures = edition.items.filter((item) => item.section === section.id && item.kind === "measure");
  return {
    head: editionHead(edition, "sections"),
    code: section.code,
    heading: section.heading,
    steps: [
      { label: "ガイドライン", href: "/guidelines" },
      { label: `${edition.title} ${edition.editionLabel}`, href: editionHref(edition.id) },
      ...ancestors(index, section).map(({ id, code, heading }) => ({ label: `${code} ${heading}`, href: sectionHref(id) })),
      { label: `${section.code} ${section.heading}` },
    ],
    place: place.filter((part) => part !== null).join("・"),
    source: linesText(section.lines),
    guidance: section.guidance.map(({ kind, paragraphs }) => ({
      title: GUIDANCE_TITLES[kind],
      paragraphs: paragraphs.map((paragraph) => paragraphView(link, section.id, paragraph)),
    })),
    measures: measures.map((item) => measureView(edition, link, item)),
    tiers: measures.length > 0 ? tiersNote(edition) : null,
    below: edition.sections.filter(({ parent }) => parent === section.id).map(({ id, code, heading }) => ({ code, heading, href: sectionHref(id) })),
    references: referenceViews(
      edition,
      edition.references.filter((row) => row.section === section.id),
    ),
    referencesTitle: ofChapter("参考文献", wording.references),
    referencesNote: wording.referencesNote,
    corrections: edition.corrections.filter(({ line }) => within(line)).map(correctionView),
    footnotes: edition.footnotes.filter(({ markLine }) => within(markLine)).map(footnoteView),
    previous: neighbour(edition.sections[at - 1]),
    next: neighbour(following),
  };
}
