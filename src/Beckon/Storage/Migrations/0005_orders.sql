create table product (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    external_id  text not null,
    name         text not null,
    brand        text,
    category     text,
    price        numeric(18, 2),
    currency     char(3),
    url          text,
    image_url    text,
    in_stock     boolean not null default true,
    updated_at   timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, external_id)
);

create table cart (
    workspace_id  uuid not null,
    id            uuid not null,
    source_id     uuid not null,
    -- The platform's id, or `contact:…` where a Simple trigger names no cart.
    external_id   text not null,
    contact_id    uuid not null,
    status        text not null check (status in ('open', 'abandoned', 'converted')),
    url           text,
    currency      char(3),
    total         numeric(18, 2),
    items         jsonb not null default '[]',
    created_at    timestamptz not null,
    -- The version: a change older than this does not touch the cart.
    changed_at    timestamptz not null,
    abandoned_at  timestamptz,
    converted_at  timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, source_id, external_id)
) with (fillfactor = 85);
create index cart_by_contact on cart (workspace_id, contact_id, changed_at desc);

-- "Order" is a word of SQL, hence the name. Only DELIVERED orders count for revenue and order statistics.
create table shop_order (
    workspace_id  uuid not null,
    id            uuid not null,
    source_id     uuid not null,
    external_id   text not null,
    contact_id    uuid not null,
    status        text not null check (status in ('INITIALIZED', 'IN_PROGRESS', 'DELIVERED', 'CANCELLED', 'ABANDONED_SHOPPING_CART')),
    total         numeric(18, 2) not null,
    currency      char(3) not null,
    placed_at     timestamptz not null,
    -- When the present status took effect: an older change does not move the order back.
    status_at     timestamptz not null,
    delivered_at  timestamptz,
    items         jsonb not null default '[]',
    -- The order as the platform sent it, every field.
    document      jsonb not null,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, source_id, external_id)
) with (fillfactor = 85);
create index shop_order_by_contact on shop_order (workspace_id, contact_id, placed_at desc);
create index shop_order_by_time on shop_order (workspace_id, placed_at desc, id);
