import Link from "next/link";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import css from "@/components/allocation/capacity.module.css";
import type { Names } from "@/components/allocation/labels";
import { Notice } from "@/components/allocation/notice";
import { WhatIfForm } from "@/components/allocation/what-if-form";
import { WhatIfResult } from "@/components/allocation/what-if-result";
import { Icon } from "@/components/ui/icons";
import { Panel } from "@/components/ui/page";
import { getWhatIf } from "@/lib/allocation/capacity/queries";
import type { CapacityScope, WhatIfChange } from "@/lib/allocation/capacity/schema";
import { changesText } from "@/lib/allocation/what-if-text";
import type { Can } from "@/lib/auth/permissions";
import { holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { listManagers } from "@/lib/mentor/directory/queries";

type Code = { code: number; nameFa: string; nameEn: string };
type Props = {
  changes: readonly WhatIfChange[];
  /** The address of the page without the changes. */
  base: string;
  names: Names;
  centers: readonly Code[];
  groups: readonly Code[];
  found: Awaited<ReturnType<typeof readWhatIf>>;
};

/** What the panel shows, asked beside the rest of the page. */
export const readWhatIf = async (
  staff: Can<"run:read">,
  scope: CapacityScope,
  changes: readonly WhatIfChange[],
) => {
  const [managers, told] = await Promise.all([
    holds(staff, "mentor:read") ? listManagers(staff) : [],
    changes.length > 0 ? getWhatIf(staff, { ...scope, changes }) : null,
  ]);
  return { managers, told };
};

/** Changes to try, and both sides of them. They live in the address: codes only, nothing personal. */
export async function WhatIfPanel({ changes, base, names, centers, groups, found }: Props) {
  const t = await getTranslations("capacity.whatIf");
  const { managers, told } = found;
  const choices = (rows: readonly Code[], known: Readonly<Record<number, string>>) =>
    rows.map(({ code }) => ({ value: code, label: known[code] ?? String(code) }));
  return (
    <Panel
      id="what-if"
      title={t("title")}
      hint={t("hint")}
      actions={changes.length > 0 && <Link href={`${base}#what-if`}>{t("clear")}</Link>}
    >
      <WhatIfForm
        base={base}
        changes={changesText(changes)}
        managers={managers.map((one) => ({ value: one.id, label: one.name }))}
        centers={choices(centers, names.centers)}
        groups={choices(groups, names.groups)}
      />
      {changes.length > 0 && (
        <ul className={css.changes}>
          {changes.map((change, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same change may be there twice, and the list is of the address
            <li key={`${i}:${changesText([change])}`} className={css.change}>
              <ChangeWords change={change} names={names} managers={managers} />
              <Link
                href={`${base}&try=${encodeURIComponent(changesText(changes.filter((_, other) => other !== i)))}#what-if`}
                scroll={false}
              >
                <Icon name="close" size={16} />
                <span className="tk-hidden">{t("remove")}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {told !== null && !told.ok && <Notice tone="bad">{t("refused")}</Notice>}
      {told?.ok && <WhatIfResult told={told.value} names={names} mentorNames={told.value.names} />}
    </Panel>
  );
}

type ChangeProps = { change: WhatIfChange; names: Names; managers: readonly { id: number; name: string }[] };

async function ChangeWords({ change, names, managers }: ChangeProps) {
  const [t, locale, format] = await Promise.all([
    getTranslations("capacity.whatIf.change"),
    getLocale(),
    getFormatter(),
  ]);
  const code = (value: number) => formatCode(locale, value);
  const list = (codes: readonly number[], known: Readonly<Record<number, string>>) =>
    format.list(codes.map((one) => known[one] ?? code(one)));
  switch (change.kind) {
    case "ADD_PLACES":
      return t("add", { mentor: code(change.mentorId), n: change.places });
    case "OPEN_CENTER":
      return t("center", {
        manager: managers.find((one) => one.id === change.managerId)?.name ?? code(change.managerId),
        center: names.centers[change.center] ?? code(change.center),
      });
    case "ALLOW_GROUP":
      return t("group", {
        mentor: code(change.mentorId),
        group: names.groups[change.group] ?? code(change.group),
      });
    case "LEAVE":
      return t("leave", { mentor: code(change.mentorId) });
    case "NEW_MENTOR":
      return t("new", {
        n: change.places,
        groups: list(change.groups, names.groups),
        centers: list(change.centers, names.centers),
      });
  }
}
