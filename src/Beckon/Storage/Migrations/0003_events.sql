-- A connected integration: where events come from, and what it can say.
create table source (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    kind         text not null,
    name         text not null,
    cart_abandonment text not null default 'none' check (cart_abandonment in ('none', 'simple', 'dynamic')),
    -- Platform secrets, encrypted with the master key.
    secrets      bytea,
    settings     jsonb not null default '{}',
    created_at   timestamptz not null,
    last_event_at timestamptz,
    disconnected_at timestamptz,
    primary key (workspace_id, id)
);
-- The outside knows a source by its id alone (the address of its webhook).
create unique index source_by_id on source (id, workspace_id);

-- What has been acknowledged and not yet processed. A row is a run of canonical events of one workspace, as UTF-8 JSON.
create table inbox (
    workspace_id uuid not null,
    partition    smallint not null default 0,
    id           bigint generated always as identity,
    count        int not null,
    events       bytea not null,
    primary key (workspace_id, partition, id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
alter table inbox alter column events set storage external;

-- Every message id ever seen, as a 128-bit hash of source and message id: what makes a repeated delivery harmless.
create table event_key (
    workspace_id uuid not null,
    key          uuid not null,
    seen_at      timestamptz not null,
    primary key (workspace_id, key)
) with (fillfactor = 95);

-- The history. `id` is a version-7 UUID made at receipt, so the primary key is also the order of arrival.
create table event (
    workspace_id uuid not null,
    id           uuid not null,
    contact_id   uuid,
    source_id    uuid not null,
    name         text not null,
    status       text,
    occurred_at  timestamptz not null,
    received_at  timestamptz not null,
    message_id   text not null,
    properties   jsonb not null,
    primary key (workspace_id, id)
);
create index event_by_contact on event (workspace_id, contact_id, id);
create index event_by_name on event (workspace_id, name, id);

-- How much of what came in, by hour: what the home screen draws without reading the history.
create table event_count (
    workspace_id uuid not null,
    hour         timestamptz not null,
    name         text not null,
    count        bigint not null,
    primary key (workspace_id, hour, name)
);

-- Events that could not be processed, with the reason; nothing is thrown away.
create table dead_letter (
    workspace_id uuid not null,
    id           uuid not null,
    reason       text not null,
    event        bytea not null,
    failed_at    timestamptz not null,
    primary key (workspace_id, id)
);
