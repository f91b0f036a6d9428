-- Nothing was ever kept in it. A product belongs to the source that tells of it: two shops may give the same id to different things.
drop table product;

create table product (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    source_id    uuid not null,
    external_id  text not null,
    name         text,
    brand        text,
    category     text,
    -- Of the variant that costs least.
    price        numeric(18, 2),
    currency     char(3),
    url          text,
    image_url    text,
    state        text not null check (state in ('sold', 'hidden', 'deleted')),
    -- Whether any variant can be bought.
    in_stock     boolean not null,
    -- Whether it has been said, or need not be said, that it is new.
    announced    boolean not null,
    variants     jsonb not null default '[]',
    created_at   timestamptz not null,
    -- The version: what happened before it changes nothing any more.
    updated_at   timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, source_id, external_id)
) with (fillfactor = 85);
