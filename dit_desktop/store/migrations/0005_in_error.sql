-- Marks are few, and every list asks for all of them: they are read from this alone.
create index error_marked on record(
  kind, signed_at, cast(body->>'$.record' as integer)) where kind = 'EnteredInError';
-- signed records that were marked as entered in error, and not put back by marking the mark
create view in_error as
  select cast(m.body->>'$.record' as integer) as record_id, m.id as mark_id from record m
  where m.kind = 'EnteredInError' and m.signed_at is not null
    and not exists (select 1 from record b where b.kind = 'EnteredInError' and b.signed_at is not null
                    and cast(b.body->>'$.record' as integer) = m.id);
