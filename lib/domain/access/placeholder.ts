/** Address of the administrator's account that a first start creates. Nobody can own it (RFC 2606), and its first use replaces it. */
export const PLACEHOLDER_EMAIL = "admin@portal.invalid";

/** Whether it is the placeholder account, whose owner has not yet entered name and address. */
export const isPlaceholder = ({ email, role }: { readonly email: string; readonly role: string | null }): boolean =>
  role === "platformAdministrator" && email === PLACEHOLDER_EMAIL;
