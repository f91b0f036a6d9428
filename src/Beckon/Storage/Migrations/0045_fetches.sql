-- Calls of platforms that say only what has changed: what it is now like waits here to be fetched.
create table pending_fetch (
    workspace_id  uuid not null references workspace,
    id            uuid not null,
    source_id     uuid not null,
    -- The platform's id of the call: made again, it is the same.
    call_id       text not null,
    -- What is fetched and to what end: one fetch does for all calls about the same.
    about         text not null,
    call          bytea not null,
    received_at   timestamptz not null,
    attempts      int not null default 0,
    next_at       timestamptz not null,
    claimed_by    uuid,
    claimed_until timestamptz,
    error         text,
    primary key (workspace_id, id),
    unique (workspace_id, source_id, call_id)
);
create index pending_fetch_by_time on pending_fetch (workspace_id, next_at);
