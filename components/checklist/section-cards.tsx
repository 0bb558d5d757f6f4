import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import {
  type ChecklistSectionView,
  type ElsewhereItemView,
  type ItemCardView,
  itemAnchor,
  type SectionEntryView,
  type SectionGroupView,
} from "@/lib/features/sheets/cards/view";
import { answerWord, itemWord } from "@/lib/labels/answer-words";
import { RATE_WORDS } from "@/lib/labels/rate-words";
import { StatusChip } from "../ui/status-chip";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";
import { Whole } from "../ui/whole";
import { KeptMarkup } from "../unhydrated/kept-markup";
import { Unhydrated } from "../unhydrated/unhydrated";
import { AnswerReading } from "./answer-reading";
import { type CardOutline, outlineOf } from "./card-outline";
import { ExampleRow, Examples } from "./example-row";
import { ItemCard } from "./item-card";
import { GuidelineText } from "./marked-text";
import { RemarkCard } from "./remark-card";

interface Shown {
  /** The section's heading. */
  readonly heading: string;
  readonly exampleMode: ChecklistSectionView["exampleMode"];
  readonly kind: GuidelineKind;
  /** Whether the sheet can be changed now. */
  readonly toChange: boolean;
}

type OnCards = Pick<Shown, "exampleMode" | "kind" | "toChange">;

/** The items of a section, rendered on the server: as data they would need more script than the page may ship. Their texts are not hydrated. */
export function SectionCards({ groups, ...shown }: { readonly groups: readonly SectionGroupView[] } & Shown) {
  return groups.map((group) => <Group key={group.code} group={group} {...shown} />);
}

function Group({ group, heading, ...onCards }: { readonly group: SectionGroupView } & Shown) {
  return (
    <>
      <h3 className={group.heading === null ? "sr-only" : "heading-3 flex flex-wrap items-baseline gap-2 pt-2"}>
        <span className="section-code">{group.code}</span> {group.heading ?? heading}
      </h3>
      {group.entries.map((entry) => (
        <Entry key={entry.kind === "card" ? entry.card.itemId : entry.item.itemId} entry={entry} {...onCards} />
      ))}
    </>
  );
}

function Entry({ entry, ...onCards }: { readonly entry: SectionEntryView } & OnCards) {
  return entry.kind === "card" ? <Card card={entry.card} {...onCards} /> : <Elsewhere item={entry.item} {...onCards} />;
}

/** A remark while nothing can be changed, or nothing any more: it was withdrawn. */
function RemarkReading({ remark }: { readonly remark: ItemCardView["reviewRemarks"][number] }) {
  return (
    <div className="review-remark" data-done={remark.done}>
      <p>
        <b>{remark.withdrawn ? "取り下げられた所見" : "所見"}</b>
        {remark.done ? unbroken(`　対応済み　${remark.saidText}`) : null}
      </p>
      <p>
        <UserText>{remark.text}</UserText>
      </p>
      <p className="text-ink-soft">
        <Whole>{remark.byName}</Whole>　<Whole>{remark.dateText}</Whole>
      </p>
      {remark.reply ? (
        <p>
          <b>返事</b>　<UserText>{remark.reply}</UserText>
        </p>
      ) : null}
    </div>
  );
}

function Card({ card, toChange, ...onCards }: { readonly card: ItemCardView } & OnCards) {
  const reading = (
    <Unhydrated>
      <AnswerReading card={card} kind={onCards.kind} />
    </Unhydrated>
  );
  const outline = outlineOf(card);
  return (
    <ItemCard
      card={outline}
      tierNote={card.tier === "reference" ? <StatusChip tone="plain">参考事項</StatusChip> : null}
      reading={toChange ? null : reading}
      examples={<CardExamples card={card} outline={outline} {...onCards} />}
    >
      <Unhydrated>
        <KeptMarkup of={card.paragraphs} part="text">
          <ItemText paragraphs={card.paragraphs} />
        </KeptMarkup>
      </Unhydrated>
      <Remarks of={card} />
    </ItemCard>
  );
}

