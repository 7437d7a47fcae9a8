-- Every record is one row: its kind is the name of its dataclass, every declared field is in the
-- JSON body, columns hold keys, times and what protects.  Signed rows are guarded here and not in
-- the program, so that no program with the key changes one by mistake.

create table record(
  id integer primary key autoincrement,
  kind text not null,
  client_id integer references record(id),
  parent_id integer references record(id),
  body text not null check(json_valid(body)),
  changed_at text not null,
  signed_at text,
  salt blob,
  binned_at text,
  day text generated always as (body->>'$.day') virtual
) strict;
create index record_parent on record(parent_id, kind, day);
create index record_client on record(client_id, kind);
create index record_kind on record(kind);
create index record_unsigned on record(kind, client_id) where signed_at is null;

create table revision(
  record_id integer not null references record(id) on delete cascade,
  n integer not null,
  at text not null,
  body text not null,
  primary key(record_id, n)
) strict;

create table attachment(
  id integer primary key autoincrement,
  record_id integer not null references record(id),
  data blob not null,
  digest blob not null
) strict;
create index attachment_record on attachment(record_id);

-- the destruction record: opens the only door through which signed rows leave
create table destruction(
  id integer primary key,
  at text not null,
  reason text not null check(length(reason) > 0),
  client_id integer,
  record_id integer,
  finished_at text,
  rows integer
) strict;
create view destroying as select client_id, record_id from destruction where finished_at is null;

create table chain(
  seq integer primary key,
  at text not null,
  event text not null,
  record_id integer,
  digest blob not null check(length(digest) = 32),
  head blob not null check(length(head) = 32)
) strict;

-- one row: which vault this is, and the fields its last writer knew
create table meta(
  one integer primary key check (one = 1),
  vault_id text not null,
  program text not null,
  fields text not null check(json_valid(fields))
) strict;
-- where unlocking returns to
create table place(
  one integer primary key check (one = 1),
  page text,
  record_id integer,
  field text,
  cursor integer
) strict;
-- records whose index entry is behind
create table stale(record_id integer primary key) strict;

-- contentless: the texts are not stored twice, deletions are real after 'optimize';
-- process notes only in private_words
create virtual table words using fts5(
  text, scope, content = '', contentless_delete = 1, prefix = '2 3',
  tokenize = 'unicode61 remove_diacritics 2');
create virtual table private_words using fts5(
  text, scope, content = '', contentless_delete = 1, prefix = '2 3',
  tokenize = 'unicode61 remove_diacritics 2');
insert into words(words, rank) values('automerge', 0);
insert into private_words(private_words, rank) values('automerge', 0);

create trigger signed_stays before update on record
  when old.signed_at is not null
  begin select raise(abort, 'signed'); end;
create trigger signed_not_deleted before delete on record
  when old.signed_at is not null
   and not exists (select 1 from destroying d where d.client_id = old.client_id or d.record_id = old.id)
  begin select raise(abort, 'signed'); end;
create trigger signed_not_replaced before insert on record
  when exists (select 1 from record where id = new.id and signed_at is not null)
  begin select raise(abort, 'signed'); end;
-- not "of id": rowid is another name for it, which such a list would let through
create trigger id_stays before update on record
  when new.id is not old.id or new.kind is not old.kind
  begin select raise(abort, 'id'); end;
create trigger no_new_child before insert on record
  when new.kind not in ('Addendum', 'Statement')
   and exists (select 1 from record p where p.id = new.parent_id and p.signed_at is not null)
  begin select raise(abort, 'signed parent'); end;
create trigger no_moved_child before update of parent_id on record
  when exists (select 1 from record p where p.id in (old.parent_id, new.parent_id) and p.signed_at is not null)
  begin select raise(abort, 'signed parent'); end;

create trigger revision_fixed before update on revision
  begin select raise(abort, 'revision'); end;
-- a replacing insert deletes without the trigger for deletions, unless recursive_triggers is on
create trigger revision_added before insert on revision
  when exists (select 1 from revision where record_id = new.record_id and n = new.n)
    or exists (select 1 from record where id = new.record_id and signed_at is not null)
  begin select raise(abort, 'revision'); end;
create trigger revision_kept before delete on revision
  when exists (select 1 from record r where r.id = old.record_id and r.signed_at is not null
               and not exists (select 1 from destroying d where d.client_id = r.client_id or d.record_id = r.id))
  begin select raise(abort, 'signed'); end;

create trigger attachment_id before update on attachment
  when new.id is not old.id
  begin select raise(abort, 'id'); end;
create trigger attachment_replaced before insert on attachment
  when exists (select 1 from attachment a join record r on r.id = a.record_id
               where a.id = new.id and r.signed_at is not null)
  begin select raise(abort, 'signed'); end;
create trigger attachment_added before insert on attachment
  when exists (select 1 from record where id = new.record_id and signed_at is not null)
  begin select raise(abort, 'signed'); end;
create trigger attachment_changed before update on attachment
  when exists (select 1 from record where id in (old.record_id, new.record_id) and signed_at is not null)
  begin select raise(abort, 'signed'); end;
create trigger attachment_removed before delete on attachment
  when exists (select 1 from record r where r.id = old.record_id and r.signed_at is not null
               and not exists (select 1 from destroying d where d.client_id = r.client_id or d.record_id = r.id))
  begin select raise(abort, 'signed'); end;

create trigger chain_fixed before update on chain
  begin select raise(abort, 'chain'); end;
create trigger chain_kept before delete on chain
  begin select raise(abort, 'chain'); end;
create trigger chain_grows before insert on chain
  when new.seq <> 1 + coalesce((select max(seq) from chain), 0)
  begin select raise(abort, 'chain'); end;

create trigger destruction_closed before update on destruction
  when old.finished_at is not null or new.reason <> old.reason
    or new.client_id is not old.client_id or new.record_id is not old.record_id
    or new.id is not old.id or new.at is not old.at
  begin select raise(abort, 'destruction'); end;
create trigger destruction_added before insert on destruction
  when exists (select 1 from destruction where id = new.id)
  begin select raise(abort, 'destruction'); end;
create trigger destruction_kept before delete on destruction
  begin select raise(abort, 'destruction'); end;
