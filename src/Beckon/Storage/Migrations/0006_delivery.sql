create table template (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    name         text not null,
    channel      text not null check (channel in ('email', 'sms', 'push')),
    category     text not null,
    subject      text not null,
    preheader    text not null default '',
    html         text not null,
    text         text not null default '',
    version      int not null default 1,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, id)
);

-- How a workspace sends on a channel. No row means the built-in test inbox.
create table channel (
    workspace_id uuid not null references workspace,
    kind         text not null check (kind in ('email', 'sms', 'push')),
    provider     text not null,
    settings     jsonb not null default '{}',
    secrets      bytea,
    version      int not null default 1,
    updated_at   timestamptz not null,
    primary key (workspace_id, kind)
);

-- What a message says, as it was when it was set live: never changed afterwards.
create table message_content (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    subject      text not null,
    preheader    text not null,
    html         text not null,
    text         text not null,
    created_at   timestamptz not null,
    primary key (workspace_id, id)
);

-- One row for each message, made before anything is handed to a provider. (run, step, channel) is unique: that is why nothing is sent twice.
create table message (
    workspace_id  uuid not null,
    id            uuid not null,
    campaign_id   uuid,
    flow_id       uuid not null,
    flow_version  int not null,
    run_id        uuid not null,
    step          text not null,
    contact_id    uuid not null,
    channel       text not null,
    status        text not null check (status in ('queued', 'sending', 'sent', 'delivered', 'bounced', 'failed', 'uncertain', 'skipped')),
    -- Why it was skipped, failed or is uncertain.
    reason        text,
    detail        text,
    address       text,
    subject       text,
    cart_id       uuid,
    event_id      uuid not null,
    event_received_at timestamptz not null,
    -- When the trigger happened: what an exit rule counts from.
    triggered_at  timestamptz not null,
    content_id    uuid not null,
    exit_rule     text not null check (exit_rule in ('none', 'cart_bought')),
    trace         jsonb not null default '[]',
    provider      text,
    provider_reply text,
    attempts      int not null default 0,
    created_at    timestamptz not null,
    due_at        timestamptz not null,
    handed_at     timestamptz,
    sent_at       timestamptz,
    opened_at     timestamptz,
    clicked_at    timestamptz,
    unsubscribed_at timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, run_id, step, channel)
) with (fillfactor = 85);
create index message_due on message (workspace_id, due_at) where status in ('queued', 'sending');
create index message_by_contact on message (workspace_id, contact_id, id);
create index message_by_campaign on message (workspace_id, campaign_id, id) where campaign_id is not null;

create table test_inbox (
    workspace_id uuid not null,
    -- The message it shows.
    id           uuid not null,
    sender       text not null,
    recipient    text not null,
    subject      text not null,
    html         text not null,
    text         text not null,
    headers      jsonb not null,
    received_at  timestamptz not null,
    read_at      timestamptz,
    primary key (workspace_id, id)
);

-- Opens and clicks of messages, by time: what an order is credited to.
create table message_touch (
    workspace_id uuid not null,
    contact_id   uuid not null,
    touched_at   timestamptz not null,
    message_id   uuid not null,
    touch        text not null check (touch in ('click', 'open')),
    primary key (workspace_id, contact_id, touched_at, message_id, touch)
);
