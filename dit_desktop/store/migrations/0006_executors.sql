-- The code of the executors' pack, which is written anew beside every backup without asking anybody.
-- It is no record: no export, no earlier state and no search ever holds it.
create table executors(
  one integer primary key check (one = 1),
  code text not null,
  made_at text not null
) strict;
