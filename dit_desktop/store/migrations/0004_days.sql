-- What a day asks is found here alone, however many years the practice has been going: the courses
-- that have not ended, the times somebody was offered, which appointments have a note, and what was put off.
create index course_open on record(
  kind, binned_at, id) where kind = 'Course' and body->>'$.state' is not 'ended';
create index enquiry_offered on record(
  kind, binned_at, body->>'$.offered_at', id) where kind = 'Enquiry';
create index note_written on record(
  kind, binned_at, body->>'$.appointment', id, signed_at) where kind = 'SessionNote';
create index missed_written on record(
  kind, binned_at, body->>'$.appointment', id, signed_at) where kind = 'MissedNote';
create index later_until on record(
  kind, binned_at, body->>'$.until', body->>'$.about') where kind = 'Later';
