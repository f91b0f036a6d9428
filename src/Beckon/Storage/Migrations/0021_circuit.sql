-- Since when the mail server puts a message off: what its day of trying counts from. Time during which the server was not there does not count.
alter table message add column deferred_since timestamptz;

-- Why the messages of a channel wait: its server failed several times in a row. No row: nothing is known against it.
create table channel_circuit (
    workspace_id    uuid not null references workspace,
    kind            text not null check (kind in ('email', 'sms', 'push')),
    -- Of the settings that failed: others are tried at once.
    channel_version int not null,
    -- In a row.
    failures        int not null,
    openings        int not null,
    since           timestamptz not null,
    -- Null while failures are too few to hold messages back.
    next_try_at     timestamptz,
    error           text not null,
    primary key (workspace_id, kind)
);
