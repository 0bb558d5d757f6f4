"use client";

import type { ReactNode } from "react";
import type { AnswerDraft } from "@/lib/features/sheets/queue/entry";
import { Button, TextButton } from "../ui/button";
import { Icon } from "../ui/icon";
import type { Asked } from "./card-outline";
import { useChecklist } from "./checklist-context";
import { confirmed, copyOf, uncopied } from "./copying";
import { leaving } from "./leaving";
import { PreviousAnswer } from "./previous-answer";
import type { ChangedItem } from "./undo-step";

/** An item with its present answer. `title`: the id of what names it. */
export interface Answering {
  readonly of: Asked;
  readonly item: ChangedItem;
  readonly draft: AnswerDraft;
  readonly title: string;
}

/** The last round's answer, 「前回と同じ」, and what else it offers. */
export function LastAnswer({ of, item, draft, title, children }: Answering & { readonly children?: ReactNode }) {
  const { kind, shortcuts, change } = useChecklist();
  const copy = copyOf(of, draft);
  return (
    <div className="previous-answer">
      {of.previous ? <PreviousAnswer kind={kind} previous={of.previous} /> : null}
      {children}
      {copy ? (
        <Button size="small" className="with-script" name="copy" onClick={leaving(title, () => change(item, copy, 0))}>
          前回と同じ {shortcuts ? <kbd aria-hidden="true">S</kbd> : null}
        </Button>
      ) : null}
    </div>
  );
}

/** What a copied answer asks for: confirming it, or giving it up. */
export function CopiedAnswer({ of, item, draft, title }: Answering) {
  const { shortcuts, change } = useChecklist();
  const same = confirmed(draft);
  return same ? (
    <div className="row">
      <Button name="confirm" className="with-script" onClick={leaving(title, () => change(item, same, 0))}>
        <Icon name="check" />
        このとおりで確かめた {shortcuts ? <kbd aria-hidden="true">C</kbd> : null}
      </Button>
      <TextButton className="with-script" name="uncopy" onClick={leaving(title, () => change(item, uncopied(of, draft), 0))}>
        写すのをやめる
      </TextButton>
    </div>
  ) : null;
}
