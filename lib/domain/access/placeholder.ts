/** Address of the administrator's account that a first start makes; nobody can have it (RFC 2606), and it is replaced at the first use. */
export const PLACEHOLDER_EMAIL = "admin@portal.invalid";

/** Whether the account is that one, whose owner has yet to say who they are. */
export const isPlaceholder = ({ email, role }: { readonly email: string; readonly role: string | null }): boolean =>
  role === "platformAdministrator" && email === PLACEHOLDER_EMAIL;
