export type Shortcut = "0" | "1" | "2" | "3" | "4" | "S" | "C" | "N" | "J" | "K" | "M" | "E" | "G" | "?" | "leave" | "undo" | "redo";

interface KeyPress {
  readonly key: string;
  readonly isComposing: boolean;
  readonly keyCode: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** The key is being held down. */
  readonly repeat?: boolean;
  readonly target: EventTarget | null;
}

/** Keys that change an answer. */
const CHANGES: ReadonlySet<string> = new Set(["0", "1", "2", "3", "4", "S", "C"]);
const LETTERS: ReadonlySet<string> = new Set([...CHANGES, "N", "J", "K", "M", "E", "G"]);

/**
 * The command of a key press; null in a text field, during input conversion, or with a modifier. A key that is held down changes
 * one answer, not one after the other.
 */
export function shortcutOf(press: KeyPress): Shortcut | null {
  // 229: some input methods report a conversion only by this key code.
  if (press.isComposing || press.keyCode === 229) return null;
  const letter = press.key.toUpperCase();
  if (press.ctrlKey || press.metaKey || press.altKey) {
    if (press.ctrlKey === press.metaKey || press.altKey || writesText(press.target)) return null;
    if (letter === "Z") return press.shiftKey ? "redo" : "undo";
    return letter === "Y" && press.ctrlKey ? "redo" : null;
  }
  if (press.key === "Escape") return "leave";
  if (writesText(press.target)) return null;
  if (press.key === "?") return "?";
  if (press.repeat && CHANGES.has(letter)) return null;
  return !press.shiftKey && LETTERS.has(letter) ? (letter as Shortcut) : null;
}

/** Whether a letter is pressed alone and outside of any text, so that another page may take it as a command. */
export const isPlain = (press: KeyPress): boolean =>
  ![press.isComposing, press.keyCode === 229, press.ctrlKey, press.metaKey, press.altKey, press.shiftKey].some(Boolean) && !writesText(press.target);

const PRESSED_INPUTS: ReadonlySet<string> = new Set(["radio", "checkbox", "button", "submit", "reset"]);

function writesText(target: EventTarget | null): boolean {
  if (target === null || !("tagName" in target)) return false;
  const element = target as HTMLElement;
  if (element.isContentEditable || element.tagName === "TEXTAREA" || element.tagName === "SELECT") return true;
  return element.tagName === "INPUT" && !PRESSED_INPUTS.has((element as HTMLInputElement).type);
}
