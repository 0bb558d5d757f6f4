"use client";

import { type ComponentProps, useEffect, useEffectEvent, useRef, useState } from "react";
import { AreaField } from "../ui/area-field";
import { useChecklist } from "./checklist-context";

/**
 * A text of the answer. While an input method converts, only the field shows the text: nothing is kept or sent until it says
 * that it is done, which it does on leaving the field too.
 */
export function TypedArea({
  value,
  onWrite,
  ...area
}: Omit<ComponentProps<typeof AreaField>, "value" | "onChange"> & { readonly value: string; readonly onWrite: (text: string) => void }) {
  const { queue } = useChecklist();
  const [converting, setConverting] = useState<string | null>(null);
  const unsaid = useRef<string | null>(null);
  const begin = (text: string) => {
    queue?.pause(true);
    unsaid.current = text;
    setConverting(text);
  };
  const end = (text: string) => {
    unsaid.current = null;
    setConverting(null);
    queue?.pause(false);
    onWrite(text);
  };
  /** A field that goes in the middle of a conversion (a conflict takes its place) leaves its text. */
  const leave = useEffectEvent(() => {
    if (unsaid.current !== null) end(unsaid.current);
  });
  useEffect(() => () => leave(), []);
  return (
    <AreaField
      {...area}
      value={converting ?? value}
      onCompositionStart={({ currentTarget }) => begin(currentTarget.value)}
      // A conversion that began before the script came has no start here.
      onCompositionUpdate={({ currentTarget }) => unsaid.current ?? begin(currentTarget.value)}
      // Some browsers say that it is done before the last text arrives, which then comes as a change and is sent in its place.
      onFocus={({ currentTarget }) => unsaid.current !== null && end(currentTarget.value)}
      onCompositionEnd={({ currentTarget }) => end(currentTarget.value)}
      onChange={({ currentTarget }) => {
        if (unsaid.current === null) onWrite(currentTarget.value);
        else {
          unsaid.current = currentTarget.value;
          setConverting(currentTarget.value);
        }
      }}
    />
  );
}
