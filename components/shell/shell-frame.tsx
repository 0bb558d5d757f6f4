import type { ReactNode } from "react";
import type { PageHelp as PageHelpView } from "@/lib/labels/page-help";
import { ChartPatterns } from "../charts/chart-patterns";
import { Icon } from "../ui/icon";
import { SkipLink } from "../ui/skip-link";
import { UserText } from "../ui/user-text";
import { PageHelp } from "./page-help";

const NAME_PREFIX = "情報セキュリティ";
const SHORT_NAME = "自己点検ポータル";
export const PRODUCT_NAME = `${NAME_PREFIX}${SHORT_NAME}`;

export interface ShellPerson {
  readonly accountId: string;
  readonly name: string;
  /** 「青葉浜国際空港・旅客ターミナル部」 */
  readonly affiliation: string;
}

export interface NavigationLink {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
}

export interface FrameProps {
  readonly person: ShellPerson | null;
  readonly navigation: readonly NavigationLink[];
  readonly demo: boolean;
  /** Null where the page says it itself, or is none. */
  readonly help: PageHelpView | null;
  readonly homeHref?: string;
  /** The control beside the person's name. */
  readonly signOut?: ReactNode;
  readonly footer?: readonly { readonly label: string; readonly href: string }[];
  /** Between header and page. */
  readonly strip?: ReactNode;
  readonly children: ReactNode;
}

/** Header and footer around every page, without a script. The page brings its own `<main id="main">` (`PageMain`). */
export function ShellFrame({ person, navigation, demo, help, homeHref = "/", signOut = null, footer = [], strip = null, children }: FrameProps) {
  return (
    <>
      <ChartPatterns />
      <SkipLink target="main" />
      <header className="site-header">
        {demo ? <p className="demo-banner">架空のデータです</p> : null}
        <div className="page-width">
          <a className="brand" href={homeHref}>
            <span>
              {person ? null : <span className="max-phone:hidden">{NAME_PREFIX}</span>}
              {SHORT_NAME}
            </span>
          </a>
          {navigation.length > 0 ? <Navigation links={navigation} /> : null}
          {person ? <SignedIn person={person} signOut={signOut} /> : null}
        </div>
      </header>
      {strip}
      {help === null ? null : <PageHelp {...help} />}
      {children}
      <footer className="site-footer">
        <div className="page-width">
          <p>{demo ? "デモ環境です。登場する事業者・人・数値はすべて架空です。" : PRODUCT_NAME}</p>
          {footer.map((link) => (
            <a key={link.href} href={link.href}>
              {link.label}
            </a>
          ))}
        </div>
      </footer>
    </>
  );
}

function Navigation({ links }: { readonly links: readonly NavigationLink[] }) {
  return (
    <>
      <details className="menu-toggle">
        <summary>
          <Icon name="menu" />
          メニュー
        </summary>
      </details>
      <nav className="main-navigation" aria-label="全体">
        {links.map((link) => (
          <a key={link.href} href={link.href} aria-current={link.current ? "page" : undefined}>
            {link.label}
          </a>
        ))}
      </nav>
    </>
  );
}

function SignedIn({ person, signOut }: { readonly person: ShellPerson; readonly signOut: ReactNode }) {
  return (
    <div className="signed-in">
      <Icon name="user" />
      <span className="min-w-32">
        <b className="whitespace-nowrap">
          <UserText>{person.name}</UserText>
        </b>
        <UserText>{person.affiliation}</UserText>
      </span>
      {signOut}
    </div>
  );
}

export function PageMain({ children }: { readonly children: ReactNode }) {
  return (
    <main id="main" className="page-width" tabIndex={-1}>
      {children}
    </main>
  );
}
