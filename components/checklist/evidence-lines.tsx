import { hasVisible } from "@/lib/domain/shared/text";
import { Icon } from "../ui/icon";
import { UserText } from "../ui/user-text";

const ADDRESS = /https?:\/\/[^\s、。」）]+/;

/** Documents and records, one per line; URLs in a line are links. */
export function EvidenceLines({ text }: { readonly text: string }) {
  return (
    <ul className="evidence-list">
      {text
        .split("\n")
        .filter((line) => hasVisible(line))
        .map((line, index) => (
          <EvidenceLine key={index} line={line} />
        ))}
    </ul>
  );
}

function EvidenceLine({ line }: { readonly line: string }) {
  const address = ADDRESS.exec(line);
  if (address === null) {
    return (
      <li>
        <Icon name="document" />
        <UserText>{line}</UserText>
      </li>
    );
  }
  const [url] = address;
  return (
    <li>
      <Icon name="link" />
      <UserText>
        {line.slice(0, address.index)}
        <a href={url} rel="noopener noreferrer" target="_blank">
          {url}
        </a>
        {line.slice(address.index + url.length)}
      </UserText>
    </li>
  );
}
