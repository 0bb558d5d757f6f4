/** How long an item stays in view until it counts as seen, in milliseconds. */
export const LOOKS = 3000;

/** What lies over the foot of the window: the decision bar. */
const COVERED = 80;
const STEPS = Array.from({ length: 11 }, (_, at) => at / 10);

/** Whether an item stands before the reader: whole, or over half of the window. */
export const isBefore = ({ ratio, height, room }: { readonly ratio: number; readonly height: number; readonly room: number }): boolean =>
  ratio >= 0.9 || (height > 0 && height >= room / 2);

/**
 * Calls `onSeen` with the id of each item that the reader comes to (by a key, or by opening or pressing something in it), or that
 * stays in view for a while. Returns what ends it.
 */
export function watchItems(onSeen: (itemId: string) => void): () => void {
  const timers = new Map<Element, ReturnType<typeof setTimeout>>();
  const see = (element: Element | null | undefined): void => {
    const itemId = element instanceof HTMLElement ? element.dataset["item"] : undefined;
    if (itemId !== undefined) onSeen(itemId);
  };
  const stop = (element: Element): void => {
    clearTimeout(timers.get(element));
    timers.delete(element);
  };
  const start = (element: Element): void => {
    if (timers.has(element)) return;
    const look = (): void => {
      timers.delete(element);
      // Nobody looks at a page in a tab behind another: it waits for as long again.
      if (document.visibilityState === "visible") see(element);
      else start(element);
    };
    timers.set(element, setTimeout(look, LOOKS));
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, intersectionRatio, intersectionRect, rootBounds } of entries) {
        const before = { ratio: intersectionRatio, height: intersectionRect.height, room: rootBounds?.height ?? window.innerHeight };
        if (isIntersecting && isBefore(before)) start(target);
        else stop(target);
      }
    },
    { rootMargin: `0px 0px -${String(COVERED)}px 0px`, threshold: STEPS },
  );
  for (const element of document.querySelectorAll("[data-item]")) observer.observe(element);
  const come = ({ target }: Event): void => see(target instanceof Element ? target.closest("[data-item]") : null);
  document.addEventListener("focusin", come);
  document.addEventListener("click", come);
  return () => {
    document.removeEventListener("focusin", come);
    document.removeEventListener("click", come);
    observer.disconnect();
    for (const element of [...timers.keys()]) stop(element);
  };
}
