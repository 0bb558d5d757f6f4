/** Every drawing once per page, so that an `Icon` only points to its own. */
const DRAWINGS = {
  back: "M9 5 4 10l5 5M4 10h10a5.5 5.5 0 0 1 0 11h-3",
  book: "M12 6c-2-1.6-5-2-9-2v14c4 0 7 .4 9 2 2-1.6 5-2 9-2V4c-4 0-7 .4-9 2Zm0 0v14",
  check: "M4 12.5 9.5 18 20 7",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5.5l3.5 2",
  document: "M6 3h8l4 4v14H6ZM14 3v4h4M9 12h6M9 16h6",
  down: "M5 9l7 7 7-7",
  implemented: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7L12 17",
  menu: "M4 6h16M4 12h16M4 18h16",
  merge: "M7 4v5c0 3 2 4 5 4h5M7 20v-4M14 9.5 17.5 13 14 16.5",
  next: "M9 5l7 7-7 7",
  notApplicable: "M4 12h16",
  notImplemented: "M5 5l14 14M19 5 5 19",
  note: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 11v6M12 7.3v.2",
  offline: "M3 3l18 18M8 6.5A6 6 0 0 1 17.6 10 4.3 4.3 0 0 1 20 17.2M14 18H7a4.5 4.5 0 0 1-1-8.9",
  partial: "M12 4 21 20H3Z",
  previous: "M15 5l-7 7 7 7",
  print: "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7Z",
  stop: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v6M12 16.4v.2",
  unanswered: "M6 4h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z",
  user: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4 21c.6-4.5 4-6.5 8-6.5s7.4 2 8 6.5",
} as const;

export type IconName = keyof typeof DRAWINGS;

export function IconSprite() {
  return (
    <svg className="icon-sprite" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        {Object.entries(DRAWINGS).map(([name, drawing]) => (
          <symbol key={name} id={`icon-${name}`} viewBox="0 0 24 24">
            <path d={drawing} strokeDasharray={name === "unanswered" ? "3.2 3" : undefined} />
          </symbol>
        ))}
      </defs>
    </svg>
  );
}
