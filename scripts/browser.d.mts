export const CHROMIUM: readonly [string, ...string[]];
