const kept = globalThis as { portalOnce?: Map<string, unknown> };

/**
 * Something of which the process has one, made on first use. It is kept on the global object under its name: the build bundles
 * modules more than once, and a variable of a module exists once for each bundle.
 */
export function ofProcess<Value extends object>(name: string, make: () => Value): () => Value {
  return () => {
    kept.portalOnce ??= new Map();
    const known = kept.portalOnce.get(name) as Value | undefined;
    if (known) return known;
    const made = make();
    kept.portalOnce.set(name, made);
    return made;
  };
}
