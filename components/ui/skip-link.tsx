export function SkipLink({ target }: { readonly target: string }) {
  return (
    <a className="skip-link" href={`#${target}`}>
      本文へ移動
    </a>
  );
}
