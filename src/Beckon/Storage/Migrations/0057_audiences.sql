-- Audiences: named filters, and who fits them at this moment.
create table audience (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    -- What standings name it by: never given again.
    number       int not null,
    name         text not null,
    description  text not null default '',
    filter       jsonb not null,
    version      int not null default 1,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    -- Set when it is deleted, until its members are gone.
    deleted_at   timestamptz,
    -- Where it is being worked out for all contacts: what must have ended before that begins, behind which contact it is, how far, and whether those
    -- who come and go are told of. Empty once it is done.
    build_barrier numeric(20, 0),
    build_after  uuid,
    build_seen   bigint,
    build_total  bigint,
    build_quiet  boolean,
    built_at     timestamptz,
    -- Counted now and then: what lists show of big audiences.
    member_count bigint not null default 0,
    primary key (workspace_id, id),
    unique (workspace_id, number)
);
create unique index audience_by_name on audience (workspace_id, lower(name)) where deleted_at is null;

-- What the audiences of a workspace were last worked out with. Grows with each change to them, so that whoever follows events sees it in time.
create table audience_book (
    workspace_id uuid not null references workspace,
    version      bigint not null,
    next_number  int not null,
    time_zone    text not null,
    rfm_run      uuid,
    primary key (workspace_id)
);

create table audience_member (
    workspace_id uuid not null,
    audience_id  uuid not null,
    contact_id   uuid not null,
    entered_at   timestamptz not null,
    primary key (workspace_id, audience_id, contact_id)
);

-- Which audiences a contact is in, by their numbers, and when time alone may change that. Whoever changes it holds this row first.
create table audience_standing (
    workspace_id uuid not null,
    contact_id   uuid not null,
    audiences    int[] not null default '{}',
    due_at       timestamptz,
    primary key (workspace_id, contact_id)
) with (fillfactor = 80);
create index audience_standing_due on audience_standing (workspace_id, due_at) where due_at is not null;

-- Contacts that were changed apart from events, such as by a person who put them into a list: whatever follows from what is known of them is to be
-- worked out anew. The contact of zeros stands for all.
create table contact_change (
    workspace_id uuid not null,
    contact_id   uuid not null,
    primary key (workspace_id, contact_id)
);

-- When a product could last be bought again after it could not.
alter table product add column restocked_at timestamptz;

-- Whether it has come to be sold or not since the carts with it were last looked at.
alter table product add column stock_moved boolean not null default false;
-- One that is told of for the first time may lie in carts already.
alter table product alter column stock_moved set default true;
create index product_stock_moved on product (workspace_id) where stock_moved;
