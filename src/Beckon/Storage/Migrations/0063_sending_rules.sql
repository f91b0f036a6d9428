-- When people are not written to and how often at most, for all flows and campaigns of a workspace.
create table sending_rules (
    workspace_id uuid not null references workspace,
    rules        jsonb not null,
    version      int not null,
    updated_at   timestamptz not null,
    primary key (workspace_id)
);

alter table message
    -- What of the rules its step has chosen for it.
    add column limits text not null default 'workspace' check (limits in ('workspace', 'wait', 'drop', 'ignore')),
    -- Since when the rules put it off.
    add column held_since timestamptz;

-- Since when the rules let a run stand before a message.
alter table flow_run add column held_since timestamptz;
