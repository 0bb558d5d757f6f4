import type { MouseEvent } from "react";

/** A press that takes its own button away: the focus goes to the element with this id, so that keys stay where they were. */
export const leaving = (id: string, act: () => void) => (event: MouseEvent) => {
  event.preventDefault();
  const focused = document.activeElement === event.currentTarget;
  act();
  if (focused) document.getElementById(id)?.focus({ preventScroll: true });
};
