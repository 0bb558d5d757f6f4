import type { SheetCount, Tally } from "@/lib/domain/scoring/tally";

/** A tally of a CISO scope; unless given, `asked` is the number of answers. */
export const makeTally = (overrides: Partial<Tally> & { readonly item: string }): Tally => {
  const { implemented = 0, partial = 0, notImplemented = 0, notApplicable = 0 } = overrides;
  return {
    ...{ role: "ciso", department: null, system: null, implemented, partial, notImplemented, notApplicable },
    asked: implemented + partial + notImplemented + notApplicable,
    ...overrides,
  };
};

export const makeSheetCount = (overrides: Partial<SheetCount> = {}): SheetCount => ({
  ...{ role: "ciso", department: null, system: null, handedOut: 1, counted: 1 },
  ...overrides,
});
