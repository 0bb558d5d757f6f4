import type { Edition, Paragraph, Phase, Section } from "@/lib/domain/guideline/edition";
import { grouped } from "@/lib/domain/shared/grouped";
import { editionHref, sectionHref } from "@/lib/labels/guideline-addresses";
import { tiersNote } from "@/lib/labels/tiers-note";
import { PHASE_WORDS, revisionText } from "@/lib/labels/words";

/** A segment of printed text: plain, a link, or a search match. */
export interface Segment {
  readonly text: string;
  readonly href: string | null;
  readonly marked: boolean;
}

export interface ParagraphView {
  readonly segments: readonly Segment[];
  /** Printed as an entry of a list. */
  readonly list: boolean;
}

export type LinkText = (entryId: string, text: string) => Segment[];

export const paragraphView = (link: LinkText, entryId: string, { text, list }: Paragraph): ParagraphView => ({
  segments: link(entryId, text),
  list,
});

/** 「原文 416–420行」 */
export const linesText = ({ from, to }: { readonly from: number; readonly to: number }): string => (from === to ? `原文 ${from}行` : `原文 ${from}–${to}行`);

export interface EditionHead {
  readonly id: string;
  readonly title: string;
  readonly editionLabel: string;
  readonly old: boolean;
  readonly href: string;
  /** 「国土交通省　2019年3月29日　正誤 第1版」 */
  readonly imprint: string;
  readonly note: string | null;
  readonly tabs: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
}

export type EditionPage = "sections" | "roles" | "definitions" | "glossary" | "references" | "corrections" | "crosswalk";

const dateWords = (date: string): string => {
  const [year, month, day] = date.split("-").map(Number);
  return `${year}年${month}月${day}日`;
};

function tabsOf(edition: Edition, here: EditionPage | null) {
  const href = editionHref(edition.id);
  const pages: readonly (readonly [EditionPage, string, number])[] = [
    ["sections", "本文", edition.sections.length],
    ["roles", "役割", edition.roles.length],
    ["definitions", "用語の定義", edition.definitions.length],
    ["glossary", "専門用語集", edition.glossary.length],
    ["references", "参考文献", edition.references.length],
    ["crosswalk", "対応関係", edition.crosswalks.length],
    ["corrections", "正誤・注", edition.corrections.length],
  ];
  return pages
    .filter(([, , entries]) => entries > 0)
    .map(([page, label]) => ({ label, href: page === "sections" ? href : `${href}/${page}`, current: page === here }));
}

/** Code words in the note of a published edition, which only an erratum can change. */
const CODE_WORDS = /（(?:required|reference)）/gu;

export const editionHead = (edition: Edition, here: EditionPage | null): EditionHead => ({
  id: edition.id,
  title: edition.title,
  editionLabel: edition.editionLabel,
  old: edition.old,
  href: editionHref(edition.id),
  imprint: `${edition.publisher}　${dateWords(edition.publishedOn)}　${revisionText(edition.revision)}`,
  note: edition.note?.replaceAll(CODE_WORDS, "") ?? null,
  tabs: tabsOf(edition, here),
});

export interface EditionCard extends Omit<EditionHead, "tabs"> {
  readonly counts: string;
  /** How many measures there are and how many count as such; null for a 指針. */
  readonly tiersNote: string | null;
}

export const editionCard = (edition: Edition): EditionCard => {
  const measures = edition.items.filter(({ kind }) => kind === "measure").length;
  const examples = edition.items.length - measures;
  return { ...editionHead(edition, null), counts: `対策項目 ${measures}件${examples > 0 ? `・具体例 ${examples}件` : ""}`, tiersNote: tiersNote(edition) };
};

/** A section in the tree, with its own items. */
export interface TreeNode {
  readonly id: string;
  readonly code: string;
  readonly heading: string;
  readonly href: string;
  readonly counts: string | null;
  readonly children: readonly TreeNode[];
}
export interface TreeGroup {
  readonly label: string;
  readonly note: string | null;
  readonly nodes: readonly TreeNode[];
}
export interface FootnoteView {
  readonly id: string;
  readonly mark: string;
  readonly text: string;
}
export interface TreeView {
  readonly head: EditionHead;
  readonly footnotes: readonly FootnoteView[];
  readonly groups: readonly TreeGroup[];
  readonly tiers: string | null;
}

export const footnoteView = ({ id, mark, text }: Edition["footnotes"][number]): FootnoteView => ({ id, mark: `*${mark}`, text });

function countsOf(edition: Edition, section: Section): string | null {
  const here = edition.items.filter((item) => item.section === section.id);
  const measures = here.filter(({ kind }) => kind === "measure").length;
  if (here.length === 0) return null;
  return `対策項目 ${measures}件${here.length > measures ? `・具体例 ${here.length - measures}件` : ""}`;
}

/** The trees of the given sections: a section whose parent is missing is a root. */
function forest(edition: Edition, sections: readonly Section[]): TreeNode[] {
  const among = new Set(sections.map(({ id }) => id));
  const below = grouped(sections, ({ parent }) => (parent !== null && among.has(parent) ? parent : null));
  const nodesOf = (parent: string | null): TreeNode[] =>
    (below.get(parent) ?? []).map((section) => ({
      id: section.id,
      code: section.code,
      heading: section.heading,
      href: sectionHref(section.id),
      counts: countsOf(edition, section),
      children: nodesOf(section.id),
    }));
  return nodesOf(null);
}

/** The sections in PDCA order, or in printed order if no phase is printed (指針). */
export function treeView(edition: Edition): TreeView {
  const head = editionHead(edition, "sections");
  const tiers = tiersNote(edition);
  const footnotes = edition.footnotes.map(footnoteView);
  const printed = edition.sections.some(({ phaseEditorial }) => !phaseEditorial);
  if (!printed) {
    const note = "PDCA の観点は原文に印刷されていません。点検での並びも印刷の順です。";
    return { head, footnotes, tiers, groups: [{ label: "印刷の順", note, nodes: forest(edition, edition.sections) }] };
  }
  const preface = edition.sections.filter(({ phaseEditorial }) => phaseEditorial);
  const group = (phase: Phase): TreeGroup => ({
    label: PHASE_WORDS[phase],
    note: null,
    nodes: forest(
      edition,
      edition.sections.filter((section) => section.phase === phase && !section.phaseEditorial),
    ),
  });
  const groups = (["plan", "do", "check_act"] as const).map(group);
  return {
    head,
    footnotes,
    tiers,
    groups: [{ label: "前文", note: null, nodes: forest(edition, preface) }, ...groups].filter(({ nodes }) => nodes.length > 0),
  };
}
