import { vi } from "vitest";

/** Controls of a page without a browser, as the page made them, until something is typed or chosen. */
export class Input {
  readonly dataset: Record<string, string> = {};
  checked = false;
  defaultChecked = false;
  constructor(
    readonly name: string,
    readonly id: string,
    readonly defaultValue = "",
    readonly type = "text",
    public value = defaultValue,
  ) {}
}
export class TextArea extends Input {
  constructor(name: string, id: string, typed = "", defaultValue = "") {
    super(name, id, defaultValue, "textarea", typed);
  }
}
export class Select extends Input {
  constructor(
    name: string,
    id: string,
    readonly options: readonly { readonly value: string; readonly defaultSelected: boolean }[],
    value: string,
  ) {
    super(name, id, "", "select-one", value);
  }
}

export const form = (label: string | null, ...elements: Input[]): HTMLFormElement => ({ elements, getAttribute: () => label }) as unknown as HTMLFormElement;

/** Returns what the tab keeps. */
export function stubPage(window: object = {}): Map<string, string> {
  const stored = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  };
  vi.stubGlobal("window", Object.assign(window, { location: { pathname: "/operator/sheets/1" }, sessionStorage }));
  vi.stubGlobal("HTMLInputElement", Input);
  vi.stubGlobal("HTMLTextAreaElement", TextArea);
  vi.stubGlobal("HTMLSelectElement", Select);
  return stored;
}
