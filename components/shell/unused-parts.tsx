import { Notice } from "@/components/ui/notice";
import { UserText } from "@/components/ui/user-text";

/** The parts of the page's address that it could not use, before what it shows without them. */
export const UnusedParts = ({ text }: { readonly text: string | null }) =>
  text === null ? null : (
    <div className="not-printed pt-4">
      <Notice role="status">
        <p>
          <UserText>{text}</UserText>
        </p>
      </Notice>
    </div>
  );
