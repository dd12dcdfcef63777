import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { type Column, DataTable } from "@/components/ui/data-table";
import { LtrText } from "@/components/ui/ltr-text";
import { Cards, Columns, Panel } from "@/components/ui/page";
import { StatCard } from "@/components/ui/stat-card";
import { Code, Num } from "@/components/ui/values";
import type { CertifiedClass } from "@/lib/allocation/certificate";
import type { SeenCertificate } from "@/lib/allocation/certificate/queries";
import { classKey } from "@/lib/allocation/classes";
import type { Names } from "./labels";
import lists from "./lists.module.css";
import css from "./misses.module.css";
import { ClassWords } from "./student-class";

type Props = { seen: SeenCertificate; names: Names; number: number };
type CutMentor = { readonly id: number; readonly places: number };

/** Rows a person reads; the file has them all. */
const ROWS_MAX = 12;

/** How many were placed, how many could be at the most, and the cut that proves it, with its classes and mentors. */
export function CertificatePanel({ seen, names, number }: Props) {
  const t = useTranslations("runs.certificate");
  const { certificate, withheld, runId } = seen;
  const { eligible, placed, maximum, gap, cut, sha256 } = certificate;
  return (
    <>
      <Cards>
        <StatCard label={t("eligible")} value={<Num value={eligible} />} />
        <StatCard label={t("placed")} value={<Num value={placed} />} tone="ok" />
        <StatCard label={t("maximum")} value={<Num value={maximum} />} tone="info" />
        <StatCard label={t("gap")} value={<Num value={gap} />} tone={gap > 0 ? "warn" : "ok"} />
      </Cards>
      <Panel
        title={t("title")}
        hint={t("hint")}
        actions={
          <span className="tk-noprint">
            <ButtonLink
              href={`/api/v1/runs/${runId}/certificate?download=1`}
              icon="import"
              variant="outlined"
              download
            >
              {t("download")}
            </ButtonLink>
          </span>
        }
      >
        <ul className={css.misses}>
          <li>{gap === 0 ? t("reached") : t("missed", { gap })}</li>
          <li>
            <CutWords seen={seen} />
          </li>
          <li className="tk-muted">
            {t("seal")}: <LtrText value={sha256} shown={`${sha256.slice(0, 16)}…`} copy />{" "}
            {t.rich("verify", {
              code: () => <code dir="ltr">{`takhsis run certificate ${number} --verify FILE`}</code>,
            })}
          </li>
        </ul>
      </Panel>
      {cut.students > 0 && <CutTables seen={seen} names={names} />}
      {(withheld.classes > 0 || withheld.mentors > 0) && (
        <p className="tk-muted">{t("withheld", { classes: withheld.classes, mentors: withheld.mentors })}</p>
      )}
    </>
  );
}

/** The cut as a sentence. */
function CutWords({ seen: { certificate, withheld } }: { seen: SeenCertificate }) {
  const t = useTranslations("runs.certificate");
  const { students, places, ...cut } = certificate.cut;
  const classes = cut.classes.length + withheld.classes;
  const mentors = cut.mentors.length + withheld.mentors;
  const b = (text: ReactNode) => <b>{text}</b>;
  if (students === 0) return t("all");
  if (mentors === 0) return t.rich("cutNobody", { students, classes, b });
  return t.rich("cut", { students, classes, mentors, places, short: students - places, b });
}

function CutTables({ seen, names }: Pick<Props, "seen" | "names">) {
  const t = useTranslations("runs.certificate");
  const { cut } = seen.certificate;
  const classes = [...cut.classes].sort((a, b) => b.students - a.students);
  const mentors = [...cut.mentors].sort((a, b) => b.places - a.places || a.id - b.id);
  const ofClass: Column<CertifiedClass>[] = [
    { key: "class", header: t("class"), primary: true, cell: (r) => <ClassWords of={r} names={names} /> },
    { key: "students", header: t("students"), align: "end", cell: (r) => <Num value={r.students} /> },
  ];
  const ofMentor: Column<CutMentor>[] = [
    {
      key: "mentor",
      header: t("mentor"),
      primary: true,
      cell: (r) => (
        <span>
          <bdi>{seen.names[r.id]}</bdi>{" "}
          <span className="tk-muted">
            <Code value={r.id} />
          </span>
        </span>
      ),
    },
    { key: "places", header: t("places"), align: "end", cell: (r) => <Num value={r.places} /> },
  ];
  return (
    <Columns>
      <Panel title={t("classes")} flush>
        <DataTable
          caption={t("classes")}
          columns={ofClass}
          rows={classes.slice(0, ROWS_MAX)}
          rowKey={(r) => classKey(r)}
        />
        <More count={classes.length - ROWS_MAX} />
      </Panel>
      {mentors.length > 0 && (
        <Panel title={t("mentors")} flush>
          <DataTable
            caption={t("mentors")}
            columns={ofMentor}
            rows={mentors.slice(0, ROWS_MAX)}
            rowKey={(r) => r.id}
          />
          <More count={mentors.length - ROWS_MAX} />
        </Panel>
      )}
    </Columns>
  );
}

function More({ count }: { count: number }) {
  const t = useTranslations("runs.certificate");
  return count > 0 ? <p className={lists.after}>{t("more", { count })}</p> : null;
}
