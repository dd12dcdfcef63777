import { describe, expect, test } from "vitest";
import { normalisePassword, passwordProblem } from "@/lib/auth/password-policy";

describe("password policy", () => {
  test.each([
    ["kooh 123", "password_short"],
    ["aaaaaaaaaaaa", "password_simple"],
    ["abababababab", "password_simple"],
    ["Sara.karimi-88", "password_username"],
    ["Password2026", "password_common"],
    ["qwerty123456", "password_common"],
    [`long ${"xyz ".repeat(40)}`, "password_long"],
  ])("%s is refused: %s", (password, problem) => {
    expect(passwordProblem(password, "sara.karimi")).toBe(problem);
  });

  test("a plain phrase in either script is good", () => {
    expect(passwordProblem("blue lantern over sea", "admin")).toBeNull();
    expect(passwordProblem("باران روی شیروانی", "admin")).toBeNull();
  });

  test("a common word inside a long phrase does no harm", () => {
    expect(passwordProblem("welcome to the river of stones", "admin")).toBeNull();
  });

  test("a password typed on a Persian keyboard is the same password", () => {
    expect(normalisePassword("کوه۱۲۳٤")).toBe("کوه1234");
  });
});
