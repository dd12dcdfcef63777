import type { ComponentProps, ReactNode } from "react";
import { Page, Panel } from "./page";
import { PageHeader } from "./page-header";

type Props = ComponentProps<typeof PageHeader> & { children: ReactNode };

/** A page that is one form: what it is for, then its fields. */
export function FormPage({ children, ...header }: Props) {
  return (
    <Page>
      <PageHeader {...header} />
      <Panel>{children}</Panel>
    </Page>
  );
}
