/** Who may import what (the table of docs/style.md). One ESLint rule reads this table; `imports.test.ts` proves that it bites. */
import path from "node:path";

const CLIENT_SAFE = /^lib\/features\/[^/]+\/(?:(?:[a-z-]+-)?(?:schema|view|actions)(?:-[a-z-]+)?|queue(?:-[a-z]+)*)$/;
const LOADERS_AND_ACTIONS = /^lib\/features\/[^/]+\/(?:[a-z-]+-)?(?:loaders|actions)(?:-[a-z-]+)?$/;
const SERVER_FEATURE = /^lib\/features\/[^/]+\/(?:[a-z-]+-)?(?:data|mutations|loaders|actions|operations|access)(?:-[a-z-]+)?$/;
const FEATURE_OUTSIDE = /^lib\/features\/[^/]+\/(?:[a-z-]+-)?(?:loaders|actions|operations)(?:-[a-z-]+)?\.ts$/;
const FEATURE_SHARED = /^lib\/features\/[^/]+\/(?:(?:[a-z-]+-)?(?:schema|view)(?:-[a-z-]+)?|queue(?:-[a-z]+)*)\.ts$/;

/**
 * `from`: files that the zone governs. `own`: modules of this project that they may import (absent: any not `never`).
 * `packages`: packages that they may import (absent: any not `never`). `typesFree`: `import type` is not governed.
 * Paths are from the project, without ending.
 */
export const ZONES = [
  { name: "lib/domain", from: /^lib\/domain\//, own: [/^lib\/domain\//], packages: [] },
  {
    name: "lib/content",
    from: /^lib\/content\//,
    own: [/^lib\/(content|domain)\//],
    packages: [/^(zod|yaml|node:[a-z/]+)$/],
  },
  { name: "components/ui", from: /^components\/ui\//, own: [/^components\/ui\//], packages: [/^(react|react-dom|next\/.+)$/] },
  {
    name: "components",
    from: /^components\/(?!ui\/)/,
    own: [/^components\//, /^lib\/domain\//, CLIENT_SAFE],
    never: [/^(pg|server-only|@prisma\/.+|node:.+)$/],
  },
  {
    name: "app",
    from: /^app\//,
    own: [/^(app|components)\//, /^lib\/(http|documents|domain)\//, CLIENT_SAFE, LOADERS_AND_ACTIONS, /^lib\/auth\/(routes|current)$/, /^lib\/server-environment$/],
    never: [/^(pg|@prisma\/.+)$/],
  },
  {
    name: "features: loaders, actions, operations",
    from: FEATURE_OUTSIDE,
    never: [/^prisma\//, /^(pg|@prisma\/.+)$/, /^app\//, /^lib\/(runtime|cli|demo)\//],
  },
  {
    name: "features: schema, view",
    from: FEATURE_SHARED,
    typesFree: true,
    never: [SERVER_FEATURE, /^(app|components|prisma)\//, /^lib\/(?!domain\/|features\/)/, /^(pg|server-only|@prisma\/.+|next\/.+|node:.+)$/],
  },
  {
    name: "features: data, mutations",
    from: /^lib\/features\/(?!(?:[^/]+\/(?:[a-z-]+-)?(?:loaders|actions|operations)))/,
    never: [/^(app|components)\//, LOADERS_AND_ACTIONS],
  },
  {
    // One client, one pool and one place that knows an outage: what makes another client would wait without bounds.
    name: "database clients",
    from: /^(?!prisma\/|tests\/|scripts\/|lib\/(demo|runtime|database|cli|content)\/|lib\/features\/content-import\/|prisma\.config)/,
    typesFree: true,
    never: [/^prisma\/generated\//, /^(pg|@prisma\/.+)$/],
  },
  {
    name: "Prisma",
    from: /^(?!prisma\/|tests\/|lib\/(features|auth|audit|demo|runtime|database)\/|prisma\.config)/,
    never: [/^prisma\//, /^@prisma\//],
  },
];

/** The module as a path from the project, or as the package's name. */
function locate(file, specifier) {
  if (specifier.startsWith("@/")) return { own: specifier.slice(2) };
  if (!specifier.startsWith(".")) return { package: specifier };
  return { own: path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier)) };
}

const matches = (patterns, text) => patterns.some((pattern) => pattern.test(text));

/** Name of the first zone that refuses `specifier` in `file`; undefined when it may be imported. */
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

/** The ESLint rule: static and dynamic imports, types too, and re-exports. */
export const importZones = {
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
