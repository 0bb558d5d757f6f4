/** View models of the pages for people, departments and critical systems: finished texts and addresses. */

export interface Option {
  readonly value: string;
  readonly label: string;
}

export interface PagerView {
  readonly summary: string;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
}

export interface PersonRowView {
  readonly id: string;
  readonly href: string;
  readonly name: string;
  readonly staffNumber: string;
  readonly email: string;
  readonly department: string;
  readonly roles: readonly string[];
  readonly left: boolean;
  /** Whether the link ended early, so that the person needs another. */
  readonly remake: boolean;
  /** 「決めた」, or until when the link to hand over can be used; empty for somebody who left. */
  readonly password: string;
}

export interface PeopleView {
  /** People with the same staff number, each group in one text. */
  readonly lookalikes: readonly string[];
  readonly people: readonly PersonRowView[];
  readonly totalText: string;
  readonly search: { readonly q: string; readonly departmentId: string; readonly presence: string; readonly password: string };
  readonly searched: boolean;
  readonly departments: readonly Option[];
  readonly presences: readonly Option[];
  readonly passwords: readonly Option[];
  readonly pager: PagerView;
  readonly mayManage: boolean;
}

export interface PersonFields {
  readonly name: string;
  readonly email: string;
  readonly staffNumber: string;
  readonly departmentId: string;
}

/** The sheets that can move to another department: their number, which the form confirms until it is asked for another, and what is said of it. */
export interface MovingView {
  readonly sheets: number;
  readonly text: string;
}

export interface RoleChoice {
  /** `role`, `role/department/` or `role//system`: what the form sends. */
  readonly value: string;
  readonly label: string;
  readonly held: boolean;
}

export interface PersonView {
  /** After too many wrong passwords an unknown browser has to wait, until the visitor (`lifts`) or time ends the lock. */
  readonly lock: "open" | "lifts" | "waits";
  readonly id: string;
  readonly title: string;
  readonly fields: PersonFields;
  readonly departments: readonly Option[];
  /** Whether the person's department is retired, so that another one has to be chosen on coming back. */
  readonly departmentRetired: boolean;
  readonly leftText: string | null;
  readonly roles: readonly string[];
  readonly choices: readonly { readonly legend: string; readonly choices: readonly RoleChoice[] }[];
  readonly rolesNote: string;
  readonly facts: readonly { readonly term: string; readonly description: string }[];
  readonly mayManage: boolean;
  /** What moves with the person to another department; null for who may only read. */
  readonly moving: MovingView | null;
  readonly invitation: PersonInvitationView;
}

/** The state of the person's newest link; `remake`: a new one is needed. `noLink`: why the visitor cannot make one; null if they can. */
export interface PersonInvitationView {
  readonly text: string | null;
  readonly remake: boolean;
  readonly noLink: string | null;
}

/** Making links for everybody without a password. */
export interface InvitationsView {
  readonly total: number;
  /** `after` is empty for the first part. */
  readonly parts: readonly { readonly after: string; readonly label: string }[];
  /** The button for people without a valid link only; null if they are all or none. */
  readonly missing: string | null;
  /** The number of people left out, with the reason; null if there are none. */
  readonly leftOutText: string | null;
  /** The number of links to be made again; null if there are none. */
  readonly remakeText: string | null;
}

export interface NewPersonView {
  readonly departments: readonly Option[];
}

export interface UnitView {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly retired: boolean;
  /** Why it cannot be retired, as far as the page knows; null if it knows no reason. */
  readonly inUse: string | null;
}

export interface SystemView extends UnitView {
  readonly kind: string;
  readonly kindText: string;
  readonly kindOptions: readonly Option[];
  readonly departmentId: string;
  /** Whether its department is retired, so that another one has to be chosen on restoring it. */
  readonly departmentRetired: boolean;
  readonly moving: MovingView;
}

export interface OrganisationView {
  /** Names that are the same but for what cannot be seen, each group in one text. They are listed, never merged. */
  readonly lookalikes: readonly string[];
  readonly departments: readonly UnitView[];
  readonly systems: readonly SystemView[];
  readonly departmentOptions: readonly Option[];
  readonly kindOptions: readonly Option[];
  /** The sentence of the sector's guideline that names 重要システム; null if there is none. */
  readonly systemsNote: string | null;
  /** The records that the visitor may read. */
  readonly records: readonly { readonly label: string; readonly href: string; readonly note: string }[];
  readonly mayManage: boolean;
}
