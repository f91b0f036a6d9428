-- What the lists of contacts and orders are read by.

-- The list of contacts is sorted by when they were last seen, which changes with every event. An index on that would make each of those updates
-- write to every index of the table; a quarter of an hour changes seldom, and within one the rows are few enough to sort.
alter table contact add column seen_quarter timestamptz
    generated always as (date_bin(interval '15 minutes', last_seen_at, timestamptz '2000-01-01 00:00:00+00')) stored;

create index contact_by_seen on contact (workspace_id, seen_quarter, id) where merged_into is null;
create index contact_by_created on contact (workspace_id, created_at, id) where merged_into is null;
create index contact_by_total on contact (workspace_id, order_total, id) where merged_into is null;
create index contact_by_name on contact
    (workspace_id, lower(coalesce(first_name || ' ' || last_name, first_name, last_name, email, phone, '')), id) where merged_into is null;

-- Also finds "first last".
drop index contact_by_first_name;
create index contact_by_first_name on contact (workspace_id, lower(first_name) text_pattern_ops, lower(last_name) text_pattern_ops)
    where first_name is not null;

create index shop_order_by_external_id on shop_order (workspace_id, external_id text_pattern_ops);
