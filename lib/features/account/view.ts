/** View models of the account page and of the page behind an invitation. */

export interface TokenView {
  readonly id: string;
  readonly name: string;
  readonly createdText: string;
  readonly expiresText: string;
}

export interface AccountView {
  readonly email: string;
  readonly facts: readonly { readonly term: string; readonly description: string }[];
  readonly tokens: readonly TokenView[];
  readonly shortcutKeys: boolean;
}

export type InvitationView =
  | { readonly kind: "unusable" }
  | { readonly kind: "usable"; readonly secret: string; readonly email: string; readonly asksIdentity: boolean };
