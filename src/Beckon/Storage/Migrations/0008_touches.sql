-- Opens and clicks of messages, by time: what an order is credited to.
create table message_touch (
    workspace_id uuid not null,
    contact_id   uuid not null,
    touched_at   timestamptz not null,
    message_id   uuid not null,
    touch        text not null check (touch in ('click', 'open')),
    primary key (workspace_id, contact_id, touched_at, message_id, touch)
);
