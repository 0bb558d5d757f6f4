"use client";

import { useContext, useEffect, useRef, useState } from "react";
import type { SheetChoiceView } from "@/lib/features/handover/record/view";
import { FormProblemsContext } from "../ui/form-problems";
import { useSender } from "../ui/form-sender";
import { keepTexts, takeKeptTexts } from "../ui/kept-texts";
import { TextArea } from "../ui/text-area";

const NAME = "reasons";
type Kept = Readonly<Record<string, readonly string[]>>;

/** All reasons as the one text of a form: which of them a page asks for depends on the choices, and forms are recognised by their controls. */
function formOf(reasons: Kept): HTMLFormElement {
  const [form, text] = [document.createElement("form"), document.createElement("textarea")];
  form.setAttribute("aria-label", NAME);
  text.name = NAME;
  text.value = JSON.stringify(reasons);
  form.append(text);
  return form;
}

/** Those that somebody typed and that were not taken. */
const typedIn = (fields: HTMLElement | null): Kept =>
  Object.fromEntries(
    [...(fields?.querySelectorAll("textarea") ?? [])]
      .filter(({ value, defaultValue, dataset }) => value !== defaultValue || "unsent" in dataset)
      .map(({ name, value }) => [name, [value]]),
  );

/**
 * Why sheets are withdrawn. No address may hold it, so this tab keeps it while the choices are made again, also for sheets that
 * are not withdrawn then.
 */
export function WithdrawalReasons({ reasons }: { readonly reasons: readonly NonNullable<SheetChoiceView["reason"]>[] }) {
  const problems = useContext(FormProblemsContext);
  const sender = useSender();
  const fields = useRef<HTMLDivElement>(null);
  const [kept, setKept] = useState<Kept | null>(null);
  useEffect(() => {
    const text = fields.current && takeKeptTexts(formOf({}), sender)?.[NAME]?.[0];
    if (text) setKept(JSON.parse(text) as Kept);
  }, [sender]);
  useEffect(() => {
    const keep = () => {
      const all = { ...kept, ...typedIn(fields.current) };
      if (Object.keys(all).length > 0) keepTexts(formOf(all), sender);
    };
    window.addEventListener("pagehide", keep);
    return () => window.removeEventListener("pagehide", keep);
  }, [kept, sender]);
  const shown = kept !== null && reasons.some(({ name }) => name in kept);
  return (
    <div ref={fields} className="stack gap-3 form-lines">
      {/* A control takes its first text when it is made. */}
      <FormProblemsContext
        key={kept ? "restored" : "fresh"}
        value={{ form: "", fields: [], ...problems, entered: kept || problems?.entered ? { ...kept, ...problems?.entered } : null }}
      >
        {shown && !problems?.entered ? (
          <p role="status" className="aside-text">
            前に書いた理由を戻しました。
          </p>
        ) : null}
        {reasons.map(({ name, label, value }) => (
          <TextArea key={name} id={name} name={name} label={label} defaultValue={value} maxLength={1000} required />
        ))}
      </FormProblemsContext>
    </div>
  );
}
