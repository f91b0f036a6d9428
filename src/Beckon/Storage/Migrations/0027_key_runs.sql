-- The keys of a batch are written as one row: 16 bytes a key instead of a row and an index entry. Who holds the lane of arrivals of a workspace keeps
-- them in memory, as nobody else writes them meanwhile, and reads them again after a change of hands (Events/SeenKeys). Like event_key they move
-- to event_key_past when they have become many (Events/EventKeyKeeper).
create table event_key_run (
    workspace_id uuid not null,
    id           bigint generated always as identity,
    seen_at      timestamptz not null,
    -- UUIDs one after the other, as PostgreSQL sends them.
    keys         bytea not null,
    primary key (workspace_id, id)
);
alter table event_key_run alter column keys set storage external;
create table event_key_run_closing (like event_key_run including all);

-- Raised when a key is forgotten or keys have moved to the past: what is in memory is read again then.
create table event_key_epoch (
    workspace_id uuid primary key,
    epoch        bigint not null
);
