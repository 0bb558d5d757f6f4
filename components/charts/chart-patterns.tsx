/** Fills that can be distinguished without colour. Once per page, before any chart. */
export function ChartPatterns() {
  return (
    <svg className="unseen-drawings" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="hatch-partial" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" fill="#ffc700" />
          <rect width="2" height="6" fill="#6e5600" />
        </pattern>
        <pattern id="hatch-not-applicable" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" fill="#f2f2f2" />
          <circle cx="3" cy="3" r="1.2" fill="#4d4d4d" />
        </pattern>
        <pattern id="ticks-quarter" width={1 / 3} height="1">
          <rect className="plot-ticks-line" width="1" height="16" />
        </pattern>
      </defs>
    </svg>
  );
}
