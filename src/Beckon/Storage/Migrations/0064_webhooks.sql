-- What steps of flows tell other systems: made in the transaction of the run, called until it is taken or a day is over.
create table webhook_call (
    workspace_id uuid not null,
    id           uuid not null,
    flow_id      uuid not null,
    run_id       uuid not null,
    step         text not null,
    url          text not null,
    -- What the step says beside who it is about.
    properties   jsonb not null,
    status       text not null check (status in ('waiting', 'delivered', 'failed')),
    attempts     int not null default 0,
    -- When it is tried, or, while a node tries it, when others may.
    next_at      timestamptz not null,
    -- How it was answered last: the status, or why there was none.
    code         int,
    answer       text,
    created_at   timestamptz not null,
    ended_at     timestamptz,
    primary key (workspace_id, id)
);
create index webhook_call_due on webhook_call (workspace_id, next_at) where status = 'waiting';
create index webhook_call_by_run on webhook_call (workspace_id, run_id);
create index webhook_call_by_flow on webhook_call (workspace_id, flow_id, created_at);

-- How often the secret was changed that calls are signed with.
create table webhook_secret (
    workspace_id uuid not null references workspace,
    version      int not null,
    changed_at   timestamptz not null,
    primary key (workspace_id)
);
