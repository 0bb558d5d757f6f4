/** Whether exactly the present number was shown and confirmed. A present number of 0 needs no confirmation, unless `always`. */
export const confirms = (confirmed: number | undefined, present: number, always = false): boolean => (always ? confirmed : (confirmed ?? 0)) === present;
