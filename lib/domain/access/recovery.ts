/** Hours before a link that recovers an only CISO takes effect, so that the operator can revoke it (docs/design.md 6). */
export const RECOVERY_DELAY_HOURS = 24;
