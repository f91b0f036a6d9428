-- What a shop says of its stores; which there are, sign-ups tell.
create table store (
    workspace_id  uuid not null references workspace,
    -- The store's id at whoever signs people up.
    id            text not null,
    -- IANA name.
    time_zone     text not null,
    primary key (workspace_id, id)
);
