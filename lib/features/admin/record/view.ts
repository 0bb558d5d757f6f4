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
  /** Why it was refused; null if it was done. */
  readonly refused: string | null;
  /** The reason given for the action, or the origin of a password. */
  readonly note: string | null;
  /** The address of the request, and the program and the session or token behind it; empty where none was recorded. */
  readonly source: string;
  readonly means: string;
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

export interface AuditView {
  readonly note: string;
  readonly steps: readonly Step[];
  readonly filter: AuditFilterView;
  readonly filtered: boolean;
  /** What is wrong with the filter, which then counts as empty; null if nothing. */
  readonly problem: string | null;
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

export interface AdminView {
  /** The platform's own audit trail. */
  readonly auditHref: string;
  readonly officers: readonly HolderView[];
  readonly administrators: readonly HolderView[];
  readonly health: readonly { readonly term: string; readonly description: string }[];
  readonly editions: readonly {
    readonly id: string;
    readonly title: string;
    readonly revisionText: string;
    readonly itemsText: string;
    readonly importedText: string;
  }[];
  readonly operators: readonly { readonly id: string; readonly name: string; readonly sector: string }[];
  readonly operatorsText: string;
  readonly pager: Pager;
  readonly operatorOptions: readonly Option[];
  readonly sectorOptions: readonly Option[];
  readonly roleOptions: readonly Option[];
}
