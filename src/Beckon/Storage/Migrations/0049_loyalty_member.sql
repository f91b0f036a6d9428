-- Who has joined the loyalty programme. A row is a sign-up of the contact it was of then (joined_as) and belongs to whoever that contact is now:
-- a merge hands it over, and splitting the two again gives it back.
create table loyalty_member (
    workspace_id uuid not null references workspace,
    joined_as    uuid not null,
    contact_id   uuid not null,
    joined_at    timestamptz not null,
    source_id    uuid not null,
    store_id     text,
    store_name   text,
    email_opt_in boolean,
    sms_opt_in   boolean,
    updated_at   timestamptz not null,
    primary key (workspace_id, joined_as)
);
create index loyalty_member_by_contact on loyalty_member (workspace_id, contact_id);
