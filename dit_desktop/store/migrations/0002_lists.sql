-- Lists are read from these alone: what they show of a record stands here, so that no body is
-- touched, and every record is not looked through for the few appointments that are still ahead.
create index client_listed on record(
  kind, binned_at, id, client_id, body->>'$.code', body->>'$.alias', body->>'$.name') where kind = 'Client';
create index course_listed on record(
  kind, binned_at, id, client_id, body->>'$.state') where kind = 'Course';
create index appointment_ahead on record(
  kind, binned_at, body->>'$.starts_at', parent_id) where kind = 'Appointment';
