/** As a CSS string: nothing of the text ends it. */
const quoted = (text: string): string => `"${text.replaceAll(/[\\"<>\n\r\f\u0000]/g, (sign) => `\\${sign.codePointAt(0)?.toString(16) ?? ""} `)}"`;

/** The foot of each printed page but the cover: what it is of, and for whom. Margin boxes take no text of the page, so it stands in a style. */
export function RunningFoot({ title, nonce }: { readonly title: string; readonly nonce: string }) {
  return (
    <style
      nonce={nonce}
    >{`@page report { @bottom-left { content: ${quoted(`要改善事項報告書　${title}　関係者限り`)} } } @page report:first { @bottom-left { content: none } }`}</style>
  );
}
