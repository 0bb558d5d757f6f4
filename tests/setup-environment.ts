const kept = globalThis as { environmentAtStart?: NodeJS.ProcessEnv };
const atStart = (kept.environmentAtStart ??= { ...process.env });

/** Vitest sets its own names for each file. */
const isOfProcess = (name: string): boolean => !name.startsWith("VITEST");

/**
 * Gives a file of tests the environment in which its process began, which it shares with other files: what one sets for the
 * portal's code, or takes away, is not passed on to the processes that the next one starts.
 */
export function beginAnew(start: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env).filter(isOfProcess)) if (!(name in start)) Reflect.deleteProperty(process.env, name);
  for (const name of Object.keys(start).filter(isOfProcess)) process.env[name] = start[name];
}

beginAnew(atStart);
