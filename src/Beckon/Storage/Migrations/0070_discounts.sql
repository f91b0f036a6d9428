-- Discounts whose codes flows give. The code that is everybody's; null: each person gets one of their own.
create table discount (
    workspace_id  uuid not null,
    id            uuid not null,
    name          text not null,
    code          text,
    created_at    timestamptz not null,
    primary key (workspace_id, id)
);
create unique index discount_by_name on discount (workspace_id, lower(name));

-- Codes for one person each. Of one that was given away and whose person was erased only the time is left.
create table discount_code (
    workspace_id  uuid not null,
    discount_id   uuid not null,
    code          text not null,
    -- The order in which they were added, and are given.
    number        bigint generated always as identity,
    contact_id    uuid,
    -- Whom it was given to by themselves, so that an undone merge gives it back.
    given_to      uuid,
    run_id        uuid,
    given_at      timestamptz,
    primary key (workspace_id, discount_id, code)
);
create index discount_code_left on discount_code (workspace_id, discount_id, number) where given_at is null;
create index discount_code_by_contact on discount_code (workspace_id, contact_id, discount_id) where contact_id is not null;
create index discount_code_by_time on discount_code (workspace_id, discount_id, given_at desc) where given_at is not null;

-- The code that a run has been given, and the messages that it has sent since.
alter table flow_run add column discount_code text;
alter table message add column discount_code text;
