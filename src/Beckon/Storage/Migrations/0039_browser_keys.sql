-- A public key that lies open in a shop's pages: it may only send what a browser saw, from the origins it is given for.
create table browser_key (
    workspace_id   uuid not null references workspace,
    id             uuid not null,
    name           text not null,
    key            text not null,
    origins        text[] not null,
    created_at     timestamptz not null,
    created_by     uuid,
    first_event_at timestamptz,
    last_event_at  timestamptz,
    revoked_at     timestamptz,
    primary key (workspace_id, id)
);
-- A page knows the key alone; whose it is is the answer.
create unique index browser_key_by_key on browser_key (key, workspace_id);

-- The e-mail address of the contact was so far only claimed by a browser, so nothing was assumed about its consent.
alter table contact add column email_claimed boolean not null default false;
