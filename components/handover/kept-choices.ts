/** What was chosen and typed for a handover, while its page is left: in this tab alone, for the account that chose it. */
export type Choices = readonly (readonly [name: string, text: string])[];

interface Kept {
  readonly sender: string | null;
  readonly choices: Choices;
}

/** The address names the person and the event. */
const key = (): string => `portal-kept-handover:${window.location.pathname}${window.location.search}`;

/** What the form says, without the framework's fields and the button. */
export const choicesOf = (form: HTMLFormElement): Choices =>
  [...new FormData(form)].flatMap(([name, value]) => (typeof value === "string" && !name.startsWith("$") && name !== "step" ? [[name, value] as const] : []));

export function dropChoices(place = key()): void {
  try {
    window.sessionStorage.removeItem(place);
  } catch {
    // The browser has no such storage.
  }
}

/** Keeps them under the address of the page. Returns the place, to drop them from another page. */
export function keepChoices(choices: Choices, sender: string | null, place = key()): string {
  try {
    window.sessionStorage.setItem(place, JSON.stringify({ sender, choices } satisfies Kept));
  } catch {
    // Full or forbidden: then only this page holds them.
  }
  return place;
}

/** Those that this account chose on this page; null if there are none. Those of another account are dropped. */
export function keptChoices(sender: string | null): Choices | null {
  try {
    const kept = JSON.parse(window.sessionStorage.getItem(key()) ?? "null") as Kept | null;
    if (kept === null) return null;
    if (kept.sender === sender) return kept.choices;
    window.sessionStorage.removeItem(key());
    return null;
  } catch {
    return null;
  }
}
