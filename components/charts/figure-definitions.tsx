import { type Definition, DefinitionList } from "../ui/definition-list";
import { Panel } from "../ui/panel";

/** Where every 定義 beside a figure leads. */
export const DEFINITIONS_HREF = "#definitions";

/** What the numbers of the page mean, and which are the portal's own. */
export const FigureDefinitions = ({ entries }: { readonly entries: readonly Definition[] }) => (
  <Panel id="definitions" title="数値の定義">
    <DefinitionList entries={entries} />
  </Panel>
);
