/** Address of the administrator's account that a first start makes; nobody can have it (RFC 2606), and it is replaced at the first use. */
export const PLACEHOLDER_EMAIL = "admin@portal.invalid";
