-- What people see of a dead letter without opening it, how often it has failed, and what somebody has made of it since.
alter table dead_letter
    add column name text not null default '',
    add column source_id uuid not null default '00000000-0000-0000-0000-000000000000',
    add column received_at timestamptz not null default to_timestamp(0),
    add column attempts int not null default 1,
    add column edits int not null default 0,
    add column edited_at timestamptz,
    add column edited_by text;

-- The bodies of accepted requests as they came. The events of a request have the id of its payload but for the twelve bits that count them, so
-- each finds its own without a column for it. Bodies are packed before they are stored.
create table raw_payload (
    workspace_id uuid not null,
    id           uuid not null,
    source_id    uuid not null,
    received_at  timestamptz not null,
    -- The door it came through, and what the call said that this door reads beside the body, as JSON.
    door         text not null,
    call         text,
    content_type text,
    idempotency_key text,
    encoding     text not null,
    body         bytea not null,
    primary key (workspace_id, id)
);
alter table raw_payload alter column body set storage external;

-- Payloads being taken in once more. `position` is the last one that was: it moves in the transaction that puts the events into the inbox.
create table replay (
    workspace_id   uuid not null references workspace,
    id             uuid not null,
    into_workspace uuid not null,
    from_at        timestamptz not null,
    to_at          timestamptz not null,
    status         text not null check (status in ('waiting', 'running', 'finishing', 'done', 'cancelled', 'failed')),
    position       uuid,
    payloads       bigint,
    done           bigint not null default 0,
    events         bigint not null default 0,
    refused        bigint not null default 0,
    -- The last payload's fault, and why the whole failed.
    refusal        text,
    error          text,
    last_inbox_id  bigint,
    last_handed_id bigint,
    claimed_by     uuid,
    claimed_until  timestamptz,
    actor          text not null,
    created_at     timestamptz not null,
    started_at     timestamptz,
    finished_at    timestamptz,
    primary key (workspace_id, id)
);
