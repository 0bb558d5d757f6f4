/** The environment of a run of unit tests without those that match the glob (vitest.config.ts). */
export function withoutTests(glob: string): Readonly<Record<string, string>>;
