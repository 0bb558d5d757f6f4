import { type Definition, DefinitionList } from "../ui/definition-list";
import { Panel } from "../ui/panel";

/** The target of every 定義 link beside a figure. */
export const DEFINITIONS_HREF = "#definitions";

/** Definitions of the page's figures, with a mark on the portal's own. */
export const FigureDefinitions = ({ entries }: { readonly entries: readonly Definition[] }) => (
  <Panel id="definitions" title="数値の定義">
    <DefinitionList entries={entries} />
  </Panel>
);