const Remarks = ({ of }: { readonly of: Pick<ItemCardView, "itemId" | "reviewRemarks"> }) =>
  of.reviewRemarks.map((remark) => (
    <RemarkCard key={remark.id} itemId={of.itemId} remark={remark}>
      <RemarkReading remark={remark} />
    </RemarkCard>
  ));

/** The item's text, unfolded as far as it obliges the respondent. */
function ItemText({ paragraphs }: Pick<ItemCardView, "paragraphs">) {
  const others = paragraphs.filter((paragraph) => !paragraph.own);
  return (
    <>
      <GuidelineText paragraphs={paragraphs.filter((paragraph) => paragraph.own)} />
      {others.length > 0 ? (
        <details className="elsewhere">
          <summary>
            <b>この項目の続き</b>　— ほかの担当に求める部分です
          </summary>
          <GuidelineText paragraphs={others} />
        </details>
      ) : null}
    </>
  );
}

interface WithExamples {
  readonly card: Pick<ItemCardView, "exampleGroups">;
  readonly outline: CardOutline;
}

function CardExamples({ card, outline, exampleMode, kind }: WithExamples & Omit<OnCards, "toChange">) {
  const rows = card.exampleGroups.flatMap((group) => group.rows);
  if (rows.length === 0) return null;
  return (
    <Examples
      measure={outline}
      rows={rows}
      open={exampleMode !== "optional"}
      note={<ExamplesNote kind={kind} asked={exampleMode === "asked"} />}
      noneAsked={
        <p className="examples aside-text">
          「{answerWord(kind, "notApplicable")}」の間は、具体例 {rows.length}件 の回答を求めません。
        </p>
      }
      kept={
        <p className="aside-text">
          {itemWord(kind)}が「{answerWord(kind, "notApplicable")}
          」の間は、具体例の回答を求めません。回答は消えずに残っています。別の回答にすると、また数えます。
        </p>
      }
    >
      {card.exampleGroups.map((group, index) => (
        <div className="mt-2 grid gap-0.5" key={index}>
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

function ExamplesNote({ kind, asked }: { readonly kind: GuidelineKind; readonly asked: boolean }) {
  return (
    <p className="aside-text">
      参考事項です。{itemWord(kind)}の{RATE_WORDS[kind]}には数えません。{asked ? null : "回答しなくても提出できます。"}
    </p>
  );
}

/** A measure that others answer, and what the sheet asks below it: nobody has answered the measure here, so its examples are always asked. */
function Elsewhere({ item, ...onCards }: { readonly item: ElsewhereItemView } & Omit<OnCards, "toChange">) {
  const { itemId, code, shortCode, heading, exampleGroups } = item;
  const text = (
    <Unhydrated>
      <ElsewhereText item={item} />
    </Unhydrated>
  );
  if (exampleGroups.length === 0) return text;
  return (
    <div className="@container grid grid-cols-1 gap-2" id={itemAnchor(itemId)}>
      {text}
      <Remarks of={item} />
      <CardExamples card={item} outline={{ itemId, code, shortCode, heading, guideId: null, answer: null, previous: null }} {...onCards} />
    </div>
  );
}

function ElsewhereText({ item }: { readonly item: ElsewhereItemView }) {
  const examples = item.exampleCount > 0 ? `。具体例 ${item.exampleCount}件` : "";
  return (
    <details className="elsewhere">
      <summary>
        <b>
          {item.shortCode} {item.heading}
        </b>
        {`　— ほかの担当が回答する項目です（${item.answeredBy.join("・")}${examples}）`}
        {item.exampleGroups.length > 0 ? "。次の具体例は、この点検票で回答します" : ""}
      </summary>
      <GuidelineText paragraphs={item.paragraphs} />
    </details>
  );
}
