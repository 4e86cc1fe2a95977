create table users (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 100),
  email text not null check (length(email) <= 254),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- One account an address, however it is written.
create unique index users_email_key on users (lower(email));

-- The order of lists: creation, then id, so that pages never overlap.
create index users_created_at_id_idx on users (created_at, id);
