/** Whether the number that was shown and confirmed is the present one. Where that is none it need not be said, unless `always`. */
export const confirms = (confirmed: number | undefined, present: number, always = false): boolean => (always ? confirmed : (confirmed ?? 0)) === present;
