import type { ReactNode } from "react";
import { Words } from "@/components/staff/words";

export default function WaitingLayout({ children }: { children: ReactNode }) {
  return <Words of={["capacity"]}>{children}</Words>;
}
