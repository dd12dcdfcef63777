import { readFile } from "node:fs/promises";
import { getCertificate, verifyCertificate } from "@/lib/allocation/certificate/queries";
import type { Comparison, Evenness } from "@/lib/allocation/fairness";
import { getFairness } from "@/lib/allocation/fairness/queries";
import { AppError } from "@/lib/shared/errors";
import { command, usage } from "./command";
import { table } from "./table";
import { file, required, runId } from "./values";
import type { Words } from "./words";

async function readDocument(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch(() => {
    throw usage("invalid", { name: "--verify", value: path });
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("CERTIFICATE_INVALID", { field: "certificate" });
  }
}

/** Prints a run's certificate; with `--verify` holds a file against the run's stored pool and decisions instead. */
const certificate = command({
  name: "run certificate",
  args: ["id"],
  input: { id: runId, verify: file.optional() },
  run: async ({ id, verify }, { staff, words: { t } }) => {
    if (verify !== undefined) {
      const document = await readDocument(verify);
      const verdict = required(await verifyCertificate(staff, { run: id, document }));
      if (verdict.field !== null) throw new AppError("CERTIFICATE_INVALID", { field: verdict.field });
      return { document: { runId: verdict.runId, valid: true }, lines: [t("cli.run.certificateTrue")] };
    }
    const { certificate: told } = required(await getCertificate(staff, id));
    const { eligible, placed, maximum, gap, cut } = told;
    const lines = [
      t("cli.run.certificate", { eligible, placed, maximum, gap }),
      ...(cut.classes.length > 0
        ? [
            t("cli.run.cut", {
              classes: cut.classes.length,
              students: cut.students,
              mentors: cut.mentors.length,
              places: cut.places,
            }),
          ]
        : []),
      `  sha256 ${told.sha256}`,
    ];
    return { document: told, lines };
  },
});

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

const cellsOf = (name: string, one: Evenness): string[] => [
  name,
  percent(one.lowest),
  percent(one.highest),
  percent(one.deviation),
  one.jain.toFixed(4),
];

const fairnessLines = (all: Comparison, { t }: Words): readonly string[] => {
  const head = ["when", "lowest", "highest", "deviation", "jain"].map((key) => t(`cli.run.fairness.${key}`));
  const when = ["before", "after", "other"] as const;
  return table(
    head,
    when.map((key) => cellsOf(t(`cli.run.fairness.${key}`), all[key])),
  );
};

const fairness = command({
  name: "run fairness",
  args: ["id"],
  input: { id: runId },
  run: async ({ id }, { staff, words }) => {
    const { managerNames: _names, ...told } = required(await getFairness(staff, id));
    return { document: told, lines: fairnessLines(told.all, words) };
  },
});

export const commands = [certificate, fairness];
