/** Shows a number graphically that is beside it as text. */
export function ProgressBar({ done, total }: { readonly done: number; readonly total: number }) {
  const percent = total === 0 ? 0 : (done / total) * 100;
  return (
    <svg className="progress" data-full={total > 0 && done === total} aria-hidden="true" focusable="false">
      <rect width="100%" height="100%" />
      <rect width={`${percent}%`} height="100%" />
    </svg>
  );
}
