import type { ReactElement } from "react";
import { renderer } from "./renderer";

/**
 * Markup of thousands of elements, written as one text: React streams each element and text by itself, with marks between
 * texts for its browser part, which nobody reads here. Inside of `Unhydrated`.
 */
export function StaticMarkup({ children }: { readonly children: ReactElement }) {
  const { write } = renderer();
  return write === null ? children : <div className="contents" dangerouslySetInnerHTML={{ __html: write(children) }} />;
}
