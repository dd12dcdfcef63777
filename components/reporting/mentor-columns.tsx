import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/ui/data-table";

type Row = {
  readonly mentor: { readonly id: number; readonly name: string; readonly managerName: string | null };
};

/** Whom a row is about: the mentor, with a way to them, and their manager. */
export const useMentorColumns = (): Column<Row>[] => {
  const words = useTranslations("utilization");
  return [
    {
      key: "mentor",
      header: words("mentor"),
      primary: true,
      cell: ({ mentor }) => <Link href={`/mentors/${mentor.id}`}>{mentor.name}</Link>,
    },
    { key: "manager", header: words("manager"), cell: ({ mentor }) => mentor.managerName ?? "—" },
  ];
};
