import type { DeputyState } from "@/lib/features/organisation/deputies/schema";
import type { Option, PagerView, PersonView } from "@/lib/features/organisation/record/view";

export interface DeputyView {
  readonly id: string;
  /** 「情報セキュリティ責任者（総務部）」 */
  readonly post: string;
  /** 「1番目」 */
  readonly order: string;
  readonly person: string;
  readonly href: string;
  readonly period: string;
  readonly state: DeputyState;
  readonly stateText: string;
  /** Reasons, with who named and who ended it. */
  readonly notes: readonly string[];
  /** Whether the visitor may end it; some posts are for the CISO, which the refusal says. */
  readonly endable: boolean;
}

/** The deputies of the operator, by post and in order. */
export interface DeputiesView {
  readonly posts: readonly { readonly id: string; readonly title: string; readonly deputies: readonly DeputyView[] }[];
  readonly totalText: string;
  readonly filters: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
  readonly pager: PagerView;
  readonly mayManage: boolean;
}

/** A person with their deputyships. */
export interface PersonWithDeputies extends PersonView {
  readonly deputies: PersonDeputiesView;
}

/** The deputyships of one person, and the form that names another. */
export interface PersonDeputiesView {
  readonly personId: string;
  readonly deputies: readonly DeputyView[];
  /** `role/department/system` */
  readonly posts: readonly Option[];
  /** Why the visitor cannot make the person a deputy; null if they can. */
  readonly notNamed: string | null;
  readonly today: string;
}
