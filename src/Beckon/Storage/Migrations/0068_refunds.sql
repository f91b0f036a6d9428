-- Money given back of orders, once for each event that tells of it, whether the order is known yet or not: requests overtake each other, and a
-- replay tells of the same again.
create table order_refund (
    workspace_id  uuid not null,
    source_id     uuid not null,
    external_id   text not null,
    -- A hash of the sender's name for the event.
    event_key     uuid not null,
    refunded_at   timestamptz not null,
    amount        numeric(18, 2) not null,
    -- Where the order stands when nothing is left of it.
    status        text not null,
    primary key (workspace_id, source_id, external_id, event_key)
);

-- An order has two versions: that of its status, and that of all the rest. Null: as before there were two. Where all of it was given back, it is kept
-- where the platform said that it stands.
alter table shop_order
    add column gross_total numeric(18, 2), add column told_at timestamptz, add column told_status text, add column told_status_at timestamptz;
