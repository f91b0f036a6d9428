-- Somebody's wish to be forgotten, and how far it is. `person` is what finds what is kept of them, sealed with the master key; it goes when they are
-- forgotten. What stays says that it was done, when and at whose word, and names nobody.
create table erasure (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    -- Null: nobody is known by what was given; bodies of requests and events set aside are searched for it all the same.
    contact_id   uuid,
    status       text not null check (status in ('waiting', 'ready', 'clearing', 'searching', 'done')),
    reason       text not null check (reason in ('person_asked', 'platform_asked', 'no_longer_needed', 'test_data')),
    actor        text not null,
    requested_at timestamptz not null,
    -- What had arrived by then takes effect before, so that it is erased with the rest.
    after_inbox  bigint,
    detached_at  timestamptz,
    person       bytea,
    -- Of the stage it is in: rows or requests, and since when.
    total        bigint not null default 0,
    done         bigint not null default 0,
    stage_since  timestamptz not null,
    position     uuid,
    -- By table, how many rows were erased or emptied.
    counts       jsonb not null default '{}',
    error        text,
    finished_at  timestamptz,
    primary key (workspace_id, id)
);
create index erasure_open on erasure (workspace_id, id) where status <> 'done';
create index erasure_by_contact on erasure (workspace_id, contact_id) where contact_id is not null;

-- What is remembered of the addresses of those who were forgotten: a salted hash, enough to leave them alone, too little to know them by.
create table erasure_salt (
    workspace_id uuid primary key references workspace,
    salt         bytea not null
);
create table erased_address (
    workspace_id uuid not null references workspace,
    channel      text not null check (channel in ('email', 'sms')),
    mark         bytea not null,
    -- unsubscribed: they had said no, which only they can undo. erased: no default makes them subscribers again.
    said         text not null check (said in ('unsubscribed', 'erased')),
    suppressed   text check (suppressed in ('bounced', 'complained')),
    at           timestamptz not null,
    primary key (workspace_id, channel, mark)
);

-- Whose data a message shows; a test shows somebody's too. Messages to shoppers from before have their own row to say it.
alter table test_inbox add column contact_id uuid;
create index test_inbox_by_contact on test_inbox (workspace_id, contact_id) where contact_id is not null;

-- All that are one with a contact, and where the journal names it.
create index contact_by_merged_into on contact (workspace_id, merged_into) where merged_into is not null;
create index if not exists contact_merge_by_into on contact_merge (workspace_id, into_contact);
create index if not exists contact_merge_by_from on contact_merge (workspace_id, from_contact);
