/**
 * Checks types and lints over one program, so that type-aware rules reuse the compiler's results. Exit code: 4 for type
 * errors, 8 for lint errors, 12 for both.
 */
import { ESLint } from "eslint";
import ts from "typescript";
import { project } from "./prepare.mjs";

const host = {
  ...ts.sys,
  getCurrentDirectory: () => project,
  onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
    throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
  },
};
const { fileNames, options, errors } = ts.getParsedCommandLineOfConfigFile("tsconfig.json", { incremental: false }, host);
const program = ts.createProgram({ rootNames: fileNames, options, configFileParsingDiagnostics: errors });

const diagnostics = ts.getPreEmitDiagnostics(program);
if (diagnostics.length > 0) {
  const names = { getCanonicalFileName: (name) => name, getCurrentDirectory: () => project, getNewLine: () => "\n" };
  process.stdout.write(ts.formatDiagnostics(diagnostics, names));
}

const eslint = new ESLint({
  cwd: project,
  overrideConfig: { files: ["**/*.{ts,tsx}"], languageOptions: { parserOptions: { projectService: false, programs: [program] } } },
});
const results = await eslint.lintFiles(["."]);
process.stdout.write(await (await eslint.loadFormatter("stylish")).format(results));

process.exitCode = (diagnostics.length > 0 ? 4 : 0) + (results.some(({ errorCount }) => errorCount > 0) ? 8 : 0);
