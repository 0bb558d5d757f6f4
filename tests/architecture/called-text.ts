import ts from "typescript";

/** A function or constant of a file, by `file: name`, with its text and what it names. */
interface Declared {
  readonly text: string;
  readonly named: ReadonlySet<string>;
}

const namesIn = (node: ts.Node): Set<string> => {
  const names = new Set<string>();
  const visit = (one: ts.Node): void => {
    if (ts.isIdentifier(one)) names.add(one.text);
    ts.forEachChild(one, visit);
  };
  visit(node);
  return names;
};

/** The names that a file imports from other files of the project, with the place where each is declared. */
function importsOf(source: ts.SourceFile): Map<string, string> {
  const imported = new Map<string, string>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const from = statement.moduleSpecifier.text;
    const bindings = statement.importClause?.namedBindings;
    if (!from.startsWith("@/") || !bindings || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements) imported.set(name.text, `${from.slice(2)}.ts: ${(propertyName ?? name).text}`);
  }
  return imported;
}

const declaredNames = (statement: ts.Statement): string[] => {
  if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name.text] : [];
  return ts.isVariableStatement(statement) ? statement.declarationList.declarations.map(({ name }) => name.getText()) : [];
};

/** The functions and constants of these files (text by path), without comments, with what of these files they name. */
export function declarationsIn(files: ReadonlyMap<string, string>): ReadonlyMap<string, Declared> {
  const found = new Map<string, Declared>();
  for (const [file, text] of files) {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const own = new Set(source.statements.flatMap(declaredNames));
    const imported = importsOf(source);
    for (const statement of source.statements) {
      const named = [...namesIn(statement)].flatMap((name) => (own.has(name) ? `${file}: ${name}` : (imported.get(name) ?? [])));
      for (const name of declaredNames(statement)) found.set(`${file}: ${name}`, { text: statement.getText(), named: new Set(named) });
    }
  }
  return found;
}

/** Whether the text of a declaration, or of one that it names, directly or indirectly, matches. */
export function reaches(declarations: ReadonlyMap<string, Declared>, place: string, pattern: RegExp, seen: Set<string> = new Set()): boolean {
  const one = declarations.get(place);
  if (!one || seen.has(place)) return false;
  seen.add(place);
  return pattern.test(one.text) || [...one.named].some((name) => reaches(declarations, name, pattern, seen));
}
