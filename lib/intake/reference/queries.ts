import type { Reader } from "@/lib/db/tx";
import { codeBook } from "@/lib/shared/row";
import { compactKey } from "@/lib/shared/text";
import type { Reference } from "../kinds";

/** Adds a value to the list under a key. */
const collect = <K, V>(map: Map<K, V[]>, key: K, value: V): Map<K, V[]> =>
  map.set(key, [...(map.get(key) ?? []), value]);

/** The roster of a year, or null when it has none: then the file's own word counts. Source: Domain §4. */
const readRoster = async (reader: Reader, year: number | null): Promise<ReadonlySet<number> | null> => {
  if (year === null) return null;
  const rows = await reader.specialSchool.findMany({ where: { year }, select: { schoolCode: true } });
  return rows.length === 0 ? null : new Set(rows.map(({ schoolCode }) => schoolCode));
};

/** Loads the lists that rows are read against: years, centres, groups, schools, roster, managers. */
export const readReference = async (reader: Reader, year: number | null): Promise<Reference> => {
  const years = await reader.academicYear.findMany({ select: { year: true } });
  const centers = await reader.center.findMany();
  const groups = await reader.group.findMany({ where: { active: true }, orderBy: { position: "asc" } });
  const schools = await reader.school.findMany({ select: { code: true } });
  const managers = await reader.manager.findMany({ include: { centers: true }, orderBy: { id: "asc" } });
  const byName = new Map<string, number[]>();
  for (const { id, name } of managers) collect(byName, compactKey(name), id);
  return {
    year,
    years: new Set(years.map((one) => one.year)),
    centers: codeBook(centers.map(({ code, nameFa, nameEn }) => ({ code, names: [nameFa, nameEn] }))),
    groups: codeBook(groups.map(({ code, nameFa, nameEn }) => ({ code, names: [nameFa, nameEn] }))),
    groupNames: groups.map(({ code, nameFa, bucket }) => ({ code, name: nameFa, bucket })),
    schools: new Set(schools.map(({ code }) => code)),
    specialSchools: await readRoster(reader, year),
    managers: new Map(managers.map(({ id, name }) => [id, name])),
    managersByName: byName,
    managerCenters: new Map(
      managers.map(({ id, centers: own }) => [id, own.map(({ centerCode }) => centerCode)]),
    ),
  };
};
