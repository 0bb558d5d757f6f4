import { changedForms, controlsOf, sameText } from "./unsent-texts";

/** The texts of a form while its page is opened again, in this tab alone, for the account that typed them. */
interface Kept {
  readonly sender: string | null;
  readonly form: string;
  readonly entered: Readonly<Record<string, readonly string[]>>;
}

const KEY = "portal-kept-form:";
const key = (): string => KEY + window.location.pathname;

/**
 * Recognises the form on the page that was opened again: its name and its controls, by their ids too, which say what each is about
 * where a page has several forms of one name. What a refusal asked to confirm is on the page that it was asked on alone.
 */
const nameOf = (form: HTMLFormElement, ids = true): string =>
  [form.getAttribute("aria-label") ?? "", ...new Set(controlsOf(form).map(({ name, id }) => (ids ? `${name}#${id}` : name)))]
    .filter((name) => !/^(\$|confirmed)/.test(name))
    .join("|");

/**
 * Whether the kept name is that of the form. Builds until 30 November 2026 wrote it without ids, and with what was asked to confirm:
 * it counts where one form of the page alone has it. To be removed in the version after the one that CHANGELOG.md now calls next.
 */
function isNamed(form: HTMLFormElement, kept: string): boolean {
  const name = kept.replaceAll(/\|confirmed[^|]*/g, "");
  return nameOf(form) === name || (nameOf(form, false) === name && [...document.forms].filter((one) => nameOf(one, false) === name).length === 1);
}

/** Whether somebody typed into the form. */
export const holdsTexts = (form: HTMLFormElement): boolean =>
  controlsOf(form).some((one) =>
    one instanceof HTMLTextAreaElement || (one instanceof HTMLInputElement && one.type === "text") ? one.value.trim() !== "" : false,
  );

/** The shown controls of a form with their values; never passwords and files. */
function textsOf(form: HTMLFormElement): Record<string, string[]> {
  const texts: Record<string, string[]> = {};
  for (const one of controlsOf(form)) {
    if (one.name === "" || ["hidden", "password", "file"].includes(one.type)) continue;
    const values = (texts[one.name] ??= []);
    if (!(one instanceof HTMLInputElement && ["checkbox", "radio"].includes(one.type) && !one.checked)) values.push(one.value);
  }
  return texts;
}

/** Empties a form for its next entry, but not of what was typed or chosen since it was sent. */
export function emptySent(form: HTMLFormElement, sent: FormData): void {
  const since = controlsOf(form).flatMap((one): (() => unknown)[] => {
    const texts = sent.getAll(one.name);
    if (one instanceof HTMLInputElement && ["checkbox", "radio"].includes(one.type)) {
      const { checked } = one;
      return checked === texts.includes(one.value) ? [] : [() => (one.checked = checked)];
    }
    const { value } = one;
    return one.name === "" || one.type === "file" || texts.some((text) => sameText(text, value)) ? [] : [() => (one.value = value)];
  });
  form.reset();
  for (const putBack of since) putBack();
}

/**
 * Keeps what was typed and chosen in the form, and in each other one of the page, which is opened again with it. Returns whether that
 * was possible; it is not in a browser whose storage is full or forbidden.
 */
export function keepTexts(pressed: HTMLFormElement, sender: string | null): boolean {
  const kept = [...new Set([pressed, ...changedForms()])].map((form): Kept => ({ sender, form: nameOf(form), entered: textsOf(form) }));
  try {
    window.sessionStorage.setItem(key(), JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

/** The texts that were kept for this form of this account, once. Builds until 30 November 2026 kept those of one form, without a list. */
export function takeKeptTexts(form: HTMLFormElement, sender: string | null): Kept["entered"] | null {
  try {
    const all = [JSON.parse(window.sessionStorage.getItem(key()) ?? "[]") as Kept | readonly Kept[]].flat();
    const taken = all.find((kept) => kept.sender === sender && isNamed(form, kept.form));
    if (taken === undefined) return null;
    const others = all.filter((kept) => kept !== taken);
    if (others.length === 0) window.sessionStorage.removeItem(key());
    else window.sessionStorage.setItem(key(), JSON.stringify(others));
    return taken.entered;
  } catch {
    return null; // the browser has no such storage
  }
}
