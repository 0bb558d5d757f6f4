export interface SignInView {
  readonly email: string;
  /** The problem, without revealing whether the address is known. */
  readonly error: string | null;
  /** What was done just before, for which the sign-in is the next step. */
  readonly done: string | null;
  /** Hidden fields of both forms: the return path and the CSRF token. */
  readonly hidden: Readonly<Record<string, string>>;
  /** Empty outside of the demo. */
  readonly demo: readonly DemoOrganisationView[];
}

export interface DemoOrganisationView {
  /** 「青葉浜国際空港株式会社（架空の事業者）」 */
  readonly name: string;
  readonly people: readonly DemoPersonView[];
}

export interface DemoPersonView {
  readonly id: string;
  readonly name: string;
  readonly roleLabel: string;
  /** What this person can do: 「点検票に回答する・差戻しを直す」 */
  readonly hint: string;
}
