/** The parts of the assignment.yaml that `labshark init` writes, around the list of checks. */
export const assignmentEn = {
  head: `# What students are asked for; 'labshark check FOLDER --assignment THIS-FILE' checks a class by it.
# Lines that begin with # are comments. Take the # away where you need the line.
# Finished assignments to look at: samples/assignments/ in labshark's folder.

title: "Lab 1: a web visit over TCP"
# Names the folder of the results; from the title when it is not given.
# id: lab-1
# The language of what students read: en or zh-CN.
language: en
# The time zone of the times below.
timezone: UTC

# The site that students visit. Without it any web traffic will do.
target: http://www.site.example/
# target: {host: www.site.example, address: 192.0.2.1, port: 8080}

# When captures may have been recorded: days, or times such as 2024-09-18 08:00. The last day belongs to it.
# window: {from: 2024-09-18, to: 2024-09-25}

# What the file must be called: {id}, {name} and {number} stand for the student's own.
# file-name: "http-{id}.pcapng"
`,
  checks: `# What is checked, and for how many points. A check that is not listed is not made; docs/checks.md explains them.
# Some take more: {points: 2, kind: [four-packet, three-packet]}.`,
  rest: `# From when on a submission is late, and what each day begun costs; plain folders and Moodle's tell no time.
# late: {after: 2024-09-25 23:59, points-per-day: 1}

# When captures of two students share connections: flag (only tell the teacher) or zero (no points).
duplicates: flag

# Captures that were handed out, which nobody may hand in: paths from this file.
# handed-out: [example.pcapng]

# How far numbers in answers may be off, relatively.
# tolerance: {time: 5%, number: 0}

# Questions for answer keys and worksheets, with their points: docs/questions.md lists them, samples/assignments/ uses them.
# questions:
#   - syn-sequence: 2

# The part of the points for an answer whose mistake is recognised, such as bits for bytes.
# partial-credit: 50%

# A question that a student's capture cannot answer: excuse (left out of the points) or count (no points).
# unanswerable: excuse
`,
};
