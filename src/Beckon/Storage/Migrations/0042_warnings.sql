-- What does not fit the catalogue, on the events themselves, and how much of it there is by hour, so that a source that has begun to send
-- something else shows without reading the history.
alter table event add column warnings jsonb;
create index event_with_warnings on event (workspace_id, id) where warnings is not null;

create table event_warning_count (
    workspace_id uuid not null,
    hour         timestamptz not null,
    source_id    uuid not null,
    name         text not null,
    kind         text not null,
    property     text not null,
    count        bigint not null,
    primary key (workspace_id, hour, source_id, name, kind, property)
);
