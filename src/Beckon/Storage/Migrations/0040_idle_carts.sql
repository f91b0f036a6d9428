-- When an open cart counts as abandoned if nothing changes: only for sources that have a time set (settings ->> 'abandonAfterMinutes').
alter table cart add column idle_at timestamptz;
create index cart_idle on cart (workspace_id, idle_at) where idle_at is not null;

-- The cart or checkout that the order names: it is bought, also where news of it come later or from another source.
alter table shop_order add column cart_external_id text;
create index shop_order_by_cart on shop_order (workspace_id, cart_external_id) where cart_external_id is not null;
