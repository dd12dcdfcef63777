import type { Layout } from "./layout";

/** SABT_V1: 16 columns for machines, xlsx or csv, in parts of 50,000 rows. Source: Domain §8. */
export const SABT_V1: Layout = {
  profile: "sabt-v1",
  filePrefix: "export_SABT_V1",
  formats: ["xlsx", "csv"],
  sheetName: null,
  rowsPerPart: 50_000,
  rightToLeft: false,
  manifestName: "export_manifest.json",
  sortKeys: ["year_code", "reg_center", "group_code", "school_code_or_999999", "national_id"],
  columns: [
    { heading: "national_id", field: "nationalId" },
    { heading: "counter", field: "counter" },
    { heading: "first_name", field: "firstName" },
    { heading: "last_name", field: "lastName" },
    { heading: "gender", field: "gender" },
    { heading: "mobile", field: "mobile" },
    { heading: "reg_center", field: "regCenter" },
    { heading: "reg_status", field: "regStatus" },
    { heading: "group_code", field: "groupCode" },
    { heading: "student_type", field: "studentType" },
    { heading: "school_code", field: "schoolSixDigits" },
    { heading: "mentor_id", field: "mentorId" },
    { heading: "mentor_name", field: "mentorName" },
    { heading: "mentor_mobile", field: "mentorMobile" },
    { heading: "allocation_date", field: "placedAt" },
    { heading: "year_code", field: "year" },
  ],
};
