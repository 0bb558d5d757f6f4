"use client";

import { useEffect, useEffectEvent } from "react";
import { advances } from "./advance";

/**
 * Where the browser is set so, goes on after an answer was given: by a press on it, or by its key, which calls the result. Moving
 * through the answers with the arrow keys chooses too, but is not the last word.
 */
export function useAdvance(goOn: () => void): () => void {
  const advance = () => {
    if (advances()) goOn();
  };
  const pressed = useEffectEvent(({ target, detail }: MouseEvent) => {
    if (detail === 0 || !(target instanceof Element)) return;
    if (target.closest('.answer-choices input:not([value="notApplicable"]), .item-form > .row [name="confirm"]')) requestAnimationFrame(advance);
  });
  useEffect(() => {
    const listener = (event: MouseEvent) => pressed(event);
    document.addEventListener("click", listener);
    return () => document.removeEventListener("click", listener);
  }, []);
  return advance;
}
