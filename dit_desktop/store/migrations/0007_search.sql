-- What is in the bin is found by nobody: every search asks for all of it, and reads it from this alone.
create index binned on record(id) where binned_at is not null;
