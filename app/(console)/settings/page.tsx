import { redirect } from "next/navigation";
import { settingsFor } from "@/components/staff/settings-sections";
import { requireStaff } from "@/lib/auth/guard";

export default async function SettingsPage() {
  const staff = await requireStaff();
  redirect(`/settings/${settingsFor(staff.permissions)[0] ?? "password"}`);
}
