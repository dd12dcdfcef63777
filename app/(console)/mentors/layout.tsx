import type { ReactNode } from "react";
import { Words } from "@/components/staff/words";

export default function MentorsLayout({ children }: { children: ReactNode }) {
  return <Words of={["manual", "mentors"]}>{children}</Words>;
}
