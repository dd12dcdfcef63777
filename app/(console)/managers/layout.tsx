import type { ReactNode } from "react";
import { Words } from "@/components/staff/words";

export default function ManagersLayout({ children }: { children: ReactNode }) {
  return <Words of={["managers"]}>{children}</Words>;
}
