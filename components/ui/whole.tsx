import { unbroken } from "./unbroken";
import { UserText } from "./user-text";

/** The name of a person or a date: in one line where the line has room for it, and not only where its form tells what it is. */
export function Whole({ children }: { readonly children: string }) {
  return (
    <span className="inline-block max-w-full">
      <UserText>{unbroken(children)}</UserText>
    </span>
  );
}

/** Who did something, and when: 「石川葵（代行）　12月4日 14:32」. A line ends between the two; the name may have the same space. */
export function Signature({ text }: { readonly text: string }) {
  const [, who, when] = /^(.*)　([^　]*)$/su.exec(text) ?? [];
  if (who === undefined || when === undefined) return <Whole>{text}</Whole>;
  return (
    <>
      <Whole>{who}</Whole>　<Whole>{when}</Whole>
    </>
  );
}
