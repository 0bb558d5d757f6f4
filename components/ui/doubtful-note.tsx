"use client";

import { type InputEvent, useState } from "react";

/** 外字 (private use) and the signs that stand for something lost, as in `doubtfulCharacters`. */
const DOUBTFUL = /[\p{Co}\ufffc\ufffd]/u;

export const isDoubtful = (text: unknown): boolean => DOUBTFUL.test(String(text));

type Look = (event: InputEvent<HTMLInputElement | HTMLTextAreaElement>) => void;

/** The text of a field: what its page keeps in it, or what it begins with. */
interface Shown {
  readonly type?: string | undefined;
  readonly value?: unknown;
  readonly defaultValue?: unknown;
}

/**
 * Whether the field's text has characters that its writer should look at: what is being entered, and before that what it begins
 * with, so that restored texts and forms without a script are pointed at too. Passwords are not looked at.
 */
export function useDoubtful({ type, value, defaultValue }: Shown): [boolean, Look] {
  const [entered, setEntered] = useState<unknown>(null);
  return [type !== "password" && isDoubtful(value ?? entered ?? defaultValue), (event) => setEntered(event.currentTarget.value)];
}

/** Points at such characters without refusing them. */
export function DoubtfulNote({ found }: { readonly found: boolean }) {
  if (!found) return null;
  return (
    <p className="field-hint" role="status">
      外字か壊れた文字があります。
    </p>
  );
}
