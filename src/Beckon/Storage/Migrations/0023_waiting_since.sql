-- How long what waits has been waiting: the age of a workspace's oldest row is how far processing is behind. One time for a run of events.
alter table inbox add column waiting_since timestamptz not null default now();
