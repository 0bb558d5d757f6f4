import type { MovingView } from "@/lib/features/organisation/record/view";

/** How many sheets can move to another department, in the form that changes it; sending it confirms the number, unless another was asked for. */
export function Moving({ moving, then = "" }: { readonly moving: MovingView | null; readonly then?: string }) {
  return (
    <p className="aside-text">
      {moving?.text}
      {then}
      {moving === null ? null : <input type="hidden" name="confirmedSheets" value={moving.sheets} />}
    </p>
  );
}
