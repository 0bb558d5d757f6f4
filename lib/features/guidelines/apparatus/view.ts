import type { Correction, Edition, ReferenceRow, Term } from "@/lib/domain/guideline/edition";
import type { GuidelineWording } from "@/lib/domain/guideline/sector";
import { linker } from "@/lib/features/guidelines/text/parts";
import { type EditionHead, type EditionPage, editionHead, linesText, type ParagraphView, paragraphView } from "@/lib/features/guidelines/text/view";
import { anchorOf, sectionHref } from "@/lib/labels/guideline-addresses";
import { ofChapter } from "@/lib/labels/printed-places";
import { ROLE_WORDS } from "@/lib/labels/words";

export interface CorrectionView {
  readonly line: string;
  readonly kind: "correction" | "note";
  readonly found: string;
  /** The correction; null if the text is left as printed. */
  readonly corrected: string | null;
  readonly reason: string;
}
export const correctionView = ({ line, kind, found, corrected, reason }: Correction): CorrectionView => ({
  line: `${line}行`,
  ...{ kind, found, reason },
  corrected: kind === "note" ? null : corrected === "" ? "（除く）" : corrected,
});

export interface ReferenceView {
  readonly key: string;
  /** As printed; for a continuation row, that of the row above. */
  readonly printed: string;
  readonly section: { readonly code: string; readonly href: string } | null;
  readonly rows: readonly { readonly citedFrom: string; readonly documents: readonly string[]; readonly line: string }[];
}

/** Rows of the table of chapter 4, with continuation rows grouped under the row they continue. */
export function referenceViews(edition: Edition, rows: readonly ReferenceRow[]): ReferenceView[] {
  const codes = new Map(edition.sections.map(({ id, code }) => [id, code]));
  const views: {
    key: string;
    printed: string;
    section: ReferenceView["section"];
    rows: { citedFrom: string; documents: readonly string[]; line: string }[];
  }[] = [];
  for (const { printed, section, citedFrom, documents, continuation, lines } of rows) {
    const row = { citedFrom, documents, line: linesText(lines) };
    const last = views.at(-1);
    if (continuation && last) last.rows.push(row);
    else {
      const code = codes.get(section);
      views.push({ key: `${lines.from}`, printed, section: code === undefined ? null : { code, href: sectionHref(section) }, rows: [row] });
    }
  }
  return views;
}

export interface TermView {
  readonly id: string;
  readonly anchor: string;
  readonly code: string;
  readonly term: string;
  readonly paragraphs: readonly ParagraphView[];
  readonly source: string;
  readonly children: readonly TermView[];
}
export interface TermsView {
  readonly head: EditionHead;
  readonly title: string;
  readonly terms: readonly TermView[];
}

function termViews(edition: Edition, terms: readonly Term[], parent: string | null): TermView[] {
  const link = linker(edition);
  return terms
    .filter((term) => term.parent === parent)
    .map((term) => ({
      id: term.id,
      anchor: anchorOf(term.id),
      code: term.code,
      term: term.term,
      paragraphs: term.paragraphs.map((paragraph) => paragraphView(link, term.id, paragraph)),
      source: linesText(term.lines),
      children: termViews(edition, terms, term.id),
    }));
}

const TERM_TITLES = { glossary: "専門用語集", definitions: "用語の定義" } as const;

export const termsView = (edition: Edition, page: "glossary" | "definitions"): TermsView => ({
  head: editionHead(edition, page),
  title: TERM_TITLES[page],
  terms: termViews(edition, edition[page], null),
});

export interface RolesView {
  readonly head: EditionHead;
  readonly roles: readonly TermView[];
  readonly readings: readonly { readonly actor: string; readonly answeredBy: string; readonly reason: string }[];
  readonly readingsNote: string;
}

export const rolesView = (edition: Edition, wording: GuidelineWording): RolesView => ({
  head: editionHead(edition, "roles"),
  roles: edition.roles.map(({ id, code, heading, paragraphs, lines }) => ({
    ...{ id, code, term: heading, anchor: anchorOf(id), source: linesText(lines), children: [] },
    paragraphs: paragraphs.map((paragraph) => paragraphView(linker(edition), id, paragraph)),
  })),
  readingsNote: `${ofChapter("印刷された主体を、点検で回答する役割に読み替えます", wording.roles)}。読替えは本ポータルの読み方です。`,
  readings: edition.readings.map(({ actor, answeredBy, reason }) => ({ actor, answeredBy: ROLE_WORDS[answeredBy], reason })),
});

export interface ReferencesView {
  readonly head: EditionHead;
  readonly introduction: readonly string[];
  readonly references: readonly ReferenceView[];
  readonly referencesTitle: string;
  readonly referencesNote: string | null;
}

export const referencesView = (edition: Edition, wording: GuidelineWording): ReferencesView => ({
  head: editionHead(edition, "references"),
  introduction: edition.referencesIntroduction.map(({ text }) => text),
  references: referenceViews(edition, edition.references),
  referencesTitle: ofChapter("参考文献", wording.references),
  referencesNote: wording.referencesNote,
});

export interface CorrectionsView {
  readonly head: EditionHead;
  readonly source: string;
  readonly corrections: readonly CorrectionView[];
  readonly notes: readonly CorrectionView[];
}

export function correctionsView(edition: Edition): CorrectionsView {
  const all = edition.corrections.map(correctionView);
  return {
    head: editionHead(edition, "corrections" satisfies EditionPage),
    source: `原文 ${edition.source.file}（SHA-256 ${edition.source.sha256}）`,
    corrections: all.filter(({ kind }) => kind === "correction"),
    notes: all.filter(({ kind }) => kind === "note"),
  };
}
