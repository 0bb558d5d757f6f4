/** Who may import what (the table of docs/style.md). One rule of the linter reads this table; `imports.test.ts` proves that it rejects violations. */
import path from "node:path";

/** A file of a feature by the last part of its path: `inFeature("view", "schema")`. */
const inFeature = (...kinds) => new RegExp(`^lib/features/.+/(?:${kinds.join("|")})(?:\\.ts)?$`);

/** Code that may be sent to the browser: types, checks and texts, the calls of forms, and the queue of unsent answers. */
const CLIENT_SAFE = [inFeature("schema", "view", "actions"), /^lib\/features\/sheets\/queue\/[a-z]+$/];

/**
 * `from`: files that the zone applies to. `own`: modules of this project that they may import (absent: any not `never`).
 * `packages`: packages that they may import (absent: any not `never`). `typesFree`: `import type` is always allowed. Paths
 * are relative to the project, without extension.
 */
export const ZONES = [
  { name: "lib/domain", from: /^lib\/domain\//, own: [/^lib\/domain\//], packages: [] },
  { name: "lib/labels", from: /^lib\/labels\//, own: [/^lib\/(labels|domain)\//], packages: [] },
  { name: "lib/validation", from: /^lib\/validation\//, own: [/^lib\/(validation|domain)\//], packages: [/^zod(\/.+)?$/] },
  {
    name: "lib/content",
    from: /^lib\/content\//,
    own: [/^lib\/(content|domain)\//],
    packages: [/^(zod|yaml|node:[a-z/]+)$/],
  },
  { name: "lib/documents", from: /^lib\/documents\//, own: [/^lib\/(documents|labels|domain)\//], packages: [/^(canonicalize|node:crypto)$/] },
  {
    name: "lib/server",
    from: /^lib\/server\//,
    own: [/^lib\/(server|validation|labels|domain)\//, /^prisma\/generated\//],
  },
  { name: "lib/runtime", from: /^lib\/runtime\//, own: [/^lib\/(runtime|server|domain)\//] },
  { name: "components/ui", from: /^components\/ui\//, own: [/^components\/ui\//], packages: [/^(react|react-dom|next\/.+)$/] },
  {
    name: "components",
    from: /^components\/(?!ui\/)/,
    own: [/^components\//, /^lib\/(domain|labels)\//, /^lib\/server\/process\/of-process$/, ...CLIENT_SAFE],
    never: [/^(pg|server-only|@prisma\/.+|node:.+)$/],
  },
  {
    name: "app",
    from: /^app\//,
    own: [
      /^(app|components)\//,
      /^lib\/domain\//,
      ...CLIENT_SAFE,
      inFeature("pages", "operations"),
      /^lib\/server\/(http|use-cases)\//,
      /^lib\/server\/auth\/(routes|current)$/,
      /^lib\/server\/environment\/server-environment$/,
    ],
    never: [/^(pg|@prisma\/.+)$/],
  },
  {
    name: "features: pages, actions, operations",
    from: inFeature("pages", "actions", "operations"),
    never: [/^lib\/server\/database\//, /^prisma\//, /^(pg|@prisma\/.+)$/],
  },
  {
    name: "features: schema, view",
    from: inFeature("schema", "view"),
    typesFree: true,
    own: [/^lib\/(domain|labels|validation)\//, inFeature("schema", "view", "parts", "rules", "texts")],
    never: [/^(pg|server-only|@prisma\/.+|next\/.+|node:.+)$/],
  },
  {
    name: "features",
    from: /^lib\/features\//,
    never: [/^(app|components|prisma)\//, /^lib\/(launch|runtime|cli|demo)\//],
  },
  {
    name: "features: what pages, actions and operations are made of",
    from: inFeature("schema", "record", "queries", "commands", "view", "parts", "rules", "texts", "refusals", "rows", "sql", "csv", "json"),
    never: [inFeature("pages", "actions", "operations")],
  },
  {
    // One client, one pool and one place that recognises an outage: any other client would wait without limits.
    name: "database clients",
    from: /^(?!prisma\/|tests\/|scripts\/|lib\/(demo|runtime|launch|cli|content)\/|lib\/server\/database\/|prisma\.config)/,
    typesFree: true,
    never: [/^prisma\/generated\//, /^(pg|@prisma\/.+)$/],
  },
  {
    name: "Prisma",
    from: /^(?!prisma\/|tests\/|lib\/(features|server|demo|runtime|launch)\/|prisma\.config)/,
    never: [/^lib\/server\/database\/client$/, /^prisma\//, /^@prisma\//],
  },
];

/** The module as a path relative to the project, or as the package's name. */
function locate(file, specifier) {
  if (specifier.startsWith("@/")) return { own: specifier.slice(2) };
  if (!specifier.startsWith(".")) return { package: specifier };
  return { own: path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier)) };
}

const matches = (patterns, text) => patterns.some((pattern) => pattern.test(text));

/** Name of the first zone that refuses `specifier` in `file`; undefined if the import is allowed. */
function refusingZone(file, specifier, typeOnly) {
  const target = locate(file, specifier);
  const name = (target.own ?? target.package).replace(/\.(ts|tsx|js)$/, "");
  return ZONES.find(({ from, own, packages, never = [], typesFree = false }) => {
    if (!from.test(file) || (typesFree && typeOnly)) return false;
    if (matches(never, name)) return true;
    const allowed = target.own === undefined ? packages : own;
    return allowed !== undefined && !matches(allowed, name);
  })?.name;
}

/** The rule: checks static and dynamic imports, type imports and re-exports. */
const importZones = {
  meta: {
    type: "problem",
    schema: [],
    messages: { refused: "「{{specifier}}」はここから import できません（{{zone}} の決まり。tests/architecture/import-zones.mjs）。" },
  },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join("/");
    const check = (node, source) => {
      if (typeof source?.value !== "string") return;
      const zone = refusingZone(file, source.value, node.importKind === "type");
      if (zone !== undefined) context.report({ node, messageId: "refused", data: { specifier: source.value, zone } });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
      ImportExpression: (node) => check(node, node.source),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal),
    };
  },
};

/** The linter's plugin. */
export default { meta: { name: "architecture" }, rules: { "import-zones": importZones } };
