/** Numbers of sheets for the API and the audit trail, which call what counts `handedIn` (docs/design.md 9). */
export const countedJson = <Numbers extends { readonly counted: number }>({ counted, ...numbers }: Numbers) => ({ ...numbers, handedIn: counted });
