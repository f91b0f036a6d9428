-- What has been learnt of the events that arrive: names and where they come from, and what they say. Both are bounded by those who write them.
create table event_seen (
    workspace_id  uuid not null,
    name          text not null,
    source_id     uuid not null,
    count         bigint not null,
    looked_at     bigint not null,
    first_seen_at timestamptz not null,
    last_seen_at  timestamptz not null,
    primary key (workspace_id, name, source_id)
);

-- Examples are values that several people's events have carried.
create table event_property (
    workspace_id  uuid not null,
    name          text not null,
    property      text not null,
    texts         bigint not null,
    numbers       bigint not null,
    times         bigint not null,
    flags         bigint not null,
    lists         bigint not null,
    examples      jsonb not null,
    first_seen_at timestamptz not null,
    last_seen_at  timestamptz not null,
    primary key (workspace_id, name, property)
);
