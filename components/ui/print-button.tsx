"use client";

import Button from "@mui/material/Button";
import type { ReactNode } from "react";
import { Icon } from "./icons";

/** Opens the browser's printing of the page as it is. */
export function PrintButton({ children }: { children: ReactNode }) {
  return (
    <Button variant="outlined" startIcon={<Icon name="print" />} onClick={() => window.print()}>
      {children}
    </Button>
  );
}
