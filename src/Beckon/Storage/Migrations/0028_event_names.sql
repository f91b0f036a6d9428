-- Which events of a name there are is told by a filter for every 64 pages of the history (about 2,500 events) instead of an entry for each event: the
-- history is written once and in order, and a name is either common, then it is met at once, or rare, then the filters leave out nearly
-- everything. They are made by Events/NameFilterKeeper as the pages fill; here once for the history so far, which reads it as a whole.
drop index event_by_name;
create index event_by_name on event
    using brin (workspace_id uuid_bloom_ops (n_distinct_per_range = 64), name text_bloom_ops (n_distinct_per_range = 64))
    with (pages_per_range = 64);

-- How often a name came, without reading the hours of all others.
create index event_count_by_name on event_count (workspace_id, name);
