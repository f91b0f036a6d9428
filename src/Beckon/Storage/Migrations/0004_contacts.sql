create table contact (
    workspace_id  uuid not null references workspace,
    id            uuid not null,
    anonymous     boolean not null,
    email         text,
    phone         text,
    first_name    text,
    last_name     text,
    properties    jsonb not null default '{}',
    created_at    timestamptz not null,
    last_seen_at  timestamptz not null,
    order_count   int not null default 0,
    order_total   numeric(18, 2) not null default 0,
    last_order_at timestamptz,
    -- Set when this contact was merged away; the id keeps resolving to the other.
    merged_into   uuid,
    primary key (workspace_id, id)
) with (fillfactor = 85);
create index contact_by_first_name on contact (workspace_id, lower(first_name) text_pattern_ops) where first_name is not null;
create index contact_by_last_name on contact (workspace_id, lower(last_name) text_pattern_ops) where last_name is not null;

-- What a contact is known by. `scope` is the source for a customer id (unique per source) and empty for the rest.
create table contact_identifier (
    workspace_id uuid not null,
    kind         text not null check (kind in ('customer_id', 'email', 'phone', 'anonymous_id')),
    scope        uuid not null,
    value        text not null,
    contact_id   uuid not null,
    created_at   timestamptz not null,
    primary key (workspace_id, kind, scope, value)
);
create index contact_identifier_by_contact on contact_identifier (workspace_id, contact_id);
create index contact_identifier_by_prefix on contact_identifier (workspace_id, value text_pattern_ops);

create table consent (
    workspace_id uuid not null,
    contact_id   uuid not null,
    channel      text not null check (channel in ('email', 'sms', 'push')),
    status       text not null check (status in ('subscribed', 'unsubscribed', 'pending', 'never')),
    changed_at   timestamptz not null,
    primary key (workspace_id, contact_id, channel)
);

create table consent_log (
    workspace_id uuid not null,
    id           uuid not null,
    contact_id   uuid not null,
    channel      text not null,
    status       text not null,
    source       text not null,
    ip           text,
    wording      text,
    at           timestamptz not null,
    primary key (workspace_id, id)
);
create index consent_log_by_contact on consent_log (workspace_id, contact_id, id);

-- Addresses that must not be written to again, whatever the consent: hard bounces and complaints.
create table suppression (
    workspace_id uuid not null,
    channel      text not null,
    address      text not null,
    reason       text not null check (reason in ('bounced', 'complained')),
    at           timestamptz not null,
    primary key (workspace_id, channel, address)
);

-- Per contact, event name and status: the first time, the last time and how often.
create table trait (
    workspace_id uuid not null,
    contact_id   uuid not null,
    name         text not null,
    status       text not null default '',
    first_at     timestamptz not null,
    last_at      timestamptz not null,
    count        bigint not null,
    primary key (workspace_id, contact_id, name, status)
) with (fillfactor = 80);

-- The journal of merges: what moved, so that a merge can be undone.
create table contact_merge (
    workspace_id uuid not null,
    id           uuid not null,
    from_contact uuid not null,
    into_contact uuid not null,
    event_id     uuid not null,
    identifiers  jsonb not null,
    at           timestamptz not null,
    primary key (workspace_id, id)
);

-- Two known contacts claimed the same event: a person decides.
create table identity_conflict (
    workspace_id uuid not null,
    id           uuid not null,
    event_id     uuid not null,
    kept_contact uuid not null,
    other_contact uuid not null,
    at           timestamptz not null,
    resolved_at  timestamptz,
    primary key (workspace_id, id)
);
