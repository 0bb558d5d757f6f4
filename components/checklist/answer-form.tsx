"use client";

import type { SubmitEvent } from "react";
import { flushSync } from "react-dom";
import { ANSWER_LIMITS } from "@/lib/domain/checking/answer";
import type { AnswerStatus } from "@/lib/domain/checking/state";
import { hasVisible } from "@/lib/domain/shared/text";
import { itemAnchor } from "@/lib/features/sheets/cards/view";
import { type AnswerDraft, sameDraft } from "@/lib/features/sheets/queue/entry";
import { TYPING_DELAY } from "@/lib/features/sheets/queue/queue";
import { answerWord } from "@/lib/labels/answer-words";
import { Button, TextButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { UserText } from "../ui/user-text";
import { AnswerChoices } from "./answer-choices";
import { type CardOutline, changedItem } from "./card-outline";
import { useChecklist } from "./checklist-context";
import { ClearAnswer } from "./clear-answer";
import { settled, withTexts } from "./copying";
import { EvidenceLines } from "./evidence-lines";
import { openGuide } from "./guide-column";
import { HistoryLink } from "./history-link";
import { CopiedAnswer, LastAnswer } from "./last-answer";
import { PlainFields } from "./plain-fields";
import { TypedArea } from "./typed-area";
import { useEarlyChange } from "./use-early-change";

/** The answer of one measure. Saves automatically; without scripts its button submits it. */
export function AnswerForm({ card }: { readonly card: CardOutline }) {
  const { action, kind, present, change, queue, texts } = useChecklist();
  const { itemId, answer, previous } = card;
  const { draft, version } = present(itemId, answer);
  const anchor = itemAnchor(itemId);
  const item = changedItem(card);
  const form = useEarlyChange((early, delay) => change(item, settled(card, early), delay), draft);

  const write = (part: Partial<AnswerDraft>) => change(item, { ...draft, ...part }, TYPING_DELAY);
  // The reason stays in the draft and on the server, so that it is there again when the respondent returns to 該当なし.
  const choose = (status: AnswerStatus | null) => change(item, settled(card, { ...draft, status }), 0);
  const answering = { of: card, item, draft, title: `${anchor}-title` };
  const same = draft.copied ?? null;
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    void queue?.flush();
  };
  return (
    <form ref={form} className="item-form stack gap-3" method="post" action={action} autoComplete="off" onSubmit={save} onBlur={() => void queue?.flush()}>
      <PlainFields itemId={itemId} about={{ itemId, version }} />
      {/* The first submit button of a form is what Enter on an answer presses: it saves. */}
      <Button type="submit" size="small" className="without-script order-last justify-self-start">
        この回答を保存する
      </Button>
      {same ? texts.copied : null}
      <fieldset className="answer-row" data-copied={same !== null}>
        <legend>
          回答<span className="sr-only">（{card.heading}）</span>
        </legend>
        <LastAnswer {...answering}>
          {previous && draft.status === null && !same && !sameDraft(draft, withTexts(draft, previous)) ? (
            <TextButton className="with-script" onClick={() => change(item, withTexts(draft, previous), 0)}>
              前回の備考と根拠を写す
            </TextButton>
          ) : null}
        </LastAnswer>
        <AnswerChoices look="tiles" kind={kind} status={draft.status} copied={same} onChoose={choose} />
      </fieldset>
      <CopiedAnswer {...answering} />
      <ReasonField anchor={anchor} draft={draft} onWrite={(reason) => write({ reason })} />
      <Brief draft={draft} />
      <Tools card={card} draft={draft} version={version} anchor={anchor} onWrite={write} onClear={() => choose(null)} />
    </form>
  );
}

function ReasonField({ anchor, draft, onWrite }: { readonly anchor: string; readonly draft: AnswerDraft; readonly onWrite: (text: string) => void }) {
  const { kind, texts } = useChecklist();
  const word = answerWord(kind, "notApplicable");
  const missing = draft.status === "notApplicable" && !hasVisible(draft.reason);
  return (
    <div className="reason-field">
      <TypedArea
        id={`${anchor}-reason`}
        name="reason"
        rows={2}
        label={
          <>
            {word}の理由<span className="field-required"> ※必須</span>
          </>
        }
        hint={texts.reasonHint}
        error={missing ? texts.reasonMissing : null}
        maxLength={ANSWER_LIMITS.reason}
        value={draft.reason}
        onWrite={onWrite}
      />
    </div>
  );
}

/** Remark and evidence as text, while their fields are closed. */
function Brief({ draft }: { readonly draft: AnswerDraft }) {
  const { texts } = useChecklist();
  const reason = draft.copied === "notApplicable" ? draft.reason : "";
  if (!reason && !draft.remark && !draft.evidence && draft.status !== "implemented") return null;
  return (
    <dl className="item-brief">
      <BriefText title="理由" text={reason} />
      <BriefText title="備考" text={draft.remark} />
      <div>
        <dt>根拠</dt>
        <dd>{draft.evidence ? <EvidenceLines text={draft.evidence} /> : draft.status === "implemented" ? texts.evidenceMissing : "－"}</dd>
      </div>
    </dl>
  );
}

function BriefText({ title, text }: { readonly title: string; readonly text: string }) {
  return text ? (
    <div>
      <dt>{title}</dt>
      <dd>
        <UserText>{text}</UserText>
      </dd>
    </div>
  ) : null;
}

function Tools({
  card,
  draft,
  version,
  anchor,
  onWrite,
  onClear,
}: {
  readonly card: CardOutline;
  readonly draft: AnswerDraft;
  readonly version: number;
  readonly anchor: string;
  readonly onWrite: (part: Partial<AnswerDraft>) => void;
  readonly onClear: () => void;
}) {
  const { current, choose, sheetId, shortcuts, texts } = useChecklist();
  const written = draft.remark !== "" || draft.evidence !== "";
  return (
    <div className="item-tools">
      {draft.status === null ? null : (
        <ClearAnswer of={card.heading} title={`${anchor}-title`} keyed={shortcuts && current === card.itemId} onClear={onClear} />
      )}
      <details open={current === card.itemId}>
        <summary
          className="text-button"
          onClick={(event) => {
            event.preventDefault();
            flushSync(() => choose(card.itemId));
            document.getElementById(`${anchor}-remark`)?.focus();
          }}
        >
          <Icon name="document" />
          {written ? "備考・根拠を直す" : "備考・根拠を書く"}
        </summary>
        <div className="stack gap-x-4 gap-y-3 @min-[34rem]:grid-cols-2">
          <TypedArea
            id={`${anchor}-remark`}
            name="remark"
            label="備考"
            maxLength={ANSWER_LIMITS.remark}
            value={draft.remark}
            onWrite={(remark) => onWrite({ remark })}
          />
          <TypedArea
            id={`${anchor}-evidence`}
            name="evidence"
            label="根拠（文書や記録の所在）"
            hint={texts.evidenceHint}
            maxLength={ANSWER_LIMITS.evidence}
            value={draft.evidence}
            onWrite={(evidence) => onWrite({ evidence })}
          />
        </div>
      </details>
      {card.guideId ? (
        <a
          className="text-button"
          href={`#guide-${card.guideId}`}
          onClick={(event) => {
            event.preventDefault();
            choose(card.itemId);
            openGuide();
          }}
        >
          <Icon name="book" />
          主旨・用語・参照<span className="sr-only">（{card.heading}）</span>
        </a>
      ) : null}
      {version > 0 ? <HistoryLink {...card} sheetId={sheetId} /> : null}
    </div>
  );
}
