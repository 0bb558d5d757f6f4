"use client";

import { type InputEvent, useState } from "react";

/** 外字 (private use) and the signs that stand for something lost, as in `doubtfulCharacters`. */
const DOUBTFUL = /[\p{Co}\ufffc\ufffd]/u;

type Look = (event: InputEvent<HTMLInputElement | HTMLTextAreaElement>) => void;

/** Whether the text being entered has characters that its writer should look at; passwords are not looked at. */
export function useDoubtful(type?: string): [boolean, Look] {
  const [doubtful, setDoubtful] = useState(false);
  return [doubtful, (event) => setDoubtful(type !== "password" && DOUBTFUL.test(event.currentTarget.value))];
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
