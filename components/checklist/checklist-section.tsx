"use client";

import type { ChecklistSectionView, ElsewhereItemView, ItemCardView, SectionEntryView, SectionGroupView } from "@/lib/features/sheets/cards/view";
import { Details } from "../ui/details";
import { Notice } from "../ui/notice";
import { StatusChip } from "../ui/status-chip";
import { ActionBar } from "./action-bar";
import { type CardOutline, ChecklistProvider } from "./checklist-context";
import { ExampleRow, Examples } from "./example-row";
import { GuideColumn } from "./guide-column";
import { GUIDANCE_WORDS, GuideEntry } from "./guide-entry";
import { ItemCard } from "./item-card";
import { GuidelineText } from "./marked-text";
import { SectionBody } from "./section-body";
import { SectionTree } from "./section-tree";
import { SheetBar } from "./sheet-bar";

/** One section of a 点検票: progress, cards, guide. */
export function ChecklistSection(view: ChecklistSectionView) {
  const { sheet, section, groups, guides, action, path, shortcuts } = view;
  const cards = groups.flatMap((group) => group.entries.flatMap((entry) => (entry.kind === "card" ? [outlineOf(entry.card)] : [])));
  const settings = {
    sheetId: sheet.id,
    accountId: sheet.accountId,
    kind: sheet.kind,
    readOnly: sheet.readOnly,
    action,
    path,
    shortcuts,
  };
  return (
    <ChecklistProvider settings={settings} cards={cards}>
      <SheetBar sheet={sheet} />
      <div className="page-width" data-shortcuts={shortcuts && !sheet.readOnly}>
        <div className="checklist-columns">
          <SectionTree tree={view.tree} section={section} sheet={sheet} />
          <SectionBody>
            <Heading view={view} />
            {groups.map((group) => (
              <Group key={group.code} group={group} view={view} />
            ))}
          </SectionBody>
          <aside aria-label="ガイド">
            <GuideColumn entries={guideEntries(guides)} />
          </aside>
        </div>
      </div>
      <ActionBar previousHref={view.previousHref} nextHref={view.nextHref} nextUnansweredHref={view.nextUnansweredHref} handInHref={sheet.handInHref} />
    </ChecklistProvider>
  );
}

function outlineOf({ itemId, code, shortCode, heading, guideId, answer, previous }: ItemCardView): CardOutline {
  return { itemId, code, shortCode, heading, guideId, answer, previous };
}

/** A term explained in several guides has its id only in the first. */
function guideEntries(guides: ChecklistSectionView["guides"]) {
  const seen = new Set<string>();
  return guides.map((guide) => {
    const ids = [...guide.terms, ...guide.relatedTerms].map((term) => term.id);
    const anchored = new Set(ids.filter((id) => !seen.has(id)));
    for (const id of ids) seen.add(id);
    return { id: guide.id, node: <GuideEntry guide={guide} anchored={anchored} /> };
  });
}

function Heading({ view: { section, sheet, notice } }: { readonly view: ChecklistSectionView }) {
  return (
    <>
      <div className="section-head">
        <p className="section-trail">{section.trail.join(" ＞ ")}</p>
        <h2 className="heading-2">
          {section.code} {section.heading}
        </h2>
      </div>
      {notice ? <Notice tone={notice.tone} role="status" title={notice.text} /> : null}
      {sheet.changes.map((text) => (
        <Notice key={text} title={text} />
      ))}
      {sheet.readOnlyReason ? <Notice title={sheet.readOnlyReason} /> : null}
      {sheet.returnedReason ? (
        <Notice tone="returned" title="差戻しの理由">
          <p>{sheet.returnedReason}</p>
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

function Group({ group, view }: { readonly group: SectionGroupView; readonly view: ChecklistSectionView }) {
  return (
    <>
      <h3 className={group.heading === null ? "for-readers" : "section-subhead heading-3"}>
        <span className="section-code">{group.code}</span> {group.heading ?? view.section.heading}
      </h3>
      {group.entries.map((entry) => (
        <Entry key={entry.kind === "card" ? entry.card.itemId : entry.item.itemId} entry={entry} view={view} />
      ))}
    </>
  );
}

function Entry({ entry, view }: { readonly entry: SectionEntryView; readonly view: ChecklistSectionView }) {
  return entry.kind === "card" ? <Card card={entry.card} view={view} /> : <Elsewhere item={entry.item} />;
}

function Card({ card, view }: { readonly card: ItemCardView; readonly view: ChecklistSectionView }) {
  const outline = outlineOf(card);
  const own = card.paragraphs.filter((paragraph) => paragraph.own);
  const others = card.paragraphs.filter((paragraph) => !paragraph.own);
  return (
    <ItemCard
      card={outline}
      tierNote={card.tier === "reference" ? <StatusChip tone="plain">参考事項</StatusChip> : null}
      examples={<CardExamples card={card} outline={outline} view={view} />}
    >
      <GuidelineText paragraphs={own} />
      {others.length > 0 ? (
        <details className="elsewhere">
          <summary>
            <b>この項目の続き</b>　— ほかの担当に求める部分です
          </summary>
          <GuidelineText paragraphs={others} />
        </details>
      ) : null}
      {card.reviewRemarks.map((remark) => (
        <div className="review-remark" key={remark.id}>
          <p>
            <b>所見</b>
          </p>
          <p className="whitespace-pre-wrap">{remark.text}</p>
          <p className="soft">
            {remark.byName}　{remark.dateText}
          </p>
        </div>
      ))}
    </ItemCard>
  );
}

function CardExamples({ card, outline, view }: { readonly card: ItemCardView; readonly outline: CardOutline; readonly view: ChecklistSectionView }) {
  const rows = card.exampleGroups.flatMap((group) => group.rows);
  if (rows.length === 0) return null;
  return (
    <Examples measure={outline} rows={rows} open={view.exampleMode !== "optional"} asked={view.exampleMode === "asked"}>
      {card.exampleGroups.map((group, index) => (
        <div className="example-group" key={index}>
          {group.group ? <p className="font-bold">{group.group}</p> : null}
          {group.lead ? <p className="aside-text">{group.lead}</p> : null}
          <ul>
            {group.rows.map((row) => (
              <li key={row.itemId}>
                <ExampleRow row={row} measure={outline} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Examples>
  );
}

function Elsewhere({ item }: { readonly item: ElsewhereItemView }) {
  const examples = item.exampleCount > 0 ? `。具体例 ${item.exampleCount}件` : "";
  return (
    <details className="elsewhere">
      <summary>
        <b>
          {item.shortCode} {item.heading}
        </b>
        {`　— ほかの担当が回答する項目です（${item.answeredBy.join("・")}${examples}）`}
      </summary>
      <GuidelineText paragraphs={item.paragraphs} />
    </details>
  );
}
