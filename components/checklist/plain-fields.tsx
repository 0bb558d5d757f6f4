"use client";

import { itemAnchor } from "@/lib/features/sheets/cards/view";
import { SenderField } from "../ui/form-sender";
import { useChecklist } from "./checklist-context";

/** What a card's form sends along without a script: for whom it was made, what it is about, and where to come back to. */
export function PlainFields({ itemId, about }: { readonly itemId: string; readonly about: Readonly<Record<string, string | number>> }) {
  const { path } = useChecklist();
  return (
    <>
      <SenderField />
      {Object.entries({ ...about, returnTo: `${path}#${itemAnchor(itemId)}` }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
