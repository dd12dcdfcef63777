import * as hand from "./by-hand";
import { type Operation, ok } from "./operation";

/** Changing and creating people by hand, under the rules of a file's row. */
export const BY_HAND: Operation[] = [
  {
    method: "post",
    path: "/mentors",
    id: "createMentor",
    permission: "mentor:write",
    summary: "Create a mentor without a load",
    body: hand.createMentor,
    starts: true,
    answers: ok(hand.mentorCreated, "Created"),
  },
  {
    method: "post",
    path: "/mentors/{mentorId}",
    id: "changeMentor",
    permission: "mentor:write",
    summary: "Change fields of a mentor; placements that no longer fit come under review",
    body: hand.changeMentor,
    answers: ok(hand.mentorChanged, "Changed"),
  },
  {
    method: "post",
    path: "/mentors/{mentorId}/preview",
    id: "previewMentor",
    permission: "mentor:write",
    summary: "What that change would do; nothing is stored",
    body: hand.changeMentor,
    answers: ok(hand.mentorPreview),
  },
  {
    method: "post",
    path: "/students",
    id: "createStudent",
    permission: "student:write",
    summary: "Create one student",
    body: hand.createStudent,
    starts: true,
    answers: ok(hand.studentCreated, "Created"),
  },
  {
    method: "post",
    path: "/students/{studentId}",
    id: "correctStudent",
    permission: "student:write",
    summary: "Correct fields of a student; a placement that no longer fits comes under review",
    body: hand.correctStudent,
    answers: ok(hand.studentCorrected, "Corrected"),
  },
  {
    method: "post",
    path: "/students/{studentId}/preview",
    id: "previewStudent",
    permission: "student:write",
    summary: "What that correction would do; nothing is stored",
    body: hand.correctStudent,
    answers: ok(hand.studentPreview),
  },
];
