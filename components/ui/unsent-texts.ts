type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export const controlsOf = (form: HTMLFormElement): Control[] =>
  [...form.elements].filter((one) => one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement);

/** What tells a text that was typed from one that was sent, see `SentTexts`. */
interface Known {
  readonly sent: FormData;
  readonly shownAgain: FormData;
}

/** A form of the page whose texts go with it. */
interface Watched {
  readonly known: Known;
  /** Shows that its text would be lost; `goOn` does what was pressed. */
  readonly pointOut: (control: HTMLElement, goOn: () => void) => void;
  /** Something was typed or sent since a text was pointed out, or it was looked at: what is pressed next is asked about again. */
  readonly forget: () => void;
}

const watched = new Map<HTMLFormElement, Watched>();

export const sameText = (one: unknown, other: string): boolean => typeof one === "string" && one.replaceAll("\r\n", "\n") === other.replaceAll("\r\n", "\n");

const isText = (one: Control): boolean => one instanceof HTMLTextAreaElement || (one instanceof HTMLInputElement && ["text", "email"].includes(one.type));

const isAmong = (one: Control, entries: FormData): boolean => entries.getAll(one.name).some((text) => sameText(text, one.value));

/** Whether the control says something else than the page did, and than what was sent. A browser shows the first option where the page chose none. */
function isChanged(one: Control, { sent, shownAgain }: Known): boolean {
  if (["hidden", "password", "file"].includes(one.type)) return false;
  if (isAmong(one, shownAgain) && !isAmong(one, sent)) return true;
  if (one instanceof HTMLInputElement && ["checkbox", "radio"].includes(one.type)) return one.checked !== one.defaultChecked;
  if (one instanceof HTMLSelectElement) {
    const chosen = [...one.options].find(({ defaultSelected }) => defaultSelected) ?? one.options[0];
    return one.value !== chosen?.value;
  }
  return (!sameText(one.defaultValue, one.value) || "unsent" in one.dataset) && !isAmong(one, sent);
}

/** What was typed and chosen in the form and not sent. */
export function changesOf(form: HTMLFormElement, known: Known): FormData {
  const changes = new FormData();
  for (const one of controlsOf(form)) if (one.name !== "" && isChanged(one, known)) changes.append(one.name, one.value);
  return changes;
}

/** The forms of the page in which something was typed or chosen and not sent. */
export const changedForms = (): HTMLFormElement[] =>
  [...watched].flatMap(([form, { known }]) => (controlsOf(form).some((one) => isChanged(one, known)) ? [form] : []));

const unsentOf = ([form, { known }]: [HTMLFormElement, Watched]): HTMLElement | undefined =>
  controlsOf(form).find((one) => isText(one) && one.value.trim() !== "" && isChanged(one, known));

/** The first control of another form of the page that holds a text which was typed and not sent. */
export const unsentBeside = (form: HTMLFormElement): HTMLElement | null =>
  [...watched].flatMap((one) => (one[0] === form ? [] : (unsentOf(one) ?? [])))[0] ?? null;

/** The text that was pointed out, until something is typed or sent: the next press leaves without it. */
let shown: HTMLElement | null = null;
/** What was pressed leaves the page, so that the browser need not ask; any other way of leaving is none that was asked about. */
let allowed = false;

/** The page goes, and what was typed is kept. */
export function allowLeaving(): void {
  allowed = true;
}

/** From now on each way to leave is asked about, except by the form that is pressed. */
export function askAgain(pressed?: HTMLFormElement): void {
  [shown, allowed] = [null, false];
  for (const [form, { forget }] of watched) if (form !== pressed) forget();
}

/** Stops what would leave the page with a text that was not pointed out yet, and points it out where it stands. */
function hold(event: Event, goOn: () => void): void {
  for (const one of watched) {
    const control = unsentOf(one);
    if (control === undefined) continue;
    if (control === shown) return allowLeaving();
    [shown, allowed] = [control, false];
    event.preventDefault();
    event.stopImmediatePropagation();
    one[1].pointOut(control, goOn);
    return;
  }
}

function onClick(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const { origin, pathname, search } = window.location;
  const stays = link.hash !== "" && link.origin === origin && link.pathname === pathname && link.search === search;
  if (stays || !["", "_self"].includes(link.target) || link.hasAttribute("download")) return;
  hold(event, () => link.click());
}

/** A search, a filter or signing out; a form that is watched is sent, and itself looks at the others if it leads away. */
function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (watched.has(form)) return askAgain(form);
  if (form.method === "dialog" || !["", "_self"].includes(form.target)) return;
  hold(event, () => form.requestSubmit(event.submitter));
}

/** The way back, closing, opening again: here the browser asks, in its own words. */
function onLeave(event: BeforeUnloadEvent): void {
  if (!allowed && [...watched].some((one) => unsentOf(one) !== undefined)) event.preventDefault();
}

const onInput = (): void => askAgain();

/** From now on the form's texts are known, and pointed out before the page is left with one that was typed and not sent. Returns what ends it. */
export function watchTexts(form: HTMLFormElement, by: Watched): () => void {
  // The first form begins it: a page without one has nothing to lose. A press that the page itself answers, as React does, leads nowhere.
  if (watched.size === 0) {
    [shown, allowed] = [null, false];
    window.addEventListener("click", onClick);
    window.addEventListener("submit", onSubmit, true);
    window.addEventListener("beforeunload", onLeave);
    window.addEventListener("input", onInput);
  }
  watched.set(form, by);
  return () => {
    watched.delete(form);
    if (watched.size > 0) return;
    window.removeEventListener("click", onClick);
    window.removeEventListener("submit", onSubmit, true);
    window.removeEventListener("beforeunload", onLeave);
    window.removeEventListener("input", onInput);
  };
}
