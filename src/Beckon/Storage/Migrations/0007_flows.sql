create table flow (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    name         text not null,
    status       text not null check (status in ('draft', 'live', 'paused')),
    -- The version that new runs start on.
    live_version int,
    created_at   timestamptz not null,
    primary key (workspace_id, id)
);

create table flow_version (
    workspace_id uuid not null,
    flow_id      uuid not null,
    version      int not null,
    definition   jsonb not null,
    published_at timestamptz not null,
    primary key (workspace_id, flow_id, version),
    foreign key (workspace_id, flow_id) references flow
);

create table flow_run (
    workspace_id uuid not null,
    id           uuid not null,
    flow_id      uuid not null,
    version      int not null,
    contact_id   uuid not null,
    -- What makes parallel runs of one contact different: a cart, an order, a product.
    key          text not null,
    event_id     uuid not null,
    status       text not null check (status in ('active', 'completed', 'exited', 'skipped')),
    reason       text,
    trace        jsonb not null default '[]',
    started_at   timestamptz not null,
    ended_at     timestamptz,
    primary key (workspace_id, id),
    -- One event starts a flow once, whatever happens around it.
    unique (workspace_id, flow_id, event_id)
);
create index flow_run_by_contact on flow_run (workspace_id, contact_id, id);

create table campaign (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    name         text not null,
    type         text not null check (type in ('abandoned_cart')),
    status       text not null check (status in ('draft', 'live', 'paused')),
    channel      text not null check (channel in ('email')),
    recipients   text not null check (recipients in ('all_subscribed')),
    template_id  uuid,
    content      jsonb not null,
    settings     jsonb not null default '{}',
    flow_id      uuid not null,
    -- Grows with each edit: the ETag.
    version      int not null default 1,
    live_version int,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    live_at      timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, flow_id) references flow
);

-- Which message an order is credited to. Revenue is read from the order itself, so a cancellation takes it back out.
create table order_credit (
    workspace_id uuid not null,
    order_id     uuid not null,
    message_id   uuid not null,
    campaign_id  uuid,
    contact_id   uuid not null,
    touch        text not null check (touch in ('click', 'open')),
    touched_at   timestamptz not null,
    credited_at  timestamptz not null,
    primary key (workspace_id, order_id)
);
create index order_credit_by_campaign on order_credit (workspace_id, campaign_id, credited_at);
