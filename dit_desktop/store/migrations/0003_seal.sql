-- What hangs on a signed record is kept with it: until now such a child could not be added, moved or
-- taken away, but one that was there before the signing could still be changed or deleted.  What is
-- added after signing is a draft until it is signed itself.
create trigger child_stays before update on record
  when old.kind not in ('Addendum', 'Statement')
   and exists (select 1 from record p where p.id = old.parent_id and p.signed_at is not null)
  begin select raise(abort, 'signed parent'); end;
create trigger child_not_deleted before delete on record
  when old.kind not in ('Addendum', 'Statement')
   and exists (select 1 from record p where p.id = old.parent_id and p.signed_at is not null)
   and not exists (select 1 from destroying d where d.client_id = old.client_id or d.record_id = old.id)
  begin select raise(abort, 'signed parent'); end;
-- a replacing insert deletes without the trigger for deletions, unless recursive_triggers is on
create trigger child_not_replaced before insert on record
  when exists (select 1 from record c join record p on p.id = c.parent_id
               where c.id = new.id and c.kind not in ('Addendum', 'Statement') and p.signed_at is not null)
  begin select raise(abort, 'signed parent'); end;
-- an addition belongs to whomever the signed record belongs to
create trigger child_keeps_client before update on record
  when new.client_id is not old.client_id
   and exists (select 1 from record p where p.id = old.parent_id and p.signed_at is not null)
  begin select raise(abort, 'signed parent'); end;

-- destructions after which the whole file was written anew: SQLite overwrites what it deletes, but a
-- page that was once divided can keep a copy of a part of it
create table swept(destruction_id integer primary key) strict;
