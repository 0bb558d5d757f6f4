/** The page of a list: its download, its import and its form. */
export interface ListPageView {
  readonly title: string;
  readonly steps: readonly { readonly label: string; readonly href?: string }[];
  /** What the list does and does not do, in one sentence each. */
  readonly promise: string;
  readonly download: { readonly href: string; readonly label: string; readonly note: string };
  readonly importing: ListImportView;
  /** Lines of a file. */
  readonly example: string;
  readonly rules: readonly string[];
  /** For readers without scripts. */
  readonly api: string;
}

/** What the import of a list needs in the browser. */
export interface ListImportView {
  readonly id: string;
  /** Below `/api/v1`. */
  readonly address: string;
  readonly title: string;
  readonly hint: string;
  readonly backHref: string;
  readonly backLabel: string;
  /** What the list is about, and how many are named: 「部署 3件」. */
  readonly word: string;
  /** Of what the list adds, before and after. */
  readonly adds: readonly [string, string];
  /** The role that the list gives beside what it is about, 「情報セキュリティ責任者」; null for the list of roles. */
  readonly gives: string | null;
}
