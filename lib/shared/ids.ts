declare const brand: unique symbol;
type Brand<T, B extends string> = T & { readonly [brand]: B };

/** شناسه of a student: a uuid v7. URLs, events, audit and logs use it; the national id never leaves screens and files. */
export type StudentId = Brand<string, "StudentId">;
/** Ten digits, checksum valid (`national-id.ts`). */
export type NationalId = Brand<string, "NationalId">;
/** Employee code of a mentor, a positive integer. */
export type MentorId = Brand<number, "MentorId">;
export type ManagerId = Brand<number, "ManagerId">;
export type RunId = Brand<string, "RunId">;
export type BatchId = Brand<string, "BatchId">;
export type ExportId = Brand<string, "ExportId">;
export type JobId = Brand<string, "JobId">;
export type UserId = Brand<string, "UserId">;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Whether a text from outside has the form of a uuid; a query with anything else would be a database error. */
export const isUuid = (text: string): boolean => UUID.test(text);

/** Whether a number from outside can be a mentor's or manager's code; a query with anything else would be a database error. */
export const isMentorId = (id: number): boolean => Number.isSafeInteger(id) && id > 0 && id < 2 ** 31;
