export interface TabLink {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
}

/** A choice of views, each with its own page. */
export function TabLinks({ name, links }: { readonly name: string; readonly links: readonly TabLink[] }) {
  return (
    <div className="tab-links" role="group" aria-label={name}>
      {links.map((link) => (
        <a key={link.href} href={link.href} aria-current={link.current ? "true" : undefined}>
          {link.label}
        </a>
      ))}
    </div>
  );
}
