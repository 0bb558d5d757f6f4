export function clockIsThere(): boolean;
export function underClock(clock: string, command: string, args: readonly string[]): { readonly command: string; readonly args: string[] };
export function clockOfDay(text: string): string;
