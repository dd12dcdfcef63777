export { type Names, toNames } from "@/lib/student/names";
