import type { ChecklistSectionView } from "@/lib/features/sheets/cards/view";
import { Details } from "../ui/details";
import { Notice } from "../ui/notice";
import { UserText } from "../ui/user-text";
import { KeptMarkup } from "../unhydrated/kept-markup";
import { Unhydrated } from "../unhydrated/unhydrated";
import { ActionBar } from "./action-bar";
import { outlineOf } from "./card-outline";
import { cardTexts } from "./card-texts";
import { ChecklistProvider } from "./checklist-context";
import { CopySection } from "./copy-section";
import { GuideColumn } from "./guide-column";
import { GUIDANCE_WORDS, GuideEntry } from "./guide-entry";
import { KeyHints, KeyList } from "./key-list";
import { GuidelineText } from "./marked-text";
import { SectionBody } from "./section-body";
import { SectionCards } from "./section-cards";
import { SectionTree } from "./section-tree";
import { SheetBar } from "./sheet-bar";

/** One section of a 点検票: progress, cards, guide. */
export function ChecklistSection(view: ChecklistSectionView) {
  const { sheet, section, groups, guides, action, path, shortcuts } = view;
  const cards = groups.flatMap((group) => group.entries.flatMap((entry) => (entry.kind === "card" ? [outlineOf(entry.card)] : [])));
  const examples = view.exampleMode === "asked" && !sheet.readOnly ? askedExamples(groups) : [];
  const settings = {
    sheetId: sheet.id,
    accountId: sheet.accountId,
    kind: sheet.kind,
    readOnly: sheet.readOnly,
    action,
    path,
    shortcuts,
    texts: cardTexts(sheet.kind),
  };
  return (
    <ChecklistProvider settings={settings} cards={cards} itemRemarks={view.itemRemarks}>
      <SheetBar sheet={sheet} examplesAsked={view.exampleMode === "asked"} />
      <div className="page-width" data-shortcuts={shortcuts && !sheet.readOnly}>
        <div className="checklist-columns">
          <SectionTree tree={view.tree} section={section} sheet={sheet} itemRemarks={view.itemRemarks} />
          <SectionBody>
            <Heading view={view} />
            <CopySection examples={examples} />
            <SectionCards groups={groups} heading={section.heading} exampleMode={view.exampleMode} kind={sheet.kind} toChange={!sheet.readOnly} />
          </SectionBody>
          <aside aria-label="ガイド">
            <GuideColumn entries={guideEntries(guides)} />
          </aside>
        </div>
      </div>
      {/* Of measures alone: the tree has the number of the examples. */}
      <div className={cards.length + view.itemRemarks.length === 0 ? "contents [&_.action-progress]:hidden" : "contents"}>
        <ActionBar
          previousHref={view.previousHref}
          nextHref={view.nextHref}
          nextUnansweredHref={view.nextUnansweredHref}
          handInHref={sheet.handInHref}
          keyHints={<KeyHints />}
          keyList={<KeyList kind={sheet.kind} />}
        />
      </div>
    </ChecklistProvider>
  );
}

/** The examples of the section with their measures, its own and those that others answer. */
const askedExamples = (groups: ChecklistSectionView["groups"]) =>
  groups.flatMap(({ entries }) =>
    entries.flatMap((entry) => {
      const { exampleGroups } = entry.kind === "card" ? entry.card : entry.item;
      const measure = outlineOf(entry.kind === "card" ? entry.card : { ...entry.item, guideId: null, answer: null, previous: null });
      return exampleGroups.flatMap(({ rows }) => rows.map((row) => ({ measure, row })));
    }),
  );

/** A term explained in several guides has its DOM id only in the first. */
function guideEntries(guides: ChecklistSectionView["guides"]) {
  const seen = new Set<string>();
  return guides.map((guide) => {
    const ids = [...guide.terms, ...guide.relatedTerms].map((term) => term.id);
    const anchored = new Set(ids.filter((id) => !seen.has(id)));
    for (const id of ids) seen.add(id);
    return {
      id: guide.id,
      node: (
        <Unhydrated>
          <KeptMarkup of={guide} part={[...anchored].join()}>
            <GuideEntry guide={guide} anchored={anchored} />
          </KeptMarkup>
        </Unhydrated>
      ),
    };
  });
}

function Heading({ view: { section, sheet, notice } }: { readonly view: ChecklistSectionView }) {
  return (
    <>
      <div className="grid gap-1">
        <p className="text-small leading-150 text-ink-soft">{section.trail.join(" ＞ ")}</p>
        <h2 className="heading-2">
          {section.code} {section.heading}
        </h2>
      </div>
      {notice ? <Notice tone={notice.tone} role="status" title={notice.text} /> : null}
      {sheet.changes.map((text) => (
        <Notice key={text} title={<UserText>{text}</UserText>} />
      ))}
      {sheet.readOnlyReason ? <Notice title={sheet.readOnlyReason} /> : null}
      {sheet.returnedReason ? (
        <Notice tone="returned" title="差戻しの理由">
          <p>
            <UserText>{sheet.returnedReason}</UserText>
          </p>
        </Notice>
      ) : null}
      {section.guidance.map((guidance, index) => (
        <Details key={index} summary={GUIDANCE_WORDS[guidance.kind]} open>
          <GuidelineText paragraphs={guidance.paragraphs} />
        </Details>
      ))}
    </>
  );
}
