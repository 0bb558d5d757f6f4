import { sentence } from "@/lib/labels/own-direction";

/** A CSS string; escapes every character that could end it. */
const quoted = (text: string): string => `"${text.replaceAll(/[\\"<>\n\r\f\u0000]/g, (sign) => `\\${sign.codePointAt(0)?.toString(16) ?? ""} `)}"`;

/** The foot of each printed page except the cover: title and reader. Margin boxes cannot show text of the page, so the text is in a style. */
export function RunningFoot({ title, handling, nonce }: { readonly title: string; readonly handling: string; readonly nonce: string }) {
  return (
    <style
      nonce={nonce}
    >{`@page report { @bottom-left { content: ${quoted(sentence`要改善事項報告書　${title}　${handling}`)} } } @page report:first { @bottom-left { content: none } }`}</style>
  );
}
