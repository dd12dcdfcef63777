import { expect, test } from "vitest";
import { parseLandline, parseMobile } from "@/lib/shared/phone";

test.each([
  ["09121234567", "09121234567", null],
  ["9121234567", "09121234567", "PHONE_PREFIX"],
  ["+989121234567", "09121234567", "PHONE_PREFIX"],
  ["00989121234567", "09121234567", "PHONE_PREFIX"],
  ["989121234567", "09121234567", "PHONE_PREFIX"],
  ["+98 (0)912-123 45 67", "09121234567", "PHONE_PREFIX"],
  ["0912 123 4567", "09121234567", null],
  ["9121234567.0", "09121234567", "PHONE_PREFIX"],
  ["9.121234567E9", "09121234567", "PHONE_PREFIX"],
  ["9812345678", "09812345678", "PHONE_PREFIX"],
])("the mobile %s", (text, number, repair) => {
  expect(parseMobile(text)).toEqual({ number, repair });
});

test.each(["", "0912123456", "091212345678", "08121234567", "ندارد", "0", "0912a234567", "98912123456"])(
  "%j is no mobile",
  (text) => {
    expect(parseMobile(text)).toBeNull();
  },
);

test.each([
  ["33445566", "33445566"],
  ["5544 33 22", "55443322"],
  ["02133445566", null],
  ["ندارد", null],
  ["", null],
])("the landline %j", (text, number) => {
  expect(parseLandline(text)?.number ?? null).toBe(number);
});
