import type { ReactElement } from "react";
import { Memo, oncePer } from "@/lib/domain/shared/memo";
import { renderer } from "./renderer";

const written = oncePer((_of: object) => new Memo<string, string>());

interface KeptMarkupProps {
  /** What the markup derives from, and nothing else: kept by its maker as long as it is true. */
  readonly of: object;
  /** Tells apart the parts that derive from the same. */
  readonly part: string;
  readonly children: ReactElement;
}

/** Markup that is the same for everybody as long as its data is kept, rendered once. Inside of `Unhydrated`. */
export function KeptMarkup({ of, part, children }: KeptMarkupProps) {
  const { write } = renderer();
  if (write === null) return children;
  const html = written(of).of(part, () => write(children));
  return <div className="contents" dangerouslySetInnerHTML={{ __html: html }} />;
}
