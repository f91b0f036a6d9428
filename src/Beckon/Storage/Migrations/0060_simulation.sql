-- What each event says of a cart and of an order: a simulation folds them again as they were folded then.
alter table event
    add column cart_key text,
    add column cart_status text,
    add column order_key text,
    add column order_status text,
    add column order_placed_at timestamptz,
    -- Loaded history, or taken in once more: it starts nothing.
    add column loaded boolean;

-- A draft tried out on what has happened.
create table flow_simulation (
    workspace_id uuid not null,
    id           uuid not null,
    flow_id      uuid not null,
    from_at      timestamptz not null,
    until_at     timestamptz not null,
    -- What a thousand messages cost, in the workspace's currency; null: nobody said.
    price        numeric,
    status       text not null check (status in ('running', 'done', 'failed')),
    -- How many contacts, and how many of them have been gone through.
    total        int not null default 0,
    done         int not null default 0,
    result       jsonb,
    fault        text,
    created_at   timestamptz not null,
    -- When it was last heard of.
    touched_at   timestamptz not null,
    primary key (workspace_id, id)
);
create index flow_simulation_by_flow on flow_simulation (workspace_id, flow_id, id);

-- Some of its runs, of each way of ending.
create table flow_simulated_run (
    workspace_id  uuid not null,
    simulation_id uuid not null,
    id            uuid not null,
    contact_id    uuid not null,
    run           jsonb not null,
    primary key (workspace_id, simulation_id, id)
);
create index flow_simulated_run_by_contact on flow_simulated_run (workspace_id, contact_id);
