/** View models of the account page and of the page behind an invitation. */

export interface TokenView {
  readonly id: string;
  readonly name: string;
  readonly createdText: string;
  readonly expiresText: string;
  readonly madeOnCommandLine: boolean;
}

export interface AccountView {
  readonly accountId: string;
  readonly email: string;
  readonly facts: readonly { readonly term: string; readonly description: string }[];
  readonly tokens: readonly TokenView[];
  readonly shortcutKeys: boolean;
}

export type InvitationView =
  | { readonly kind: "unusable" }
  /** Cannot be used before this time. */
  | { readonly kind: "waiting"; readonly fromText: string }
  /** Another account is signed in in this browser, and the link is not for it. */
  | { readonly kind: "someoneElse"; readonly name: string; readonly email: string }
  | { readonly kind: "usable"; readonly secret: string; readonly email: string; readonly asksIdentity: boolean };

export interface PasswordNoticeView {
  readonly title: string;
  readonly text: string;
}

export interface AnnouncedLinkView {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly button: string;
}

export interface NoticesView {
  readonly password: PasswordNoticeView | null;
  readonly announced: readonly AnnouncedLinkView[];
  readonly mayRevoke: boolean;
}
