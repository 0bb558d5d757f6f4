import next from "eslint-config-next/core-web-vitals";
import typescript from "eslint-config-next/typescript";
import { importZones } from "./tests/architecture/import-zones.mjs";

const strict = {
  "@typescript-eslint/no-explicit-any": "error",
  "@typescript-eslint/no-non-null-assertion": "error",
  "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true }],
  "@typescript-eslint/no-unused-expressions": "error",
  "@typescript-eslint/ban-ts-comment": ["error", { "ts-expect-error": true }],
  "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports", disallowTypeAnnotations: false }],
  "@typescript-eslint/no-dynamic-delete": "error",
  "@typescript-eslint/no-extraneous-class": "error",
  "@typescript-eslint/no-invalid-void-type": "error",
  "@typescript-eslint/unified-signatures": "error",
};

const strictWithTypes = {
  "@typescript-eslint/await-thenable": "error",
  "@typescript-eslint/no-floating-promises": "error",
  "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
  "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
};

/** Files with React. The rules of React, Next and accessibility find nothing elsewhere and take a third of the run time. */
const PAGES = ["{app,components}/**/*.{ts,tsx}", "*.{js,ts}"];
const ofPages = next.map((config) => (config.rules === undefined ? config : { ...config, files: PAGES }));

export default [
  { ignores: [".next/", ".cache/", "coverage/", "data/", "next-env.d.ts", "playwright-report/", "prisma/generated/", "test-results/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error", noInlineConfig: true } },
  ...ofPages,
  ...typescript,
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { ...strict, ...strictWithTypes },
  },
  { files: ["tests/**"], rules: { "@typescript-eslint/no-non-null-assertion": "off" } },
  {
    files: ["**/*.{ts,tsx,js,mjs}"],
    plugins: { architecture: { rules: { "import-zones": importZones } } },
    rules: {
      "architecture/import-zones": "error",
      "import/no-anonymous-default-export": "off",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-var": "error",
      "prefer-const": "error",
    },
  },
];
