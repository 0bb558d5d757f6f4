type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export const controlsOf = (form: HTMLFormElement): Control[] =>
  [...form.elements].filter((one) => one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement);

/** A form of the page whose texts go with it. */
interface Watched {
  /** What is on its way or has arrived; empty after a refusal. */
  readonly sent: () => FormData;
}

const watched = new Map<HTMLFormElement, Watched>();

/** From now on the form's texts are known as typed and not sent. Returns what ends it. */
export function watchTexts(form: HTMLFormElement, by: Watched): () => void {
  watched.set(form, by);
  return () => {
    watched.delete(form);
  };
}

export const sameText = (one: unknown, other: string): boolean => typeof one === "string" && one.replaceAll("\r\n", "\n") === other.replaceAll("\r\n", "\n");

const isText = (one: Control): boolean => one instanceof HTMLTextAreaElement || (one instanceof HTMLInputElement && ["text", "email"].includes(one.type));

/** Whether the control says something else than the page did, and than what was sent. A browser shows the first option where the page chose none. */
function isChanged(one: Control, sent: FormData | undefined): boolean {
  if (["hidden", "password", "file"].includes(one.type)) return false;
  if (one instanceof HTMLInputElement && ["checkbox", "radio"].includes(one.type)) return one.checked !== one.defaultChecked;
  if (one instanceof HTMLSelectElement) {
    const chosen = [...one.options].find(({ defaultSelected }) => defaultSelected) ?? one.options[0];
    return one.value !== chosen?.value;
  }
  return (one.value !== one.defaultValue || "unsent" in one.dataset) && !sent?.getAll(one.name).some((text) => sameText(text, one.value));
}

/** The forms of the page in which something was typed or chosen and not sent. */
export const changedForms = (): HTMLFormElement[] =>
  [...watched].flatMap(([form, { sent }]) => (controlsOf(form).some((one) => isChanged(one, sent())) ? [form] : []));
