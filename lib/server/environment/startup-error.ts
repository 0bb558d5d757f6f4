/** A problem that the person who starts the portal can fix; its message says how, in Japanese. Shown without a stack. */
export class StartupError extends Error {
  override readonly name = "StartupError";
}
