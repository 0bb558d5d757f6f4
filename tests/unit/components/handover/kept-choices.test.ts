import { afterEach, describe, expect, it, vi } from "vitest";
import { type Choices, choicesOf, dropChoices, keepChoices, keptChoices } from "@/components/handover/kept-choices";

afterEach(() => {
  vi.unstubAllGlobals();
});

const CHOICES: Choices = [
  ["event", "leave"],
  ["on", "2027-01-10"],
  ["reason:1", "一つ\n二つ"],
];

const refuse = (): never => {
  throw new DOMException("", "SecurityError");
};

/** A tab whose address can change. */
function openTab(address = "/operator/people/1/handover?event=leave") {
  const stored = new Map<string, string>();
  const location = { pathname: "", search: "" };
  const goTo = (to: string): void => {
    const [pathname = "", search] = to.split("?");
    Object.assign(location, { pathname, search: search === undefined ? "" : `?${search}` });
  };
  goTo(address);
  const sessionStorage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => void stored.set(key, text),
    removeItem: (key: string) => void stored.delete(key),
  };
  vi.stubGlobal("window", { location, sessionStorage });
  return { goTo, stored };
}

describe("M8 the choices of a handover that a tab keeps", () => {
  it("M8 choices come back to the account that made them, as often as the page is loaded", () => {
    openTab();
    keepChoices(CHOICES, "a");
    expect([keptChoices("a"), keptChoices("a")]).toEqual([CHOICES, CHOICES]);
  });

  it("M8 choices are dropped where another account has signed in", () => {
    const { stored } = openTab();
    keepChoices(CHOICES, "a");
    expect([keptChoices("b"), stored.size, keptChoices("a")]).toEqual([null, 0, null]);
  });

  it.each(["/operator/people/2/handover?event=leave", "/operator/people/1/handover?event=roles&appointment=ciso%2F%2F"])(
    "M8 choices are not those of another person or event: %s",
    (other) => {
      const { goTo } = openTab();
      keepChoices(CHOICES, "a");
      goTo(other);
      expect(keptChoices("a")).toBeNull();
    },
  );

  it("M8 choices are dropped from the page to which the decision leads", () => {
    const { goTo, stored } = openTab();
    const place = keepChoices(CHOICES, "a");
    goTo("/operator/people/1?notice=handed-over");
    dropChoices(place);
    expect(stored.size).toBe(0);
  });

  it("M8 choices that change after the page was left stay where they were first kept", () => {
    const { goTo, stored } = openTab();
    const place = keepChoices(CHOICES, "a");
    goTo("/operator/people");
    expect(keepChoices([["event", "move"]], "a", place)).toBe(place);
    expect([keptChoices("a"), stored.size]).toEqual([null, 1]);
    goTo("/operator/people/1/handover?event=leave");
    expect(keptChoices("a")).toEqual([["event", "move"]]);
  });

  it("M8 what is kept of a form is what was chosen and typed, not its button, the framework's fields or a file", () => {
    const sent = [...CHOICES, ["$ACTION_ID", "x"], ["$sender", "a"], ["step", "confirm"], ["list", new File([], "list.csv")], ["reason:1", "もう一つ"]];
    vi.stubGlobal("FormData", function FormData(form: unknown) {
      return form;
    });
    expect(choicesOf(sent as never)).toEqual([...CHOICES, ["reason:1", "もう一つ"]]);
  });

  it.each([
    ["is missing", {}],
    ["is forbidden", Object.defineProperty({}, "sessionStorage", { get: refuse })],
  ])("M8 nothing fails where the storage of the browser %s", (_case, storage) => {
    vi.stubGlobal("window", Object.assign(storage, { location: { pathname: "/", search: "" } }));
    keepChoices(CHOICES, "a");
    dropChoices();
    expect(keptChoices("a")).toBeNull();
  });
});
