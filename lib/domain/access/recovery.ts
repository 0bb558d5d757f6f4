/** How long a link that recovers the only CISO waits, so that the operator can revoke it (docs/design.md 6). */
export const RECOVERY_DELAY_HOURS = 24;
