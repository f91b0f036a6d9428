-- Steps are told apart by their type; what was published before there were several kinds holds sends only.
update flow_version set definition = jsonb_set(
    definition,
    '{steps}',
    (select coalesce(jsonb_agg('{"type": "send"}' || s.step order by s.place), '[]')
     from jsonb_array_elements(definition -> 'steps') with ordinality as s(step, place)));

-- A run that waits is a due run: where it stands, when it goes on, and what going on needs.
alter table flow_run
    drop constraint flow_run_status_check,
    add constraint flow_run_status_check check (status in ('active', 'waiting', 'completed', 'exited', 'skipped', 'failed')),
    -- The wait it stands at or last stood at, and when that ends or ended.
    add column step text,
    add column due_at timestamptz,
    add column cart_id uuid,
    add column event_received_at timestamptz,
    add column triggered_at timestamptz,
    -- Why it failed, in words.
    add column detail text,
    add constraint flow_run_can_go_on check (
        status <> 'waiting' or (step is not null and due_at is not null and event_received_at is not null and triggered_at is not null));

-- The flow rides along so that counting what waits of one flow reads the index alone.
create index flow_run_due on flow_run (workspace_id, due_at) include (flow_id) where status = 'waiting';
create index flow_run_waiting_by_cart on flow_run (workspace_id, cart_id) where status = 'waiting';
create index flow_run_failed on flow_run (workspace_id, flow_id) where status = 'failed';

-- A run leaves the index of what is due when it goes on: the place it leaves is to be cleared long before a fifth of the table has changed.
alter table flow_run set (autovacuum_vacuum_scale_factor = 0.02);
