/** View models of the platform's page and of the records. */

interface Option {
  readonly value: string;
  readonly label: string;
}

interface Pager {
  readonly summary: string;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
}

/** The holder of an office outside of the operators. */
export interface HolderView {
  readonly id: string;
  readonly suspendable: boolean;
  /** After too many wrong passwords, an unknown browser has to wait. */
  readonly locked: boolean;
  readonly email: string;
  readonly name: string;
  /** Empty if the office has none. */
  readonly sector: string;
  readonly invited: boolean;
}

interface Step {
  readonly label: string;
  readonly href?: string;
}

export interface AuditRowView {
  readonly id: string;
  readonly at: string;
  readonly who: string;
  readonly action: string;
  readonly target: string;
  /** The entries about the same object; null for lists and pages. */
  readonly targetHref: string | null;
  /** Why it was refused; null if it was done. */
  readonly refused: string | null;
  /** The reason given for the action, or the origin of a password. */
  readonly note: string | null;
  /** The address of the request, and the program and the session or token behind it; empty where none was recorded. */
  readonly source: string;
  readonly means: string | null;
  /** As the browser names itself: long, so that the page unfolds it. */
  readonly browser: string | null;
}

/** The filter of an audit trail, as entered. */
export interface AuditFilterView {
  readonly who: string;
  readonly action: string;
  readonly outcome: string;
  readonly target: string;
  readonly from: string;
  readonly to: string;
  readonly source: string;
}

/** The one object whose entries are shown. */
export interface ChosenTargetView {
  readonly text: string;
  readonly value: string;
  /** The page with the rest of the filter. */
  readonly clearHref: string;
}
export interface AuditView {
  readonly note: string;
  readonly steps: readonly Step[];
  readonly filter: AuditFilterView;
  /** The object of the filter, which the address names by its id; null where it names none, or words of a name. */
  readonly chosen: ChosenTargetView | null;
  readonly filtered: boolean;
  readonly actions: readonly Option[];
  readonly outcomes: readonly Option[];
  /** The page without a filter. */
  readonly clearHref: string;
  readonly csvHref: string;
  readonly securityHref: string;
  readonly rows: readonly AuditRowView[];
  readonly totalText: string;
  readonly pager: Pager;
}

export interface SecurityView {
  readonly note: string;
  readonly steps: readonly Step[];
  readonly tabs: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
  readonly rows: readonly SecurityRowView[];
  readonly totalText: string;
  readonly pager: Pager;
}

export interface SecurityRowView {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly times: string;
  readonly source: string;
  readonly userAgent: string;
  readonly account: string;
  readonly subjects: readonly string[];
}

export interface AccessLogView {
  readonly steps: readonly Step[];
  readonly rows: readonly { readonly id: string; readonly at: string; readonly officer: string; readonly subject: string }[];
  readonly totalText: string;
  readonly pager: Pager;
}

/** An operator in the platform's list. */
export interface OperatorRowView {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  readonly sector: string;
  readonly people: string;
  readonly state: OperatorStateView;
}

export interface OperatorStateView {
  readonly text: string;
  readonly tone: "active" | "waiting" | "late" | "neutral";
}

/** What an administrator should do next. */
export interface AdminNextView {
  readonly title: string;
  readonly text: string;
  readonly action: { readonly label: string; readonly href: string } | null;
  /** The other operators of which nobody can sign in yet. */
  readonly others: readonly { readonly name: string; readonly href: string; readonly text: string }[];
  readonly othersText: string | null;
}

export interface AdminView {
  readonly next: AdminNextView;
  readonly health: readonly { readonly term: string; readonly description: string }[];
  readonly editions: readonly {
    readonly id: string;
    readonly title: string;
    readonly revisionText: string;
    readonly itemsText: string;
    readonly importedText: string;
  }[];
  readonly operators: readonly OperatorRowView[];
  readonly operatorsText: string;
  readonly pager: Pager;
}

export interface NewOperatorView {
  readonly steps: readonly Step[];
  readonly sectorOptions: readonly Option[];
}

/** One operator, as an administrator changes it. */
export interface OperatorView {
  readonly steps: readonly Step[];
  readonly id: string;
  readonly name: string;
  readonly sectorId: string;
  readonly state: OperatorStateView;
  readonly facts: readonly { readonly term: string; readonly description: string }[];
  readonly sectorOptions: readonly Option[];
  /** Whether nothing rests on the sector yet. */
  readonly sectorOpen: boolean;
  readonly stopped: boolean;
  /** Whether somebody can sign in; until then, the platform invites a first person. */
  readonly begun: boolean;
  readonly roleOptions: readonly Option[];
}

export interface OfficesView {
  readonly steps: readonly Step[];
  readonly officers: readonly HolderView[];
  readonly administrators: readonly HolderView[];
  readonly sectorOptions: readonly Option[];
}
