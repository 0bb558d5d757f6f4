import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from "react";

interface Look {
  /** `primary` once per screen. */
  readonly rank?: "primary" | "secondary";
  readonly size?: "regular" | "small";
}

export function Button({ rank = "secondary", size = "regular", type = "button", className, ...native }: Look & ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button {...native} type={type} className={`button ${className ?? ""}`} data-rank={rank} data-size={size} />;
}

export function LinkButton({
  rank = "secondary",
  size = "regular",
  className,
  ...native
}: Look & AnchorHTMLAttributes<HTMLAnchorElement> & { readonly href: string }) {
  return <a {...native} className={`button ${className ?? ""}`} data-rank={rank} data-size={size} />;
}

/** Looks like a link, but acts on this page. */
export function TextButton({ type = "button", className, ...native }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button {...native} type={type} className={`text-button ${className ?? ""}`} />;
}
