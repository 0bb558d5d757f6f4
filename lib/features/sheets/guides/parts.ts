import type { Edition, Section } from "@/lib/domain/guideline/edition";
import type { GuidelineWording } from "@/lib/domain/guideline/sector";
import { Memo, oncePer } from "@/lib/domain/shared/memo";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { marksIn, termsIn, termView } from "@/lib/features/sheets/cards/texts";
import type { GuidanceView, GuideView } from "@/lib/features/sheets/cards/view";
import { sectionPath } from "@/lib/features/sheets/sections/rules";
import { sectionHref } from "@/lib/labels/guideline-addresses";
import { ofChapter } from "@/lib/labels/printed-places";

const TIER_WORDS = { required: "要検討事項", reference: "参考事項" } as const;

export const guidanceViews = (edition: Edition, section: Section): GuidanceView[] =>
  section.guidance.map(({ kind, paragraphs }) => ({
    kind,
    paragraphs: paragraphs.map(({ text, list }) => ({ text, list, own: true, marks: marksIn(edition, [section.id], text) })),
  }));

function crosswalkView(edition: Edition, policy: EditionIndex | null, sectionIds: readonly string[]): GuideView["crosswalk"] {
  if (policy === null) return null;
  const items = edition.crosswalks
    .filter(({ to }) => to === edition.id)
    .flatMap(({ entries }) => entries)
    .filter(({ sections }) => sections.some((id) => sectionIds.includes(id)))
    .flatMap(({ item }) => {
      const found = policy.items.get(item);
      return found ? [{ text: `指針 ${found.code} ${found.heading}`, tierLabel: TIER_WORDS[found.tier] }] : [];
    });
  return items.length === 0 ? null : { title: `指針 ${policy.edition.editionLabel}との対応`, items };
}

function makeGuide(index: EditionIndex, policy: EditionIndex | null, wording: GuidelineWording, section: Section): GuideView {
  const { edition } = index;
  const path = sectionPath(index, section);
  const pathIds = path.map(({ id }) => id);
  const texts = edition.items.filter((item) => item.section === section.id).map(({ text }) => text);
  const actors = new Set(edition.items.filter((item) => item.section === section.id).flatMap((item) => item.actors));
  return {
    id: section.id,
    title: `${section.code} ${section.heading}`,
    guidance: [...path]
      .reverse()
      .flatMap((one) => guidanceViews(edition, one))
      .filter(({ kind }) => kind !== "context"),
    terms: termsIn(edition, texts.join("\n")).map(termView),
    relatedTerms: edition.roles
      .filter(({ heading }) => [...actors].some((actor) => heading.startsWith(actor)))
      .map((role) => ({
        id: `role-${role.id}`,
        term: role.heading,
        code: `${wording.roles ?? ""}${role.code}`,
        text: role.paragraphs.map(({ text }) => text).join("\n"),
      })),
    references: edition.references
      .filter((row) => row.section === section.id)
      .flatMap((row) => [row.citedFrom, ...row.documents])
      .filter((text) => text !== "-" && text !== ""),
    referencesTitle: ofChapter("参照", wording.references),
    crosswalk: crosswalkView(edition, policy, pathIds),
    bookHref: sectionHref(section.id),
    bookLabel: `${section.code} をガイドラインで読む`,
  };
}

const NO_POLICY = {};
/** The guides of an edition by section, beside the policy that it is compared with: only a new revision of either changes them. */
const guidesOf = oncePer((_index: EditionIndex) => oncePer((_policy: object) => new Memo<string, GuideView>()));

/** The guide beside the items of a section: its 主旨・目的 and 対策の指針 with those above it, terms, references. `wording` is that of the edition. */
export const guideView = (index: EditionIndex, policy: EditionIndex | null, wording: GuidelineWording, section: Section): GuideView =>
  guidesOf(index)(policy ?? NO_POLICY).of(section.id, () => makeGuide(index, policy, wording, section));
